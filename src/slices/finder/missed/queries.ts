import { sql } from 'kysely'
import type { Db } from '#kernel/database/database.ts'
import type { FinderTables } from '../tables.ts'

export interface MissedWords {
  words: string
  /** Where they were asked for, commonest first. */
  areas: string[]
  times: number
  /** How often nothing at all answered them. */
  nothing: number
  lastDay: string
}

/** Fewer askings than these are counted and not shown: single words could be one person's. */
const fewest = 2

/** What was looked for and not found since a day, most asked first, and how many other searches there were. */
export const missedSince = async (
  db: Db<FinderTables>,
  since: Date,
): Promise<{ missed: MissedWords[]; others: number }> => {
  const { rows } = await sql<MissedWords>`
    select words, array_agg(distinct area) filter (where area <> '') as areas, sum(times)::integer as times,
      coalesce(sum(times) filter (where outcome = 'nothing'), 0)::integer as nothing, max(day)::text as "lastDay"
    from missed_search where day >= ${since.toISOString().slice(0, 10)}::date
    group by words order by sum(times) desc, words limit 500`.execute(db)
  const missed = rows.filter(({ times }) => times >= fewest).map((row) => ({ ...row, areas: row.areas ?? [] }))
  return { missed, others: rows.length - missed.length }
}
