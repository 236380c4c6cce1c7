import { z } from 'zod'
import { mailAddress } from '#kernel/mail/address.ts'
import { line, text } from '#kernel/text/text.ts'
import { webAddress } from '../editing/rules.ts'

const isAddress = (value: string) => {
  const url = URL.parse(value)
  return !value || (url !== null && ['http:', 'https:'].includes(url.protocol) && !url.username && !url.password)
}

/** A key for a partner's program, and where to tell it of changes. */
export const NewKey = z.object({
  label: line({ max: 80 }).refine((value) => value !== '', 'labelNeeded'),
  url: line({ max: 400 }).default('').refine(isAddress, 'notAWebAddress'),
})
export type NewKey = z.infer<typeof NewKey>

export const OldKey = z.object({ key: z.uuid() })

const words = text({ max: 4_000 }).nullable().optional()
const time = z
  .string()
  .regex(/^([01]\d|2[0-4]):[0-5]\d(:[0-5]\d)?(Z|[+-]\d\d:\d\d)?$/u, 'notATime')
  .transform((value) => value.slice(0, 5))
  .nullable()
  .optional()

/** A service of HSDS 3.2 as a partner writes it: what is left out stays as it is, null means that nobody knows. */
export const ServiceWritten = z.looseObject({
  /** When the record was last changed, as the partner read it: the proof that they write on what there is. */
  last_modified: z.iso.datetime({ offset: true }),
  /** Fields to write even though somebody else changed them since. */
  overwrite: z.array(z.string().max(40)).max(30).default([]),
  name: line({ max: 200 }).optional(),
  description: words,
  email: line({ max: 254 })
    .refine((value) => !value || mailAddress(value) !== null, 'notAnEmail')
    .nullable()
    .optional(),
  // As strict as the form: what a program writes becomes a link for everybody.
  url: line({ max: 400 })
    .refine((value) => !value || webAddress(value) !== null, 'notAWebAddress')
    .nullable()
    .optional(),
  status: z.enum(['active', 'inactive', 'defunct', 'temporarily closed']).optional(),
  application_process: words,
  eligibility_description: words,
  fees_description: words,
  wait_time: line({ max: 200 }).nullable().optional(),
  phones: z
    .array(z.looseObject({ number: line({ max: 60 }) }))
    .max(20)
    .optional(),
  languages: z
    .array(z.looseObject({ code: line({ max: 40 }).nullish(), name: line({ max: 80 }).nullish() }))
    .max(50)
    .optional(),
  schedules: z
    .array(
      z.looseObject({
        freq: z.enum(['WEEKLY', 'MONTHLY']).nullable().optional(),
        interval: z.number().int().min(1).max(52).nullable().optional(),
        byday: z
          .string()
          .regex(/^([+-]?\d?(MO|TU|WE|TH|FR|SA|SU))(,[+-]?\d?(MO|TU|WE|TH|FR|SA|SU))*$/u, 'notADay')
          .nullable()
          .optional(),
        opens_at: time,
        closes_at: time,
        valid_from: z.iso.date().nullable().optional(),
        valid_to: z.iso.date().nullable().optional(),
        description: words,
      }),
    )
    .max(60)
    .optional(),
})
export type ServiceWritten = z.infer<typeof ServiceWritten>
