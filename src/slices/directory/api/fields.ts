import { z } from 'zod'
import { id, text } from '#kernel/text/text.ts'

/** A parameter that is there and empty, as forms and many clients send it, was not given. */
const given = <Shape extends z.ZodType>(shape: Shape) =>
  z.preprocess((value) => (value === '' ? undefined : value), shape.optional()).optional()

const words = text({ max: 500 })
const whole = (least: number, most: number) => z.coerce.number().int().min(least).max(most)

const isYes = (value: boolean | string) => value === true || value === 'true' || value === '1' || value === ''

/** `True` is how Python writes it; a bare `?full` means yes. */
const flag = z
  .preprocess(
    (value) => (typeof value === 'string' ? value.toLowerCase() : value),
    z.union([z.boolean(), z.enum(['true', 'false', '1', '0', ''])], 'trueOrFalse').transform(isYes),
  )
  .default(false)

/** UUIDs are the same in capitals (RFC 9562). */
const isId = (value: string) => id.safeParse(value).success
export const anyId = z.string().toLowerCase().refine(isId, 'anId')

const written =
  /^(?<day>\d{4}-\d{2}-\d{2})(?:[T ](?<time>\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?)(?<offset>Z|[+-]\d{2}:?\d{2})?)?$/iu

/** A moment, or null for what no calendar has; without an offset it is UTC, wherever the server stands. */
const momentOf = (value: string): Date | null => {
  // A plus that came through an address unescaped is a space.
  const {
    day,
    time = '00:00',
    offset = 'Z',
  } = written.exec(value.trim().replace(/(:\S*) (\d\d:\d\d)$/u, '$1+$2'))?.groups ?? {}
  const onThatDay = new Date(`${day}T00:00:00Z`)
  const moment = new Date(`${day}T${time}${offset.toUpperCase().replace(/(\d\d)(\d\d)$/u, '$1:$2')}`)
  const isReal = !Number.isNaN(moment.getTime()) && onThatDay.toISOString().startsWith(String(day))
  return isReal ? moment : null
}

const moment = z
  .string()
  .max(40)
  .transform((value, context) => {
    const known = momentOf(value)
    if (known) return known
    context.addIssue({ code: 'custom', message: 'aMoment' })
    return z.NEVER
  })

/** How a list is cut and written. */
const listing = {
  search: given(words).describe('Words that the record must hold; "in quotes" together, -word for without.'),
  page: given(whole(1, 1_000_000))
    .transform((page) => page ?? 1)
    .describe('Which page, from 1.'),
  per_page: given(whole(1, 100_000)).describe(
    'Objects on a page: 50 unless asked for more, at most 1,000; whole ones 20 and 100; minimal ones 10,000 and 100,000. «size» says how many came.',
  ),
  format: given(z.enum(['json', 'ndjson'], 'jsonOrNdjson'))
    .transform((format) => format ?? 'json')
    .describe('ndjson: all of them, an object a line, without pages.'),
}
const about = {
  taxonomy_term_id: given(anyId).describe('Only what this term is said of.'),
  taxonomy_id: given(anyId).describe('Only what any term of this taxonomy is said of.'),
}
const organization_id = given(anyId).describe('Only what this organisation offers.')
const modified_after = given(moment).describe(
  'Only what changed at this moment or later: 2026-11-21 or 2026-11-21T09:00:00Z; without an offset it is UTC.',
)
const full = flag.describe('With all that hangs on each object.')

export const ServiceList = z.strictObject({
  ...listing,
  ...about,
  organization_id,
  modified_after,
  minimal: flag.describe('Ids, names, status and the moment of the last change alone, to see what is new.'),
  full,
})
const full_service = flag.describe('With each of its services whole.')
export const OrganizationList = z.strictObject({ ...listing, ...about, modified_after, full, full_service })
export const ServiceAtLocationList = z.strictObject({
  ...listing,
  ...about,
  organization_id,
  modified_after,
  full,
  postcode: given(words).describe('Leaves out services whose areas are postcodes and do not hold this one.'),
  proximity: given(z.coerce.number().min(0).max(20_000_000)).describe('Metres from the middle of the postcode.'),
})
export const TaxonomyList = z.strictObject(listing)
export const TermList = z.strictObject({
  ...listing,
  taxonomy_id: given(anyId).describe('Only terms of this taxonomy.'),
  parent_id: given(anyId).describe('Only terms right under this one.'),
  top_only: flag.describe('Only terms that stand under no other.'),
})
export const OneOrganization = z.strictObject({ full_service })
export const Since = z.strictObject({
  since: given(moment).describe('Only what is gone since this moment.'),
  page: listing.page,
  per_page: listing.per_page,
})

export type Listing = z.infer<typeof TaxonomyList>
export type ServiceAsked = z.infer<typeof ServiceList>
export type OrganizationAsked = z.infer<typeof OrganizationList>
export type PlacedAsked = z.infer<typeof ServiceAtLocationList>
export type TermAsked = z.infer<typeof TermList>
