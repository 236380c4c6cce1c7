const HOUR = 3_600_000

const WEEKDAYS = [
  ['mon', 'monday', 'lun', 'lunes', 'الاثنين', 'الإثنين'],
  ['tue', 'tuesday', 'mar', 'martes', 'الثلاثاء'],
  ['wed', 'wednesday', 'mié', 'mie', 'miércoles', 'الأربعاء'],
  ['thu', 'thursday', 'jue', 'jueves', 'الخميس'],
  ['fri', 'friday', 'vie', 'viernes', 'الجمعة'],
  ['sat', 'saturday', 'sáb', 'sab', 'sábado', 'السبت'],
  ['sun', 'sunday', 'dom', 'domingo', 'الأحد'],
]

/** A moment as organisers write it, in hours of one clock: since Monday, or since 1970 where there is a date. */
export type Moment = { kind: 'weekday' | 'date'; day: number; hour: number }

/** “Mon 9:00”, “lunes 18”, “2026-11-23 9:30 pm”; null for anything else. */
export const momentOf = (text: string): Moment | null => {
  const cut = /^(\S+?)(?:T|\s+)(\d.*)$/.exec(text.normalize('NFC').trim())
  const hour = cut && hourOf(cut[2]!)
  if (!cut || hour === null) return null
  const weekday = WEEKDAYS.findIndex((names) => names.includes(cut[1]!.toLowerCase()))
  if (weekday >= 0) return { kind: 'weekday', day: weekday, hour }
  const day = dayOf(cut[1]!)
  return day === null ? null : { kind: 'date', day, hour }
}

/** “9”, “9:30”, “9.30 pm”, up to 24:00, in hours; null for anything else. */
export const hourOf = (text: string): number | null => {
  const found = /^(\d{1,2})(?:[:.](\d{2}))?(?::00)?\s*(am|pm)?$/i.exec(text.trim())
  if (!found) return null
  const half = found[3]?.toLowerCase()
  const [hour, minute] = [Number(found[1]), Number(found[2] ?? 0)]
  if (minute > 59 || (half && (hour < 1 || hour > 12))) return null
  const passed = (half ? (hour % 12) + (half === 'pm' ? 12 : 0) : hour) + minute / 60
  return passed <= 24 ? passed : null
}

const dayOf = (text: string): number | null => {
  const day = new Date(`${text}T00:00:00Z`)
  if (!/^\d{4}-\d\d-\d\d$/.test(text) || Number.isNaN(day.getTime()) || !day.toISOString().startsWith(text)) return null
  return day.getTime() / HOUR / 24
}
