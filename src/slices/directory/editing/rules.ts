import { isReadable, type Schedule } from '#kernel/time/openings.ts'
import { axisFeatures } from '../traits/rules.ts'

/** What a listing is about. A place is HSDS's location. */
export const recordKinds = ['service', 'place', 'organisation'] as const
export type RecordKind = (typeof recordKinds)[number]

export interface Thing {
  kind: RecordKind
  id: string
}

export const folders = { service: 'services', place: 'places', organisation: 'organisations' } as const
export const tables = { service: 'service', place: 'location', organisation: 'organization' } as const

/** A listing by itself, as those ask for it who write what can be found. */
export const touchedThing = ({
  kind,
  id,
}: Thing): { services: string[]; locations: string[]; organisations: string[] } => ({
  services: kind === 'service' ? [id] : [],
  locations: kind === 'place' ? [id] : [],
  organisations: kind === 'organisation' ? [id] : [],
})

export const pathOf = ({ kind, id }: Thing): string => `/${folders[kind]}/${id}`

export const shownFeatures = ['entrance', 'doorways', 'toilets', 'parking'] as const
const access = shownFeatures.map((feature) => `access_${feature}` as const)
const axes = axisFeatures.map((feature) => `axis_${feature}` as const)

/** What of a listing can be changed, in the order in which it is asked. Each is one text; empty means that nobody has told us. */
export const fieldsOf = {
  service: [
    'name',
    'description',
    'phone',
    'email',
    'url',
    'hours',
    'who',
    'how',
    'free',
    'fees',
    'wait_time',
    'languages',
    ...axes,
  ],
  place: [
    'name',
    'description',
    'phone',
    'url',
    'hours',
    'address_1',
    'city',
    'postal_code',
    'transportation',
    ...access,
    ...axes,
  ],
  organisation: ['name', 'description', 'phone', 'email', 'url'],
} as const satisfies Record<RecordKind, readonly string[]>

export type Field = (typeof fieldsOf)[RecordKind][number] | 'status'
export type Values = Partial<Record<Field, string>>

const whereabouts: readonly Field[] = [
  'name',
  'address_1',
  'city',
  'postal_code',
  'transportation',
  'description',
  'url',
]

/** What can be changed of this one: where a place is that nobody may know of is asked, shown and written nowhere. */
export const openFields = (kind: RecordKind, confidential: boolean): readonly Field[] =>
  (fieldsOf[kind] as readonly Field[]).filter((field) => !confidential || !whereabouts.includes(field))

export const isYesNo = (field: Field): boolean => field.startsWith('access_') || field.startsWith('axis_')

/** Columns of the record itself that bear another name than our field. */
const renamed: Record<RecordKind, Partial<Record<Field, string>>> = {
  service: { who: 'eligibility_description', how: 'application_process', fees: 'fees_description' },
  place: {},
  organisation: { url: 'website' },
}

const elsewhere: readonly Field[] = [
  'phone',
  'hours',
  'free',
  'languages',
  'address_1',
  'city',
  'postal_code',
  ...access,
  ...axes,
]

/** The column of the record's own table that holds a field; null where rows around it do. */
export const columnOf = (kind: RecordKind, field: Field): string | null => {
  if (elsewhere.includes(field) || (field === 'status' && kind !== 'service')) return null
  return renamed[kind][field] ?? field
}

/** How the log calls a field: by its column, where it has one. */
export const loggedAs = (kind: RecordKind, field: Field): string => columnOf(kind, field) ?? field

/** Which of our fields a line of the log speaks of; null for what an import wrote into rows around the record. */
export const fieldLogged = (kind: RecordKind, name: string): Field | null =>
  ([...fieldsOf[kind], 'status'] as Field[]).find((field) => loggedAs(kind, field) === name) ?? null

/** Fields whose given values differ from what is there. */
export const differing = (there: Values, wanted: Values): Field[] =>
  (Object.keys(wanted) as Field[]).filter(
    (field) => wanted[field] !== undefined && wanted[field] !== (there[field] ?? ''),
  )

/** A schedule as the log keeps it: only what is known of it. `at`: one of the service's places. */
export type KeptSchedule = Partial<Schedule> & { description?: string | null; at?: string | null }

const scheduleKeys = [
  'freq',
  'interval',
  'byday',
  'bymonthday',
  'dtstart',
  'until',
  'count',
  'valid_from',
  'valid_to',
  'opens_at',
  'closes_at',
  'description',
  'at',
] as const

/** Schedules as one text, the same for the same hours; empty where there are none. */
export const hoursText = (schedules: readonly KeptSchedule[]): string => {
  if (!schedules.length) return ''
  const known = schedules.map((schedule) =>
    Object.fromEntries(scheduleKeys.flatMap((key) => (schedule[key] == null ? [] : [[key, schedule[key]]]))),
  )
  return JSON.stringify(known.sort((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b))))
}

const blank: Schedule & { description: string | null; at: string | null } = {
  freq: null,
  interval: null,
  byday: null,
  bymonthday: null,
  dtstart: null,
  until: null,
  count: null,
  valid_from: null,
  valid_to: null,
  opens_at: null,
  closes_at: null,
  description: null,
  at: null,
}

/** Back from the text; what was never ours to write gives none. */
export const schedulesIn = (text: string): (typeof blank)[] => {
  if (!text.startsWith('[')) return []
  const list: unknown = JSON.parse(text)
  return (Array.isArray(list) ? list : []).map((one) => ({ ...blank, ...one }))
}

