import { z } from 'zod'
import { line } from '#kernel/text/text.ts'
import { againAfter } from '../rules.ts'

export const NoAnswer = z.strictObject({
  again: z.enum(Object.keys(againAfter) as [keyof typeof againAfter], 'notAChoice'),
})

export const NewChecker = z.strictObject({ email: line({ min: 3, max: 254 }) })

export const OldChecker = z.strictObject({ person: z.uuid('notAnId') })

/** What is in it is looked at once the call has shown what it is about. */
export const PhoneTyped = z.looseObject({})
