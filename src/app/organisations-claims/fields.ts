import { z } from 'zod'
import { line, text } from '#kernel/text/text.ts'
import { dayOf } from '#kernel/time/days.ts'
import { evidences } from '#slices/organisations/verification/rules.ts'
import { email } from '#slices/people/fields.ts'

export const ClaimForm = z.strictObject({ email, words: text({ min: 1, max: 600 }) })
export type ClaimForm = z.infer<typeof ClaimForm>

export const ProofKey = z.strictObject({ key: z.string().max(100).default('') })

export const DecisionForm = z
  .strictObject({ yes: z.enum(['yes', 'no'], 'notAChoice'), reason: line({ max: 300 }).default('') })
  .refine(({ yes, reason }) => yes === 'yes' || reason !== '', { message: 'reasonMissing', path: ['reason'] })
export type DecisionForm = z.infer<typeof DecisionForm>

export const MarkForm = z.strictObject({
  evidence: z.enum(evidences, 'notAChoice'),
  note: line({ max: 300 }).default(''),
  until: line({ min: 1, max: 10 }).refine((value) => value.length === 10 && dayOf(value) !== null, 'notADay'),
})
export type MarkForm = z.infer<typeof MarkForm>
