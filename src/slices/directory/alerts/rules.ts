import { dayOf, isoOf } from '#kernel/time/days.ts'
import type { Closure, Schedule } from '#kernel/time/openings.ts'

/** What is so for some days: both dates belong to it. `closed`: nobody opens the door on them. */
export interface Alert {
  id: string
  words: string
  closed: boolean
  from_on: string
  until_on: string
}

/** Hours of one date instead of the usual ones; without hours it stays closed that day. */
export interface Exception {
  on_date: string
  opens_at: string | null
  closes_at: string | null
}

/** Days that differ from the usual week. */
export interface Days {
  alerts: readonly Alert[]
  exceptions: readonly Exception[]
}

export const usualDays: Days = { alerts: [], exceptions: [] }

/** A formatter is dear to make, and so large that one for each of thousands of records outgrows all else in memory. */
const calendars = new Map<string, Intl.DateTimeFormat>()

const calendarOf = (zone: string) => {
  const known = calendars.get(zone)
  if (known) return known
  const made = new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' })
  calendars.set(zone, made)
  return made
}

export const localDate = (at: Date, zone: string): string => calendarOf(zone).format(at)

export const isRunning = ({ from_on, until_on }: Alert, today: string): boolean => from_on <= today && today <= until_on
export const isAhead = ({ until_on }: Pick<Alert, 'until_on'>, today: string): boolean => today <= until_on

/** Longer than this is no alert but a change of the listing. */
export const longestAlert = 366

/** Every date of a closed alert, at most a year of them. */
const closedDates = (alerts: readonly Alert[]): Set<string> => {
  const dates = new Set<string>()
  for (const { closed, from_on, until_on } of alerts) {
    const [from, to] = [dayOf(from_on), dayOf(until_on)]
    if (!closed || from === null || to === null) continue
    for (let day = from; day <= Math.min(to, from + longestAlert); day++) dates.add(isoOf(day))
  }
  return dates
}

const onOneDay = ({ on_date, opens_at, closes_at }: Exception): Schedule => ({
  freq: null,
  interval: null,
  byday: null,
  bymonthday: null,
  dtstart: on_date,
  until: null,
  count: null,
  valid_from: null,
  valid_to: null,
  opens_at,
  closes_at,
})

/**
 * The schedules and closures that hold with alerts and exceptions: on their dates the usual week does not count, special hours do, and
 * on days that an alert closes nothing does.
 */
export const withDays = <Usual extends Schedule>(
  schedules: readonly Usual[],
  { alerts, exceptions }: Days,
): { schedules: Schedule[]; closures: Closure[] } => {
  const closed = closedDates(alerts)
  const special = exceptions.filter(({ on_date, opens_at }) => opens_at !== null && !closed.has(on_date))
  const usual = schedules.filter(({ freq, dtstart }) => freq !== null || !closed.has((dtstart ?? '').slice(0, 10)))
  const dates = [...closed, ...exceptions.map(({ on_date }) => on_date)]
  return { schedules: [...usual, ...special.map(onOneDay)], closures: dates.map((date) => ({ date })) }
}

/** What a list says of a thing today: the alert before everything else. */
export const saidFirst = (alerts: readonly Alert[], today: string, summary: string): string =>
  [...alerts.filter((alert) => isRunning(alert, today)).map(({ words }) => words), summary].filter(Boolean).join(' — ')
