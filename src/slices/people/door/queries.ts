import type { Db } from '#kernel/database/database.ts'
import type { Purpose } from '#kernel/session/tokens.ts'
import { sealed } from '#kernel/session/tokens.ts'
import type { PeopleTables } from '../tables.ts'

export interface LinkSeen {
  email: string
  /** SHA-256 of the mark in the browser that asked, where it left one. */
  browser: string | null
}

/** A link that still works, looked at without using it up; null when it does not. */
export const maybeLink = async (
  db: Db<PeopleTables>,
  purpose: Purpose,
  key: string,
  now: Date,
): Promise<LinkSeen | null> => {
  const row = await db
    .selectFrom('mail_token')
    .leftJoin('letter_ask', 'letter_ask.id', 'mail_token.ask_id')
    .select(['mail_token.email', 'letter_ask.browser'])
    .where('mail_token.token', '=', sealed(key))
    .where('mail_token.purpose', '=', purpose)
    .where('mail_token.expires_at', '>', now)
    .executeTakeFirst()
  return row ? { email: row.email, browser: row.browser } : null
}

/** Whose second step is open in this browser: `identifier` is what its cookie holds. */
export const maybeChallenged = async (db: Db<PeopleTables>, identifier: string, now: Date): Promise<string | null> => {
  const row = await db
    .selectFrom('verification')
    .select('value')
    .where('identifier', '=', sealed(identifier))
    .where('expires_at', '>', now)
    .executeTakeFirst()
  return row?.value ?? null
}
