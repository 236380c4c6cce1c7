import { z } from 'zod'
import { languages } from '#kernel/messages/messages.ts'
import { line, ticked } from '#kernel/text/text.ts'
import { dayOf } from '#kernel/time/days.ts'
import { email, personName } from '../fields.ts'
import { ages, hows } from './rules.ts'

const noDay = line({ max: 10 }).refine((value) => value === '' || dayOf(value) !== null, 'notADay')

const saidYes = ticked.refine((yes) => yes, 'agreedMissing')

export const LetHelp = z.strictObject({ until: noDay })
export type LetHelp = z.infer<typeof LetHelp>

export const Welcome = z
  .strictObject({
    name: personName,
    language: z.enum(languages, 'notAChoice'),
    channel: z.enum(['phone', 'post', 'desk'], 'notAChoice'),
    phone: line({ max: 40 }),
    no_voicemail: ticked,
    age: z.enum(ages, 'notAChoice').default('unknown'),
    how: z.enum(hows, 'notAChoice'),
    witness: line({ max: 120 }),
    until: noDay,
    agreed: saidYes,
  })
  .refine(({ channel, phone }) => channel !== 'phone' || phone !== '', { path: ['phone'], message: 'missing' })
export type Welcome = z.infer<typeof Welcome>

export const GuardianForm = z.strictObject({
  young: email,
  guardian: email,
  how: z.enum(hows, 'notAChoice'),
  witness: line({ max: 120 }),
  until: noDay,
  agreed: saidYes,
})
export const BandForm = z.strictObject({ email, age: z.enum(['adult', 'minor'], 'notAChoice') })
export type BandForm = z.infer<typeof BandForm>

export type GuardianForm = z.infer<typeof GuardianForm>
