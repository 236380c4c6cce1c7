import { hash } from 'node:crypto'
import type { Listings } from '../tables.ts'

/** The space of our stable ids: an imported record has the same id in every community and at every import. */
const space = Buffer.from('b8f1c0de5a0e5c0d9a7b0d1f2a3b4c5d', 'hex')

/**
 * UUID version 5 (RFC 9562) from the source and the record's own key there, so that importing again changes nothing. An import asks
 * for hundreds of thousands, hence in one stroke of the hash.
 */
export const idFor = (source: string, table: string, key: string): string => {
  const digest = hash('sha1', Buffer.concat([space, Buffer.from(`${source}\n${table}\n${key}`)]), 'buffer')
  digest[6] = (digest[6]! & 0x0f) | 0x50
  digest[8] = (digest[8]! & 0x3f) | 0x80
  const hex = digest.toString('hex', 0, 16)
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}

export const noListings = (): Listings => ({
  source: [],
  organization: [],
  organization_identifier: [],
  location: [],
  address: [],
  accessibility: [],
  ground: [],
  taxonomy: [],
  taxonomy_term: [],
  service: [],
  service_at_location: [],
  phone: [],
  schedule: [],
  cost_option: [],
  language: [],
  attribute: [],
  program: [],
  contact: [],
  url: [],
  funding: [],
  service_area: [],
  required_document: [],
  unit: [],
  service_capacity: [],
  metadata: [],
  meta_table_description: [],
  given_value: [],
})

type Row<Table extends keyof Listings> = Listings[Table][number]

const unknown = { source_id: null, source_key: null, source_date: null, checked_at: null }

const blanks = {
  organization: {
    ...unknown,
    alternate_name: null,
    description: null,
    email: null,
    website: null,
    tax_status: null,
    tax_id: null,
    year_incorporated: null,
    legal_status: null,
    logo: null,
    uri: null,
    parent_organization_id: null,
  },
  location: {
    ...unknown,
    location_type: 'physical' as const,
    url: null,
    organization_id: null,
    name: null,
    alternate_name: null,
    description: null,
    transportation: null,
    latitude: null,
    longitude: null,
    precision: 'exact' as const,
    external_identifier: null,
    external_identifier_type: null,
    holiday_region: null,
    area: null,
    confidential: false,
  },
  address: {
    attention: null,
    address_1: null,
    address_2: null,
    city: null,
    region: null,
    state_province: null,
    postal_code: null,
    country: null,
    address_type: 'physical' as const,
  },
  service: {
    ...unknown,
    organization_id: null,
    program_id: null,
    alternate_name: null,
    description: null,
    url: null,
    email: null,
    status: 'active' as const,
    interpretation_services: null,
    application_process: null,
    fees_description: null,
    fees: null,
    wait_time: null,
    accreditations: null,
    eligibility_description: null,
    minimum_age: null,
    maximum_age: null,
    assured_date: null,
    assurer_email: null,
    licenses: null,
    alert: null,
    last_modified: null,
  },
  phone: {
    location_id: null,
    service_id: null,
    organization_id: null,
    service_at_location_id: null,
    contact_id: null,
    extension: null,
    type: null,
    description: null,
  },
  schedule: {
    service_id: null,
    location_id: null,
    service_at_location_id: null,
    valid_from: null,
    valid_to: null,
    dtstart: null,
    timezone: null,
    until: null,
    count: null,
    wkst: null,
    freq: null,
    interval: null,
    byday: null,
    byweekno: null,
    bymonthday: null,
    byyearday: null,
    description: null,
    opens_at: null,
    closes_at: null,
    schedule_link: null,
    attending_type: null,
    notes: null,
  },
}

/** A row of a table from what is known about it; the rest is unknown (null). */
export const row = <Table extends keyof typeof blanks>(
  table: Table,
  known: Partial<Row<Table>> & Omit<Row<Table>, keyof (typeof blanks)[Table] | 'modified_at'>,
): Row<Table> => ({ ...blanks[table], ...known }) as Row<Table>

/** Columns by which a row hangs on another: a thing, or what hangs on one itself. */
const parents = [
  'service_id',
  'service_at_location_id',
  'location_id',
  'organization_id',
  'contact_id',
  'phone_id',
  'link_id',
  'resource_id',
  'thing_id',
] as const

/** In the order in which they refer to each other, so that a row's parents have their place before it has its own. */
const hanging = [
  'program',
  'organization_identifier',
  'address',
  'accessibility',
  'ground',
  'service_at_location',
  'contact',
  'phone',
  'schedule',
  'cost_option',
  'language',
  'url',
  'funding',
  'service_area',
  'required_document',
  'service_capacity',
  'attribute',
  'metadata',
  'given_value',
] as const

type Hanging = { id: string } & { [Parent in (typeof parents)[number]]?: string | null }

/**
 * Where each thing stands in the order of writing: organisations with their own places (an organisation is found by where its
 * office is, so both belong in one batch), other places, services; what hangs on several stands with the last of them.
 */
const placesInOrder = (listings: Listings, size: number): Map<string, number> => {
  const organised = new Map(listings.organization.map(({ id }, at) => [id, Math.floor(at / size)]))
  const free = listings.location.filter(({ organization_id }) => !organised.has(organization_id ?? ''))
  const [first, second] = [Math.ceil(organised.size / size), Math.ceil(free.length / size)]
  const order = new Map(organised)
  for (const { id, organization_id } of listings.location)
    if (organised.has(organization_id ?? '')) order.set(id, organised.get(organization_id!)!)
  for (const [at, { id }] of free.entries()) order.set(id, first + Math.floor(at / size))
  for (const [at, { id }] of listings.service.entries()) order.set(id, first + second + Math.floor(at / size))
  for (const table of hanging) {
    for (const row of listings[table] as Hanging[]) {
      const known = parents.map((parent) => order.get(row[parent] ?? '')).filter((at) => at !== undefined)
      if (known.length) order.set(row.id, Math.max(...known))
    }
  }
  return order
}

const first = ['source', 'taxonomy', 'taxonomy_term', 'unit', 'meta_table_description'] as const
const spread = ['organization', 'location', 'service', ...hanging] as const

/** The same listings in pieces of about `size` things, in the order in which they refer to each other. */
export const inBatches = (listings: Listings, size: number): Listings[] => {
  const order = placesInOrder(listings, size)
  const last = Math.max(-1, ...order.values()) + 1
  const batches = Array.from({ length: last + 1 }, noListings)
  const start = noListings()
  for (const table of first) (start[table] as unknown[]).push(...listings[table])
  for (const table of spread) {
    for (const row of listings[table] as { id: string }[]) {
      const at = order.get(row.id)
      const there = at === undefined && table === 'program' ? start : batches[at ?? last]!
      ;(there[table] as unknown[]).push(row)
    }
  }
  return [start, ...batches]
}
