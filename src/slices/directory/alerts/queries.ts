import { sql } from 'kysely'
import type { Db } from '#kernel/database/database.ts'
import type { Thing } from '../editing/rules.ts'
import type { DirectoryTables } from '../tables.ts'
import type { Alert } from './rules.ts'

type Column = ReturnType<typeof sql.ref>

/** As a column of a query: the alerts on a thing itself, its organisation and its place, that nobody has ended; those that are over end in the night. */
export const alertsOn = (
  ...ids: Column[]
) => sql`coalesce((select jsonb_agg(jsonb_build_object('id', a.id, 'words', a.words, 'closed', a.closed,
  'from_on', a.from_on, 'until_on', a.until_on) order by a.from_on, a.id) from record_alert a
  where a.thing_id in (${sql.join(ids)}) and a.ended_at is null), '[]')`

/** As a column of a query: special hours; those long past are taken away in the night. */
export const exceptionsOn = (
  ...ids: Column[]
) => sql`coalesce((select jsonb_agg(jsonb_build_object('on_date', e.on_date, 'opens_at', e.opens_at,
  'closes_at', e.closes_at) order by e.on_date) from hours_exception e where e.thing_id in (${sql.join(ids)})), '[]')`

/** The alerts of one listing itself, running and to come; for those who write them. */
export const alertsOf = async (db: Db<DirectoryTables>, { id }: Thing, today: string): Promise<Alert[]> => {
  const { rows } = await sql<Alert>`select id, words, closed, from_on::text, until_on::text from record_alert
    where thing_id = ${id} and ended_at is null and until_on >= ${today}::date order by from_on, id`.execute(db)
  return rows
}
