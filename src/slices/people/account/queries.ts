import type { Db } from '#kernel/database/database.ts'
import { NotFound } from '#kernel/errors/errors.ts'
import type { Actor } from '#kernel/session/actor.ts'
import type { PeopleTables } from '../tables.ts'
import type { SecondStepState } from './rules.ts'

export interface Account {
  name: string
  email: string
  language: string | null
  joinedAt: Date
  passwordChangedAt: Date | null
  secondStep: boolean
  passkeys: number
  sessions: number
  /** A new address that still waits for a yes. */
  waitingEmail: string | null
}

/** Everything on one's own account page, in one trip. */
export const ownAccount = async (db: Db<PeopleTables>, actor: Actor, now: Date): Promise<Account> => {
  const row = await db
    .selectFrom('person')
    .leftJoin('account', 'account.person_id', 'person.id')
    .leftJoin('email_change', 'email_change.person_id', 'person.id')
    .select((select) => [
      'person.name',
      'person.email',
      'person.language',
      'person.created_at',
      'person.two_factor_enabled',
      'account.updated_at as password_at',
      'email_change.email as waiting_email',
      select
        .selectFrom('passkey')
        .whereRef('passkey.person_id', '=', 'person.id')
        .select((s) => s.fn.countAll<string>().as('n'))
        .as('passkeys'),
      select
        .selectFrom('session')
        .whereRef('session.person_id', '=', 'person.id')
        .where('session.expires_at', '>', now)
        .select((s) => s.fn.countAll<string>().as('n'))
        .as('sessions'),
    ])
    .where('person.id', '=', actor.personId)
    .executeTakeFirst()
  if (!row) throw new NotFound()
  return {
    name: row.name,
    email: row.email,
    language: row.language,
    joinedAt: row.created_at,
    passwordChangedAt: row.password_at,
    secondStep: row.two_factor_enabled,
    passkeys: Number(row.passkeys),
    sessions: Number(row.sessions),
    waitingEmail: row.waiting_email,
  }
}

export interface OwnSession {
  id: string
  userAgent: string | null
  since: Date
  current: boolean
}

/** Where this person is signed in: this browser first, then the newest. */
export const ownSessions = async (db: Db<PeopleTables>, actor: Actor, now: Date): Promise<OwnSession[]> => {
  const rows = await db
    .selectFrom('session')
    .select(['id', 'user_agent', 'created_at'])
    .where('person_id', '=', actor.personId)
    .where('expires_at', '>', now)
    .orderBy('created_at', 'desc')
    .execute()
  return rows
    .map((row) => ({
      id: row.id,
      userAgent: row.user_agent,
      since: row.created_at,
      current: row.id === actor.sessionId,
    }))
    .sort((a, b) => Number(b.current) - Number(a.current))
}

export interface OwnPasskey {
  id: string
  name: string | null
  since: Date
}

export const ownPasskeys = async (db: Db<PeopleTables>, actor: Actor): Promise<OwnPasskey[]> => {
  const rows = await db
    .selectFrom('passkey')
    .select(['id', 'name', 'created_at'])
    .where('person_id', '=', actor.personId)
    .orderBy('created_at')
    .execute()
  return rows.map(({ id, name, created_at }) => ({ id, name, since: created_at }))
}

/** The second step as it stands; secret and codes are still sealed. */
export const ownSecondStep = async (db: Db<PeopleTables>, actor: Actor, now: Date): Promise<SecondStepState> => {
  const row = await db
    .selectFrom('two_factor')
    .select(['secret', 'backup_codes', 'verified', 'codes_until'])
    .where('person_id', '=', actor.personId)
    .executeTakeFirst()
  if (!row) return { kind: 'off' }
  if (!row.verified) return { kind: 'settingUp', secret: row.secret }
  const shown = row.codes_until !== null && row.codes_until > now
  return { kind: 'on', codes: shown ? row.backup_codes : null, codesUntil: shown ? row.codes_until : null }
}
