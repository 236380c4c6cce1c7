import { type Holiday, holidaysBetween } from '#kernel/time/holidays.ts'
import { isReadable, type OpenState, openState, type Schedule } from '#kernel/time/openings.ts'
import type { PlaceKind } from '#slices/places/tables.ts'
import { type Days, usualDays } from '../alerts/rules.ts'
import { openingsAhead } from '../finding/rules.ts'

const weekdays = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU']
const day = 86_400_000

export interface Hours {
  state: OpenState
  /** ISO weekdays 1 to 7 with the wall times of each; null where nothing is said by the week. */
  week: { weekday: number; isToday: boolean; spans: { opens: string; closes: string }[] }[] | null
  /** Bank holidays of the next three weeks on which it would open otherwise. */
  holidays: Holiday[]
  /** How its source words the hours, each wording once. */
  wordings: string[]
  /** It has a wording, and we cannot say from it when the door is open. */
  isUnread: boolean
}

const localToday = (zone: string, now: Date) =>
  new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(now)

const weekdayOf = (iso: string) => ((new Date(`${iso}T00:00:00Z`).getUTCDay() + 6) % 7) + 1

const isCurrent = ({ valid_from, valid_to }: Schedule, today: string) =>
  (!valid_from || valid_from <= today) && (!valid_to || valid_to >= today)

const spansOn = (weekly: readonly Schedule[], weekday: number) =>
  weekly
    .filter(({ byday }) => byday!.split(',').includes(weekdays[weekday - 1]!))
    .map(({ opens_at, closes_at }) => ({ opens: opens_at!, closes: closes_at! }))
    .sort((a, b) => a.opens.localeCompare(b.opens))

/** What a page says of hours: now, by the week, on bank holidays, and in the source's own words. */
export const hoursOf = (
  schedules: readonly (Schedule & { description: string | null })[],
  spot: { zone: string; holiday_region: string | null },
  now: Date,
  days: Days = usualDays,
): Hours => {
  const openings = openingsAhead(schedules, spot, now, days)
  const today = localToday(spot.zone, now)
  const weekly = schedules.filter(
    (one) => isReadable(one) && one.freq === 'WEEKLY' && one.byday && isCurrent(one, today),
  )
  const week = weekdays.map((_, index) => ({
    weekday: index + 1,
    isToday: weekdayOf(today) === index + 1,
    spans: spansOn(weekly, index + 1),
  }))
  const until = new Date(now.getTime() + 21 * day).toISOString().slice(0, 10)
  return {
    state: openState(openings, now),
    week: weekly.length ? week : null,
    holidays: holidaysBetween(spot.holiday_region, today, until).filter(
      ({ date }) => spansOn(weekly, weekdayOf(date)).length > 0,
    ),
    wordings: [...new Set(schedules.map(({ description }) => description).filter((words) => words !== null))],
    isUnread: openings === null && schedules.length > 0,
  }
}

const outdoors: readonly PlaceKind[] = [
  'park',
  'play_space',
  'playing_field',
  'tennis_court',
  'bowling_green',
  'cemetery',
  'nature_reserve',
  'allotment',
]

/** Ground without a door: to say «hours not known» of a meadow would be silly. */
export const isOpenGround = (kind: string): boolean => (outdoors as readonly string[]).includes(kind)
