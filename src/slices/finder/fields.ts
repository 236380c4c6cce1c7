import { z } from 'zod'
import { text, ticked } from '#kernel/text/text.ts'

/** A search is never refused for its length: what is too long is cut, without leaving half a character. */
const cutTo = (max: number) =>
  z
    .union([z.string(), z.array(z.string()).transform((all) => all.join(' '))])
    .transform((typed) => typed.slice(0, max).replace(/[\uD800-\uDBFF]$/, ''))
    .pipe(text({ max }))
    .transform((typed) => typed.replace(/\s+/gu, ' '))
    .default('')

const counted = (most: number, usual: number) =>
  z.coerce
    .number()
    .int()
    .min(1)
    .catch(usual)
    .transform((count) => Math.min(count, most))

/** What is no trait is left out: a link from elsewhere must not fail. At most six at a time. */
const traits = z
  .union([z.string(), z.array(z.string())])
  .transform((given) =>
    [...new Set([given].flat())].filter((one) => /^[a-z]+:[a-z0-9_-]{1,40}$/u.test(one)).slice(0, 6),
  )
  .default([])

/** What somebody looks for, as it stands in the address. Names that we do not know are left alone: other sites add theirs to links. */
export const FindRequest = z.object({
  q: cutTo(200),
  near: cutTo(80),
  kind: z
    .string()
    .regex(/^[a-z0-9_-]{0,40}$/u, 'notAChoice')
    .default(''),
  open: ticked,
  free: ticked,
  stepfree: ticked,
  with: traits,
  age: z
    .union([z.literal('').transform(() => null), z.coerce.number().int().min(0).max(120)])
    .nullable()
    .catch(null)
    .default(null),
  order: z.enum(['near', 'open', 'checked', 'free']).catch('near').default('near'),
  limit: counted(50, 20),
  page: counted(50, 1),
})
export type FindRequest = z.infer<typeof FindRequest>
