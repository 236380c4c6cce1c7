import { isFresh, timeWords } from '#kernel/time/words.ts'
import type { PlaceKind } from '#slices/places/tables.ts'
import { Checked, More, Note, Panel } from '#ui/card.tsx'
import { Icon } from '#ui/icon.tsx'
import { PlaceMap } from '#ui/map.tsx'
import { webAddress } from '#ui/rich.tsx'
import type { Say, Voice } from '../axes/pages.tsx'
import { type Need, needs } from '../needs/rules.ts'
import type { OrganisationShown, PlaceShown, ServiceShown, SpotShown } from '../queries.ts'
import type { ServiceKind } from '../rules.ts'

export type AnyShown = ServiceShown | PlaceShown | OrganisationShown

export const kindName = (kind: ServiceKind | PlaceKind, t: Say) => t(`kind_${kind}`)

export const Needs = ({ codes, t }: { codes: string[]; t: Say }) => {
  const known = codes.filter((code): code is Need => (needs as string[]).includes(code))
  return known.length ? (
    <p class="small soft no-print">
      {t('aboutNeed')}{' '}
      {known.map((code, index) => (
        <>
          {index > 0 && ' · '}
          <a href={`/find?q=${encodeURIComponent(t(`need_${code}`))}`}>{t(`need_${code}`)}</a>
        </>
      ))}
    </p>
  ) : null
}

const pinned = (spots: SpotShown[]) =>
  spots.find(({ latitude, precision }) => latitude !== null && precision !== 'district') ?? null

const Directions = ({ position, t }: { position: string; t: Say }) => (
  <a
    class="btn quiet wide no-print"
    href={`https://www.openstreetmap.org/directions?to=${encodeURIComponent(position)}`}
    rel="noreferrer"
  >
    <Icon name="route" />
    {t('directions')}
  </a>
)

const Ring = ({ number, t }: { number: string; t: Say }) => (
  <a class="btn wide" href={`tel:${number.replace(/[^+\d]/gu, '')}`}>
    <Icon name="phone" />
    <span>
      {t('ring', { number: '' })}
      <bdi>{number}</bdi>
    </span>
  </a>
)

/** The page of theirs; on paper its address stands beside it, in words that a hand can type. What is no page is no link. */
const Website = ({ url, first, t }: { url: string; first: boolean; t: Say }) => {
  const safe = webAddress(url)
  return safe ? (
    <a class={first ? 'btn wide' : 'btn quiet wide'} href={safe} rel="noreferrer nofollow">
      <Icon name="globe" />
      <span>
        {t('website')}
        <span class="on-paper">
          : <bdi dir="ltr">{url.replace(/^https?:\/\/(www\.)?|\/$/gu, '')}</bdi>
        </span>
      </span>
    </a>
  ) : null
}

interface WaysProps {
  shown: AnyShown
  position: string | null
  listPath?: string | undefined
  pagePath: string
  t: Say
}

/** What else one can do, each a line that a thumb can press. */
const Ways = ({ shown, position, listPath, pagePath, t }: WaysProps) => (
  <ul class="ways">
    {shown.email && (
      <li class="long">
        <a href={`mailto:${encodeURIComponent(shown.email).replace('%40', '@')}`}>
          <Icon name="mail" />
          <span>
            <span class="sr">{t('writeTo', { address: '' })}</span>
            <bdi dir="ltr">{shown.email}</bdi>
          </span>
        </a>
      </li>
    )}
    {position && (
      <li class="no-print">
        <a href={`geo:${position}?q=${encodeURIComponent(position)}`}>
          <Icon name="map" />
          {t('openInMaps')}
        </a>
      </li>
    )}
    {listPath && (
      <li class="no-print">
        <a href={`/list/keep/${shown.id}?back=${listPath}`} rel="nofollow">
          <Icon name="list" />
          {t('keepOnList')}
        </a>
      </li>
    )}
    <li class="no-print">
      <a href={`${pagePath}/poster.pdf`} rel="nofollow">
        <Icon name="download" />
        {t('posterMake')}
      </a>
    </li>
    <li class="no-print">
      <button type="button" data-print hidden>
        <Icon name="printer" />
        {t('print')}
      </button>
    </li>
  </ul>
)

interface ContactProps {
  shown: AnyShown
  /** Where its own page is, under which its poster hangs. */
  pagePath: string
  /** What can be kept on a list says where to come back to. */
  listPath?: string
  t: Say
}

