import { z } from 'zod'
import { id, line } from '#kernel/text/text.ts'

const which = z.union([z.literal('all'), id], 'notAChoice')

export const Trying = z.strictObject({ which })
export type Trying = z.infer<typeof Trying>

export const Giving = z.strictObject({ which, reason: line({ min: 3, max: 300 }) })
export type Giving = z.infer<typeof Giving>
