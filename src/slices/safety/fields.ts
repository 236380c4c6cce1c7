import { z } from 'zod'
import { text } from '#kernel/text/text.ts'
import { reasons } from './rules.ts'

export const ReportForm = z.strictObject({
  reason: z.enum(reasons, 'notAChoice'),
  words: text({ max: 4_000 }).default(''),
})
export type ReportForm = z.infer<typeof ReportForm>

/** The key of a receipt: 144 bits, base64url. */
export const receiptKey = z.string().regex(/^[A-Za-z0-9_-]{24}$/u)
