import type { Db } from '#kernel/database/database.ts'
import type { OrganisationTables } from '../tables.ts'

export interface HandOver {
  organisationId: string
  organisation: string
  personId: string
  askedAt: Date
}

/** Organisations whose last admin wants to go, the longest wait first. */
export const openHandOvers = (db: Db<OrganisationTables>): Promise<HandOver[]> =>
  db
    .selectFrom('handing_over')
    .innerJoin('organization', 'organization.id', 'handing_over.organization_id')
    .select([
      'organization_id as organisationId',
      'organization.name as organisation',
      'person_id as personId',
      'asked_at as askedAt',
    ])
    .where('ended_at', 'is', null)
    .orderBy('asked_at')
    .execute()
