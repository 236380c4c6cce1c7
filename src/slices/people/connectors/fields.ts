import { z } from 'zod'
import { line, text, ticked } from '#kernel/text/text.ts'
import { email } from '../fields.ts'

/** An area is a name, never a postcode, a street number or a position. */
const area = line({ min: 1, max: 80 }).refine((value) => !/\d/u.test(value), 'areaWithoutNumbers')

export const Propose = z.strictObject({ email, area })
export type Propose = z.infer<typeof Propose>

export const Answer = z.strictObject({ yes: ticked })
export const About = z.strictObject({ about: text({ max: 500 }), show: ticked })
export const Words = z.strictObject({ words: text({ min: 1, max: 1000 }) })
export const HandOver = z.strictObject({ words: text({ max: 1000 }) })
