import { sql } from 'kysely'
import type { Db, Tx } from '#kernel/database/database.ts'
import { inTransaction } from '#kernel/database/transactions.ts'
import type { FinderTables } from '../tables.ts'
import type { Missed } from './rules.ts'

/** Counts a search that was answered poorly; many at the same moment are all counted. */
export const keepMissed = (db: Db<FinderTables>, { words, area, outcome }: Missed, now: Date): Promise<void> =>
  inTransaction(db, async (tx) => {
    await sql`
      insert into missed_search as kept (day, words, area, outcome, times)
      values (${now.toISOString().slice(0, 10)}::date, ${words}, ${area}, ${outcome}, 1)
      on conflict (day, words, area, outcome) do update set times = kept.times + 1`.execute(tx)
  })

const day = 86_400_000

/** What was asked once may be somebody's own words: it goes after a month, all else after thirteen. */
export const forgetMissed = async (tx: Tx<FinderTables>, now: Date): Promise<void> => {
  const [month, year] = [30, 400].map((days) => new Date(now.getTime() - days * day).toISOString().slice(0, 10))
  await sql`delete from missed_search where day < ${year}::date
    or (day < ${month}::date and words not in (select words from missed_search group by words having sum(times) > 1))`.execute(
    tx,
  )
}
