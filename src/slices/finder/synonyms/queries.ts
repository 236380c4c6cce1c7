import type { Db } from '#kernel/database/database.ts'
import type { FinderTables } from '../tables.ts'
import { firstLetter, isIn } from './rules.ts'

export interface Meaning {
  meaning: string
  phrases: { id: string; language: string; phrase: string }[]
}

export interface Synonyms {
  /** First letters of all meanings. */
  letters: string[]
  /** The meanings that were asked for, in alphabetical order: by their first letter, or by a part of a phrase of theirs. */
  shown: Meaning[]
}

/** There are thousands of phrases: one asks for a letter or a word, and sees those meanings whole. */
export const synonyms = async (
  db: Db<FinderTables>,
  { letter, q }: { letter: string; q: string },
): Promise<Synonyms> => {
  const rows = await db
    .selectFrom('finder_synonym')
    .select(['id', 'meaning', 'language', 'phrase'])
    .orderBy('meaning')
    .orderBy('language', 'desc')
    .orderBy('phrase')
    .execute()
  const all = [...Map.groupBy(rows, ({ meaning }) => meaning)].map(([meaning, phrases]) => ({ meaning, phrases }))
  const letters = [...new Set(all.map(({ meaning }) => firstLetter(meaning)))].sort()
  const shown = all.filter((one) => (q ? isIn(one, q) : letter && firstLetter(one.meaning) === firstLetter(letter)))
  return { letters, shown }
}
