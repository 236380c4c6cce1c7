import type { Schedule } from './openings.ts'

type Weekly = Pick<Schedule, 'freq' | 'byday' | 'opens_at' | 'closes_at'>

const weekdays = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU']
const dayNames = 'mon|tues?|wed(?:nes)?|weds|thu(?:rs?)?|fri|sat(?:ur)?|sun'
const time = '(?<H>\\d{1,2})(?:[:.](?<M>\\d{2}))?\\s?(?<P>am|pm)?'
const clock = (n: number) => time.replace('<H>', `<h${n}>`).replace('<M>', `<m${n}>`).replace('<P>', `<p${n}>`)

/** What may stand between days and times without changing what they say. */
const filler =
  /^(?:open(?:ing)?(?: times?| hours)?|is|are|on|at|between|from|the|food ?(?:bank|store|parcels)?|served|every|and|drop-in)(?![a-z0-9])|^[:&+,;.()/-]/u
const patterns = {
  range: new RegExp(`^${clock(1)}\\s?(?:-|to|until|till)\\s?${clock(2)}(?![\\d:])`, 'u'),
  nth: new RegExp(
    `^(?<nth>1st|first|2nd|second|3rd|third|4th|fourth|last) (?<day>${dayNames})(?:days?)?(?: (?:of|in) (?:the |each |every )?month)?\\b`,
    'u',
  ),
  days: new RegExp(
    `^(?<from>${dayNames})(?:days?|s)?(?:\\s?(?:-|to)\\s?(?<to>${dayNames})(?:days?|s)?)?(?![a-z])`,
    'u',
  ),
  all: /^(?:daily|every day|7 days(?: a week)?)\b/u,
  weekdays: /^weekdays\b/u,
  except: /^(?:except|apart from)\b/u,
  holidays: /^(?:bank holidays?|holidays)\b/u,
}

