import { z } from 'zod'
import { id, line, ticked } from '#kernel/text/text.ts'
import { dayOf } from '#kernel/time/days.ts'
import { carriesLink } from '../editing/rules.ts'
import { longestAlert } from './rules.ts'

export const calendarDate = z
  .string()
  .refine((value) => /^\d{4}-\d\d-\d\d$/u.test(value) && dayOf(value) !== null, 'notADate')

export const NewAlert = z
  .strictObject({
    words: line({ min: 3, max: 200 }).refine((value) => !carriesLink(value), 'noLinksHere'),
    closed: ticked,
    from_on: calendarDate,
    until_on: calendarDate,
  })
  .refine(({ from_on, until_on }) => from_on <= until_on, { message: 'endsBeforeItBegins', path: ['until_on'] })
  .refine(({ from_on, until_on }) => dayOf(until_on)! - dayOf(from_on)! <= longestAlert, {
    message: 'tooLongForAnAlert',
    path: ['until_on'],
  })
export type NewAlert = z.infer<typeof NewAlert>

export const OldAlert = z.strictObject({ alert: id })
