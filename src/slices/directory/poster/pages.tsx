import type { Thread } from '#kernel/paper/cloth.ts'
import type { Poster } from '#kernel/paper/poster.ts'
import { timeWords } from '#kernel/time/words.ts'
import { costText, listed, type Voice, whereLines } from '../axes/pages.tsx'
import { type Hours, hoursOf } from '../axes/rules.ts'
import { summaryOf } from '../finding/rules.ts'
import { weekLines } from '../paper/rules.ts'
import type { OrganisationShown, PlaceShown, ServiceShown } from '../queries.ts'
import { type Cost, isStepFree } from '../rules.ts'

const whenLines = ({ week, wordings }: Hours, zone: string, voice: Voice): string[] =>
  week
    ? weekLines(week, timeWords(voice.language, zone, voice.now), (days) => listed(days, voice))
    : wordings.map((words) => summaryOf(words))

const wayIn = (shown: ServiceShown | PlaceShown, { t }: Voice): string[] => [
  ...('how' in shown && shown.how ? [shown.how] : []),
  ...('who' in shown && shown.who ? [shown.who] : []),
  ...(isStepFree(shown.spots[0]?.access ?? []) ? [t('stepFree')] : []),
]

/** Where somebody turns who stands before the poster: a number first, else an address that a hand can type. */
const toDo = ({ phones: [phone], url, email }: Pick<PlaceShown, 'phones' | 'url' | 'email'>, { t }: Voice): string =>
  phone ? t('ring', { number: phone.number }) : (url?.replace(/^https?:\/\/(www\.)?|\/$/gu, '') ?? email ?? '')

/** A poster has room for some sentences: none is cut that fits. */
const roomForWords = 320

const saidOnPoster = (text: string | null) => {
  const plain = (text ?? '').replace(/\s+/gu, ' ').trim()
  return plain.length <= roomForWords ? plain : summaryOf(plain)
}

const howWeKnow = (checkedAt: Date | null, address: string, zone: string, { t, language, now, rings }: Voice) => {
  const { date } = timeWords(language, zone, now)
  const checked = checkedAt
    ? t('paperChecked', { date: date(checkedAt) })
    : t(rings ? 'paperUncheckedRing' : 'paperUnchecked')
  return { address, addressWords: t('posterScan'), small: [`${checked} ${t('posterPrinted', { date: date(now) })}`] }
}

interface Hung {
  shown: ServiceShown | PlaceShown
  cost: Cost
  /** The absolute address of its page. */
  address: string
  community: string
}

/** What one would hang up for it: only what is known, each fact with its day of check beneath. */
export const posterFor = ({ shown, cost, address, community }: Hung, said: Voice): Poster => {
  const voice = { ...said, rings: shown.phones.length > 0 }
  const { t, language, now } = voice
  const [spot] = shown.spots
  const zone = spot?.zone ?? 'UTC'
  const hours = hoursOf(shown.schedules, spot ?? { zone, holiday_region: null }, now, shown)
  const fact = (label: string, thread: Thread, lines: string[]) => ({ label, thread, lines })
  return {
    title: shown.name,
    language,
    top: `Wellmet ${community}`,
    lead: saidOnPoster(shown.description),
    facts: [
      fact(t('when'), 'marigold', whenLines(hours, zone, voice)),
      fact(t('where'), 'sky', whereLines(shown.spots.slice(0, 3), voice)),
      fact(t('cost'), 'pine', cost.kind === 'unknown' || cost.kind === 'byPart' ? [] : [costText(cost, voice)]),
      fact(t('gettingIn'), 'plum', wayIn(shown, voice)),
    ].filter(({ lines }) => lines.length),
    call: toDo(shown, voice),
    ...howWeKnow(shown.checked_at, address, zone, voice),
  }
}

/** So many lines of what it offers are still read from two steps away. */
const offersShown = 6

/** An organisation: what it does, what it offers and where. */
export const organisationPosterFor = (
  { shown, address, community }: Omit<Hung, 'cost' | 'shown'> & { shown: OrganisationShown },
  said: Voice,
): Poster => {
  const voice = { ...said, rings: shown.phones.length > 0 }
  const { t, language } = voice
  const offers = [...new Set(shown.others.map(({ name, where }) => [name, where].filter(Boolean).join(' · ')))]
  return {
    title: shown.name,
    language,
    top: `Wellmet ${community}`,
    lead: saidOnPoster(shown.description),
    facts: [
      { label: t('posterOffers'), thread: 'pine' as const, lines: offers.slice(0, offersShown) },
      { label: t('where'), thread: 'sky' as const, lines: whereLines(shown.spots.slice(0, 3), voice) },
    ].filter(({ lines }) => lines.length),
    call: toDo(shown, voice),
    ...howWeKnow(shown.checked_at, address, shown.spots[0]?.zone ?? 'UTC', voice),
  }
}
