import { z } from 'zod'
import { id, line, ticked } from '#kernel/text/text.ts'
import { dayOf } from '#kernel/time/days.ts'
import { partnershipKinds } from './rules.ts'

const day = line({ min: 1, max: 10 }).refine(
  (value) => value.length === 10 && dayOf(value) !== null && value >= '1900' && value < '2200',
  'notADay',
)

export const ProposalForm = z.strictObject({
  partner: line({ min: 1, max: 200 }),
  partner_id: z.union([z.literal(''), id]).default(''),
  kind: z.enum(partnershipKinds, 'notAChoice'),
  words: line({ min: 1, max: 200 }),
  since: day,
  review_on: day,
  open: ticked,
})
export type ProposalForm = z.infer<typeof ProposalForm>

export const ReviewForm = z.strictObject({ review_on: day })

/** With whom, where the page was come to from theirs. */
export const ProposalStart = z.object({
  with: z
    .union([z.literal(''), id])
    .default('')
    .catch(''),
})
