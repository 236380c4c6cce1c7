import { type Language, type T, translator } from '#kernel/messages/messages.ts'
import { timeWords } from '#kernel/time/words.ts'
import type { Axis, Fact } from '#ui/card.tsx'
import { Table } from '#ui/table.tsx'
import { type EditingKey, editingSentences } from '../editing/messages/catalogue.ts'
import type { MessageKey } from '../messages/en.ts'
import type { ServiceShown, SpotShown, Told } from '../queries.ts'
import { type Cost, isStepFree } from '../rules.ts'
import { type AxisName, axisOf } from '../traits/rules.ts'
import { districtOf, localeOf } from '../wording/rules.ts'
import { type Hours, isOpenGround } from './rules.ts'

export type Say = T<MessageKey>

/** What all parts of a page speak with. */
export interface Voice {
  t: Say
  language: Language
  now: Date
  /** BCP 47 of what the records say, which is the community's own language: said to screen readers where a page speaks another. */
  recordsIn: string
  /** Whether the record has a number: only then it says to ring first. */
  rings?: boolean
}

export const listed = (parts: string[], { language }: Voice) =>
  new Intl.ListFormat(localeOf(language), { type: 'conjunction' }).format(parts)

/** Words of a register that everybody takes its records from: these we can say in each language. */
const knownWords: Record<string, MessageKey> = {
  'Pay and Play': 'payEachTime',
  'Registered Membership use': 'forMembers',
  'Sports Club / Community Association': 'forClubs',
}

/** What a record says, in the reader's language where we know it, else as it stands. */
export const Said = ({ words, voice }: { words: string; voice: Voice }) => {
  const known = knownWords[words]
  return known ? <span>{voice.t(known)}</span> : <bdi lang={voice.recordsIn}>{words}</bdi>
}

const money = (amount: number, currency: string, { language }: Voice) =>
  new Intl.NumberFormat(localeOf(language), {
    style: 'currency',
    currency,
    trailingZeroDisplay: 'stripIfInteger',
  }).format(amount)

interface GettingIn {
  spot: SpotShown | null
  source: string
  how: string | null
  who: string | null
  languages: string[]
}

export const gettingIn = ({ spot, source, how, who, languages: spoken }: GettingIn, voice: Voice): Axis => {
  const { t } = voice
  const known = spot?.access ?? []
  const names = (present: boolean) =>
    known.filter((row) => row.present === present).map(({ feature }) => t(`feature_${feature!}`))
  const [there, missing] = [names(true), names(false)]
  const stepFree = isStepFree(known)
  const said = known.find(({ details }) => details)?.details ?? source
  const language = new Intl.DisplayNames(localeOf(voice.language), { type: 'language', fallback: 'code' })
  const named = (code: string) => (/^[a-z]{2,3}(-\w+)*$/u.test(code) ? (language.of(code) ?? code) : code)
  return {
    icon: 'accessibility',
    name: t('gettingIn'),
    value: (
      <>
        {how && (
          <p>
            {t('howToCome')} <Said words={how} voice={voice} />
          </p>
        )}
        {who && (
          <p>
            {t('whoCanCome')} <Said words={who} voice={voice} />
          </p>
        )}
        {stepFree !== null && <p>{t(stepFree ? 'stepFree' : 'notStepFree')}.</p>}
        {there.length > 0 && <p>{t('accessYes', { list: listed(there, voice) })}</p>}
        {missing.length > 0 && <p>{t('accessNo', { list: listed(missing, voice) })}</p>}
        {known.map(
          ({ description }) =>
            description && (
              <p key={description}>
                <Said words={description} voice={voice} />
              </p>
            ),
        )}
        {known.length === 0 && <p>{t(voice.rings ? 'accessUnknownRing' : 'accessUnknown')}</p>}
        {spoken.length > 0 && <p>{t('languagesSpoken', { list: listed(spoken.map(named), voice) })}</p>}
      </>
    ),
    how: known.length ? t(stepFree ? 'stepFreeHow' : 'accessHow', { source: said }) : null,
  }
}

const freeHow: Record<(Cost & { kind: 'free' })['because'], MessageKey> = {
  placeKind: 'freeByPlaceKind',
  foodBank: 'freeByFoodBank',
  publicAccess: 'freeByPublicAccess',
  said: 'freeBySaid',
}

