import type { Db } from '#kernel/database/database.ts'
import type { PeopleTables } from '../tables.ts'
import type { HowGiven } from './tables.ts'

/** Has this person agreed to this, for this thing where one is given, and is it neither withdrawn nor over? Ask in the transaction that uses it. */
export const hasConsent = async (
  db: Db<PeopleTables>,
  personId: string,
  purpose: string,
  now: Date,
  scope: string | null = null,
): Promise<boolean> => {
  const row = await db
    .selectFrom('consent')
    .select('id')
    .where('person_id', '=', personId)
    .where('purpose', '=', purpose)
    .where('scope', 'is not distinct from', scope)
    .where('withdrawn_at', 'is', null)
    .where('given_at', '<=', now)
    .where('until', '>', now)
    .executeTakeFirst()
  return row !== undefined
}

/** Everybody who has agreed to this now: whom a matcher may consider at all. */
export const whoConsents = async (
  db: Db<PeopleTables>,
  purpose: string,
  now: Date,
  scope: string | null = null,
): Promise<string[]> => {
  const rows = await db
    .selectFrom('consent')
    .select('person_id')
    .distinct()
    .where('purpose', '=', purpose)
    .where('scope', 'is not distinct from', scope)
    .where('withdrawn_at', 'is', null)
    .where('given_at', '<=', now)
    .where('until', '>', now)
    .execute()
  return rows.map(({ person_id }) => person_id)
}

export interface Agreement {
  id: string
  purpose: string
  recipient: string
  data: string[]
  words: string
  language: string
  how: HowGiven
  recordedBy: string | null
  givenAt: Date
  until: Date
  withdrawnAt: Date | null
}

/** All that somebody has agreed to, the newest first, those that are over included. */
export const agreementsOf = async (db: Db<PeopleTables>, personId: string): Promise<Agreement[]> => {
  const rows = await db
    .selectFrom('consent')
    .selectAll()
    .where('person_id', '=', personId)
    .orderBy('given_at', 'desc')
    .orderBy('id')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    purpose: row.purpose,
    recipient: row.recipient,
    data: row.data,
    words: row.words,
    language: row.language,
    how: row.how,
    recordedBy: row.recorded_by,
    givenAt: row.given_at,
    until: row.until,
    withdrawnAt: row.withdrawn_at,
  }))
}
