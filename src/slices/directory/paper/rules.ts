import type { Block, Sheet } from '#kernel/paper/blocks.ts'
import { timeWords } from '#kernel/time/words.ts'
import type { CrisisLine } from '#slices/safety/crisis/queries.ts'
import type { Voice } from '../axes/pages.tsx'
import { type Hours, hoursOf } from '../axes/rules.ts'
import { summaryOf } from '../finding/rules.ts'
import type { MessageKey } from '../messages/en.ts'
import { costOfService, isFreeByKind, isPlaceKind, isServiceKind } from '../rules.ts'
import { localeOf } from '../wording/rules.ts'
import type { GuideEntry } from './queries.ts'

type Week = NonNullable<Hours['week']>

/** Days with the same hours together: «Monday, Tuesday: 9 am to 5 pm». Closed days are left out. */
export const weekLines = (
  week: Week,
  words: ReturnType<typeof timeWords>,
  join: (parts: string[]) => string,
): string[] => {
  const byHours = new Map<string, string[]>()
  for (const { weekday, spans } of week) {
    if (!spans.length) continue
    const hours = spans.map(({ opens, closes }) => words.hours(opens, closes)).join(', ')
    byHours.set(hours, [...(byHours.get(hours) ?? []), words.weekday(weekday)])
  }
  return [...byHours].map(([hours, days]) => `${join(days)}: ${hours}`)
}

const hoursLines = (entry: GuideEntry, voice: Voice): string[] => {
  if (!entry.schedules.length) return []
  const spot = { zone: entry.zone ?? 'UTC', holiday_region: entry.holiday_region }
  const { week, wordings } = hoursOf(entry.schedules, spot, voice.now)
  const list = new Intl.ListFormat(localeOf(voice.language), { type: 'conjunction' })
  return week
    ? weekLines(week, timeWords(voice.language, spot.zone, voice.now), (days) => list.format(days))
    : wordings.map((words) => summaryOf(words))
}

const isFree = ({ kind, prices, fees }: GuideEntry) =>
  isServiceKind(kind) ? costOfService(kind, prices, fees).kind === 'free' : isPlaceKind(kind) && isFreeByKind(kind)

/** One thing as it is printed: what, where, when, how to reach it, and when it was checked. */
export const entryBlock = (entry: GuideEntry, voice: Voice, origin: string): Block => {
  const { t, language, now } = voice
  const date = timeWords(language, entry.zone ?? 'UTC', now).date
  const where = [...new Set(entry.address)].join(', ')
  return {
    as: 'entry',
    title: entry.name,
    lines: [
      ...(entry.description ? [summaryOf(entry.description)] : []),
      ...(where ? [where] : entry.area ? [entry.area] : []),
      ...hoursLines(entry, voice),
      ...(isFree(entry) ? [t('free')] : []),
      ...(entry.phones.length ? [t('paperPhone', { number: entry.phones.slice(0, 2).join(', ') })] : []),
    ],
    small: entry.checked_at ? t('paperChecked', { date: date(entry.checked_at) }) : t('paperUnchecked'),
    address: `${origin}/${entry.path}/${entry.id}`,
  }
}

/** The numbers for somebody who cannot wait, as they stand at the foot of each page. */
export const crisisBlocks = (lines: readonly CrisisLine[], { t }: Voice): Block[] =>
  lines.length
    ? [
        { as: 'heading', text: t('paperCrisis') },
        ...lines.map(
          ({ name, number }): Block => ({ as: 'text', text: name === number ? number : `${name}: ${number}` }),
        ),
      ]
    : []

const nameOfNeed = (need: string | null, t: Voice['t'], known: (key: string) => key is MessageKey) => {
  const key = `need_${need}`
  return need === null ? t('paperOther') : known(key) ? t(key) : need
}

/** So many things still make a leaflet. */
const oneLeaflet = 12

export interface GuideWords {
  title: string
  community: string
  origin: string
  large: boolean
  isSentence: (key: string) => key is MessageKey
}

/** The guide by need, and within each by area and name. Numbers for a crisis come first: whoever needs them must not search. */
export const guideSheet = (
  entries: readonly GuideEntry[],
  lines: readonly CrisisLine[],
  voice: Voice,
  { title, community, origin, large, isSentence }: GuideWords,
): Sheet => {
  const { t, language, now } = voice
  const date = timeWords(language, 'UTC', now).date(now)
  const blocks: Block[] = [
    { as: 'title', text: title },
    { as: 'text', text: t('paperLead', { community, date }) },
    { as: 'text', text: t('paperHow', { address: origin }) },
    ...crisisBlocks(lines, voice),
  ]
  let [need, area] = ['', '']
  // A few things are one leaflet; a guide begins each theme on a page of its own.
  const newPage: Block[] = entries.length > oneLeaflet ? [{ as: 'page' }] : []
  for (const entry of entries) {
    const [theme, part] = [nameOfNeed(entry.need, t, isSentence), entry.area ?? t('paperNoArea')]
    if (theme !== need) blocks.push(...newPage, { as: 'heading', text: theme })
    if (theme !== need || part !== area) blocks.push({ as: 'subheading', text: part })
    ;[need, area] = [theme, part]
    blocks.push(entryBlock(entry, voice, origin))
  }
  return {
    title,
    language,
    large,
    foot: (page, pages) => t('paperFoot', { title, page, pages, date }),
    blocks,
  }
}
