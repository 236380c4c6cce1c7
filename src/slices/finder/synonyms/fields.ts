import { z } from 'zod'
import { languages } from '#kernel/messages/messages.ts'
import { id, line } from '#kernel/text/text.ts'

export const NewSynonym = z.strictObject({
  meaning: line({ min: 1, max: 60 }),
  language: z.enum(languages, 'notAChoice'),
  phrase: line({ min: 1, max: 60 }),
})
export type NewSynonym = z.infer<typeof NewSynonym>

export const OldSynonym = z.strictObject({ synonym: id })

/** Which of the thousands to show: those of a letter, or those that hold a word. */
export const AskedSynonyms = z.object({
  letter: line({ max: 4 }).catch('').default(''),
  q: line({ max: 60 }).catch('').default(''),
})
export type AskedSynonyms = z.infer<typeof AskedSynonyms>
