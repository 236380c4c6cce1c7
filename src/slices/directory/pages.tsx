import { isFresh, timeWords } from '#kernel/time/words.ts'
import type { PlaceKind } from '#slices/places/tables.ts'
import { Axes, Checked, Facts, Note, Panel } from '#ui/card.tsx'
import { Icon } from '#ui/icon.tsx'
import { PlaceMap } from '#ui/map.tsx'
import { Crumbs, Page } from '#ui/page.tsx'
import { Table } from '#ui/table.tsx'
import {
  costAxis,
  factsOf,
  gettingIn,
  outcomeAxis,
  type Say,
  type Voice,
  Week,
  whenAxis,
  whereAxis,
} from './axes/pages.tsx'
import { hoursOf } from './axes/rules.ts'
import { type Need, needs } from './needs/rules.ts'
import type { OrganisationShown, PlaceShown, ServiceShown, SpotShown } from './queries.ts'
import { type Cost, costOfPlace, costOfService, isFoundKind, type ServiceKind } from './rules.ts'

type AnyShown = ServiceShown | PlaceShown | OrganisationShown

/** A place of the world that stands in where none is known: hours and dates must have some zone. */
const nowhere = { zone: 'UTC', holiday_region: null }

const kindName = (kind: ServiceKind | PlaceKind, t: Say) => t(`kind_${kind}`)

