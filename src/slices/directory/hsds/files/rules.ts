import { type Table, tableNames, tableSpecs } from '../fields.ts'
import { holdsTerms, type Made, olderFiles, termsOf } from '../older/rules.ts'

export type Json = Record<string, unknown>
export const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

export const tableOfFile = (name: string): Table | null =>
  tableNames.find((table) => tableSpecs[table].files.includes(name)) ?? null

/** How the rows of a CSV file become rows of our tables; null where its name says nothing to us. */
export const turnOf = (
  name: string,
  columns: readonly string[],
): ((cells: Record<string, string>) => Made[]) | null => {
  const table = tableOfFile(name)
  if ((table === 'taxonomy' || table === 'taxonomy_term') && holdsTerms(columns) && !columns.includes('taxonomy_id'))
    return termsOf
  return olderFiles.get(name) ?? (table ? (cells) => [{ table, cells }] : null)
}

/** Tables to whose records those of others lead. */
const ledTo = new Set(
  Object.values(tableSpecs).flatMap(({ columns }) =>
    Object.values(columns).flatMap((spec) => (spec.as === 'link' ? [spec.to as string] : [])),
  ),
)

/** May rows of other files lead to one of this file? Only then its ids must be known before all is read. */
export const isLedTo = (name: string): boolean => {
  const table = tableOfFile(name)
  return !olderFiles.has(name) && (!table || ledTo.has(table))
}

/** Files whose rows may lead to a row of any table. */
export const leadsAnywhere = (name: string): boolean =>
  ['attribute', 'metadata'].includes(tableOfFile(name) ?? '') || name.startsWith('link_taxonom')

/** Of several signs that may stand between cells, the one that the header has most often outside of quotes. */
export const delimiterOf = (header: string): string => {
  const bare = header.replace(/"[^"]*"/gu, '')
  const counted = [',', ';', '\t', '|'].map((sign) => ({ sign, count: bare.split(sign).length - 1 }))
  return counted.reduce((best, one) => (one.count > best.count ? one : best)).sign
}

const plurals: [string, Table][] = Object.entries({
  organizations: 'organization',
  services: 'service',
  locations: 'location',
  addresses: 'address',
  phones: 'phone',
  schedules: 'schedule',
  cost_options: 'cost_option',
  languages: 'language',
  attributes: 'attribute',
  service_at_locations: 'service_at_location',
  organization_identifiers: 'organization_identifier',
  taxonomy_detail: 'taxonomy',
  programs: 'program',
  contacts: 'contact',
  additional_urls: 'url',
  additional_websites: 'url',
  service_areas: 'service_area',
  required_documents: 'required_document',
  capacities: 'service_capacity',
})
/** Any word may be a key, «constructor» too: a plain object would know it. */
const singular = new Map(plurals)

/** How a child names what it hangs on, where that is not by the name of its table. */
const hangsBy: Partial<Record<Table, (record: Json, table: Table) => Json>> = {
  attribute: (record, table) => ({ link_id: record.id, link_entity: table }),
  metadata: (record, table) => ({ resource_id: record.id, resource_type: table }),
}

/** `taxonomy` is a text and `url` an address inside a record; as a table they come under other names. */
const tableOfKey = (key: string): Table | null => singular.get(key) ?? tableNames.find((table) => table === key) ?? null

const toText = (value: unknown): string =>
  value === null || value === undefined ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value)

/** Deeper than any record of the standard nests; a file that goes deeper is not followed. */
const deepest = 12

/** A nested record as flat rows, parents before children: children get a link to their parent, parents one to a single child. */
export const flatten = (record: Json, table: Table, depth = 0): Made[] => {
  const cells: Record<string, string> = {}
  const rows: Made[] = [{ table, cells }]
  for (const [key, value] of Object.entries(record)) {
    const inner = tableOfKey(key)
    if (key === 'x_given' && isObject(value)) {
      for (const [field, kept] of Object.entries(value)) cells[field] ||= toText(kept)
      continue
    }
    if (inner && Array.isArray(value)) {
      const up = hangsBy[inner]?.(record, table) ?? { [`${table}_id`]: record.id }
      for (const child of value.filter(isObject))
        if (depth < deepest) rows.push(...flatten({ ...up, ...child }, inner, depth + 1))
    } else if (inner && isObject(value)) {
      cells[`${inner}_id`] = toText(value.id)
      if (depth < deepest) rows.push(...flatten(value, inner, depth + 1))
    } else cells[key] = toText(value)
  }
  return rows
}

/** Which object a JSON file holds: by its name, else by what its first record has. */
export const tableOfRecord = (name: string, record: Json): Table => {
  const named = tableNames
    .filter((table) => [table, ...tableSpecs[table].files].some((one) => name.startsWith(one)))
    .sort((a, b) => b.length - a.length)[0]
  if (named) return named
  if ('location_type' in record) return 'location'
  if ('service' in record && 'location' in record) return 'service_at_location'
  if ('status' in record || 'service_at_locations' in record) return 'service'
  return 'organization'
}
