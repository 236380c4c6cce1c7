import { z } from 'zod'
import { id } from '#kernel/text/text.ts'

/** A day on the calendar; it begins and ends at the community's own nine in the morning. */
const day = z
  .string('missing')
  .regex(/^\d{4}-\d\d-\d\d$/u, 'notADay')
  .refine((value) => !Number.isNaN(Date.parse(`${value}T00:00:00Z`)), 'notADay')

export const NewWatch = z
  .strictObject({ person: id, from: day, until: day })
  .refine(({ from, until }) => from < until, { path: ['until'], message: 'endsBeforeItBegins' })
export type NewWatch = z.infer<typeof NewWatch>

export const OldWatch = z.strictObject({ watch: id })
