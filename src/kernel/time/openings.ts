import { Temporal } from 'temporal-polyfill'
import { type Day, dayOf, isoOf, minutesOf, monthDayOf, monthLengthOf, monthOf, weekdayOf } from './days.ts'

/**
 * When something is open, in the words of HSDS's `schedule`: local dates (`2026-11-21`) and local times (`10:00` or `10:00:00`)
 * of the place itself. Null `freq` is one single date, `dtstart`. A closing time not after the opening time is on the next day;
 * the same time twice is the whole day round.
 */
export interface Schedule {
  freq: 'WEEKLY' | 'MONTHLY' | null
  interval: number | null
  /** `MO,TU`; in a month also `1SA` (the first Saturday) and `-1FR` (the last Friday). */
  byday: string | null
  /** `1,15`; `-1` is the last day of the month. */
  bymonthday: string | null
  dtstart: string | null
  until: string | null
  count: number | null
  valid_from: string | null
  valid_to: string | null
  opens_at: string | null
  closes_at: string | null
}

/** A local date on which the usual hours do not hold, e.g. a bank holiday. A schedule for that one date still does. */
export interface Closure {
  date: string
}

export interface Opening {
  start: Date
  end: Date
}

export type OpenState = { kind: 'open'; until: Date } | { kind: 'closed'; opens: Date | null } | { kind: 'unknown' }

const weekdays = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU']
const dayPattern = /^([+-]?[1-5])?(MO|TU|WE|TH|FR|SA|SU)$/u

const list = (value: string | null) =>
  (value ?? '')
    .split(',')
    .filter(Boolean)
    .map((part) => part.trim().toUpperCase())

/** Can we say from this schedule when the door is open? If not, its hours are unknown, and no guess is made. */
export const isReadable = (schedule: Schedule): boolean =>
  minutesOf(schedule.opens_at ?? '') !== null &&
  minutesOf(schedule.closes_at ?? '') !== null &&
  list(schedule.byday).every((day) => dayPattern.test(day)) &&
  list(schedule.bymonthday).every((day) => /^-?([1-9]|[12]\d|3[01])$/u.test(day)) &&
  (schedule.interval ?? 1) >= 1 &&
  (schedule.freq !== null || dayOf(schedule.dtstart ?? '') !== null) &&
  (schedule.byday !== null || schedule.bymonthday !== null || dayOf(schedule.dtstart ?? '') !== null)

/** `1SA` on the third of a month that begins with a Thursday: the first Saturday, yes. `SA`: each. */
const fallsOn = (pattern: string, day: Day) => {
  const [, nth, weekday] = dayPattern.exec(pattern) ?? []
  if (weekdays[weekdayOf(day) - 1] !== weekday) return false
  if (!nth) return true
  const ordinal = Number(nth)
  return ordinal > 0
    ? Math.ceil(monthDayOf(day) / 7) === ordinal
    : Math.ceil((monthLengthOf(day) - monthDayOf(day) + 1) / 7) === -ordinal
}

const fallsOnMonthDay = (pattern: string, day: Day) => {
  const wanted = Number(pattern)
  return wanted > 0 ? monthDayOf(day) === wanted : monthDayOf(day) - monthLengthOf(day) - 1 === wanted
}

const isTurn = ({ freq, interval }: Schedule, first: Day | null, day: Day) => {
  const every = interval ?? 1
  if (every === 1 || first === null) return true
  const passed =
    freq === 'MONTHLY' ? monthOf(day) - monthOf(first) : Math.floor((day + 3) / 7) - Math.floor((first + 3) / 7)
  return passed % every === 0
}

const fits = (schedule: Schedule, first: Day | null, day: Day) => {
  if (schedule.freq === null) return day === first
  const byday = list(schedule.byday)
  const bymonthday = list(schedule.bymonthday)
  if (!isTurn(schedule, first, day)) return false
  if (byday.length && !byday.some((pattern) => fallsOn(pattern, day))) return false
  if (bymonthday.length && !bymonthday.some((pattern) => fallsOnMonthDay(pattern, day))) return false
  if (byday.length || bymonthday.length || first === null) return true
  return schedule.freq === 'MONTHLY' ? monthDayOf(day) === monthDayOf(first) : weekdayOf(day) === weekdayOf(first)
}

/** More turns than this were never meant; a hostile `count` must not keep the program busy. */
const mostDaysCounted = 20_000

