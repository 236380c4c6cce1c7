import { sql } from 'kysely'
import type { Db, Tx } from '#kernel/database/database.ts'
import { newId } from '#kernel/database/id.ts'
import { inTransaction } from '#kernel/database/transactions.ts'
import { NotFound } from '#kernel/errors/errors.ts'
import { record } from '#kernel/facts/record.ts'
import type { Actor } from '#kernel/session/actor.ts'
import { DuplicateDenied, MergeUndone, RecordsMerged } from '../facts.ts'
import { putFound } from '../finding/commands.ts'
import { buryRecords, logFields } from '../history/commands.ts'
import type { DirectoryTables } from '../tables.ts'
import { hangsOn, type MergeKind, mergeFields, sameBy } from './rules.ts'

type Row = { id: string } & Record<string, unknown>

interface Before {
  dropped: Row
  /** Fields of the kept record that the merge changed: what they were, and what they became. */
  changed: { field: string; was: unknown; became: unknown }[]
  moved: { table: string; column: string; ids: string[] }[]
  /** Rows that said the same as one of the kept record. */
  lost: { table: string; rows: Row[] }[]
}

const rowOf = async (tx: Tx<DirectoryTables>, kind: MergeKind, id: string): Promise<Row> => {
  const { rows } = await sql<{
    row: Row
  }>`select to_jsonb(t) as row from ${sql.ref(kind)} t where id = ${id} for update`.execute(tx)
  const row = rows[0]?.row
  if (!row || row.confidential === true) throw new NotFound()
  return row
}

/** Rows of the dropped record that say nothing new go; the others move over. */
const moveOver = async (tx: Tx<DirectoryTables>, at: { table: string; column: string }, from: string, to: string) => {
  const { table, column } = at
  const same = sameBy[table]
  const lost: Row[] = []
  if (same) {
    const equal = same.map((one) =>
      one === column
        ? sql`k.${sql.ref(one)} = ${to}::uuid`
        : sql`k.${sql.ref(one)} is not distinct from d.${sql.ref(one)}`,
    )
    const { rows } = await sql<{ row: Row }>`delete from ${sql.ref(table)} d where d.${sql.ref(column)} = ${from}
      and exists (select from ${sql.ref(table)} k where ${sql.join(equal, sql` and `)}) returning to_jsonb(d) as row`.execute(
      tx,
    )
    lost.push(...rows.map(({ row }) => row))
  }
  const { rows: moved } = await sql<{ id: string }>`update ${sql.ref(table)} set ${sql.ref(column)} = ${to}
    where ${sql.ref(column)} = ${from} and id <> ${to}::uuid returning id::text`.execute(tx)
  return { moved: moved.map(({ id }) => id), lost }
}

const touchedBy = async (tx: Tx<DirectoryTables>, kind: MergeKind, ids: string[]) => {
  if (kind === 'service') return { services: ids, locations: [], organisations: [] }
  if (kind === 'location') return { services: [], locations: ids, organisations: [] }
  const { rows } = await sql<{
    id: string
  }>`select id::text from service where organization_id = any(${ids}::uuid[])`.execute(tx)
  return { services: rows.map(({ id }) => id), locations: [], organisations: ids }
}

const setFields = async (tx: Tx<DirectoryTables>, kind: MergeKind, id: string, fields: Record<string, unknown>) =>
  sql`update ${sql.ref(kind)} t set ${sql.join([
    ...Object.keys(fields).map((field) => sql`${sql.ref(field)} = given.${sql.ref(field)}`),
    sql`modified_at = now()`,
  ])} from jsonb_populate_record(null::${sql.ref(kind)}, ${JSON.stringify(fields)}::jsonb) given where t.id = ${id}`.execute(
    tx,
  )

/**
 * Makes two records of the same thing one: `keep` stays with its id, takes the fields that are named from `drop`, and all that hung
 * on `drop`. Mirrors hear that `drop` was replaced. Nothing of it is lost: see `undoMerge`. Secret places do not exist here.
 */
