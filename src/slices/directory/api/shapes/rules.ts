/** Names of the standard's objects that stand in JSON. */
export type ShapeName =
  | 'organization'
  | 'service'
  | 'location'
  | 'service_at_location'
  | 'program'
  | 'phone'
  | 'contact'
  | 'schedule'
  | 'language'
  | 'url'
  | 'funding'
  | 'service_area'
  | 'required_document'
  | 'cost_option'
  | 'service_capacity'
  | 'unit'
  | 'organization_identifier'
  | 'address'
  | 'accessibility'
  | 'attribute'
  | 'metadata'
  | 'taxonomy'
  | 'taxonomy_term'

/**
 * How a column is written in JSON. `must`: the standard asks for it, so what nobody told us is an empty text; `zone`: an IANA zone
 * becomes the offset of the day in hours; `digits`: a number where it is one (an extension).
 */
export type Kind = 'plain' | 'must' | 'moment' | 'zone' | 'digits' | 'numbered' | 'changed'

/** Children hang by a column of theirs on our id, a parent by a column of ours on its id. */
export interface Link {
  key: string
  shape: ShapeName
  by: string
  many: boolean
}

export interface Shape {
  table: string
  columns: Record<string, Kind>
  links: Link[]
}

const plain = (...columns: string[]) => Object.fromEntries(columns.map((column) => [column, 'plain' as Kind]))
const must = (...columns: string[]) => Object.fromEntries(columns.map((column) => [column, 'must' as Kind]))
const child = (key: string, shape: ShapeName, by: string): Link => ({ key, shape, by, many: true })
const parent = (key: string, shape: ShapeName, by: string): Link => ({ key, shape, by, many: false })
const own = (table: string, columns: Record<string, Kind>, ...links: Link[]): Shape => ({
  table,
  columns: { ...plain('id'), ...columns },
  links,
})

/**
 * Every object of HSDS 3.2: its columns, what hangs on it, and what it hangs on, as the standard nests them. Attributes and the log
 * may hang on any object: they are added afterwards by id, see `hungOn`.
 */
