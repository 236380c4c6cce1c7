import { complete, type Kind } from '../hsds/rules.ts'
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
