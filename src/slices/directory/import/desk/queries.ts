import { sql } from 'kysely'
import type { Db } from '#kernel/database/database.ts'
import { NotFound } from '#kernel/errors/errors.ts'
import type { DirectoryTables } from '../../tables.ts'
import { type Missing, missingOf } from '../missing/queries.ts'
import { type DefectKind, defectKinds, differencesOf, maybeRun, type Run } from '../queries.ts'

export interface SourceRow extends Run {
  services: number
}

/** Every source with its last run, newest first, and how many services come from it. */
export const sourcesRun = async (db: Db<DirectoryTables>): Promise<SourceRow[]> => {
  const { rows } = await sql<SourceRow>`
    select last.*, (select count(*)::int from service s where s.source_id = last.source_id) as services
    from (select distinct on (source_id) * from import_run order by source_id, started_at desc) last
    order by last.started_at desc limit 200`.execute(db)
  return rows
}

export interface ShownRun {
  run: Run
  /** Its columns can be named anew: it is still at hand, and nothing is written. */
  isOpenSheet: boolean
  defects: DefectKind[]
  missing: { count: number; isPart: boolean; records: Missing[] }
  differences: { kind: string; id: string; field: string; ours: string | null; theirs: string | null }[]
}

/** A plain sheet that was read, is still at hand and not yet written. */
export const maybeSheet = async (db: Db<DirectoryTables>, id: string): Promise<Run | null> => {
  const run = await maybeRun(db, id)
  if (!run?.columns_read || !['ready', 'refused'].includes(run.state)) return null
  const upload = await db.selectFrom('import_upload').select('run_id').where('run_id', '=', id).executeTakeFirst()
  return upload ? run : null
}

/** A run with what was wrong in its files; of one that is written, where ours and theirs differ. */
export const runPage = async (db: Db<DirectoryTables>, id: string): Promise<ShownRun> => {
  const run = await maybeRun(db, id)
  if (!run) throw new NotFound()
  const kept =
    run.state === 'done'
      ? (await differencesOf(db, id, 100)).map(({ thing_id, ...one }) => ({ ...one, id: thing_id }))
      : (run.preview?.differences ?? [])
  const before = run.preview?.missing ?? { count: 0, isPart: false, records: [] }
  const missing =
    run.state === 'done'
      ? { count: run.missing, isPart: run.is_part, records: run.is_part ? [] : await missingOf(db, run.source_id) }
      : before
  return {
    run,
    defects: await defectKinds(db, id),
    differences: kept,
    missing,
    isOpenSheet: (await maybeSheet(db, id)) !== null,
  }
}
