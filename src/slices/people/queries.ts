import type { Db } from '#kernel/database/database.ts'
import type { Role } from '#kernel/session/actor.ts'
import type { PeopleTables } from './tables.ts'

export interface Grant {
  id: string
  role: Role
  scope: string | null
  grantedAt: Date
  until: Date | null
}

/** What somebody is trusted with now, oldest first. */
export const currentGrants = async (db: Db<PeopleTables>, personId: string, now: Date): Promise<Grant[]> => {
  const rows = await db
    .selectFrom('role_grant')
    .select(['id', 'role', 'scope', 'granted_at', 'until'])
    .where('person_id', '=', personId)
    .where((where) => where.or([where('until', 'is', null), where('until', '>', now)]))
    .orderBy('granted_at')
    .orderBy('id')
    .execute()
  return rows.map(({ id, role, scope, granted_at, until }) => ({
    id,
    role: role as Role,
    scope,
    grantedAt: granted_at,
    until,
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
