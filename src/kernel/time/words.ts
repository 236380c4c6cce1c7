import { type Catalogue, type Language, translator } from '#kernel/messages/messages.ts'
import { dayOf, minutesOf } from './days.ts'
import type { Holiday } from './holidays.ts'
import { ar } from './messages/ar.ts'
import { en, type TimeKey } from './messages/en.ts'
import { es } from './messages/es.ts'
import type { OpenState } from './openings.ts'

export const timeSentences: Catalogue<TimeKey> = { en, es, ar }

const minute = 60_000
const hour = 60 * minute
const dayLength = 24 * hour
/** Openings are known for a fortnight: what stays open for most of it never shuts. */
const always = 6 * dayLength

const locales: Record<string, string> = { en: 'en-GB', 'en-XA': 'en-GB', es: 'es-ES', ar: 'ar' }
const formats = new Map<string, Intl.DateTimeFormat>()

/** Making a formatter costs a hundred times more than using it. */
const format = (language: string, zone: string, options: Intl.DateTimeFormatOptions) => {
  const key = `${language} ${zone} ${JSON.stringify(options)}`
  let known = formats.get(key)
  if (!known) {
    known = new Intl.DateTimeFormat(locales[language] ?? language, { ...options, timeZone: zone })
    formats.set(key, known)
  }
  return known
}

const dateParts: Intl.DateTimeFormatOptions = { year: 'numeric', month: '2-digit', day: '2-digit' }

/** The local date in a zone as a count of days. */
const localDay = (at: Date, zone: string) => {
  const parts = new Map(
    format('en', zone, dateParts)
      .formatToParts(at)
      .map(({ type, value }) => [type, value]),
  )
  return dayOf(`${parts.get('year')}-${parts.get('month')}-${parts.get('day')}`)!
}

