import { complete, type Kind, type Staged } from '../hsds/rules.ts'
import { idFor, noListings } from '../listing/rules.ts'
import type { Listings } from '../tables.ts'

/** A name for a source that has none of its own, as `source.id` takes it. */
export const slugOf = (name: string): string =>
  name
    .toLowerCase()
    .replace(/\.(csv|json|ndjson|jsonl|zip|tsv|txt)$/u, '')
    .replace(/[^a-z0-9]+/gu, '-')
    .replace(/^-+|-+$/gu, '')
    .slice(0, 60)
    .replace(/-+$/u, '') || 'import'

/** Things are written this many at a time, each with all that hangs on it. */
export const batchSize = 250

/** Batches stand in this order, so that whatever a row refers to is there before it. */
export const phases = { first: 0, organization: 1_000_000, location: 2_000_000, service: 3_000_000, rest: 4_000_000 }

/** What stands before all things. */
export const first: readonly Kind[] = ['taxonomy', 'taxonomy_term', 'unit', 'meta_table_description']

/** What hangs on a thing and has others hanging on it. */
const led: readonly Kind[] = ['program', 'service_at_location', 'contact', 'phone']

/** In the order in which they refer to each other, so that a row's parents have their place before it has its own. */
export const hanging: readonly Kind[] = [
  'program',
  'organization_identifier',
  'address',
  'accessibility',
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
]

/**
 * Says in which batch a row is written as soon as it is read: organisations with their own places, other places, services; what hangs
 * on several stands with the last of them. Null where what it belongs to is still to come (`isRead`: it is among what is read).
 */
export const placer = (isRead: (id: string) => boolean) => {
  const placed = new Map<string, number>()
  const counts = { organization: 0, location: 0, service: 0, rest: 0 }
  const next = (kind: keyof typeof counts) => phases[kind] + Math.floor(counts[kind]++ / batchSize)
  const owner = (id: unknown) =>
    typeof id === 'string' ? (placed.get(id) ?? (isRead(id) ? null : undefined)) : undefined

  const hung = ({ kind, parents }: Staged): number | null => {
    const known = parents.map(owner)
    if (known.includes(null)) return null
    const last = Math.max(-1, ...known.filter((at) => typeof at === 'number'))
    return last >= 0 ? last : kind === 'program' ? phases.first : next('rest')
  }

  const place = (row: Staged): number | null => {
    if (first.includes(row.kind)) return phases.first
    if (row.kind === 'organization')
      return owner(row.body.parent_organization_id) === null ? null : next('organization')
    if (row.kind === 'service') return next('service')
    if (row.kind !== 'location') return hung(row)
    const own = owner(row.body.organization_id)
    return own === undefined ? next('location') : own
  }

  return (row: Staged): number | null => {
    const before = placed.get(row.id)
    if (before !== undefined && row.kind in counts) return before
    const at = place(row)
    if (at !== null && (row.kind in counts || led.includes(row.kind))) placed.set(row.id, at)
    return at
  }
}

/** Rows as they were put by → listings to write. */
export const listingsFrom = (
  rows: readonly { kind: string; id: string; body: Record<string, unknown> }[],
  zone: string,
): Listings => {
  const listings = noListings()
  for (const { kind, id, body } of rows)
    (listings[kind as Kind] as unknown[]).push(complete(kind as Kind, id, body, zone))
  return listings
}

/** Fewer links than this may all be wrong by chance. */
const fewLinks = 5

/** Which column of which file has links of which none leads anywhere: the files do not belong together. */
export const brokenLink = (counts: ReadonlyMap<string, { given: number; leads: number }>): string | null => {
  const broken = [...counts].find(([, { given, leads }]) => given >= fewLinks && leads === 0)
  if (!broken) return null
  const [file, column] = broken[0].split('\n')
  return `None of the ${broken[1].given} links in ${file}, column ${column}, leads to a record that is there: these files do not belong together, or one is missing.`
}

export { idFor }
