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
    small: entry.checked_at
      ? t('paperChecked', { date: date(entry.checked_at) })
      : t(entry.phones.length ? 'paperUncheckedRing' : 'paperUnchecked'),
    address: `${origin}/${entry.path}/${entry.id}`,
  }
}

/** The numbers for somebody who cannot wait, in a frame before all else. */
export const crisisBlocks = (lines: readonly CrisisLine[], { t }: Voice): Block[] =>
  lines.length
    ? [
        {
          as: 'urgent',
          title: t('paperCrisis'),
          lines: lines.map(({ name, number }) =>
            name === number ? t('paperEmergency', { number }) : `${name}: ${number}`,
          ),
        },
      ]
    : []

const nameOfNeed = (need: string | null, t: Voice['t'], known: (key: string) => key is MessageKey) => {
  const key = `need_${need}`
  return need === null ? t('paperOther') : known(key) ? t(key) : need
}

/** So many things still make a leaflet, without contents; as does a single theme. */
const oneLeaflet = 12
/** A theme begins on a new page unless this share of the last one is free. */
const freeEnough = 0.45

export interface GuideWords {
  title: string
  community: string
  origin: string
  large: boolean
  isSentence: (key: string) => key is MessageKey
}

/** By the name of the theme as it is read, so that the contents are in the reader's own order; what has none comes last. */
const byTheme = (entries: readonly GuideEntry[], { t, language }: Voice, isSentence: GuideWords['isSentence']) => {
  const { compare } = new Intl.Collator(localeOf(language))
  return entries
    .map((entry) => ({ entry, theme: nameOfNeed(entry.need, t, isSentence), part: entry.area ?? t('paperNoArea') }))
    .toSorted((a, b) => Number(a.entry.need === null) - Number(b.entry.need === null) || compare(a.theme, b.theme))
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
  const isLeaflet = entries.length <= oneLeaflet || new Set(entries.map((entry) => entry.need)).size === 1
  const blocks: Block[] = [
    { as: 'title', text: title },
    { as: 'text', text: t('paperLead', { community, date }) },
    { as: 'text', text: t('paperHow', { address: origin }) },
    ...crisisBlocks(lines, voice),
    ...(isLeaflet ? [] : [{ as: 'contents', title: t('paperContents') } as const, { as: 'page' } as const]),
  ]
  let [need, area] = ['', '']
  for (const { entry, theme, part } of byTheme(entries, voice, isSentence)) {
    if (theme !== need && !isLeaflet) blocks.push({ as: 'page', unless: freeEnough })
    if (theme !== need) blocks.push({ as: 'heading', text: theme })
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
