import type { PlaceRows } from '../tables.ts'

/** Columns of a place that lead to it, or that somebody wrote freely. */
const telling = [
  'name',
  'alternate_name',
  'url',
  'description',
  'transportation',
  'latitude',
  'longitude',
  'precision',
  'area',
  'external_identifier',
  'external_identifier_type',
] as const

const nothing = {
  name: null,
  alternate_name: null,
  url: null,
  description: null,
  transportation: null,
  latitude: null,
  longitude: null,
  precision: 'district',
  area: null,
  external_identifier: null,
  external_identifier_type: null,
} as const

/** Where a place is, as it is sealed. */
export interface Whereabouts {
  locationId: string
  whereabouts: Record<string, unknown>
}

/**
 * Takes all that leads to the given places out of rows that are about to be written: what is left may be read by anybody, what was
 * taken out is for `secret_location` alone.
 */
export const splitSecrets = <Rows extends PlaceRows>(
  rows: Rows,
  hidden: ReadonlySet<string>,
): { open: Rows; secrets: Whereabouts[] } => {
  if (!hidden.size) return { open: rows, secrets: [] }
  const isOpen = ({ location_id }: { location_id?: string | null }) => !location_id || !hidden.has(location_id)
  const secrets = rows.location
    .filter(({ id }) => hidden.has(id))
    .map((row) => ({
      locationId: row.id,
      whereabouts: {
        ...Object.fromEntries(telling.flatMap((column) => (row[column] == null ? [] : [[column, row[column]]]))),
        addresses: rows.address
          .filter(({ location_id }) => location_id === row.id)
          .sort((a, b) => (a.id < b.id ? -1 : 1)),
      },
    }))
  const open: Rows = {
    ...rows,
    location: rows.location.map((row) => (hidden.has(row.id) ? { ...row, ...nothing, confidential: true } : row)),
    address: rows.address.filter(isOpen),
    ground: rows.ground.filter(isOpen),
    accessibility: rows.accessibility.map((row) =>
      isOpen(row) ? row : { ...row, description: null, details: null, url: null },
    ),
  }
  return { open, secrets }
}
