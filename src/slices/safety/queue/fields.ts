import { z } from 'zod'
import { text } from '#kernel/text/text.ts'
import { decisionKinds } from './rules.ts'

export const Verdict = z.strictObject({
  kind: z.enum(decisionKinds, 'notAChoice'),
  reason: text({ min: 3, max: 2_000 }),
  days: z.coerce.number('notANumber').int('notANumber').min(1, 'notANumber').max(365, 'notANumber').default(7),
  minutes: z.coerce.number('notANumber').int('notANumber').min(1, 'notANumber').max(1_440, 'notANumber').default(10),
})
export type Verdict = z.infer<typeof Verdict>

export const Because = z.strictObject({ because: text({ min: 3, max: 2_000 }) })
export type Because = z.infer<typeof Because>

export const EvidenceDays = z.strictObject({
  days: z.coerce.number('notANumber').int('notANumber').min(1, 'notANumber').max(3_650, 'notANumber'),
})
