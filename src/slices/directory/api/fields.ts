import { z } from 'zod'
import { id, text } from '#kernel/text/text.ts'

const words = text({ max: 500 })
const flag = z
  .union([z.boolean(), z.enum(['true', 'false', '1', '0', ''])])
  .transform((value) => value === true || value === 'true' || value === '1' || value === '')
const whole = (least: number, most: number) => z.coerce.number().int().min(least).max(most)

const isMoment = (written: string) => /^\d{4}-\d{2}-\d{2}/u.test(written) && !Number.isNaN(Date.parse(written))
const moment = z
  .string()
  .max(40)
  // A plus that came through an address unescaped is a space.
  .transform((written) => written.trim().replace(/ (\d\d:\d\d)$/u, '+$1'))
  .refine(isMoment, 'notRight')
  .transform((written) => new Date(written))

/** How a list is cut and written. */
const listing = {
  search: words.optional(),
  page: whole(1, 1_000_000).default(1),
  per_page: whole(1, 100_000).optional(),
  format: z.enum(['json', 'ndjson']).default('json'),
}
const about = { taxonomy_term_id: id.optional(), taxonomy_id: id.optional() }

export const ServiceList = z.strictObject({
  ...listing,
  ...about,
  organization_id: id.optional(),
  modified_after: moment.optional(),
  minimal: flag.default(false),
  full: flag.default(false),
})
export const OrganizationList = z.strictObject({
  ...listing,
  ...about,
  modified_after: moment.optional(),
  full: flag.default(false),
  full_service: flag.default(false),
})
export const ServiceAtLocationList = z.strictObject({
  ...listing,
  ...about,
  organization_id: id.optional(),
  modified_after: moment.optional(),
  full: flag.default(false),
  postcode: words.optional(),
  proximity: z.coerce.number().min(0).max(20_000_000).optional(),
})
export const TaxonomyList = z.strictObject(listing)
export const TermList = z.strictObject({
  ...listing,
  taxonomy_id: id.optional(),
  parent_id: id.optional(),
  top_only: flag.default(false),
})
export const OneOrganization = z.strictObject({ full_service: flag.default(false) })
export const Since = z.strictObject({ since: moment.optional(), page: listing.page, per_page: listing.per_page })

export type Listing = z.infer<typeof TaxonomyList>
export type ServiceAsked = z.infer<typeof ServiceList>
export type OrganizationAsked = z.infer<typeof OrganizationList>
export type PlacedAsked = z.infer<typeof ServiceAtLocationList>
export type TermAsked = z.infer<typeof TermList>