const lastOfCount = (schedule: Schedule, first: Day, to: Day) => {
  let left = schedule.count!
  for (let day = first; day <= to && day - first < mostDaysCounted; day++) {
    if (fits(schedule, first, day) && --left === 0) return day
  }
  return to
}

/** The local days from `from` to `to`, both included, on which the schedule opens. */
const daysOf = (schedule: Schedule, from: Day, to: Day): Day[] => {
  const first = dayOf(schedule.dtstart ?? '')
  const starts = Math.max(from, first ?? from, dayOf(schedule.valid_from ?? '') ?? from)
  let ends = Math.min(to, dayOf(schedule.until ?? '') ?? to, dayOf(schedule.valid_to ?? '') ?? to)
  if (schedule.count !== null && first !== null) ends = Math.min(ends, lastOfCount(schedule, first, ends))
  const days: Day[] = []
  for (let day = starts; day <= ends; day++) if (fits(schedule, first, day)) days.push(day)
  return days
}

/**
 * The instant of a wall clock's time. A time that the spring change skips is the instant of the change; of a time that comes twice
 * in autumn we take the first, so that nobody walks to a door that is already shut. Thus later on the clock is never earlier in truth.
 */
const instantOf = (day: Day, minutes: number, zone: string): Date => {
  const clock = Temporal.PlainDate.from(isoOf(day)).toPlainDateTime().add({ minutes })
  const at = clock.toZonedDateTime(zone, { disambiguation: 'earlier' })
  const exists = at.toPlainDateTime().equals(clock)
  return new Date((exists ? at : at.getTimeZoneTransition('next')!).epochMilliseconds)
}

/** Most doors of a town open at the same few hours: what was reckoned for one serves the others. */
const known = new Map<string, Map<number, number>>()
const mostKnown = 20_000

const knownInstant = (day: Day, minutes: number, zone: string): Date => {
  const own = known.get(zone) ?? new Map<number, number>()
  if (own.size > mostKnown) own.clear()
  known.set(zone, own)
  const key = day * 1440 + minutes
  const instant = own.get(key) ?? instantOf(day, minutes, zone).getTime()
  own.set(key, instant)
  return new Date(instant)
}

const merged = (openings: Opening[]): Opening[] => {
  const result: Opening[] = []
  for (const opening of openings.sort((a, b) => a.start.getTime() - b.start.getTime())) {
    const last = result.at(-1)
    if (last && opening.start <= last.end) last.end = new Date(Math.max(last.end.getTime(), opening.end.getTime()))
    else result.push({ ...opening })
  }
  return result
}

/**
 * The concrete openings between two instants, in order, those that touch joined into one. `zone` is the place's own IANA zone.
 * An opening that began before `from` or ends after `to` is given whole. Schedules that nobody can read add nothing: ask `isReadable`.
 */
export const openingsBetween = (
  schedules: readonly Schedule[],
  closures: readonly Closure[],
  zone: string,
  from: Date,
  to: Date,
): Opening[] => {
  const local = (at: Date) =>
    dayOf(Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(zone).toString())!
  const [first, last] = [local(from) - 1, local(to)]
  const closed = new Set(closures.map(({ date }) => date))
  const at = (day: Day, minutes: number) => knownInstant(day, minutes, zone)
  const openings = schedules.filter(isReadable).flatMap((schedule) => {
    const [opens, closes] = [minutesOf(schedule.opens_at!)!, minutesOf(schedule.closes_at!)!]
    return daysOf(schedule, first, last)
      .filter((day) => schedule.freq === null || !closed.has(isoOf(day)))
      .map((day) => ({ start: at(day, opens), end: at(day, closes > opens ? closes : closes + 1440) }))
  })
  return merged(openings.filter(({ start, end }) => end > from && start < to && end > start))
}

/** Is the door open now, and till when, or when does it open? `null` openings: nobody has told us. */
export const openState = (openings: readonly Opening[] | null, now: Date): OpenState => {
  if (!openings) return { kind: 'unknown' }
  const current = openings.find(({ start, end }) => start <= now && now < end)
  if (current) return { kind: 'open', until: current.end }
  const next = openings.filter(({ start }) => start > now).sort((a, b) => a.start.getTime() - b.start.getTime())[0]
  return { kind: 'closed', opens: next?.start ?? null }
}
