import { sql } from 'kysely'
import type { AnyTx } from './database.ts'

export interface Put {
  inserted: string[]
  updated: string[]
  unchanged: number
}

/**
 * Writes many rows of one table in one statement: new ones are inserted, those that differ are updated, equal ones are left alone,
 * so that writing the same again changes nothing. Keyed by `id`; of rows with the same id the last one counts.
 * Only `columns` are written. Values travel as JSON: dates as ISO text, `jsonb` as it is.
 */
export const putAll = async (
  tx: AnyTx,
  table: string,
  columns: readonly string[],
  rows: readonly { id: string }[],
): Promise<Put> => {
  const unique = [...new Map(rows.map((row) => [row.id, row])).values()]
  if (!unique.length) return { inserted: [], updated: [], unchanged: 0 }
  const name = sql.ref(table)
  const names = sql.join(columns.map((column) => sql.ref(column)))
  const others = columns.filter((column) => column !== 'id')
  const mine = sql.join(others.map((column) => sql`mine.${sql.ref(column)}`))
  const theirs = sql.join(others.map((column) => sql`excluded.${sql.ref(column)}`))
  const { rows: written } = await sql<{ id: string; known: boolean }>`
    with given as (select ${names} from jsonb_populate_recordset(null::${name}, ${JSON.stringify(unique)}::jsonb)),
    known as (select id from ${name} where id in (select id from given)),
    put as (
      insert into ${name} as mine (${names}) select ${names} from given
      on conflict (id) do update set ${sql.join(others.map((column) => sql`${sql.ref(column)} = excluded.${sql.ref(column)}`))}
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
