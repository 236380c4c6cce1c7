import { sql } from 'kysely'
import type { Db } from '#kernel/database/database.ts'
import type { OrganisationTables } from '#slices/organisations/tables.ts'
import { unblocked } from '#slices/people/blocks/queries.ts'
import type { PeopleTables } from '#slices/people/tables.ts'
import { lasting } from '#slices/people/trust/rules.ts'

export type StaffTables = PeopleTables & OrganisationTables

export type StaffRole = 'editor' | 'admin'

export interface StaffMember {
  grantId: string
  personId: string
  name: string
  role: StaffRole
  since: Date
  grantedBy: string | null
}

const holding = (db: Db<StaffTables>, organisationId: string, now: Date) =>
  db
    .selectFrom('role_grant')
    .innerJoin('person', 'person.id', 'role_grant.person_id')
    .leftJoin('person as giver', 'giver.id', 'role_grant.granted_by')
    .select(['role_grant.id as grantId', 'person.id as personId', 'person.name', 'role_grant.granted_at as since'])
    .select(['giver.name as grantedBy', sql<StaffRole>`role_grant.role`.as('role')])
    .where('role_grant.scope', '=', organisationId)
    .where('role_grant.role', 'in', ['admin', 'editor'])
    .where((where) => where.or([where('role_grant.until', 'is', null), where('role_grant.until', '>', now)]))

/** Who looks after an organisation, admins first. People between whom and the viewer a block stands are not in it. */
export const staffOf = (
  db: Db<StaffTables>,
  viewerId: string | null,
  organisationId: string,
  now: Date,
): Promise<StaffMember[]> =>
  holding(db, organisationId, now)
    .where(unblocked(viewerId, 'person.id'))
    .orderBy('role_grant.role')
    .orderBy('role_grant.granted_at')
    .orderBy('role_grant.id')
    .execute()

/** One role of this organisation. Another organisation's, or another role, is none. */
export const maybeMember = async (
  db: Db<StaffTables>,
  viewerId: string | null,
  { organisationId, grantId }: { organisationId: string; grantId: string },
  now: Date,
): Promise<StaffMember | null> =>
  (await holding(db, organisationId, now)
    .where('role_grant.id', '=', grantId)
    .where(unblocked(viewerId, 'person.id'))
    .executeTakeFirst()) ?? null

export interface Outstanding {
  id: string
  email: string
  role: StaffRole
  invitedAt: Date
  expiresAt: Date
}

/** Invitations to an organisation's staff that wait for an answer, the newest first. */
export const outstanding = (db: Db<StaffTables>, organisationId: string, now: Date): Promise<Outstanding[]> =>
  db
    .selectFrom('role_invitation')
    .select(['id', 'email', 'invited_at as invitedAt', 'expires_at as expiresAt'])
    .select(sql<StaffRole>`role`.as('role'))
    .where('scope', '=', organisationId)
    .where('role', 'in', ['admin', 'editor'])
    .where('used_at', 'is', null)
    .where('withdrawn_at', 'is', null)
    .where('expires_at', '>', now)
    .orderBy('invited_at', 'desc')
    .orderBy('id')
    .execute()

/** How many admins an organisation has and keeps, whoever asks: blocks hide people, not that somebody leads it. */
export const adminCount = async (db: Db<StaffTables>, organisationId: string, now: Date): Promise<number> =>
  (await holding(db, organisationId, lasting(now)).where('role_grant.role', '=', 'admin').execute()).length

export interface Mine {
  id: string
  name: string
  role: StaffRole
}

/** The organisations that somebody looks after, by name; with each the greater of their roles. */
export const organisationsOf = async (db: Db<StaffTables>, personId: string, now: Date): Promise<Mine[]> => {
  const { rows } = await sql<Mine>`select o.id, o.name, min(g.role) as role
    from role_grant g join organization o on o.id = g.scope
    where g.person_id = ${personId} and g.role in ('admin', 'editor') and (g.until is null or g.until > ${now})
    group by o.id, o.name order by lower(o.name), o.id`.execute(db)
  return rows
}