/** Words that make hours depend on something that we cannot know. Anywhere in the text, they mean: do not claim to know. */
const conditions = /\bterm[ -]?times?\b|^closed\b|\balternate\b|\bfortnight|\bon request\b|\bupon request\b/u
/** The same, where they stand right behind the hours. */
const doubt = /^[\s(,]*(?:by appointment|via referral|if |when |\(?office|appointment|some|most|may )/u

type Token =
  | { kind: 'days'; days: string[]; monthly: boolean }
  | { kind: 'range'; opens: string; closes: string }
  | { kind: 'except' }

const wall = (minutes: number) =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`

/** «1.30 - 3.30pm», «11 - 1pm», «9 - 4»: what is left unsaid is what makes the shortest sensible day. */
const readRange = (found: Record<string, string | undefined>): Token | null => {
  const [h1, h2] = [Number(found.h1), Number(found.h2)]
  const [m1, m2] = [Number(found.m1 ?? 0), Number(found.m2 ?? 0)]
  if (h1 > 24 || h2 > 24 || m1 > 59 || m2 > 59) return null
  const twelve = (hour: number, minute: number, half: 'am' | 'pm') =>
    ((hour % 12) + (half === 'pm' ? 12 : 0)) * 60 + minute
  // Beside an hour over 12, a bare 12 is noon and not the small hours.
  const isWholeDay = !found.p1 && !found.p2 && (h1 > 12 || h2 > 12)
  const as = (hour: number, minute: number, half: string | undefined, guess: 'am' | 'pm') =>
    hour > 12 || isWholeDay ? hour * 60 + minute : twelve(hour, minute, (half as 'am' | 'pm' | undefined) ?? guess)
  const secondIsPm =
    found.p2 === 'pm' || (!found.p2 && (h2 === 12 || h2 < 7 || (h2 % 12) * 60 + m2 <= (h1 % 12) * 60 + m1))
  const closes = as(h2, m2, found.p2, secondIsPm ? 'pm' : 'am')
  const sameHalf = (h1 % 12) * 60 + m1 < (h2 % 12) * 60 + m2
  const opens = as(h1, m1, found.p1, secondIsPm && sameHalf && (found.p2 || h1 < 7 || h1 === 12) ? 'pm' : 'am')
  return closes > opens && closes - opens <= 16 * 60
    ? { kind: 'range', opens: wall(opens), closes: wall(closes) }
    : null
}

const dayIndex = (name: string) => weekdays.findIndex((day) => name.toUpperCase().startsWith(day))

const readDays = (from: string, to: string | undefined): string[] => {
  const [first, last] = [dayIndex(from), dayIndex(to ?? from)]
  return last >= first ? weekdays.slice(first, last + 1) : [...weekdays.slice(first), ...weekdays.slice(0, last + 1)]
}

const ordinals: Record<string, number> = {
  '1st': 1,
  first: 1,
  '2nd': 2,
  second: 2,
  '3rd': 3,
  third: 3,
  '4th': 4,
  fourth: 4,
  last: -1,
}

/** The next token and its length; `skip` says nothing of its own; null: not one of ours. */
const next = (rest: string): { token: Token | 'skip'; length: number } | null => {
  const range = patterns.range.exec(rest)
  if (range) {
    const token = readRange(range.groups!)
    return token && { token, length: range[0].length }
  }
  const nth = patterns.nth.exec(rest)
  if (nth) {
    const day = weekdays[dayIndex(nth.groups!.day!)]!
    return {
      token: { kind: 'days', days: [`${ordinals[nth.groups!.nth!]}${day}`], monthly: true },
      length: nth[0].length,
    }
  }
  const days = patterns.days.exec(rest)
  if (days) {
    const { from, to } = days.groups!
    return { token: { kind: 'days', days: readDays(from!, to), monthly: false }, length: days[0].length }
  }
  const whole = patterns.all.exec(rest) ?? patterns.weekdays.exec(rest)
  if (whole) {
    const which = whole[0] === 'weekdays' ? weekdays.slice(0, 5) : weekdays
    return { token: { kind: 'days', days: which, monthly: false }, length: whole[0].length }
  }
  const except = patterns.except.exec(rest)
  if (except) return { token: { kind: 'except' }, length: except[0].length }
  const passed = patterns.holidays.exec(rest) ?? filler.exec(rest)
  return passed && { token: 'skip', length: passed[0].length }
}

const plain = (text: string) =>
  text
    .replace(/[\u00A0\t ]+/gu, ' ')
    .replace(/[–—−=]/gu, '-')
    .replace(/\s*@\s*/gu, ' ')
    .toLowerCase()
    .replace(/\b12 ?(?:noon|midday)\b|\bnoon\b/gu, '12pm')
    .replace(/(\d)\s?([ap])\.?m\b\.?/gu, '$1$2m')
    .trim()

const tokensOf = (text: string): { tokens: Token[]; rest: string } => {
  const tokens: Token[] = []
  let rest = plain(text)
  while (rest) {
    const found = next(rest)
    if (!found) break
    if (found.token !== 'skip') tokens.push(found.token)
    rest = rest.slice(found.length).trimStart()
  }
  return { tokens, rest }
}

interface Group {
  days: string[]
  monthly: boolean
  ranges: { opens: string; closes: string }[]
}

/** Days then times («Mon, Wed 9 - 12, 1 - 3»), or times then days («9 - 4 weekdays»). A group may lack the one or the other. */
const groupsOf = (tokens: Token[]): Group[] => {
  const groups: Group[] = []
  const timesFirst = tokens[0]?.kind === 'range'
  let previous: Token['kind'] | null = null
  let exception: Group | null = null
  const start = (group: Group) => groups[groups.push(group) - 1]!
  const takeDays = ({ days, monthly }: Token & { kind: 'days' }) => {
    const last = groups.at(-1)
    if (previous === 'except') exception = start({ days: [], monthly, ranges: [] })
    const continues = previous === 'except' || (previous === 'days' && last?.monthly === monthly)
    const group =
      continues || (timesFirst && last?.days.length === 0) ? groups.at(-1)! : start({ days: [], monthly, ranges: [] })
    group.days.push(...days)
    if (group !== exception) return
    for (const usual of groups) if (usual !== exception) usual.days = usual.days.filter((day) => !days.includes(day))
  }
  for (const token of tokens) {
    if (token.kind === 'days') takeDays(token)
    else if (token.kind === 'range') {
      const last = groups.at(-1)
      const begins = !last || (timesFirst && previous === 'days' && last.ranges.length > 0)
      const group = begins ? start({ days: [], monthly: false, ranges: [] }) : last
      group.ranges.push(token)
    }
    previous = token.kind
  }
  return groups
}

const weeklyOf = (groups: Group[]): Weekly[] =>
  groups.flatMap(({ days, monthly, ranges }) =>
    ranges.map(({ opens, closes }) => ({
      freq: monthly ? ('MONTHLY' as const) : ('WEEKLY' as const),
      byday: [...new Set(days)].sort((a, b) => weekdays.indexOf(a.slice(-2)) - weekdays.indexOf(b.slice(-2))).join(','),
      opens_at: opens,
      closes_at: closes,
    })),
  )

/**
 * Reads opening hours as people write them in English: «Wednesday 10am - 4pm», «Mon-Fri 9.30am-12 noon, Sat 10 - 11am»,
 * «Weekdays 10-4 except Wed 9-2», «1st Saturday of month 10am - 12noon». It reads from the start as far as every word is understood;
 * the text must be kept beside it. Null where nothing, or nothing certain, can be read: then the hours are unknown.
 */
export const readOpeningText = (text: string): Weekly[] | null => {
  if (conditions.test(plain(text))) return null
  const { tokens, rest } = tokensOf(text)
  if (doubt.test(rest)) return null
  const groups = groupsOf(tokens)
  if (!groups.length) return null
  const excepted = tokens.some(({ kind }) => kind === 'except')
  const [first, second] = groups
  // «daily (except Tues & Sat) 10 - 12»: the times follow the exception and belong to what stood before it.
  if (excepted && groups.length === 2 && !first!.ranges.length) return weeklyOf([{ ...first!, ranges: second!.ranges }])
  const timed = groups.filter(({ days, ranges }) => days.length && ranges.length)
  const bare = groups.filter(({ days, ranges }) => days.length && !ranges.length)
  // Days at the very end whose times come in words («Sundays tea») say nothing; anywhere else they put all in doubt.
  const sound = !bare.length || excepted || (bare.length === 1 && groups.at(-1) === bare[0])
  return timed.length && sound ? weeklyOf(timed) : null
}
