import { z } from 'zod'
import { languages } from '#kernel/messages/messages.ts'
import { id, line } from '#kernel/text/text.ts'
import { answers } from './rules.ts'

/** A word for those that come with the program, an id for a community's own. */
export const ref = z.union([id, z.string().regex(/^[a-z]{2}-[a-z0-9-]{1,30}$/u)], 'notAChoice')

export const RangLine = z.strictObject({
  line: ref,
  on: z.string('missing').regex(/^20\d\d-[01]\d-[0-3]\d$/u, 'notADay'),
})
export type RangLine = z.infer<typeof RangLine>

export const SavedLine = z.strictObject({
  line: z.union([z.literal(''), ref], 'notAChoice').default(''),
  name: line({ min: 1, max: 80 }),
  number: line({ min: 1, max: 30 }).pipe(z.string().regex(/^\+?[\d][\d\s().-]*$/u, 'notANumber')),
  language: z.enum(languages, 'notAChoice'),
  answers: z.enum(answers, 'notAChoice'),
  source: line({ min: 1, max: 300 }).pipe(z.string().regex(/^https:\/\/[^\s]+$/u, 'notAnAddress')),
})
export type SavedLine = z.infer<typeof SavedLine>

export const OldLine = z.strictObject({ line: ref })
