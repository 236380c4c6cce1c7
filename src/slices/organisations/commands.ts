import type { Insertable } from 'kysely'
import type { AnyTx } from '#kernel/database/database.ts'
import { changesIn, dropOthers, type PutWhole, putAll } from '#kernel/database/put.ts'
import type { OrganisationTables } from './tables.ts'

export interface OrganisationRows {
  source: Insertable<OrganisationTables['source']>[]
  organization: Insertable<OrganisationTables['organization']>[]
  organization_identifier: Insertable<OrganisationTables['organization_identifier']>[]
}

type Columns<Table extends keyof OrganisationTables> = (keyof OrganisationTables[Table] & string)[]

const sourceColumns: Columns<'source'> = ['id', 'name', 'url', 'licence', 'licence_url', 'attribution', 'published_on']
const organizationColumns: Columns<'organization'> = [
  'id',
  'name',
  'alternate_name',
  'description',
  'email',
  'website',
  'tax_status',
  'tax_id',
  'year_incorporated',
  'legal_status',
  'logo',
  'uri',
  'parent_organization_id',
  'source_id',
  'source_key',
  'source_date',
  'checked_at',
]
const identifierColumns: Columns<'organization_identifier'> = [
  'id',
  'organization_id',
  'identifier_scheme',
  'identifier_type',
  'identifier',
]

/** Writes sources and organisations as an import brings them, in the caller's transaction. The same again changes nothing. */
export const putOrganisations = async (tx: AnyTx, rows: OrganisationRows): Promise<PutWhole> => {
  const sources = await putAll(tx, 'source', sourceColumns, rows.source)
  const put = await putAll(tx, 'organization', organizationColumns, rows.organization, { stamp: 'modified_at' })
  const ids = rows.organization.map(({ id }) => id)
  const gone = await dropOthers(tx, 'organization_identifier', 'organization_id', ids, rows.organization_identifier)
  const identifiers = await putAll(tx, 'organization_identifier', identifierColumns, rows.organization_identifier)
  return { ...put, around: changesIn(sources, gone, identifiers) }
}
