import { sql } from 'kysely'
import type { Db, Tx } from '#kernel/database/database.ts'
import { inTransaction } from '#kernel/database/transactions.ts'
import { type Table, tableNames, tableSpecs } from '../../hsds/fields.ts'
import type { Defect, Staged } from '../../hsds/rules.ts'
import type { DirectoryTables } from '../../tables.ts'
import { batchSize, first, hanging, phases, placer } from '../rules.ts'

const atOnce = 500

const union = (a: readonly string[], b: readonly string[]) => [...new Set([...a, ...b])]

/** A row with where it stands among those read, and in which batch it is written, where that is known at once. */
type Put = Staged & { position: number; batch: number | null }

/** Two rows of the same record in one file: what the first says counts, the second completes it. */
const merged = (a: Put, b: Put): Put => ({
  ...a,
  parents: union(a.parents, b.parents),
  body: { ...b.body, ...a.body },
  batch: a.batch === null || b.batch === null ? null : Math.max(a.batch, b.batch),
})

const putRows = async (db: Db<DirectoryTables>, runId: string, rows: Put[]) => {
  await sql`
    insert into import_row as there (run_id, kind, id, position, parents, body, batch)
    select ${runId}::uuid, kind, id, position, parents, body, batch from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as given (kind text, id uuid, position bigint, parents uuid[], body jsonb, batch bigint)
    on conflict (run_id, id, kind) do update set body = excluded.body || there.body, parents = there.parents || excluded.parents,
      batch = greatest(there.batch, excluded.batch)`.execute(db)
}

/** What one file says of a record that another gives: texts stand below each other, all else fills gaps. */
const addTo = async (db: Db<DirectoryTables>, runId: string, rows: Staged[]) => {
  const all = new Map<string, Staged>()
  for (const row of rows) {
    const there = all.get(row.id)
    const texts = [there?.body.eligibility_description, row.body.eligibility_description].filter(Boolean)
    all.set(row.id, {
      ...row,
      body: { ...row.body, ...there?.body, ...(texts.length && { eligibility_description: texts.join('\n') }) },
    })
  }
  await sql`
    update import_row there set body = given.body || there.body
      || case when there.body ? 'eligibility_description' and given.body ? 'eligibility_description'
           then jsonb_build_object('eligibility_description',
             concat_ws(E'\n', there.body ->> 'eligibility_description', given.body ->> 'eligibility_description'))
           else '{}' end
    from jsonb_to_recordset(${JSON.stringify([...all.values()])}::jsonb) as given (kind text, id uuid, body jsonb)
    where there.run_id = ${runId} and there.id = given.id and there.kind = given.kind`.execute(db)
}

/**
 * One after another, each while the next is being made ready: two processors work, and never more than two are in memory. What goes
 * wrong is told to whoever comes next.
 */
const oneAhead = () => {
  let last: Promise<unknown> = Promise.resolve()
  return async (next: () => Promise<unknown>) => {
    await last
    last = next()
    // Told by the next `await last`; without this a failure in between would end the program.
    last.catch(() => {})
  }
}

/** Puts rows by, some hundreds at a time; `finish` writes the last. */
export const stager = (db: Db<DirectoryTables>, runId: string, isRead: (id: string) => boolean) => {
  const waiting = new Map<string, Put>()
  const write = oneAhead()
  const placed = placer(isRead)
  let adding: Staged[] = []
  let position = 0
  const flush = async () => {
    const [rows, more] = [[...waiting.values()], adding]
    waiting.clear()
    adding = []
    await write(async () => {
      if (rows.length) await putRows(db, runId, rows)
      if (more.length) await addTo(db, runId, more)
    })
  }
  const finish = async () => {
    await flush()
    await write(async () => {})
  }
  const put = async (row: Staged) => {
    position++
    const key = `${row.kind} ${row.id}`
    const there = waiting.get(key)
    if (row.adds) adding.push(row)
    else {
      const put = { ...row, position, batch: placed(row) }
      waiting.set(key, there ? merged(there, put) : put)
    }
    if (waiting.size + adding.length >= atOnce) await flush()
  }
  return { put, finish }
}

/** What was read may quote anything: NUL cannot be stored, and a cell of a megabyte need not be. */
const storable = (words: string) => words.replaceAll('\0', '').toWellFormed().slice(0, 300)

/** The same for what is wrong: all of it is kept, some of it at hand for who called. */
export const defectBook = (db: Db<DirectoryTables>, runId: string) => {
  const waiting: (Defect & { position: number })[] = []
  let count = 0
  const finish = async () => {
    if (!waiting.length) return
    await sql`insert into import_defect (run_id, position, file, line, field, problem, done)
      select ${runId}::uuid, position, file, "row", "column", problem, done
      from jsonb_to_recordset(${JSON.stringify(waiting.splice(0))}::jsonb)
        as given (position bigint, file text, "row" integer, "column" text, problem text, done text)`.execute(db)
  }
  const say = (defect: Defect) => {
    waiting.push({ ...defect, file: storable(defect.file), problem: storable(defect.problem), position: ++count })
  }
  return { say, finish, isFull: () => waiting.length >= atOnce, count: () => count }
}

/** Nothing of where a secret place is stays among what was read. */
export const hidePlaces = async (db: Db<DirectoryTables>, runId: string, places: readonly string[]): Promise<void> => {
  if (!places.length) return
  await sql`update import_row set body = (body - '{latitude,longitude,transportation,external_identifier,external_identifier_type}'::text[])
      || '{"confidential": true}'
    where run_id = ${runId} and kind = 'location' and id = any(${places}::uuid[])`.execute(db)
  await sql`delete from import_row where run_id = ${runId} and (
      kind = 'address' and (body ->> 'location_id')::uuid = any(${places}::uuid[])
      or kind = 'given_value' and ((body ->> 'thing_id')::uuid = any(${places}::uuid[]) or (body ->> 'thing_type') = 'address'
        and not exists (select from import_row a where a.run_id = ${runId} and a.kind = 'address' and a.id = (import_row.body ->> 'thing_id')::uuid)))`.execute(
    db,
  )
}

