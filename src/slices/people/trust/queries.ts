import type { Db } from '#kernel/database/database.ts'
import type { Role, RoleGrant } from '#kernel/session/actor.ts'
import { sealed } from '#kernel/session/tokens.ts'
import { missingChecks } from '../checks/queries.ts'
import type { PeopleTables } from '../tables.ts'
import type { TrustedRole } from './access.ts'

export interface Held {
  id: string
  personId: string
  name: string
  role: TrustedRole
  scope: string | null
  until: Date | null
  /** Checks that are missing: the role sleeps. */
  missing: string[]
}

/** Who is trusted with what now, by name. */
export const heldRoles = async (db: Db<PeopleTables>, now: Date): Promise<Held[]> => {
  const rows = await db
    .selectFrom('role_grant')
    .innerJoin('person', 'person.id', 'role_grant.person_id')
    .select(['role_grant.id', 'person.id as personId', 'person.name', 'role', 'scope', 'role_grant.until'])
    .where((where) => where.or([where('role_grant.until', 'is', null), where('role_grant.until', '>', now)]))
    .orderBy('person.name')
    .orderBy('role_grant.granted_at')
    .execute()
  return await Promise.all(
    rows.map(async (row) => ({
      ...row,
      role: row.role as TrustedRole,
      missing: await missingChecks(db, row.personId, row.role, now),
    })),
  )
}

/** What somebody is trusted with and awake in: roles that lack a check count for nothing. */
export const awakeGrants = async (db: Db<PeopleTables>, personId: string, now: Date): Promise<RoleGrant[]> => {
  const held = (await heldRoles(db, now)).filter((one) => one.personId === personId && !one.missing.length)
  return held.map(({ role, scope }) => ({ role: role as Role, scope }))
}

export interface Invitation {
  id: string
  email: string
  role: TrustedRole
  scope: string | null
  roleUntil: Date | null
  invitedBy: string
  expiresAt: Date
  usedAt: Date | null
  withdrawnAt: Date | null
}

const invitations = (db: Db<PeopleTables>) =>
  db
    .selectFrom('role_invitation')
    .select([
      'id',
      'email',
      'role',
      'scope',
      'role_until as roleUntil',
      'invited_by as invitedBy',
      'expires_at as expiresAt',
      'used_at as usedAt',
      'withdrawn_at as withdrawnAt',
    ])

export const maybeInvitation = async (db: Db<PeopleTables>, key: string): Promise<Invitation | null> =>
  ((await invitations(db).where('token', '=', sealed(key)).executeTakeFirst()) as Invitation | undefined) ?? null

export const openInvitations = async (db: Db<PeopleTables>, now: Date): Promise<Invitation[]> =>
  (await invitations(db)
    .where('used_at', 'is', null)
    .where('withdrawn_at', 'is', null)
    .where('expires_at', '>', now)
    .orderBy('invited_at', 'desc')
    .execute()) as Invitation[]