const Needs = ({ codes, t }: { codes: string[]; t: Say }) => {
  const known = codes.filter((code): code is Need => (needs as string[]).includes(code))
  return known.length ? (
    <p class="small soft">
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

const Directions = ({ spot, t }: { spot: SpotShown; t: Say }) => {
  const position = `${spot.latitude},${spot.longitude}`
  return (
    <>
      <a
        class="btn quiet wide"
        href={`https://www.openstreetmap.org/directions?to=${encodeURIComponent(position)}`}
        rel="noreferrer"
      >
        <Icon name="route" />
        {t('directions')}
      </a>
      <p class="small">
        <a href={`geo:${position}?q=${encodeURIComponent(position)}`}>{t('openInMaps')}</a>
      </p>
    </>
  )
}

/** What one can do: ring, look, go, print. No part of it calls anybody until it is pressed. */
const Contact = ({ shown, t }: { shown: AnyShown; t: Say }) => {
  const spot = pinned(shown.spots.filter(({ kind }) => kind !== 'office'))
  const [phone] = shown.phones
  return (
    <Panel title={t(spot ? 'goThere' : 'getInTouch')}>
      {phone && (
        <a class="btn wide" href={`tel:${phone.number.replace(/[^+\d]/gu, '')}`}>
          <Icon name="phone" />
          <span>
            {t('ring', { number: '' })}
            <bdi>{phone.number}</bdi>
          </span>
        </a>
      )}
      {shown.url && /^https?:/u.test(shown.url) && (
        <a class={phone ? 'btn quiet wide' : 'btn wide'} href={shown.url} rel="noreferrer nofollow">
          <Icon name="globe" />
          {t('website')}
        </a>
      )}
      {shown.email && (
        <p class="small">
          <a href={`mailto:${shown.email}`}>{t('writeTo', { address: shown.email })}</a>
        </p>
      )}
      {!phone && !shown.url && !shown.email && <p>{t('noContact')}</p>}
      {spot && <Directions spot={spot} t={t} />}
      <button type="button" class="btn quiet wide no-print" data-print hidden>
        <Icon name="printer" />
        {t('print')}
      </button>
      <p class="small soft">{t('noAccount')}</p>
    </Panel>
  )
}

/** Where the record comes from, with its date and licence: the small print that makes the rest believable. */
const HowWeKnow = ({ shown, voice }: { shown: AnyShown; voice: Voice }) => {
  const { t } = voice
  const words = timeWords(voice.language, shown.spots[0]?.zone ?? 'UTC', voice.now)
  const { source } = shown
  return (
    <section class="stack" aria-labelledby="how-we-know">
      <h2 id="how-we-know">{t('howWeKnow')}</h2>
      <Checked words={words.checked(shown.checked_at)} sure={isFresh(shown.checked_at, voice.now)} />
      {source && (
        <p class="small soft">
          {t('fromSource')}{' '}
          {source.url ? (
            <a href={source.url} rel="noreferrer">
              {source.name}
            </a>
          ) : (
            source.name
          )}
          . {shown.source_date && `${t('sourceDated', { date: words.calendarDate(shown.source_date) })} `}
          {source.published_on && `${t('sourcePublished', { date: words.calendarDate(source.published_on) })} `}
          {t('importedNotChecked')} {source.licence && t('licence', { licence: source.licence })}
        </p>
      )}
      <p class="small">
        <a href="/about/data">{t('moreAboutData')}</a>
      </p>
    </section>
  )
}

const Others = ({ shown, title, t }: { shown: AnyShown; title: string; t: Say }) =>
  shown.others.length ? (
    <section class="stack" aria-labelledby="others">
      <h2 id="others">{title}</h2>
      <ul>
        {shown.others.map(({ id, name, kind, path, where }) => (
          <li key={id}>
            <a href={`/${path}/${id}`}>
              <bdi>{name}</bdi>
            </a>{' '}
            <span class="soft">{[kindName(kind, t), where].filter(Boolean).join(', ')}</span>
          </li>
        ))}
      </ul>
    </section>
  ) : null

const WayOn = ({ shown, t }: { shown: AnyShown; t: Say }) => {
  const near = shown.spots.find(({ postcode }) => postcode)?.postcode ?? shown.spots.find(({ area }) => area)?.area
  return (
    <Note icon="search" tone="pine">
      <p>
        {t('notWhatYouMeant')} <a href={near ? `/find?near=${encodeURIComponent(near)}` : '/find'}>{t('tryLooking')}</a>
      </p>
    </Note>
  )
}

const OneMap = ({ shown, t }: { shown: AnyShown; t: Say }) => {
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

const Lead = ({ shown, t }: { shown: AnyShown; t: Say }) => (
  <>
    {shown.description && (
      <p class="lead">
        <bdi>{shown.description}</bdi>
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

const description = (shown: AnyShown) => shown.description?.slice(0, 200)

const Alert = ({ shown, t }: { shown: ServiceShown; t: Say }) =>
  shown.alert || shown.status !== 'active' ? (
    <Note icon="circle-alert" tone="clay">
      <p>
        <strong>{t('alertNow')}</strong> {shown.status !== 'active' && t('temporarilyClosed')} {shown.alert}
      </p>
    </Note>
  ) : null

export const ShowService = ({ shown, voice }: { shown: ServiceShown; voice: Voice }) => {
  const { t } = voice
  const spot = shown.spots[0] ?? null
  const hours = hoursOf(shown.schedules, spot ?? nowhere, voice.now)
  const cost = costOfService(shown.kind, shown.prices, shown.fees)
  const source = shown.source?.name ?? shown.name
  return (
    <Page title={shown.name} description={description(shown)}>
      <div class="wrap">
        <Crumbs
          links={[
            { href: '/find', label: t('findHelp') },
            { href: `/find?kind=${shown.kind}`, label: kindName(shown.kind, t) },
          ]}
        />
        <div class="with-side">
          <div class="stack">
            <h1>
              <bdi>{shown.name}</bdi>
            </h1>
            <Lead shown={shown} t={t} />
            <Facts facts={factsOf({ kind: shown.kind, hours, spot, cost }, voice)} />
            <Alert shown={shown} t={t} />
            <Axes
              axes={[
                gettingIn({ spot, source, how: shown.how, who: shown.who, languages: shown.languages }, voice),
                costAxis(cost, voice),
                whereAxis(shown.spots, voice),
                whenAxis(shown.kind, hours, spot?.zone ?? 'UTC', voice),
                outcomeAxis(voice),
              ]}
            />
            {hours.week && <Week week={hours.week} zone={spot?.zone ?? 'UTC'} voice={voice} />}
            <Needs codes={shown.needs} t={t} />
            <HowWeKnow shown={shown} voice={voice} />
            <Others shown={shown} title={t('moreOfOrganisation', { name: shown.organisation?.name ?? '' })} t={t} />
            <WayOn shown={shown} t={t} />
          </div>
          <aside>
            <Contact shown={shown} t={t} />
            <OneMap shown={shown} t={t} />
          </aside>
        </div>
      </div>
    </Page>
  )
}

const costWord = (cost: Cost, t: Say): string => {
  if (cost.kind === 'free') return t('free')
  return cost.kind === 'worded' ? cost.words : t('notKnown')
}

const Parts = ({ shown, t }: { shown: PlaceShown; t: Say }) =>
  shown.parts.length ? (
    <Table
      caption={t('whatIsThere')}
      columns={[t('whatIsThere'), t('whoMayUse'), t('cost')]}
      rows={shown.parts.map((part) => {
        const cost = costOfService(part.kind, part.prices, part.fees)
        const who = part.who ?? (cost.kind === 'unknown' ? t('notKnown') : t('anybody'))
        const name = part.name.replace(`, ${shown.name}`, '')
        return { key: part.id, cells: [<a href={`/services/${part.id}`}>{name}</a>, who, costWord(cost, t)] }
      })}
    />
  ) : null

export const ShowPlace = ({ shown, voice }: { shown: PlaceShown; voice: Voice }) => {
  const { t } = voice
  const spot = shown.spots[0]!
  const hours = hoursOf(shown.schedules, spot, voice.now)
  const parts = shown.parts.map((part) => ({
    name: part.name.replace(`, ${shown.name}`, ''),
    cost: costOfService(part.kind, part.prices, part.fees),
  }))
  const cost = costOfPlace(shown.kind, parts)
  const source = shown.source?.name ?? shown.name
  return (
    <Page title={shown.name} description={description(shown)}>
      <div class="wrap">
        <Crumbs
          links={[
            { href: '/find', label: t('findHelp') },
            { href: '/places', label: t('places') },
            ...(isFoundKind(shown.kind)
              ? [{ href: `/places?kind=${shown.kind}`, label: kindName(shown.kind, t) }]
              : []),
          ]}
        />
        <div class="with-side">
          <div class="stack">
            <h1>
              <bdi>{shown.name}</bdi>
            </h1>
            <Lead shown={shown} t={t} />
            <Facts facts={factsOf({ kind: shown.kind, hours, spot, cost }, voice)} />
            <Axes
              axes={[
                gettingIn({ spot, source, how: null, who: null, languages: shown.languages }, voice),
                costAxis(cost, voice),
                whereAxis(shown.spots, voice),
                whenAxis(shown.kind, hours, spot.zone, voice),
                outcomeAxis(voice),
              ]}
            />
            <Parts shown={shown} t={t} />
            {hours.week && <Week week={hours.week} zone={spot.zone} voice={voice} />}
            <Others shown={shown} title={t('happensHere')} t={t} />
            <Needs codes={shown.needs} t={t} />
            <HowWeKnow shown={shown} voice={voice} />
            <WayOn shown={shown} t={t} />
          </div>
          <aside>
            <Contact shown={shown} t={t} />
            <OneMap shown={shown} t={t} />
          </aside>
        </div>
      </div>
    </Page>
  )
}

const Numbers = ({ shown, t }: { shown: OrganisationShown; t: Say }) =>
  shown.identifiers.length ? (
    <section class="stack" aria-labelledby="numbers">
      <h2 id="numbers">{t('numbers')}</h2>
      <ul>
        {shown.identifiers.map(({ identifier, identifier_type }) => (
          <li key={identifier}>
            {identifier_type}: <bdi>{identifier}</bdi>
          </li>
        ))}
      </ul>
    </section>
  ) : null

export const ShowOrganisation = ({ shown, voice }: { shown: OrganisationShown; voice: Voice }) => {
  const { t } = voice
  return (
    <Page title={shown.name} description={description(shown)}>
      <div class="wrap">
        <Crumbs
          links={[
            { href: '/find', label: t('findHelp') },
            { href: '/organisations', label: t('organisations') },
          ]}
        />
        <div class="with-side">
          <div class="stack">
            <h1>
              <bdi>{shown.name}</bdi>
            </h1>
            <Lead shown={shown} t={t} />
            {shown.year_incorporated && <p class="soft">{t('since', { year: String(shown.year_incorporated) })}</p>}
            <Others shown={shown} title={t('whatItOffers')} t={t} />
            <Axes axes={[whereAxis(shown.spots, voice), outcomeAxis(voice)]} />
            <Needs codes={shown.needs} t={t} />
            <Numbers shown={shown} t={t} />
            <HowWeKnow shown={shown} voice={voice} />
            <WayOn shown={shown} t={t} />
          </div>
          <aside>
            <Contact shown={shown} t={t} />
          </aside>
        </div>
      </div>
    </Page>
  )
}
