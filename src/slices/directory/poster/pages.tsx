import type { Thread } from '#kernel/paper/cloth.ts'
import type { Poster } from '#kernel/paper/poster.ts'
import { timeWords } from '#kernel/time/words.ts'
import { costText, listed, type Voice, whereLines } from '../axes/pages.tsx'
import { type Hours, hoursOf } from '../axes/rules.ts'
import { summaryOf } from '../finding/rules.ts'
import { weekLines } from '../paper/rules.ts'
import type { PlaceShown, ServiceShown } from '../queries.ts'
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
const toDo = ({ phones: [phone], url, email }: ServiceShown | PlaceShown, { t }: Voice): string =>
  phone ? t('ring', { number: phone.number }) : (url?.replace(/^https?:\/\/(www\.)?|\/$/gu, '') ?? email ?? '')

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
  const { date } = timeWords(language, zone, now)
  const hours = hoursOf(shown.schedules, spot ?? { zone, holiday_region: null }, now, shown)
  const fact = (label: string, thread: Thread, lines: string[]) => ({ label, thread, lines })
  return {
    title: shown.name,
    language,
    top: `Wellmet ${community}`,
    lead: summaryOf(shown.description),
    facts: [
      fact(t('when'), 'marigold', whenLines(hours, zone, voice)),
      fact(t('where'), 'sky', whereLines(shown.spots.slice(0, 3), voice)),
      fact(t('cost'), 'pine', cost.kind === 'unknown' || cost.kind === 'byPart' ? [] : [costText(cost, voice)]),
      fact(t('gettingIn'), 'plum', wayIn(shown, voice)),
    ].filter(({ lines }) => lines.length),
    call: toDo(shown, voice),
    address,
    addressWords: t('posterScan'),
    small: [
      `${shown.checked_at ? t('paperChecked', { date: date(shown.checked_at) }) : t(voice.rings ? 'paperUncheckedRing' : 'paperUnchecked')} ${t('posterPrinted', { date: date(now) })}`,
    ],
  }
}
