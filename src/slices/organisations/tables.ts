import type { Generated } from 'kysely'

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
}
