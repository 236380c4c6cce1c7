import { sql } from 'kysely'
import type { AnyTx, Tx } from '#kernel/database/database.ts'
import type { FinderTables } from '../tables.ts'
import { stemmerOf } from './rules.ts'

/** Each token's lexeme in a language: a stop word has none. */
export const lexemesOf = async (
  tx: AnyTx,
  language: string,
  tokens: readonly string[],
): Promise<Map<string, string>> => {
  const { rows } = await sql<{ token: string; lexeme: string }>`
    select token, lexeme from unnest(${tokens}::text[]) token, unnest(ts_lexize(${stemmerOf(language)}::regdictionary, token)) lexeme
  `.execute(tx)
  return new Map(rows.map(({ token, lexeme }) => [token, lexeme]))
}

/** Remembers words at once, so that a new finding's words are never taken for slips. Their counts come with `refreshWords`. */
export const rememberWords = async (tx: Tx<FinderTables>, words: ReadonlyMap<string, string>): Promise<void> => {
  const known = [...words].filter(([word]) => !/^\p{N}+$/u.test(word)).sort(([a], [b]) => (a < b ? -1 : 1))
  await sql`
    insert into finder_word (word, lexeme)
    select * from unnest(${known.map(([word]) => word)}::text[], ${known.map(([, lexeme]) => lexeme)}::text[])
    on conflict do nothing`.execute(tx)
}
