import { createHmac, timingSafeEqual } from 'node:crypto'
import { sql } from 'kysely'
import type { Db } from '#kernel/database/database.ts'
import { cookie, cookieName, cookieOf } from '#kernel/routes/cookies.ts'
import { isSecure, sessionSettings } from './settings.ts'
import type { SessionTables } from './tables.ts'

const keyed = (...parts: string[]) =>
  createHmac('sha256', sessionSettings().secret).update(parts.join('\u0000')).digest('base64url')

/** Marks a browser as one where this address has signed in before. It opens nothing: it only keeps its owner from waiting. */
export const deviceCookie = (community: string, email: string): string =>
  cookie('device', keyed('device', community, email), { secure: isSecure(), maxAge: 365 * 24 * 60 * 60 })

const isKnownDevice = (headers: Headers, community: string, email: string): boolean => {
  const given = Buffer.from(cookieOf(headers, cookieName('device', isSecure())) ?? '')
  const expected = Buffer.from(keyed('device', community, email))
  return given.length === expected.length && timingSafeEqual(given, expected)
}

/**
 * Whose tries are counted together: an address's, known here or not. A browser that has signed in there before is counted by
 * itself, so that somebody who hammers at an account cannot lock its owner out (ASVS V6.3.1).
 */
export const tryKey = (headers: Headers, community: string, email: string): string =>
  keyed('try', community, email, isKnownDevice(headers, community, email) ? 'device' : '')

export const freeTries = 10
const longestWait = 15

/** Minutes to wait after so many wrong tries: none for ten, then 1, 2, 4, 8 and at most 15. */
export const minutesToWait = (tries: number): number =>
  tries < freeTries ? 0 : Math.min(longestWait, 2 ** (tries - freeTries))

/** The same rule as `minutesToWait`, where the row is. */
const waitEnds = () =>
  sql<Date>`sign_in_try.last_at + least(${longestWait}, power(2, least(sign_in_try.tries - ${freeTries}, 10))) * interval '1 minute'`

/**
 * Takes one try before the password is looked at, in one statement, so that many at once cannot share one.
 * `false`: too many were wrong, and the wait is not over.
 */
export const takeTry = async (db: Db<SessionTables>, key: string, now: Date): Promise<boolean> => {
  const yesterday = new Date(now.getTime() - 24 * 60 * 60_000)
  const rows = await db
    .insertInto('sign_in_try')
    .values({ key, tries: 1, last_at: now })
    .onConflict((conflict) =>
      conflict
        .column('key')
        .doUpdateSet((set) => ({
          tries: set
            .case()
            .when('sign_in_try.last_at', '<', yesterday)
            .then(1)
            .else(set('sign_in_try.tries', '+', 1))
            .end(),
          last_at: now,
        }))
        .where((where) => where.or([where('sign_in_try.tries', '<', freeTries), where(waitEnds(), '<=', now)])),
    )
    .returning('tries')
    .execute()
  return rows.length > 0
}

/** The right password: the count starts anew. */
export const forgetTries = async (db: Db<SessionTables>, key: string): Promise<void> => {
  await db.deleteFrom('sign_in_try').where('key', '=', key).execute()
}
