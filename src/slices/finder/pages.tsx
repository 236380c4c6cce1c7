import { walkingMinutes } from '#kernel/geo/distance.ts'
import { type Language, type T, translator } from '#kernel/messages/messages.ts'
import { openState } from '#kernel/time/openings.ts'
import { staleAfter, timeWords } from '#kernel/time/words.ts'
import { Card, Checked, Empty, type Fact, Facts, Note, type Tone } from '#ui/card.tsx'
import { Icon } from '#ui/icon.tsx'
import { type MapPoint, PlaceMap } from '#ui/map.tsx'
import { Page } from '#ui/page.tsx'
import { type Chip, Chips, Search } from '#ui/search.tsx'
import { Pagination } from '#ui/table.tsx'
import { Choices, type TraitNames, traitName } from './facets/pages.tsx'
import { facetsOf } from './facets/rules.ts'
import type { FindRequest } from './fields.ts'
import { listText } from './list/rules.ts'
import { finderSentences, type MessageKey } from './messages/catalogue.ts'
import type { Found } from './queries.ts'
import { asApplied, asUnderstood, findPath } from './rules.ts'
import type { FindingKind, FoundItem } from './tables.ts'

type Say = T<MessageKey>

const tones: Record<FindingKind, Tone> = { service: 'pine', place: 'sky', organisation: 'plum', group: 'marigold' }

/** Further than this nobody is told to walk, in minutes. */
const farthestWalk = 45

/** «600 m», «1.4 km»: as exact as it is useful. */
export const distanceWords = (metres: number, t: Say): string =>
  metres < 950
    ? t('metres', { metres: Math.max(50, Math.round(metres / 50) * 50) })
    : t('kilometres', { kilometres: metres < 9_950 ? Math.round(metres / 100) / 10 : Math.round(metres / 1000) })

interface CardProps {
  item: FoundItem
  now: Date
  language: Language
  id?: string
  /** Three where a heading stands over the list, two where it is the page's own. */
  level?: 2 | 3
}

const factsOf = (item: FoundItem, now: Date, language: Language, t: Say): Fact[] => {
  const words = timeWords(language, item.zone, now)
  const state = openState(item.opens, now)
  const closing = words.closing(state)
  const walk = item.metres === null || item.precision === 'district' ? null : walkingMinutes(item.metres)
  return [
    ...(state.kind === 'unknown'
      ? []
      : [
          {
            words: [words.opening(state), closing].filter(Boolean).join(' · '),
            icon: closing ? 'clock-alert' : 'clock',
            tone: state.kind === 'open' ? 'open' : 'shut',
          } as const,
        ]),
    ...(item.free ? [{ words: t('free'), icon: 'hand-coins' } as const] : []),
    ...(item.stepFree === null
      ? []
      : [{ words: t(item.stepFree ? 'stepFree' : 'notStepFree'), icon: 'accessibility' } as const]),
    ...(item.sites > 1 ? [{ words: t('sites', { others: item.sites - 1 }), icon: 'map-pin' } as const] : []),
    ...(walk && walk <= farthestWalk ? [{ words: t('walk', { minutes: walk }), icon: 'footprints' } as const] : []),
  ]
}

/** Who runs it and where it is, as far as the title and the distance do not say so already. */
const byOf = ({ organisation, area, title, metres, precision }: FoundItem) =>
  [organisation, metres !== null && precision === 'district' ? null : area]
    .filter((part) => part && !title.toLowerCase().includes(part.toLowerCase()))
    .join(' · ') || null

/** How far it is; of what is only known to be about there, that it is so: the distance to the middle of a district is nobody's. */
const farOf = ({ metres, precision, area }: FoundItem, t: Say): string | null => {
  if (precision === 'wide') return t('wherever')
  if (metres === null) return null
  if (precision !== 'district') return distanceWords(metres, t)
  return area ? t('somewhereIn', { area }) : t('somewhere')
}

/** One thing that was found: what it is, how far, whether it is open, and how we know. */
export const FindingCard = ({ item, now, language, id, level = 3 }: CardProps) => {
  const t = translator<MessageKey>(language, finderSentences)
  const age = item.checkedAt ? (now.getTime() - item.checkedAt.getTime()) / 86_400_000 : Number.POSITIVE_INFINITY
  const source = item.source ? ` · ${t('from', { source: item.source })}` : ''
  return (
    <Card
      title={item.title}
      href={item.path}
      by={byOf(item)}
      text={item.summary}
      far={farOf(item, t)}
      tone={tones[item.kind]}
      edged
      level={level}
      id={id}
    >
      <Facts facts={factsOf(item, now, language, t)} />
      {item.kind !== 'group' && (
        <Checked
          words={`${timeWords(language, item.zone, now).checked(item.checkedAt)}${source}`}
          sure={age <= staleAfter}
        />
      )}
    </Card>
  )
}

const kinds = ['service', 'place', 'group', 'organisation'] as const

