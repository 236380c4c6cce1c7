import { z } from 'zod'
import { partnershipKinds } from '../partnerships/rules.ts'

/** What of the network is asked for. What we do not know means all: the address may have been written by hand. */
export const NetworkFilter = z.object({
  kind: z
    .union([z.literal(''), z.enum(partnershipKinds)])
    .default('')
    .catch(''),
  area: z
    .string()
    .regex(/^[a-z_]{0,40}$/u)
    .default('')
    .catch(''),
})
export type NetworkFilter = z.infer<typeof NetworkFilter>