const cheapest = (cost: Cost & { kind: 'priced' }) => cost.prices.toSorted((a, b) => a.amount! - b.amount!)[0]!

/** What it costs, in a sentence; what its source says stands as it is. */
export const costText = (cost: Cost, voice: Voice): string => {
  const { t } = voice
  switch (cost.kind) {
    case 'free':
      return t('costFree')
    case 'partlyFree':
      return t('costPartlyFree', { list: listed(cost.parts, voice) })
    case 'priced': {
      const { amount, currency, description } = cheapest(cost)
      const from = t('costPriced', { amount: money(amount!, currency?.toUpperCase() ?? 'GBP', voice) })
      return [from, description].filter(Boolean).join(' ')
    }
    case 'worded':
      return cost.words
    case 'byPart':
      return t('costByPart')
    case 'unknown':
      return t('costUnknown')
  }
}

const costHow = (cost: Cost, { t }: Voice): string | null => {
  if (cost.kind === 'free') return t(freeHow[cost.because])
  if (cost.kind === 'partlyFree') return t('freeByPublicAccess')
  return cost.kind === 'priced' || cost.kind === 'worded' ? t('costHow') : null
}

export const costAxis = (cost: Cost, voice: Voice): Axis => ({
  icon: 'hand-coins',
  name: voice.t('cost'),
  value: cost.kind === 'worded' ? <Said words={cost.words} voice={voice} /> : costText(cost, voice),
  how: costHow(cost, voice),
})

const areaOf = (spot: SpotShown) => districtOf(spot.postcode ?? '') ?? spot.postcode

/** Where each of its places is, as exactly as it may be told. */
export const whereLines = (spots: SpotShown[], { t, rings }: Voice): string[] =>
  spots.flatMap((spot) => {
    if (spot.confidential) return [t(rings ? 'whereSecret' : 'whereSecretAsk')]
    const district = areaOf(spot)
    if (spot.kind === 'office') return district ? [t('whereOffice', { district })] : []
    if (!spot.address.length && spot.precision !== 'exact') return district ? [t('whereDistrict', { district })] : []
    const address = [...spot.address, spot.postcode].filter(Boolean).join(', ')
    return [address || (spot.area ? t('whereArea', { area: spot.area }) : ''), spot.transportation ?? ''].filter(
      Boolean,
    )
  })

export const whereAxis = (spots: SpotShown[], voice: Voice): Axis => {
  const { t } = voice
  const lines = whereLines(spots, voice)
  const isPostcode = spots.some(({ precision, kind }) => precision === 'postcode' && kind !== 'office')
  return {
    icon: 'map-pin',
    name: t('where'),
    value: lines.length
      ? lines.map((line) => (
          <p key={line}>
            <bdi>{line}</bdi>
          </p>
        ))
      : t('whereUnknown'),
    how: isPostcode ? t('wherePostcode') : null,
  }
}

/** Words of another language within a sentence keep their own order (Unicode's isolates). */
const apart = (words: string) => `\u2068${words}\u2069`

export const whenAxis = (kind: string, hours: Hours, zone: string, voice: Voice): Axis => {
  const { t } = voice
  const words = timeWords(voice.language, zone, voice.now)
  const isKnown = hours.state.kind !== 'unknown'
  return {
    icon: 'clock',
    name: t('when'),
    value: (
      <>
        <p>
          {isKnown
            ? words.opening(hours.state)
            : isOpenGround(kind) && !hours.isUnread
              ? t('alwaysThere')
              : t(voice.rings ? 'hoursUnknownRing' : 'hoursUnknown')}
        </p>
        {hours.isUnread && <p>{t('hoursUnread')}</p>}
        {hours.holidays.length > 0 && (
          <p>{t('holidaysAhead', { list: hours.holidays.map(words.holiday).join('; ') })}</p>
        )}
      </>
    ),
    how: hours.wordings.length ? t('hoursAsWritten', { words: apart(hours.wordings.join(' · ')) }) : null,
  }
}

/** Until people who were sent somewhere have told us, nobody has: the axis stands there all the same. */
export const outcomeAxis = ({ t }: Voice): Axis => ({
  icon: 'heart-handshake',
  name: t('doesItHelp'),
  value: t('outcomeUnknown'),
  how: <span class="no-print">{t('outcomeHow')}</span>,
})

