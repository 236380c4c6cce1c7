import { z } from 'zod'
import { foundPlaceKinds } from './rules.ts'

const page = z.coerce.number().int().min(1).max(10_000).catch(1)

/** A page number that is none shows the first page; a kind that we do not know shows all. Links from elsewhere must not break. */
export const PlaceFilter = z.object({
  kind: z.enum(foundPlaceKinds).nullable().catch(null).default(null),
  page: page.default(1),
})
export type PlaceFilter = z.infer<typeof PlaceFilter>

export const PageNumber = z.object({ page: page.default(1) })
