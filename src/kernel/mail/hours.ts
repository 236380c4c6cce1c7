import { Temporal } from 'temporal-polyfill'

/** When letters may arrive: minutes after midnight in a zone. `from` after `to` means through the night. */
export interface Hours {
  from: number
  to: number
  zone: string
}

const minuteOf = (at: Temporal.ZonedDateTime) => at.hour * 60 + at.minute

const isWithin = (minute: number, { from, to }: Hours) =>
  from < to ? minute >= from && minute < to : minute >= from || minute < to

/**
 * The next moment at which a letter may arrive; null where that is now. Counts by the clock on the wall there: where summer time
 * skips the hour, the first moment after it.
 */
export const nextAllowed = (now: Date, hours: Hours): Date | null => {
  const local = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(hours.zone)
  if (isWithin(minuteOf(local), hours)) return null
  const opens = { hour: Math.floor(hours.from / 60), minute: hours.from % 60 }
  const today = local.toPlainDate()
  const day = minuteOf(local) < hours.from ? today : today.add({ days: 1 })
  return new Date(day.toZonedDateTime({ timeZone: hours.zone, plainTime: opens }).epochMilliseconds)
}
