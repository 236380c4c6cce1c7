import { v5 } from 'uuid'
import type { Listings } from '../tables.ts'

/** The space of our stable ids: an imported record has the same id in every community and at every import. */
const space = 'b8f1c0de-5a0e-5c0d-9a7b-0d1f2a3b4c5d'

/** UUID version 5 from the source and the record's own key there, so that importing again changes nothing. */
export const idFor = (source: string, table: string, key: string): string => v5(`${source}\n${table}\n${key}`, space)

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

const own = <R extends { service_id?: string | null }>(rows: R[]) => rows.filter(({ service_id }) => !service_id)

const withLocations = (listings: Listings, location: Listings['location']): Listings => {
  const mine = of(location)
  return {
    ...noListings(),
    location,
    address: listings.address.filter(mine('location_id')),
    accessibility: listings.accessibility.filter(mine('location_id')),
    ground: listings.ground.filter(mine('location_id')),
    phone: own(listings.phone).filter(mine('location_id')),
    schedule: own(listings.schedule).filter(mine('location_id')),
    language: own(listings.language).filter(mine('location_id')),
    attribute: listings.attribute.filter(mine('link_id')),
  }
}

/** With the places that are an organisation's own: it is found by where its office is, so both belong in one batch. */
const withOrganisations = (listings: Listings, organization: Listings['organization']): Listings => {
  const mine = of(organization)
  const there = withLocations(listings, listings.location.filter(mine('organization_id')))
  const unowned = own(listings.phone).filter(({ location_id }) => !location_id)
  return {
    ...there,
    organization,
    organization_identifier: listings.organization_identifier.filter(mine('organization_id')),
    phone: [...there.phone, ...unowned.filter(mine('organization_id'))],
    attribute: [...there.attribute, ...listings.attribute.filter(mine('link_id'))],
  }
}

const withServices = (listings: Listings, service: Listings['service']): Listings => {
  const mine = of(service)
  const service_at_location = listings.service_at_location.filter(mine('service_id'))
  const there = of(service_at_location)
  const belongs = (row: { service_id?: string | null; service_at_location_id?: string | null }) =>
    mine('service_id')(row) || there('service_at_location_id')(row)
  return {
    ...noListings(),
    service,
    service_at_location,
    phone: listings.phone.filter(belongs),
    schedule: listings.schedule.filter(belongs),
    cost_option: listings.cost_option.filter(mine('service_id')),
    language: listings.language.filter(mine('service_id')),
    attribute: listings.attribute.filter(mine('link_id')),
  }
}

/** The same listings in pieces of about `size` things, in the order in which they refer to each other. */
export const inBatches = (listings: Listings, size: number): Listings[] => {
  const { source, taxonomy, taxonomy_term } = listings
  const organised = of(listings.organization)('organization_id')
  const locations = listings.location.filter((location) => !organised(location))
  return [
    { ...noListings(), source, taxonomy, taxonomy_term },
    ...pieces(listings.organization, size).map((some) => withOrganisations(listings, some)),
    ...pieces(locations, size).map((some) => withLocations(listings, some)),
    ...pieces(listings.service, size).map((some) => withServices(listings, some)),
    { ...noListings(), ground: listings.ground.filter(({ location_id }) => !location_id) },
  ]
}

const pieces = <R>(rows: readonly R[], size: number): R[][] =>
  Array.from({ length: Math.ceil(rows.length / size) }, (_, index) => rows.slice(index * size, (index + 1) * size))

const of = (parents: readonly { id: string }[]) => {
  const ids = new Set(parents.map(({ id }) => id))
  return <Key extends string>(key: Key) =>
    (child: { [K in Key]?: string | null }): boolean =>
      ids.has(child[key] ?? '')
}