export const mergeRecords = (
  db: Db<DirectoryTables>,
  actor: Actor,
  { kind, keep, drop, take }: { kind: MergeKind; keep: string; drop: string; take: readonly string[] },
  now: Date,
): Promise<string> =>
  inTransaction(db, async (tx) => {
    const [kept, dropped] = [await rowOf(tx, kind, keep), await rowOf(tx, kind, drop)]
    const fields = mergeFields[kind].filter((field) => take.includes(field) && kept[field] !== dropped[field])
    const changed = fields.map((field) => ({ field, was: kept[field], became: dropped[field] }))
    const before: Before = { dropped, changed, moved: [], lost: [] }
    for (const at of hangsOn[kind]) {
      const { moved, lost } = await moveOver(tx, at, drop, keep)
      if (moved.length) before.moved.push({ ...at, ids: moved })
      if (lost.length) before.lost.push({ table: at.table, rows: lost })
    }
    await setFields(tx, kind, keep, Object.fromEntries(changed.map(({ field, became }) => [field, became])))
    const text = (value: unknown) => (value === null || value === undefined ? null : String(value))
    await logFields(
      tx,
      kind,
      changed.map(({ field, was, became }) => ({ id: keep, field, previous: text(was), replacement: text(became) })),
      { by: 'merge', now },
    )
    await sql`delete from ${sql.ref(kind)} where id = ${drop}`.execute(tx)
    await buryRecords(tx, kind, [{ id: drop, replacedBy: keep }], now)
    const id = newId()
    await tx
      .insertInto('merge')
      .values({
        id,
        kind,
        kept_id: keep,
        dropped_id: drop,
        before: JSON.stringify(before),
        merged_at: now,
        undone_at: null,
      })
      .execute()
    await putFound(tx, await touchedBy(tx, kind, [keep, drop]), now)
    await record(tx, actor, RecordsMerged, { mergeId: id })
    return id
  })

const giveBack = async (tx: Tx<DirectoryTables>, table: string, rows: readonly Row[]) =>
  sql`insert into ${sql.ref(table)} select (jsonb_populate_record(null::${sql.ref(table)}, one)).* from jsonb_array_elements(${JSON.stringify(rows)}::jsonb) one
    on conflict do nothing`.execute(tx)

/** Parts two records again: each has what it had, but for what somebody changed since. */
export const undoMerge = (db: Db<DirectoryTables>, actor: Actor, id: string, now: Date): Promise<void> =>
  inTransaction(db, async (tx) => {
    const merged = await tx
      .updateTable('merge')
      .set({ undone_at: now })
      .where('id', '=', id)
      .where('undone_at', 'is', null)
      .returningAll()
      .executeTakeFirst()
    if (!merged) throw new NotFound()
    const { kind, kept_id: keep, dropped_id: drop } = merged
    const { dropped, changed, moved, lost } = merged.before as Before
    await giveBack(tx, kind, [dropped])
    for (const { table, column, ids } of moved)
      await sql`update ${sql.ref(table)} set ${sql.ref(column)} = ${drop} where id = any(${ids}::uuid[]) and ${sql.ref(column)} = ${keep}`.execute(
        tx,
      )
    for (const { table, rows } of lost) await giveBack(tx, table, rows)
    const kept = await rowOf(tx, kind, keep)
    const back = changed.filter(({ field, became }) => JSON.stringify(kept[field]) === JSON.stringify(became))
    await setFields(tx, kind, keep, Object.fromEntries(back.map(({ field, was }) => [field, was])))
    await tx.deleteFrom('deleted_record').where('id', '=', drop).execute()
    await putFound(tx, await touchedBy(tx, kind, [keep, drop]), now)
    await record(tx, actor, MergeUndone, { mergeId: id })
  })

/** Somebody looked: they are two. The pair is not shown again. */
export const denyDuplicate = (db: Db<DirectoryTables>, actor: Actor, ids: [string, string], now: Date): Promise<void> =>
  inTransaction(db, async (tx) => {
    const [one, other] = ids.toSorted() as [string, string]
    await tx
      .insertInto('not_duplicate')
      .values({ one_id: one, other_id: other, decided_at: now })
      .onConflict((same) => same.doNothing())
      .execute()
    await record(tx, actor, DuplicateDenied, { oneId: one, otherId: other })
  })

const keptFor = '1 year'

/** After a year nobody parts two records again; what the dropped one said goes. */
export const forgetMerges = async (tx: Tx<DirectoryTables>, now: Date): Promise<void> => {
  await sql`delete from merge where merged_at < ${now}::timestamptz - ${sql.lit(keptFor)}::interval`.execute(tx)
}
