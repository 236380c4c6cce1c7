import type { Db } from '#kernel/database/database.ts'
import { sealed } from '#kernel/session/tokens.ts'
import type { OrganisationTables } from '../tables.ts'
import type { ClaimState } from './rules.ts'

export interface Claim {
  id: string
  organisationId: string
  organisation: string
  website: string | null
  personId: string
  email: string
  words: string
  askedAt: Date
  proofUntil: Date | null
  state: ClaimState
  reason: string | null
}

const claims = (db: Db<OrganisationTables>) =>
  db
    .selectFrom('organisation_claim')
    .innerJoin('organization', 'organization.id', 'organisation_claim.organization_id')
    .select([
      'organisation_claim.id',
      'organization_id as organisationId',
      'organization.name as organisation',
      'organization.website',
      'person_id as personId',
      'organisation_claim.email',
      'words',
      'asked_at as askedAt',
      'proof_until as proofUntil',
      'state',
      'reason',
    ])
    .orderBy('asked_at')
    .orderBy('organisation_claim.id')

/** Claims that somebody must decide: all, or those for one organisation. The oldest first. */
export const openClaims = (db: Db<OrganisationTables>, organisationId?: string): Promise<Claim[]> =>
  claims(db)
    .where('state', '=', 'open')
    .$if(organisationId !== undefined, (query) => query.where('organization_id', '=', organisationId!))
    .execute()

export const maybeClaim = async (db: Db<OrganisationTables>, id: string): Promise<Claim | null> =>
  (await claims(db).where('organisation_claim.id', '=', id).executeTakeFirst()) ?? null

/** What somebody claimed for an organisation and waits for. */
export const ownClaim = async (
  db: Db<OrganisationTables>,
  organisationId: string,
  personId: string,
): Promise<Claim | null> =>
  (await claims(db)
    .where('organization_id', '=', organisationId)
    .where('person_id', '=', personId)
    .where('state', '=', 'open')
    .executeTakeFirst()) ?? null

export const claimsBy = (db: Db<OrganisationTables>, personId: string): Promise<Claim[]> =>
  claims(db).where('person_id', '=', personId).execute()

/** The claim that a letter's key belongs to, while it is open. */
export const claimByKey = async (db: Db<OrganisationTables>, key: string): Promise<Claim | null> =>
  (await claims(db).where('proof', '=', sealed(key)).where('state', '=', 'open').executeTakeFirst()) ?? null
