import list from './bank-holidays.json' with { type: 'json' }

export const holidayNames = [
  'newYear',
  'goodFriday',
  'easterMonday',
  'earlyMay',
  'spring',
  'summer',
  'christmas',
  'boxing',
] as const
export type HolidayName = (typeof holidayNames)[number]

export interface Holiday {
  /** Local date, `2026-12-25`. */
  date: string
  name: HolidayName
  /** The day on which the holiday is kept because the day itself falls on a weekend. */
  substitute: boolean
}

interface Region {
  source: string
  asOf: string
  /** The first and the last date that the list knows. */
  from: string
  to: string
  days: Holiday[]
}

const regions = list.regions as Record<string, Region>

/** The dated list of a region (`GB-EAW` is England and Wales) with its source; null where we have none. */
export const holidaysOf = (region: string): Region | null => (Object.hasOwn(regions, region) ? regions[region]! : null)

/**
 * Bank holidays between two local dates, both included, with the day itself where another day is kept for it.
 * A region that we have no list of has none: hours then hold as they stand.
 */
export const holidaysBetween = (region: string | null, from: string, to: string): Holiday[] =>
  (region ? (holidaysOf(region)?.days ?? []) : []).filter(({ date }) => date >= from && date <= to)
