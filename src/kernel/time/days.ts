/** Calendar days as whole numbers since 1970-01-01: arithmetic on days must not know of zones or clock changes. */
export type Day = number

const dayLength = 86_400_000

/** `2026-11-21` → its number; anything that is no such date → null. */
export const dayOf = (iso: string): Day | null => {
  const [, year, month, date] = /^(\d{4})-(\d{2})-(\d{2})/u.exec(iso) ?? []
  if (!year) return null
  const at = Date.UTC(Number(year), Number(month) - 1, Number(date))
  return isoOf(at / dayLength) === `${year}-${month}-${date}` ? at / dayLength : null
}

export const isoOf = (day: Day): string => new Date(day * dayLength).toISOString().slice(0, 10)

/** ISO 8601: Monday is 1, Sunday is 7. */
export const weekdayOf = (day: Day): number => ((((day + 3) % 7) + 7) % 7) + 1

export const monthDayOf = (day: Day): number => new Date(day * dayLength).getUTCDate()

/** Of the same month: 28 to 31. */
export const monthLengthOf = (day: Day): number => {
  const at = new Date(day * dayLength)
  return new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + 1, 0)).getUTCDate()
}

/** Months since the year 0, for counting every second or third month. */
export const monthOf = (day: Day): number => {
  const at = new Date(day * dayLength)
  return at.getUTCFullYear() * 12 + at.getUTCMonth()
}

/** `10:00` or `10:00:00` → minutes after midnight (24:00 is allowed); anything else → null. */
export const minutesOf = (time: string): number | null => {
  const [, hours, minutes] = /^(\d{2}):(\d{2})(?::\d{2})?/u.exec(time) ?? []
  if (!hours) return null
  const total = Number(hours) * 60 + Number(minutes)
  return Number(minutes) < 60 && total <= 1440 ? total : null
}