export const shapes: Record<ShapeName, Shape> = {
  service: own(
    'service',
    {
      ...plain('name', 'alternate_name', 'description', 'url', 'email', 'status', 'interpretation_services'),
      ...plain('application_process', 'fees_description', 'wait_time', 'fees', 'accreditations'),
      ...plain('eligibility_description', 'minimum_age', 'maximum_age', 'assured_date', 'assurer_email', 'licenses'),
      alert: 'plain',
      last_modified: 'changed',
    },
    child('additional_urls', 'url', 'service_id'),
    child('phones', 'phone', 'service_id'),
    child('schedules', 'schedule', 'service_id'),
    child('service_areas', 'service_area', 'service_id'),
    child('service_at_locations', 'service_at_location', 'service_id'),
    child('languages', 'language', 'service_id'),
    parent('organization', 'organization', 'organization_id'),
    child('funding', 'funding', 'service_id'),
    child('cost_options', 'cost_option', 'service_id'),
    parent('program', 'program', 'program_id'),
    child('required_documents', 'required_document', 'service_id'),
    child('contacts', 'contact', 'service_id'),
    child('capacities', 'service_capacity', 'service_id'),
  ),
  organization: own(
    'organization',
    {
      ...plain('name', 'alternate_name'),
      description: 'must',
      ...plain('email', 'website', 'tax_status', 'tax_id', 'year_incorporated', 'legal_status', 'logo', 'uri'),
      parent_organization_id: 'plain',
    },
    child('additional_websites', 'url', 'organization_id'),
    child('funding', 'funding', 'organization_id'),
    child('contacts', 'contact', 'organization_id'),
    child('phones', 'phone', 'organization_id'),
    child('locations', 'location', 'organization_id'),
    // Ours: HSDS has languages of services, places and phones alone.
    child('languages', 'language', 'organization_id'),
    child('programs', 'program', 'organization_id'),
    child('organization_identifiers', 'organization_identifier', 'organization_id'),
    child('services', 'service', 'organization_id'),
  ),
  location: own(
    'public_location',
    {
      ...plain('location_type', 'url', 'name', 'alternate_name', 'description', 'transportation', 'latitude'),
      ...plain('longitude', 'external_identifier', 'external_identifier_type'),
    },
    child('languages', 'language', 'location_id'),
    child('addresses', 'address', 'location_id'),
    child('contacts', 'contact', 'location_id'),
    child('accessibility', 'accessibility', 'location_id'),
    child('phones', 'phone', 'location_id'),
    child('schedules', 'schedule', 'location_id'),
  ),
  service_at_location: own(
    'service_at_location',
    plain('description'),
    child('service_areas', 'service_area', 'service_at_location_id'),
    child('contacts', 'contact', 'service_at_location_id'),
    child('phones', 'phone', 'service_at_location_id'),
    child('schedules', 'schedule', 'service_at_location_id'),
    parent('location', 'location', 'location_id'),
    parent('service', 'service', 'service_id'),
  ),
  program: own('program', { ...plain('name', 'alternate_name'), description: 'must' }),
  phone: own(
    'phone',
    { number: 'numbered', extension: 'digits', ...plain('type', 'description') },
    child('languages', 'language', 'phone_id'),
  ),
  contact: own('public_contact', plain('name', 'title', 'department', 'email'), child('phones', 'phone', 'contact_id')),
  schedule: own('schedule', {
    ...plain('valid_from', 'valid_to', 'dtstart'),
    timezone: 'zone',
    ...plain('until', 'count', 'wkst', 'freq', 'interval', 'byday', 'byweekno', 'bymonthday', 'byyearday'),
    ...plain('description', 'opens_at', 'closes_at', 'schedule_link', 'attending_type', 'notes'),
  }),
  language: own('language', plain('name', 'code', 'note')),
  url: own('url', plain('label', 'url')),
  funding: own('funding', plain('source')),
  service_area: own('service_area', plain('name', 'description', 'extent', 'extent_type', 'uri')),
  required_document: own('required_document', plain('document', 'uri')),
  cost_option: own(
    'cost_option',
    plain('valid_from', 'valid_to', 'option', 'currency', 'amount', 'amount_description'),
  ),
  service_capacity: own(
    'service_capacity',
    { ...plain('available', 'maximum', 'description'), updated: 'moment' },
    parent('unit', 'unit', 'unit_id'),
  ),
  unit: own('unit', plain('name', 'scheme', 'identifier', 'uri')),
  organization_identifier: own('organization_identifier', plain('identifier_scheme', 'identifier_type', 'identifier')),
  address: own('public_address', {
    ...plain('attention'),
    ...must('address_1'),
    ...plain('address_2'),
    ...must('city'),
    ...plain('region'),
    ...must('state_province', 'postal_code', 'country'),
    ...plain('address_type'),
  }),
  accessibility: own('accessibility', plain('description', 'details', 'url')),
  attribute: {
    table: 'attribute',
    columns: plain('id', 'link_type', 'link_entity', 'value', 'label'),
    links: [parent('taxonomy_term', 'taxonomy_term', 'taxonomy_term_id')],
  },
  metadata: {
    table: 'metadata',
    columns: {
      ...plain('id', 'resource_type', 'last_action_date', 'last_action_type', 'field_name'),
      ...must('previous_value', 'replacement_value'),
      ...plain('updated_by'),
    },
    links: [],
  },
  taxonomy: {
    table: 'taxonomy',
    columns: { ...plain('id', 'name'), description: 'must', ...plain('uri', 'version') },
    links: [],
  },
  taxonomy_term: {
    table: 'taxonomy_term',
    columns: {
      ...plain('id', 'code', 'name'),
      description: 'must',
      ...plain('parent_id', 'taxonomy', 'language', 'term_uri'),
    },
    links: [parent('taxonomy_detail', 'taxonomy', 'taxonomy_id')],
  },
}

/** Which links of a shape are followed below which other, so that no circle opens: a service within its organisation has none of its own. */
const outward: Partial<Record<ShapeName, Partial<Record<ShapeName, string[]>>>> = {
  service: { organization: ['services'], service_at_location: ['service'] },
  organization: { service: ['organization'] },
  service_at_location: { service: ['service_at_locations'], organization: ['services'] },
}

/** What a list shows of a shape: parents alone, as the standard's own lists do. */
const inLists: Partial<Record<ShapeName, string[]>> = {
  service: ['organization', 'program'],
  service_at_location: ['location', 'service'],
  taxonomy_term: ['taxonomy_detail'],
}

export interface Depth {
  /** The shape at the top. */
  root: ShapeName
  /** With all that hangs on it, or as in a list. */
  full: boolean
  /** Organisations with the services that they run, whole or by id and name. */
  services?: 'whole' | 'named'
}

/** The links to follow from a shape, given those above it. */
export const linksOf = (name: ShapeName, above: readonly ShapeName[], { root, full, services }: Depth): Link[] => {
  const { links } = shapes[name]
  const unwanted = outward[root]?.[name] ?? []
  const cut = above.includes('service') && name === 'service_at_location' ? ['service'] : []
  const wanted = links.filter(({ key }) => !unwanted.includes(key) && !cut.includes(key))
  if (!full) return wanted.filter(({ key }) => inLists[name]?.includes(key))
  return name === 'organization' && root === 'organization' && !services
    ? wanted.filter(({ key }) => key !== 'services')
    : wanted
}

type Json = Record<string, unknown>
const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value)

/** Every object with an id within a value, itself first: what attributes and the log may hang on. */
export const objectsIn = (value: unknown): Json[] => {
  if (Array.isArray(value)) return value.flatMap(objectsIn)
  if (!isObject(value)) return []
  const inner = Object.values(value).flatMap(objectsIn)
  return typeof value.id === 'string' ? [value, ...inner] : inner
}
