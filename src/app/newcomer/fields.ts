import { z } from 'zod'
import { text, ticked } from '#kernel/text/text.ts'

/** For whom the pack is: near what, and how large. A place that nobody knows gives the pack of the whole area. */
export const PackRequest = z.object({ near: text({ max: 80 }).catch('').default(''), large: ticked })
export type PackRequest = z.infer<typeof PackRequest>
