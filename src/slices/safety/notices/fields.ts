import { z } from 'zod'
import { text } from '#kernel/text/text.ts'

export const AppealWords = z.strictObject({ words: text({ min: 3, max: 4_000 }) })

export const AppealAnswer = z.strictObject({
  outcome: z.enum(['stands', 'overturned'], 'notAChoice'),
  answer: text({ min: 3, max: 2_000 }),
})
export type AppealAnswer = z.infer<typeof AppealAnswer>