export const weekdays = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const
export type Weekday = (typeof weekdays)[number]
export type WeekTyped = Record<Weekday, string>

const short = (time: string) => time.slice(0, 5)

const isPlain = (schedule: KeptSchedule) =>
  schedule.freq === 'WEEKLY' &&
  isReadable({ ...blank, ...schedule }) &&
  (schedule.interval ?? 1) === 1 &&
  !schedule.bymonthday &&
  !schedule.until &&
  !schedule.count &&
  !schedule.valid_from &&
  !schedule.valid_to &&
  /^(\w\w)(,\w\w)*$/u.test(schedule.byday ?? '')

/** A week as somebody would type it; null where the hours are more than a week can say. */
export const weekOf = (text: string): WeekTyped | null => {
  const schedules = schedulesIn(text)
  if (!schedules.every(isPlain)) return null
  const on = (day: Weekday) =>
    schedules
      .filter(({ byday }) => byday!.split(',').includes(day))
      .map(({ opens_at, closes_at }) => `${short(opens_at!)}–${short(closes_at!)}`)
      .sort()
      .join(', ')
  return Object.fromEntries(weekdays.map((day) => [day, on(day)])) as WeekTyped
}

const digits = (text: string) =>
  text.replace(/[٠-٩]/gu, (digit) => String('٠١٢٣٤٥٦٧٨٩'.indexOf(digit))).replace(/[–—−]/gu, '-')

const wall = (hour: number, minute: number) => `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`

const clock = String.raw`(\d{1,2})(?:[:.h](\d{2}))?\s*(am|pm)?`
const spanPattern = new RegExp(`^${clock}\\s*(?:-|to|a|until|till|إلى|حتى)\\s*${clock}$`, 'iu')

const timeIn = (hour: string, minute: string | undefined, half: string | undefined): string | null => {
  const [h, m] = [Number(hour), Number(minute ?? 0)]
  if (m > 59 || h > 24 || (half && (h < 1 || h > 12)) || (h === 24 && m > 0)) return null
  return wall(half ? (h % 12) + (half.toLowerCase() === 'pm' ? 12 : 0) : h, m)
}

const spanIn = (words: string): { opens_at: string; closes_at: string } | null => {
  const found = spanPattern.exec(words.trim())
  if (!found) return null
  const closes = timeIn(found[4]!, found[5], found[6])
  // «9 to 5 pm» says «pm» once for both, «10 to 4 pm» does not.
  const opens = timeIn(found[1]!, found[2], found[3])
  return opens && closes && opens !== closes ? { opens_at: opens, closes_at: closes } : null
}

/** The spans that somebody typed for one day, `9:30-12:30, 14-17` or `10 am to 4 pm`; null where we cannot read them. */
export const spansIn = (typed: string): { opens_at: string; closes_at: string }[] | null => {
  const spans = digits(typed)
    .split(/[,;،]|\band\b|\by\b/iu)
    .filter((part) => part.trim())
    .map(spanIn)
  return spans.includes(null) ? null : (spans as { opens_at: string; closes_at: string }[])
}

/** A typed week as the field's text; days that cannot be read are named. Days with the same spans share a row. */
export const hoursFromWeek = (week: WeekTyped): { text: string } | { unread: Weekday[] } => {
  const read = weekdays.map((day) => ({ day, spans: spansIn(week[day]) }))
  const unread = read.filter(({ spans }) => spans === null).map(({ day }) => day)
  if (unread.length) return { unread }
  const days = new Map<string, Weekday[]>()
  for (const { day, spans } of read)
    for (const { opens_at, closes_at } of spans!)
      days.set(`${opens_at} ${closes_at}`, [...(days.get(`${opens_at} ${closes_at}`) ?? []), day])
  const rows = [...days].map(([span, on]) => {
    const [opens_at, closes_at] = span.split(' ')
    return { freq: 'WEEKLY' as const, byday: on.join(','), opens_at: opens_at!, closes_at: closes_at! }
  })
  return { text: hoursText(rows) }
}

/** An address on the web as somebody types it. A bare domain gets its scheme; anything but a plain web address is none. */
export const webAddress = (typed: string): string | null => {
  const whole = /^https?:\/\//iu.test(typed) ? typed : `https://${typed}`
  const url = URL.parse(whole)
  if (!url || !/^https?:$/u.test(url.protocol) || url.username || !/\.[a-z]{2,}$/iu.test(url.hostname)) return null
  return whole
}

/** Does a text carry an address on the web? Sentences are no place for one: it would be there for those who come after it. */
export const carriesLink = (text: string): boolean =>
  /https?:|www\.|\b[a-z0-9-]+\.(com|net|org|info|biz|ru|cn|io|xyz|top|shop|online|site|club|uk|co|me)\b(?!@)/iu.test(
    text.replace(/\S+@\S+/gu, ''),
  )

/** «020 7946 0018», «+44 (0)20 …», «0161 … ext 4»: at least three figures, and nothing but what a number is written with. */
export const looksLikePhone = (typed: string): boolean =>
  /^[+\d(][\d\s().\-/+]*(?:\s*(?:x|ext\.?)\s*\d+)?$/iu.test(typed) && typed.replace(/\D/gu, '').length >= 3
