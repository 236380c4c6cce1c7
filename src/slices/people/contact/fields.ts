import { z } from 'zod'
import { channels, neutralSubjects } from '#kernel/mail/manners.ts'
import { line, ticked } from '#kernel/text/text.ts'
import { minutesOf } from '#kernel/time/days.ts'

const clock = line({ max: 5 }).refine((value) => value === '' || (minutesOf(value) ?? 1440) < 1440, 'notATime')

const isZone = (value: string) => {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: value }))
  } catch {
    return false
  }
}

export const ContactForm = z
  .strictObject({
    channel: z.enum(channels, 'notAChoice'),
    phone: line({ max: 40 }),
    no_voicemail: ticked,
    neutral: z.enum(['', ...neutralSubjects], 'notAChoice'),
    from: clock,
    to: clock,
    zone: line({ min: 1, max: 60 }).refine(isZone, 'notAChoice'),
  })
  .refine(({ from, to }) => (from === '') === (to === ''), { path: ['to'], message: 'bothTimes' })
  .refine(({ from, to }) => from === '' || from !== to, { path: ['to'], message: 'twoTimes' })
  .refine(({ channel, phone }) => channel !== 'phone' || phone !== '', { path: ['phone'], message: 'missing' })
export type ContactForm = z.infer<typeof ContactForm>