/** Which rows of a table lead to some that were left out: those that need what they led to go too, the others lose the link. */
const unlink = async (
  db: Db<DirectoryTables>,
  runId: string,
  { kind, column, needed }: { kind: Table; column: string; needed: boolean },
  gone: readonly string[],
): Promise<string[]> => {
  const which = sql`where run_id = ${runId} and kind = ${kind} and body ->> ${column} = any(${gone}::text[]) returning id::text`
  const { rows } = await (needed
    ? sql<{ id: string }>`delete from import_row ${which}`
    : sql<{ id: string }>`update import_row set body = body - ${column}::text ${which}`
  ).execute(db)
  return rows.map(({ id }) => id)
}

/** Nothing of what was read leads to rows that were left out after it; what that costs is said. Tables in the order in which they refer to each other. */
export const dropLed = async (
  db: Db<DirectoryTables>,
  runId: string,
  leftOut: readonly { kind: Table; id: string }[],
): Promise<Pick<Defect, 'column' | 'problem' | 'done'>[]> => {
  const gone = new Map<Table, string[]>()
  for (const { kind, id } of leftOut) gone.set(kind, [...(gone.get(kind) ?? []), id])
  const said: Pick<Defect, 'column' | 'problem' | 'done'>[] = []
  for (const kind of gone.size ? tableNames : []) {
    for (const [column, spec] of Object.entries(tableSpecs[kind].columns)) {
      if (spec.as !== 'link' || spec.to === 'anything' || !gone.has(spec.to)) continue
      const needed = spec.needed ?? false
      const ids = await unlink(db, runId, { kind, column, needed }, gone.get(spec.to)!)
      const problem = `leads to a row of ${spec.to} that was left out`
      for (const _ of ids)
        said.push({ column: `${kind}.${column}`, problem, done: needed ? 'row left out' : 'left empty' })
      if (needed && ids.length) gone.set(kind, [...(gone.get(kind) ?? []), ...ids])
    }
  }
  return said
}

const place = (db: Db<DirectoryTables>, runId: string, kind: string, from: number, order = sql`position`) =>
  sql`
    with numbered as (select id, (row_number() over (order by ${order}) - 1) / ${batchSize} as nth from import_row
      where run_id = ${runId} and kind = ${kind} and batch is null)
    update import_row r set batch = ${from}::bigint + nth from numbered where r.run_id = ${runId} and r.kind = ${kind} and r.id = numbered.id`.execute(
    db,
  )

/**
 * Says in which batch each row is written: organisations with their own places (an organisation is found by where its office is),
 * other places, services; what hangs on several stands with the last of them.
 */
export const arrange = (db: Db<DirectoryTables>, runId: string): Promise<number> =>
  inTransaction(db, async (tx) => {
    await inBulk(tx)
    return arrangeIn(tx, runId)
  })

/**
 * For statements over all of what was read a moment ago: nothing is known of it yet, and whoever plans for a few rows among many
 * thousands compares each with each.
 */
export const inBulk = async (tx: Tx<DirectoryTables>): Promise<void> => {
  await sql`set local enable_nestloop = off`.execute(tx)
  await sql`set local jit = off`.execute(tx)
  await sql`set local statement_timeout = '10min'`.execute(tx)
}

const arrangeIn = async (db: Tx<DirectoryTables>, runId: string): Promise<number> => {
  const { rows } = await sql<{ last: string | null; all: boolean | null }>`
    select max(batch) as last, bool_and(batch is not null) as all from import_row where run_id = ${runId}`.execute(db)
  return rows[0]!.all ? Number(rows[0]!.last) : arrangeAnew(db, runId)
}

/** Where some came before what they belong to, all are placed once all are known. */
const arrangeAnew = async (db: Tx<DirectoryTables>, runId: string): Promise<number> => {
  await sql`update import_row set batch = null where run_id = ${runId}`.execute(db)
  await sql`update import_row set batch = ${phases.first} where run_id = ${runId} and kind = any(${first})`.execute(db)
  // A parent organisation must be there before its children.
  await place(db, runId, 'organization', phases.organization, sql`(body ? 'parent_organization_id'), position`)
  await sql`update import_row l set batch = o.batch from import_row o where l.run_id = ${runId} and l.kind = 'location'
    and o.run_id = ${runId} and o.kind = 'organization' and o.id = (l.body ->> 'organization_id')::uuid`.execute(db)
  await place(db, runId, 'location', phases.location)
  await place(db, runId, 'service', phases.service)
  for (const kind of hanging) {
    await sql`
      with standing as (select r.id, max(p.batch) as batch from import_row r cross join unnest(r.parents) parent
        join import_row p on p.run_id = ${runId} and p.id = parent where r.run_id = ${runId} and r.kind = ${kind} group by r.id)
      update import_row r set batch = standing.batch from standing
      where r.run_id = ${runId} and r.kind = ${kind} and r.id = standing.id`.execute(db)
    await place(db, runId, kind, kind === 'program' ? phases.first : phases.rest)
  }
  const { rows } = await sql<{
    last: string | null
  }>`select max(batch) as last from import_row where run_id = ${runId}`.execute(db)
  return Number(rows[0]?.last ?? -1)
}
