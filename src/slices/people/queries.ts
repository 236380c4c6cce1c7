import type { Db } from '#kernel/database/database.ts'
import type { Role } from '#kernel/session/actor.ts'
import { isAwake } from './checks/queries.ts'
import type { PeopleTables } from './tables.ts'

export interface Grant {
  id: string
  role: Role
  scope: string | null
  grantedAt: Date
  until: Date | null
  /** A check that it needs has run out or is missing. */
  asleep: boolean
}

/** What somebody is trusted with now, oldest first. */
export const currentGrants = async (db: Db<PeopleTables>, personId: string, now: Date): Promise<Grant[]> => {
  const rows = await db
    .selectFrom('role_grant')
    .select(['id', 'role', 'scope', 'granted_at', 'until'])
    .select(isAwake({ in: 'role_grant.role' }, 'role_grant.person_id', now).as('awake'))
    .where('person_id', '=', personId)
    .where((where) => where.or([where('until', 'is', null), where('until', '>', now)]))
    .orderBy('granted_at')
    .orderBy('id')
    .execute()
  return rows.map(({ id, role, scope, granted_at, until, awake }) => ({
    id,
    role: role as Role,
    scope,
    grantedAt: granted_at,
    until,
    asleep: !awake,
  }))
}

/** Names by id, for pages that show who did something. Erased people are absent. */
export const personNames = async (db: Db<PeopleTables>, ids: string[]): Promise<Map<string, string>> => {
  if (ids.length === 0) return new Map()
  const rows = await db.selectFrom('person').select(['id', 'name']).where('id', 'in', ids).execute()
  return new Map(rows.map(({ id, name }) => [id, name]))
}

/** Somebody by e-mail address, for those who may grant roles; null when nobody has it. */
export const maybePersonByEmail = async (
  db: Db<PeopleTables>,
  email: string,
): Promise<{ id: string; name: string } | null> =>
  (await db
    .selectFrom('person')
    .select(['id', 'name'])
    .where('email', '=', email.trim().toLowerCase())
    .executeTakeFirst()) ?? null

/** Everybody who holds one of these roles now and is awake in it, for the whole community or for one thing. */
export const trustedWith = async (
  db: Db<PeopleTables>,
  roles: Role[],
  now: Date,
): Promise<{ personId: string; role: Role; scope: string | null }[]> => {
  const rows = await db
    .selectFrom('role_grant')
    .innerJoin('person', 'person.id', 'role_grant.person_id')
    .select(['role_grant.person_id', 'role_grant.role', 'role_grant.scope'])
    .where('role_grant.role', 'in', roles)
    .where(isAwake({ in: 'role_grant.role' }, 'role_grant.person_id', now))
    .where((where) => where.or([where('role_grant.until', 'is', null), where('role_grant.until', '>', now)]))
    .where((where) =>
      where.or([where('person.suspended_until', 'is', null), where('person.suspended_until', '<=', now)]),
    )
    .orderBy('role_grant.granted_at')
    .orderBy('role_grant.id')
    .execute()
  return rows.map(({ person_id, role, scope }) => ({ personId: person_id, role: role as Role, scope }))
}

/** Where a letter to somebody goes, and in which language; null where there is nobody any more. */
export const maybeReader = async (
  db: Db<PeopleTables>,
  personId: string,
): Promise<{ address: string; name: string; language: string | null } | null> => {
  const row = await db
    .selectFrom('person')
    .select(['email', 'name', 'language'])
    .where('id', '=', personId)
    .executeTakeFirst()
  return row ? { address: row.email, name: row.name, language: row.language } : null
}