const clockTime = (at: Date, zone: string, language: Language) => {
  const exact = /:00$/u.test(format('en', zone, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(at))
  if (language === 'es') return format(language, zone, { hour: '2-digit', minute: '2-digit' }).format(at)
  return format(language, zone, { hour: 'numeric', hourCycle: 'h12', ...(exact ? {} : { minute: '2-digit' }) }).format(
    at,
  )
}

const units: [Intl.RelativeTimeFormatUnit, number, number][] = [
  ['day', 1, 14],
  ['week', 7, 60],
  ['month', 30.4375, 730],
  ['year', 365.25, Number.POSITIVE_INFINITY],
]

/** «3 days ago», «14 months ago»: the largest unit that still says something. */
const agoIn = (language: Language, days: number) => {
  const [unit, length] = units.find(([, , below]) => days < below)!
  return new Intl.RelativeTimeFormat(locales[language]).format(-Math.max(1, Math.floor(days / length)), unit)
}

/** What was checked longer ago than this is shown with the advice to make sure first, in days. */
export const staleAfter = 365

const daysSince = (at: Date, now: Date) => Math.floor((now.getTime() - at.getTime()) / dayLength)

/** Checked, and not so long ago that one should make sure first. */
export const isFresh = (checkedAt: Date | null, now: Date): boolean =>
  checkedAt !== null && daysSince(checkedAt, now) <= staleAfter

/**
 * Time in words, in one language and in the zone of the thing itself: what a sign on the door would say. Each answer is a whole
 * sentence or phrase, fit to stand alone or as the value of another sentence.
 */
export const timeWords = (language: Language, zone: string, now: Date) => {
  const t = translator<TimeKey>(language, timeSentences)
  const today = localDay(now, zone)
  const weekday = (at: Date) => format(language, zone, { weekday: 'long' }).format(at)
  const date = (at: Date) => format(language, zone, { day: 'numeric', month: 'long', year: 'numeric' }).format(at)
  const dayAndMonth = (at: Date) =>
    format(language, zone, { weekday: 'long', day: 'numeric', month: 'long' }).format(at)

  /** «6 pm», «10:30 am», «12 noon»: twelve o’clock is ambiguous in figures. */
  const clock = (at: Date) => {
    const wall = format('en', zone, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(at)
    if (wall === '12:00') return t('noon')
    return wall === '00:00' ? t('midnight') : clockTime(at, zone, language)
  }

  /** Minutes after midnight, without a date or a zone. */
  const wallTime = (minutes: number) => {
    const at = minutes % 1440
    if (at === 720) return t('noon')
    return at === 0 ? t('midnight') : clockTime(new Date(at * minute), 'UTC', language)
  }

  const openTill = (until: Date) => {
    if (until.getTime() - now.getTime() > always) return t('openAlways')
    // Till the small hours of tomorrow is still tonight.
    if (until.getTime() - now.getTime() < dayLength / 2 || localDay(until, zone) === today) {
      return t('openTill', { time: clock(until) })
    }
    return t('openTillDay', { day: weekday(until), time: clock(until) })
  }

  const opens = (at: Date) => {
    const days = localDay(at, zone) - today
    if (days === 0) return t('opensToday', { time: clock(at) })
    if (days === 1) return t('opensTomorrow', { time: clock(at) })
    return t('opensDay', { day: days < 7 ? weekday(at) : dayAndMonth(at), time: clock(at) })
  }

  return {
    clock,
    /** «Monday» … for ISO weekdays 1 to 7. */
    weekday: (iso: number) => format(language, 'UTC', { weekday: 'long' }).format(new Date(Date.UTC(2024, 0, iso))),
    date,
    dayAndMonth,
    /** «Thursday», of a moment. */
    weekdayOf: weekday,
    /** «19 Nov», where many stand below each other. */
    shortDate: (at: Date) => format(language, zone, { day: 'numeric', month: 'short' }).format(at),
    /** Of a calendar date without a zone, `2026-11-02`: «2 November 2026». */
    calendarDate: (iso: string) =>
      format(language, 'UTC', { day: 'numeric', month: 'long', year: 'numeric' }).format(new Date(`${iso}T00:00:00Z`)),
    /** Local wall times `10:00` and `16:00`: «10 am to 4 pm». Times that nobody can read are shown as they are. */
    hours: (opensAt: string, closesAt: string) => {
      const [from, to] = [minutesOf(opensAt), minutesOf(closesAt)]
      if (from === null || to === null) return t('clockTo', { opens: opensAt, closes: closesAt })
      if (from % 1440 === to % 1440) return t('dayRound')
      return t('clockTo', { opens: wallTime(from), closes: wallTime(to) })
    },
    /** «Open till 6 pm», «Opens Monday at 10 am», «Hours not known»; «… ring first» where there is a number to ring. */
    opening: (state: OpenState, rings = false) => {
      if (state.kind === 'unknown') return t(rings ? 'hoursUnknownRing' : 'hoursUnknown')
      if (state.kind === 'open') return openTill(state.until)
      return state.opens ? opens(state.opens) : t('closedNow')
    },
    /** «closes in 2 hours», within the last three; else null. */
    closing: (state: OpenState) => {
      if (state.kind !== 'open') return null
      const left = Math.ceil((state.until.getTime() - now.getTime()) / minute)
      if (left > 180) return null
      return left < 60 ? t('closesInMinutes', { count: left }) : t('closesInHours', { count: Math.floor(left / 60) })
    },
    /** «Last checked 14 months ago: make sure first»; «… ring first» where there is a number to ring. */
    checked: (at: Date | null, rings = false) => {
      if (!at) return t(rings ? 'checkedNeverRing' : 'checkedNever')
      const days = daysSince(at, now)
      if (days < 1) return t('checkedToday')
      const stale = rings ? 'checkedLongAgoRing' : 'checkedLongAgo'
      return t(days > staleAfter ? stale : 'checkedAgo', { ago: agoIn(language, days) })
    },
    /** «Christmas Day, Friday 25 December». */
    holiday: ({ name, date: on, substitute }: Holiday) =>
      t(substitute ? 'substituteOn' : 'holidayOn', {
        name: t(name),
        date: format(language, 'UTC', { weekday: 'long', day: 'numeric', month: 'long' }).format(
          new Date(`${on}T00:00:00Z`),
        ),
      }),
  }
}
