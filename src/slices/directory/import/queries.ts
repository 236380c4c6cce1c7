import { sql } from 'kysely'
import type { Db } from '#kernel/database/database.ts'
import type { Table } from '../hsds/fields.ts'
import type { Defect } from '../hsds/rules.ts'
import type { ColumnRead } from '../hsds/sheet/rules.ts'
import type { DirectoryTables } from '../tables.ts'
import type { Missing } from './missing/queries.ts'

export type Run = {
  id: string
  source_id: string
  label: string
  fingerprint: string
  state: DirectoryTables['import_run']['state']
  reason: string | null
  started_at: Date
  touched_at: Date
  finished_at: Date | null
  done_batch: string
  last_batch: string
  taken: Record<string, number>
  not_read: string[]
  inserted: number
  updated: number
  unchanged: number
  defects: number
  kept: number
  licence: string | null
  preview: Preview | null
  columns_read: ColumnRead[] | null
  /** Records that earlier runs gave and this one did not; `is_part`: so many that nothing was marked. */
  missing: number
  is_part: boolean
}

export interface Preview {
  inserted: number
  updated: number
  unchanged: number
  kept: number
  /** Fields that would change; the first hundred. */
  changes: { kind: string; id: string; field: string; before: string | null; after: string | null }[]
  /** Fields that were changed here, stay, and differ from the source; the first hundred. */
  differences: { kind: string; id: string; field: string; ours: string | null; theirs: string | null }[]
  /** What the source no longer gives, the first hundred; `isPart`: so many that it is taken for a part of itself. */
  missing: { count: number; isPart: boolean; records: Missing[] }
}

const runs = (db: Db<DirectoryTables>) => db.selectFrom('import_run').selectAll()

export const maybeRun = async (db: Db<DirectoryTables>, id: string): Promise<Run | null> =>
  ((await runs(db).where('id', '=', id).executeTakeFirst()) as Run | undefined) ?? null

/** A run of the same files that was killed while it wrote. */
export const brokenOff = async (db: Db<DirectoryTables>, source: string, fingerprint: string): Promise<Run | null> =>
  ((await runs(db)
    .where('source_id', '=', source)
    .where('fingerprint', '=', fingerprint)
    .where('state', '=', 'writing')
    .orderBy('started_at', 'desc')
    .executeTakeFirst()) as Run | undefined) ?? null

export interface StagedRow {
  kind: string
  id: string
  body: Record<string, unknown>
}

export interface Batch {
  at: number
  /** How many organisations, places and services it has. */
  things: number
  /** Every row is as the source gave it last time: nothing is to be done. */
  same: boolean
}

/**
 * The batches of a run in their order. Where all rows of one are as they came last time, it needs no second look; unless the source
 * no longer has something, which may belong to any of them.
 */
export const batchesAfter = async (
  db: Db<DirectoryTables>,
  run: { id: string; source_id: string },
  after: number,
): Promise<Batch[]> => {
  const { rows } = await sql<{ batch: string; things: number; same: boolean }>`
    with lost as (select exists (select from imported_record b where b.source_id = ${run.source_id}
      and not exists (select from missing_record m where m.thing_id = b.id)
      and not exists (select from import_row r where r.run_id = ${run.id} and r.id = b.id)) as some)
    select batch, (count(*) filter (where r.kind in ('organization', 'location', 'service')))::int as things,
      bool_and(r.kind = 'given_value' or b.digest is not distinct from md5(r.body::text)) and not (select lost.some from lost) as same
    from import_row r left join imported_record b on b.id = r.id and b.kind = r.kind and b.source_id = ${run.source_id}
    where run_id = ${run.id} and batch > ${after} group by batch order by batch`.execute(db)
  return rows.map(({ batch, ...about }) => ({ at: Number(batch), ...about }))
}

export const rowsOfBatch = async (db: Db<DirectoryTables>, runId: string, batch: number): Promise<StagedRow[]> => {
  const { rows } = await sql<StagedRow>`
    select kind, id::text, body from import_row where run_id = ${runId} and batch = ${batch} order by position`.execute(
    db,
  )
  return rows
}

const referredTo = [
  'taxonomy',
  'taxonomy_term',
  'organization',
  'location',
  'program',
  'service',
  'unit',
  'contact',
] as const

/** Is there a record of a table, or of any, that a source may refer to? The same id may stand in two tables. */
export type Knows = (to: Table | 'anything', id: string) => boolean

/** What the community has. */
export const knownIds = async (db: Db<DirectoryTables>): Promise<Knows> => {
  const all = sql.join(
    referredTo.map((table) => sql`select ${table}::text as kind, id::text as id from ${sql.ref(table)}`),
    sql` union all `,
  )
  const { rows } = await sql<{ kind: Table; id: string }>`${all}`.execute(db)
  const ids = new Map<Table, Set<string>>(referredTo.map((table) => [table, new Set()]))
  for (const { kind, id } of rows) ids.get(kind)!.add(id)
  return (to, id) =>
    to === 'anything' ? [...ids.values()].some((some) => some.has(id)) : (ids.get(to)?.has(id) ?? false)
}

const page = 2_000

/** All that was wrong, in the order of reading, some at a time. */
export async function* defectsOf(db: Db<DirectoryTables>, runId: string): AsyncGenerator<Defect> {
  for (let after = 0; ; ) {
    const { rows } = await sql<Defect & { position: string }>`
      select position, file, line as row, field as "column", problem, done from import_defect
      where run_id = ${runId} and position > ${after} order by position limit ${page}`.execute(db)
    for (const { position: _, ...defect } of rows) yield defect
    if (rows.length < page) return
    after = Number(rows.at(-1)!.position)
  }
}

export interface DefectKind {
  file: string
  field: string | null
  problem: string
  done: string
  count: number
  first: number
}

/** What was wrong, by file, column and problem: numbers within the words stand aside, so that the like is counted together. */
export const defectKinds = async (db: Db<DirectoryTables>, runId: string, most = 100): Promise<DefectKind[]> => {
  const { rows } = await sql<DefectKind>`
    select file, field, regexp_replace(regexp_replace(problem, '(leads to no \\w+):.*', '\\1'), '[0-9]+ km', '… km') as problem, done,
      count(*)::int as count, min(line) as first
    from import_defect where run_id = ${runId} group by 1, 2, 3, 4 order by count(*) desc, 1, 2 limit ${most}`.execute(
    db,
  )
  return rows
}

export const differencesOf = async (db: Db<DirectoryTables>, runId: string, most = 200) =>
  db
    .selectFrom('import_difference')
    .selectAll()
    .where('run_id', '=', runId)
    .orderBy('kind')
    .orderBy('thing_id')
    .orderBy('field')
    .limit(most)
    .execute()
