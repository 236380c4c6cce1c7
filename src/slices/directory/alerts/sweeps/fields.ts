import { z } from 'zod'
import { line } from '#kernel/text/text.ts'
import { dayOf } from '#kernel/time/days.ts'
import { calendarDate } from '../fields.ts'
import { mostDays } from './rules.ts'

export const NewSweep = z
  .strictObject({ name: line({ min: 2, max: 80 }), from_on: calendarDate, to_on: calendarDate, until: calendarDate })
  .refine(({ from_on, to_on }) => from_on <= to_on, { message: 'endsBeforeItBegins', path: ['to_on'] })
  .refine(({ from_on, to_on }) => dayOf(to_on)! - dayOf(from_on)! < mostDays, {
    message: 'tooManyDays',
    path: ['to_on'],
  })
export type NewSweep = z.infer<typeof NewSweep>

const key = z.string().max(200).catch('')
export const SweepKey = z.object({ key })

/** Choices under `day_THING_DATE`, hours under `hours_THING_DATE`: which there are, the key shows. */
export const HoursTyped = z.looseObject({ key })