/** What one can do: ring, look, go, print. No part of it calls anybody until it is pressed. */
export const Contact = ({ shown, pagePath, listPath, t }: ContactProps) => {
  const spot = pinned(shown.spots.filter(({ kind }) => kind !== 'office'))
  const position = spot && `${spot.latitude},${spot.longitude}`
  const [phone] = shown.phones
  const url = shown.url && /^https?:/u.test(shown.url) ? shown.url : null
  return (
    <Panel title={t(spot ? 'goThere' : 'getInTouch')}>
      {phone && <Ring number={phone.number} t={t} />}
      {url && <Website url={url} first={!phone} t={t} />}
      {!phone && !shown.url && !shown.email && <p>{t('noContact')}</p>}
      {position && <Directions position={position} t={t} />}
      <Ways shown={shown} position={position} listPath={listPath} pagePath={pagePath} t={t} />
      <p class="small soft no-print">{t('noAccount')}</p>
    </Panel>
  )
}

/** Where the record comes from, with its date and licence: the small print that makes the rest believable. */
export const HowWeKnow = ({ shown, voice }: { shown: AnyShown; voice: Voice }) => {
  const { t } = voice
  const words = timeWords(voice.language, shown.spots[0]?.zone ?? 'UTC', voice.now)
  const { source } = shown
  return (
    <section class="stack" aria-labelledby="how-we-know">
      <h2 id="how-we-know">{t('howWeKnow')}</h2>
      <Checked words={words.checked(shown.checked_at, voice.rings)} sure={isFresh(shown.checked_at, voice.now)} />
      {source && (
        <p class="small soft">
          {t('fromSource')}{' '}
          {source.url && webAddress(source.url) ? (
            <a href={source.url} rel="noreferrer">
              {source.name}
            </a>
          ) : (
            source.name
          )}
          . {shown.source_date && `${t('sourceDated', { date: words.calendarDate(shown.source_date) })} `}
          {source.published_on && `${t('sourcePublished', { date: words.calendarDate(source.published_on) })} `}
          {t(shown.checked_at ? 'importedAsPublished' : 'importedNotChecked')}{' '}
          {source.licence && t('licence', { licence: source.licence })}
        </p>
      )}
      <p class="small no-print">
        <a href="/about/data">{t('moreAboutData')}</a>
      </p>
    </section>
  )
}

type Other = AnyShown['others'][number]

/** What it is and where, as far as its name does not say so already. */
const otherWords = ({ kind, name, where }: Other, t: Say) =>
  [kindName(kind, t), where].filter((part) => part && !name.toLowerCase().includes(part.toLowerCase())).join(' · ')

const OtherList = ({ others, t }: { others: Other[]; t: Say }) => (
  <ul class="others">
    {others.map((other) => (
      <li key={other.id}>
        <a href={`/${other.path}/${other.id}`}>
          <bdi>{other.name}</bdi>
        </a>
        <span class="small soft">{otherWords(other, t)}</span>
      </li>
    ))}
  </ul>
)

/** How many stand open: more than these would push the rest of the page out of sight. */
const atOnce = 6

export const Others = ({ shown: { others }, title, t }: { shown: AnyShown; title: string; t: Say }) =>
  others.length ? (
    <section class="stack no-print" aria-labelledby="others">
      <h2 id="others">{title}</h2>
      <OtherList others={others.slice(0, atOnce)} t={t} />
      {others.length > atOnce && (
        <More title={t('moreOthers', { count: others.length - atOnce })}>
          <OtherList others={others.slice(atOnce)} t={t} />
        </More>
      )}
    </section>
  ) : null

export const WayOn = ({ shown, t }: { shown: AnyShown; t: Say }) => {
  const near = shown.spots.find(({ postcode }) => postcode)?.postcode ?? shown.spots.find(({ area }) => area)?.area
  return (
    <div class="no-print">
      <Note icon="search" tone="pine">
        <p>
          {t('notWhatYouMeant')}{' '}
          <a href={near ? `/find?near=${encodeURIComponent(near)}` : '/find'}>{t('tryLooking')}</a>
        </p>
      </Note>
    </div>
  )
}

export const OneMap = ({ shown, t }: { shown: AnyShown; t: Say }) => {
  const spot = pinned(shown.spots)
  if (!spot) return null
  const { latitude, longitude } = spot
  return (
    <PlaceMap
      points={[{ lat: latitude!, lon: longitude!, title: shown.name, href: '#main' }]}
      label={t('mapOf', { name: shown.name })}
    />
  )
}

export const Title = ({ shown, voice }: { shown: AnyShown; voice: Voice }) => (
  <h1>
    <bdi lang={voice.recordsIn}>{shown.name}</bdi>
  </h1>
)

export const Lead = ({ shown, voice: { t, recordsIn } }: { shown: AnyShown; voice: Voice }) => (
  <>
    {shown.description && (
      <p class="lead">
        <bdi lang={recordsIn}>{shown.description}</bdi>
      </p>
    )}
    {shown.organisation && shown.organisation.name !== shown.name && (
      <p>
        {t('runBy')}{' '}
        <a href={`/organisations/${shown.organisation.id}`}>
          <bdi>{shown.organisation.name}</bdi>
        </a>
      </p>
    )}
    {shown.alternate_name && <p class="soft">{t('alsoKnownAs', { name: shown.alternate_name })}</p>}
  </>
)
