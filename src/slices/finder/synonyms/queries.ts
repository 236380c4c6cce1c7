import type { Db } from '#kernel/database/database.ts'
import type { FinderTables } from '../tables.ts'

export interface Meaning {
  meaning: string
  phrases: { id: string; language: string; phrase: string }[]
}

/** All phrases by what they mean, in alphabetical order. */
export const meanings = async (db: Db<FinderTables>): Promise<Meaning[]> => {
  const rows = await db
    .selectFrom('finder_synonym')
    .select(['id', 'meaning', 'language', 'phrase'])
    .orderBy('meaning')
    .orderBy('language', 'desc')
    .orderBy('phrase')
    .execute()
  return [...Map.groupBy(rows, ({ meaning }) => meaning)].map(([meaning, phrases]) => ({ meaning, phrases }))
}