/** A closer kind in the reader's words; one that we have no name for by its own, so that nothing is hidden. */
export const closerKind = (kind: string, t: Say): string => {
  const key = `some_${kind}`
  if (Object.hasOwn(finderSentences.en, key)) return t(key as MessageKey)
  const plain = kind.replaceAll('_', ' ')
  return plain.replace(/^./u, (letter) => letter.toUpperCase())
}

const isWideKind = (kind: string) => kinds.some((wide) => wide === kind)

const kindName = (kind: string, t: Say): string =>
  isWideKind(kind) ? t(`kind_${kind as FindingKind}`) : closerKind(kind, t)

const chipsOf = ({ asked, found: { counts, without }, t }: FindProps): Chip[] => {
  const applied = asApplied(asked, without.filters)
  const chosen = (on: boolean, changed: Partial<FindRequest>) => ({
    on,
    href: findPath({ ...(on ? asked : applied), page: 1, ...changed }),
  })
  const closer = asked.kind && !isWideKind(asked.kind)
  return [
    {
      label: t('openNow'),
      ...chosen(asked.open, { open: !asked.open }),
      icon: 'clock',
      count: counts['open:'],
    },
    {
      label: t('free'),
      ...chosen(asked.free, { free: !asked.free }),
      icon: 'hand-coins',
      count: counts['free:'],
    },
    {
      label: t('stepFree'),
      ...chosen(asked.stepfree, { stepfree: !asked.stepfree }),
      icon: 'accessibility',
      count: counts['step-free:'],
    },
    ...(closer ? [{ label: closerKind(asked.kind, t), ...chosen(true, { kind: '' }) }] : []),
    ...kinds
      .filter((kind) => asked.kind || counts[`kind:${kind}`])
      .map(
        (kind): Chip => ({
          label: t(`kind_${kind}`),
          ...chosen(asked.kind === kind, { kind: asked.kind === kind ? '' : kind }),
          count: counts[`kind:${kind}`],
        }),
      ),
  ]
}

/** Beyond a walk: where everything is nearer, nobody wants to hear how far we looked. */
const isFar = ({ metres }: FoundItem) => metres === null || metres > 2_000

/** What we did differently from what was asked, in words, the most important first. */
const explanations = ({ found, asked }: { found: Found; asked: FindRequest }, place: string, t: Say): string[] => {
  const { where, unknownPlace, slips, without, within, items, understood, advice } = found
  const filter = without.filters.length > 1 ? 'several' : without.filters[0]
  return [
    ...(unknownPlace ? [t('unknownPlace', { typed: unknownPlace })] : []),
    ...(where && !asked.near ? [t('placeSaid', { place })] : []),
    ...(understood.nearMe && !where ? [t('whereAreYou')] : []),
    ...(where?.insteadOf ? [t('insteadOf', { typed: where.insteadOf, place })] : []),
    ...slips.map(({ typed, taken }) => t('slip', { typed, taken })),
    ...(without.words === 'few' ? [t('fewWords')] : []),
    ...(without.words === 'any' ? [t('anyWord')] : []),
    ...(without.words === 'none' && asked.q
      ? [t(advice ? 'noWordAdvice' : where ? 'noWord' : 'noWordFar', { words: understood.q })]
      : []),
    ...(filter && without.words !== 'none' ? [t(`without_${filter}`)] : []),
    ...(where && items.length && within === null ? [t('everywhere', { distance: distanceWords(32_000, t) })] : []),
    ...(within !== null && within >= 4_000 && items.some(isFar)
      ? [t('widened', { distance: distanceWords(within, t), place })]
      : []),
  ]
}

const pointsOf = (items: FoundItem[], now: Date): MapPoint[] =>
  items.flatMap(({ lat, lon, title, path, opens, id }, at) =>
    lat === null || lon === null
      ? []
      : [{ lat, lon, title, href: path, number: at + 1, card: `f-${id}`, open: openState(opens, now).kind === 'open' }],
  )

const suggestions: MessageKey[] = ['try_food', 'try_advice', 'try_company', 'try_children', 'try_library']

/** What the things found are about besides, commonest first: who needs food often needs advice about money. */
const Related = ({ asked, found, named, language, t }: FindProps) => {
  const facets = facetsOf(found.counts, Number.POSITIVE_INFINITY, asked.with)
  const choices = facets.find(({ group }) => group === 'need')?.choices.filter(({ on }) => !on) ?? []
  const names = choices
    .map(({ trait }) => traitName(trait, language, named, t))
    .filter((name) => !name.toLowerCase().includes(asked.q.toLowerCase()))
  if (!asked.q || !names.length) return null
  return (
    <nav aria-label={t('related')}>
      <p class="soft">{t('related')}</p>
      <ul class="inline">
        {names.slice(0, 5).map((name) => (
          <li key={name}>
            <a href={findPath({ q: name, near: asked.near })}>{name}</a>
          </li>
        ))}
      </ul>
    </nav>
  )
}

