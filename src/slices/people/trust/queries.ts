import { sql } from 'kysely'
import type { Db } from '#kernel/database/database.ts'
import type { RoleGrant } from '#kernel/session/actor.ts'
import { sealed } from '#kernel/session/tokens.ts'
import type { PeopleTables } from '../tables.ts'
import type { TrustedRole } from './access.ts'
import { lasting } from './rules.ts'

export interface Held {
  id: string
  personId: string
  name: string
  role: TrustedRole
  scope: string | null
  grantedAt: Date
  /** Who gave it; null where the program did, or whoever it was has gone. */
  grantedBy: string | null
  until: Date | null
  /** Checks that are missing: the role sleeps. */
  missing: string[]
}

const holding = (db: Db<PeopleTables>, now: Date) =>
  db
    .selectFrom('role_grant')
    .innerJoin('person', 'person.id', 'role_grant.person_id')
    .select(['role_grant.id', 'person.id as personId', 'person.name', 'scope', 'role_grant.until'])
    .select(['granted_at as grantedAt', 'granted_by as grantedBy', sql<TrustedRole>`role_grant.role`.as('role')])
    .select(
      sql<string[]>`array(select kind from role_need where role_need.duty = role_grant.role and not exists (
        select from person_check where person_check.person_id = role_grant.person_id and person_check.kind = role_need.kind
          and person_check.ended_at is null and person_check.until > ${now}) order by kind)`.as('missing'),
    )
    .where((where) => where.or([where('role_grant.until', 'is', null), where('role_grant.until', '>', now)]))
    .orderBy('person.name')
    .orderBy('role_grant.granted_at')

/** Who is trusted with what now, by name. */
export const heldRoles = (db: Db<PeopleTables>, now: Date): Promise<Held[]> => holding(db, now).execute()

/** The same of one person. */
export const rolesOf = (db: Db<PeopleTables>, personId: string, now: Date): Promise<Held[]> =>
  holding(db, now).where('person.id', '=', personId).execute()

/** Would the community be without a steward if this person went? */
export const isOnlySteward = async (db: Db<PeopleTables>, personId: string, now: Date): Promise<boolean> => {
  const held = (await heldRoles(db, lasting(now))).filter(({ role }) => role === 'steward')
  return held.length > 0 && held.every((one) => one.personId === personId)
}

export const maybeHeldRole = async (db: Db<PeopleTables>, id: string, now: Date): Promise<Held | null> =>
  (await holding(db, now).where('role_grant.id', '=', id).executeTakeFirst()) ?? null

/** What somebody is trusted with and awake in: roles that lack a check count for nothing. */
export const awakeGrants = async (db: Db<PeopleTables>, personId: string, now: Date): Promise<RoleGrant[]> => {
  const held = await rolesOf(db, personId, now)
  return held.filter(({ missing }) => !missing.length).map(({ role, scope }) => ({ role, scope }))
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
