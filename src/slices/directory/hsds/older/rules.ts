import type { Table } from '../fields.ts'

/** One row of an older file, as rows of today's tables. */
export interface Made {
  table: Table
  cells: Record<string, string>
  /** Made along with others: one is enough. */
  implied?: boolean
  /** Adds to a row that another file gives. */
  adds?: boolean
}

type Cells = Record<string, string>
type Turn = (cells: Cells) => Made[]

const yes = /^(1|t|true|y|yes|x)$/iu

const vocabularyOf = (cells: Cells): Made[] =>
  cells.vocabulary
    ? [{ table: 'taxonomy', cells: { id: `vocabulary:${cells.vocabulary}`, name: cells.vocabulary }, implied: true }]
    : []

/** HSDS 1 and 2 kept the terms themselves in «taxonomy», each with the name of its vocabulary. */
const termsOf: Turn = (cells) => [
  ...vocabularyOf(cells),
  {
    table: 'taxonomy_term',
    cells: {
      id: cells.id ?? '',
      code: cells.code || (/^[\w.-]{1,40}$/u.test(cells.id ?? '') ? cells.id! : ''),
      name: cells.name ?? '',
      parent_id: cells.parent_id ?? '',
      taxonomy: cells.vocabulary ?? '',
      taxonomy_id: cells.vocabulary ? `vocabulary:${cells.vocabulary}` : '',
    },
  },
]

/** A term at a thing is an attribute today. */
const termAt =
  (entity: string): Turn =>
  (cells) => [
    {
      table: 'attribute',
      cells: {
        id: cells.id ?? '',
        link_id: cells[`${entity}_id`] || cells.link_id || '',
        link_entity: cells.link_type || entity,
        link_type: 'taxonomy',
        taxonomy_term_id: cells.taxonomy_id || cells.taxonomy_term_id || '',
        value: cells.taxonomy_detail ?? '',
      },
    },
  ]

const eligibilityOf: Turn = (cells) => [
  {
    table: 'service',
    adds: true,
    cells: {
      id: cells.service_id ?? '',
      eligibility_description: cells.eligibility ?? cells.eligibility_description ?? '',
      minimum_age: cells.minimum_age ?? '',
      maximum_age: cells.maximum_age ?? '',
    },
  },
]

const owner = (cells: Cells): [string, string] => {
  const name = ['service_at_location', 'service', 'location'].find((one) => cells[`${one}_id`]) ?? 'service'
  return [name, cells[`${name}_id`] ?? '']
}

/** A day on which it is closed is kept as said; one with hours of its own is a schedule. */
const holidayOf: Turn = (cells) => {
  const { start_date = '', end_date = '', closed = '', opens_at, ...rest } = cells
  if (opens_at && !yes.test(closed)) {
    const span = { valid_from: start_date, valid_to: end_date, dtstart: start_date, until: end_date }
    return [{ table: 'schedule', cells: { ...rest, opens_at, ...span } }]
  }
  const [entity, id] = owner(cells)
  const value = [start_date, end_date].filter(Boolean).join('/')
  const said = { link_id: id, link_entity: entity, link_type: 'holiday', label: 'closed', value }
  return [{ table: 'attribute', cells: { id: cells.id ?? '', ...said } }]
}

const paymentOf: Turn = (cells) => [
  {
    table: 'attribute',
    cells: {
      id: cells.id ?? '',
      link_id: cells.service_id ?? '',
      link_entity: 'service',
      link_type: 'payment',
      label: 'payment_accepted',
      value: cells.payment ?? cells.payment_accepted ?? '',
    },
  },
]

const postalOf: Turn = (cells) => [{ table: 'address', cells: { ...cells, address_type: 'postal' } }]

/** Files that HSDS 1 and 2 have and 3 has not, by their names without ending. */
export const olderFiles: ReadonlyMap<string, Turn> = new Map(
  Object.entries({
    eligibility: eligibilityOf,
    eligibilities: eligibilityOf,
    services_taxonomy: termAt('service'),
    service_taxonomy: termAt('service'),
    service_taxonomys: termAt('service'),
    link_taxonomy: termAt('service'),
    link_taxonomies: termAt('service'),
    organization_taxonomy: termAt('organization'),
    location_taxonomy: termAt('location'),
    holiday_schedules: holidayOf,
    holiday_schedule: holidayOf,
    payment_accepted: paymentOf,
    payments_accepted: paymentOf,
    postal_addresses: postalOf,
    postal_address: postalOf,
  }),
)

/** «taxonomy» and its plural hold vocabularies today and held terms before: the columns say which. */
export const holdsTerms = (columns: readonly string[]): boolean =>
  columns.includes('vocabulary') || columns.includes('parent_id') || columns.includes('parent_name')

export { termsOf }
