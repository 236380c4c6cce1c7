import { z } from 'zod'
import { text } from '#kernel/text/text.ts'
import { listIn } from '#slices/finder/list/queries.ts'

/** Which part of the guide, and how large. What we do not know prints nothing of it: links from elsewhere must not break. */
export const GuideRequest = z.object({
  need: text({ max: 60 }).catch('').default(''),
  area: text({ max: 120 }).catch('').default(''),
  /** A list as its link says it: only what is on it. */
  of: text({ max: 900 })
    .catch('')
    .default('')
    .transform((of) => (of ? listIn(of) : null)),
  large: z.coerce
    .string()
    .transform((value) => value === '1')
    .catch(false)
    .default(false),
})
export type GuideRequest = z.infer<typeof GuideRequest>
