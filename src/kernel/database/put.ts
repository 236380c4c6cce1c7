import { sql } from 'kysely'
import type { AnyTx } from './database.ts'

export interface Put {
  inserted: string[]
  updated: string[]
  unchanged: number
}

/** The things written, and how many rows that belong to them changed besides. */
export interface PutWhole extends Put {
  around: number
}

/**
 * Writes many rows of one table in one statement: new ones are inserted, those that differ are updated, equal ones are left alone,
 * so that writing the same again changes nothing. Keyed by `id`; of rows with the same id the last one counts.
 * Only `columns` are written, and the moment into the column `stamp` where a row changed. Values travel as JSON: dates as ISO text.
 */
export const putAll = async (
  tx: AnyTx,
  table: string,
  columns: readonly string[],
  rows: readonly { id: string }[],
  { stamp = null }: { stamp?: string | null } = {},
): Promise<Put> => {
  const unique = [...new Map(rows.map((row) => [row.id, row])).values()]
  if (!unique.length) return { inserted: [], updated: [], unchanged: 0 }
  const name = sql.ref(table)
  const names = sql.join(columns.map((column) => sql.ref(column)))
  const others = columns.filter((column) => column !== 'id')
  const mine = sql.join(others.map((column) => sql`mine.${sql.ref(column)}`))
  const theirs = sql.join(others.map((column) => sql`excluded.${sql.ref(column)}`))
  const changes = others.map((column) => sql`${sql.ref(column)} = excluded.${sql.ref(column)}`)
  if (stamp) changes.push(sql`${sql.ref(stamp)} = now()`)
  const { rows: written } = await sql<{ id: string; known: boolean }>`
    with given as (select ${names} from jsonb_populate_recordset(null::${name}, ${JSON.stringify(unique)}::jsonb)),
    known as (select id from ${name} where id in (select id from given)),
    put as (
      insert into ${name} as mine (${names}) select ${names} from given
      on conflict (id) do update set ${sql.join(changes)}
      where (${mine}) is distinct from (${theirs})
      returning id
    )
    select put.id::text as id, known.id is not null as known from put left join known on known.id = put.id`.execute(tx)
  return {
    inserted: written.filter(({ known }) => !known).map(({ id }) => id),
    updated: written.filter(({ known }) => known).map(({ id }) => id),
    unchanged: unique.length - written.length,
  }
}

/** How many rows changed in several of these, and in deletions that say a number. */
export const changesIn = (...results: (Put | number)[]): number =>
  results.reduce<number>(
    (sum, result) => sum + (typeof result === 'number' ? result : result.inserted.length + result.updated.length),
    0,
  )

/** Deletes the rows whose `parent` is among `parents` and whose columns `unless` are null, but for those in `kept`. How many they were. */
export const dropOthers = async (
  tx: AnyTx,
  table: string,
  parent: string,
  parents: readonly string[],
  kept: readonly { id: string }[],
  unless: readonly string[] = [],
): Promise<number> => {
  if (!parents.length) return 0
  const own = sql.join(
    unless.map((column) => sql` and ${sql.ref(column)} is null`),
    sql``,
  )
  const { numAffectedRows } = await sql`delete from ${sql.ref(table)}
    where ${sql.ref(parent)} = any(${parents}::uuid[]) and id <> all(${kept.map(({ id }) => id)}::uuid[])${own}`.execute(
    tx,
  )
  return Number(numAffectedRows ?? 0)
}
