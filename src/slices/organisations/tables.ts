import type { Generated } from 'kysely'
import type { ClaimState } from './claims/rules.ts'
import type { PartnershipKind, PartnershipState } from './partnerships/rules.ts'
import type { Evidence } from './verification/rules.ts'

/** What every imported record says about where it comes from. Dates without a time are ISO text (`2026-11-21`). */
export interface Provenance {
  source_id: string | null
  source_key: string | null
  source_date: string | null
  checked_at: Date | null
}

/** Names and columns of HSDS 3.2, besides `source` and the columns of `Provenance`. */
export interface OrganisationTables {
  source: {
    id: string
    name: string
    url: string | null
    licence: string | null
    licence_url: string | null
    attribution: string | null
    published_on: string | null
  }
  organization: Provenance & {
    id: string
    name: string
    alternate_name: string | null
    description: string | null
    email: string | null
    website: string | null
    tax_status: string | null
    tax_id: string | null
    year_incorporated: number | null
    legal_status: string | null
    logo: string | null
    uri: string | null
    parent_organization_id: string | null
    modified_at: Generated<Date>
  }
  organization_identifier: {
    id: string
    organization_id: string
    identifier_scheme: string | null
    identifier_type: string
    identifier: string
  }
  organisation_claim: {
    id: string
    organization_id: string
    person_id: string
    email: string
    words: string
    proof: string | null
    proof_until: Date | null
    asked_at: Date
    state: Generated<ClaimState>
    decided_at: Date | null
    decided_by: string | null
    reason: string | null
  }
  organisation_verification: {
    id: string
    organization_id: string
    evidence: Evidence
    note: string | null
    verified_at: Date
    verified_by: string | null
    until: Date
    ended_at: Date | null
  }
  partnership: {
    id: string
    one_id: string
    other_id: string
    kind: PartnershipKind
    words: string
    since: string
    review_on: string
    open: boolean
    state: Generated<PartnershipState>
    proposed_at: Date
    proposed_by: string | null
    answered_at: Date | null
    answered_by: string | null
    reviewed_at: Date | null
    reminded_for: string | null
    ended_at: Date | null
  }
  organisation_logo: { organization_id: string; file_hash: string; alt: string; changed_at: Date }
  handing_over: { id: string; organization_id: string; person_id: string; asked_at: Date; ended_at: Date | null }
}
