import { z } from 'zod'
import { id } from '#kernel/text/text.ts'

const day = z.union([z.literal(''), z.string().regex(/^20\d\d-[01]\d-[0-3]\d$/u)]).default('')

export const AuditQuestion = z.object({
  by: z.union([z.literal(''), id]).default(''),
  kind: z.union([z.literal(''), z.string().regex(/^[a-z]+\.[A-Z][A-Za-z]{1,60}$/u)]).default(''),
  from: day,
  until: day,
  before: z.union([z.literal(''), id]).default(''),
})
export type AuditQuestion = z.infer<typeof AuditQuestion>