const WayOn = ({ asked, t }: { asked: FindRequest; t: Say }) => (
  <Note>
    <p>
      <strong>{t('notMeant')}</strong> {t('tryInstead')}
    </p>
    <ul class="inline">
      {suggestions.map((words) => (
        <li key={words}>
          <a href={findPath({ q: t(words), near: asked.near })}>{t(words)}</a>
        </li>
      ))}
    </ul>
  </Note>
)

interface FindProps {
  asked: FindRequest
  found: Found
  now: Date
  language: Language
  named: TraitNames
  t: Say
}

interface Title {
  key: 'titleWords' | 'titleWordsNear' | 'titleNear' | 'findTitle'
  words: string
  place: string
}

/** What was asked for, by its words, else by its kind. */
const titleOf = ({ asked, found, language, t }: FindProps, place: string): Title => {
  const typed = asked.q.replace(/^\p{Ll}/u, (first) => first.toLocaleUpperCase(language === 'en-XA' ? 'en' : language))
  const words = typed || (asked.kind && !found.without.filters.includes('kind') ? kindName(asked.kind, t) : '')
  if (words) return { key: found.where ? 'titleWordsNear' : 'titleWords', words, place }
  return { key: found.where ? 'titleNear' : 'findTitle', words, place }
}

/** Only the person's words and the place are set apart: the sentence around them keeps the page's direction. */
const TitleWords = ({ title: { key, words, place }, t }: { title: Title; t: Say }) => (
  <>
    {t(key, { words: `\u0002${words}\u0003`, place: `\u0002${place}\u0003` })
      .split(/\u0002([^\u0003]*)\u0003/u)
      .map((part, at) => (at % 2 ? <bdi key={at}>{part}</bdi> : part))}
  </>
)

const countOf = ({ asked, found, t }: FindProps) => {
  const { total, more, where } = found
  if (asked.order !== 'near')
    return t(more ? 'foundMoreOrdered' : 'foundOrdered', { total, order: t(`ordered_${asked.order}`) })
  if (where) return t(more ? 'foundMoreNear' : 'foundNear', { total })
  return t(more ? 'foundMore' : 'found', { total })
}

/** Everything that was found, as a list that is complete by itself, and on a map where there is script. */
export const ShowFind = (given: FindProps) => {
  const { found, now, language, t } = given
  const asked = asUnderstood(given.asked, found.understood)
  const props = { ...given, asked }
  const { items, where, pages } = found
  const place = where?.kind === 'position' ? t('myPosition') : (where?.name ?? asked.near)
  const title = titleOf(props, place)
  const said = explanations({ found, asked: given.asked }, place, t)
  const keep = Object.fromEntries(new URLSearchParams(findPath({ ...asked, q: '', near: '', page: 1 }).split('?')[1]))
  const isPlain = findPath(asked) === '/find'
  return (
    <Page title={t(title.key, { words: title.words, place })} description={t('findDescription')} noindex={!isPlain}>
      <div class="wrap stack find">
        <h1>
          <TitleWords title={title} t={t} />
        </h1>
        {isPlain && <p class="lead">{t('findLead')}</p>}
        <Search q={asked.q} near={asked.near} keep={keep} />
        <div class="filters no-print">
          <Chips chips={chipsOf(props)} />
          <Choices asked={asked} found={found} named={props.named} language={language} t={t} />
        </div>
        {said.length > 0 && (
          <div class="said" role="status">
            <Icon name="info" />
            <div>
              {said.map((sentence) => (
                <p key={sentence}>{sentence}</p>
              ))}
            </div>
          </div>
        )}
        {items.length ? (
          <>
            <p class="counted">
              <span>{countOf(props)}</span>{' '}
              <a class="no-print" href={`/list?of=${listText(items.map(({ thing }) => thing))}`} rel="nofollow">
                {t('asList')}
              </a>{' '}
              <a class="no-print" href="/list" rel="nofollow">
                {t('myList')}
              </a>
            </p>
            <div class="find-layout">
              <div class="stack">
                <ol class="plain stack">
                  {items.map((item) => (
                    <li key={item.id}>
                      <FindingCard item={item} now={now} language={language} id={`f-${item.id}`} level={2} />
                    </li>
                  ))}
                </ol>
                <Pagination page={found.page} pages={pages} href={(page) => findPath({ ...asked, page })} />
                <Related {...props} />
                <WayOn asked={asked} t={t} />
              </div>
              <PlaceMap points={pointsOf(items, now)} centre={where && { lat: where.lat, lon: where.lon }} />
            </div>
          </>
        ) : (
          <>
            <Empty title={t('nothingTitle')} text={t('nothingText')}>
              <a class="btn quiet" href="/find">
                {t('seeAll')}
              </a>
            </Empty>
            <WayOn asked={asked} t={t} />
          </>
        )}
      </div>
    </Page>
  )
}