/** The week by day, today marked. */
export const Week = ({ week, zone, voice }: { week: NonNullable<Hours['week']>; zone: string; voice: Voice }) => {
  const { t } = voice
  const words = timeWords(voice.language, zone, voice.now)
  return (
    <Table
      caption={t('week')}
      columns={[t('day'), t('hours')]}
      snug
      rows={week.map(({ weekday, isToday, spans }) => ({
        key: String(weekday),
        current: isToday,
        cells: [
          isToday ? t('today', { day: words.weekday(weekday) }) : words.weekday(weekday),
          spans.length ? (
            spans.map(({ opens, closes }) => words.hours(opens, closes)).join(', ')
          ) : (
            <span class="soft">{t('closed')}</span>
          ),
        ],
      }))}
    />
  )
}

/** The pills under the title: what somebody decides by. */
export const factsOf = (
  { kind, hours, spot, cost }: { kind: string; hours: Hours | null; spot: SpotShown | null; cost: Cost | null },
  voice: Voice,
): Fact[] => {
  const { t } = voice
  const facts: Fact[] = []
  if (hours && (hours.state.kind !== 'unknown' || !isOpenGround(kind))) {
    const words = timeWords(voice.language, spot?.zone ?? 'UTC', voice.now)
    const tone = ({ open: 'open', closed: 'shut', unknown: undefined } as const)[hours.state.kind]
    const closing = words.closing(hours.state)
    facts.push({
      words: [words.opening(hours.state, voice.rings), closing].filter(Boolean).join(' · '),
      icon: 'clock',
      tone,
    })
  }
  if (spot && isStepFree(spot.access)) facts.push({ words: t('stepFree'), icon: 'accessibility' })
  if (cost?.kind === 'free') facts.push({ words: t('free'), icon: 'hand-coins' })
  if (cost?.kind === 'partlyFree') facts.push({ words: t('partlyFree'), icon: 'hand-coins' })
  if (spot?.area) facts.push({ words: spot.area, icon: 'map-pin' })
  return facts
}

const tellers: Record<string, EditingKey> = {
  organisation: 'by_organisation',
  steward: 'by_steward',
  checker: 'by_checker',
  contributor: 'by_contributor',
}

/** An axis with what somebody told us of it, each with who and when: that is how we know. */
export const withTold = (axis: Axis, name: AxisName, told: readonly Told[], voice: Voice): Axis => {
  const mine = told.filter(({ feature }) => axisOf[feature] === name)
  if (!mine.length) return axis
  const say = translator<EditingKey>(voice.language, editingSentences)
  const words = timeWords(voice.language, 'UTC', voice.now)
  const line = ({ feature, present, note, told_by, told_on }: Told) => {
    const by = tellers[told_by]
    return (
      <li key={feature}>
        {say(`field_axis_${feature}`)}: {say(present ? 'yes' : 'no')}.{' '}
        {note && <bdi lang={voice.recordsIn}>{note} </bdi>}
        <small>{voice.t('toldBy', { who: by ? say(by) : told_by, date: words.calendarDate(told_on) })}</small>
      </li>
    )
  }
  return {
    ...axis,
    value: (
      <>
        {axis.value}
        <ul class="plain">{mine.map(line)}</ul>
      </>
    ),
  }
}

type Waiting = Pick<ServiceShown, 'wait_time' | 'capacity'>

/** How long one waits, and whether there is room, as of a day. */
export const waiting = (axis: Axis, { wait_time, capacity }: Waiting, voice: Voice): Axis => {
  if (!wait_time && !capacity.length) return axis
  const words = timeWords(voice.language, 'UTC', voice.now)
  return {
    ...axis,
    value: (
      <>
        {axis.value}
        {wait_time && (
          <p>
            {voice.t('waitTime')} <Said words={wait_time} voice={voice} />
          </p>
        )}
        {capacity.map(({ unit, available, updated }) => (
          <p key={unit}>
            {voice.t('capacity', { available, date: words.date(new Date(updated)) })}{' '}
            {unit && <bdi lang={voice.recordsIn}>({unit})</bdi>}
          </p>
        ))}
      </>
    ),
  }
}
