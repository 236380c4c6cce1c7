import { dayOf, isoOf } from '#kernel/time/days.ts'
import { holidaysBetween } from '#kernel/time/holidays.ts'
import { spansIn } from '../../editing/rules.ts'

/** More than two weeks nobody fills in. */
export const mostDays = 14

/** The dates of a sweep, both ends included. */
export const datesOf = (from: string, to: string): string[] => {
  const [first, last] = [dayOf(from), dayOf(to)]
  if (first === null || last === null || last < first) return []
  return Array.from({ length: Math.min(last - first + 1, mostDays) }, (_, at) => isoOf(first + at))
}

/** On a bank holiday the usual week does not count: there «as usual» would say nothing. */
export const isHoliday = (date: string, region: string | null): boolean =>
  holidaysBetween(region, date, date).length > 0

export type DayAnswer = { kind: 'usual' } | { kind: 'closed' } | { kind: 'other'; opens_at: string; closes_at: string }

/** What was answered for one day; null where the hours cannot be read. */
export const dayAnswer = (choice: string | undefined, hours: string | undefined): DayAnswer | null => {
  if (choice === 'closed') return { kind: 'closed' }
  if (choice !== 'other') return { kind: 'usual' }
  const spans = spansIn(hours ?? '')
  return spans?.length === 1 ? { kind: 'other', ...spans[0]! } : null
}
