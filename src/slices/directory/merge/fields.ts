import { z } from 'zod'
import { mergeKinds } from './rules.ts'

export const Kind = z.object({ kind: z.enum(mergeKinds).catch('service').default('service') })

const side = z.enum(['one', 'other'], 'notAChoice')

/** Which record stays, and for each field that differs, whose words: `field_name=other`. Unknown fields are looked up in rules. */
export const Choice = z.object({ keep: side }).catchall(side)
export type Choice = z.output<typeof Choice>
