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
