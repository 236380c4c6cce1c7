import type { Community } from '#kernel/database/database.ts'
import type { Database } from '#kernel/database/open.ts'
import { find } from '#slices/finder/queries.ts'
import type { Question, Word } from './asked.ts'
import { type Spent, spentByAll, spentHere } from './spent.ts'

/** What is measured on: a community of so many findings, and the words that they say. */
export interface Ground {
  database: Database
  community: Community
  words: Word[]
  size: number
}

export const wordsOf = async ({ read }: Community): Promise<Word[]> =>
  (await read.selectFrom('finder_word').select(['word', 'uses']).orderBy('word').execute()) as Word[]

const reader = { now: new Date('2026-11-23T11:00:00Z'), language: 'en', communityLanguage: 'en', counted: true }

/** What `/find` and `/api/find` ask, with what can be chosen and how many have it. */
export const ask =
  ({ community }: Pick<Ground, 'community'>) =>
  ({ asked }: Question) =>
    find(community.read, asked, reader)

/** What the connections that read and this program together have spent until now. They must all be open already. */
export const spending = async ({ database }: Pick<Ground, 'database'>): Promise<() => Spent> => {
  const { rows } = await database.owner.query<{ pid: number }>(
    `select pid from pg_stat_activity where backend_type = 'client backend' and application_name = 'wellmet reads'`,
  )
  return () => {
    const [here, there] = [spentHere(), spentByAll(rows.map(({ pid }) => pid))]
    return { ran: here.ran + there.ran, waited: here.waited + there.waited }
  }
}

/** How often each measurement is made, the first time only to warm up; and how long, in seconds. */
export const [rounds, seconds] = [4, 5]
