import { isFresh, timeWords } from '#kernel/time/words.ts'
import type { PlaceKind } from '#slices/places/tables.ts'
import { Checked, Note, Panel } from '#ui/card.tsx'
import { Icon } from '#ui/icon.tsx'
import { PlaceMap } from '#ui/map.tsx'
import type { Say, Voice } from '../axes/pages.tsx'
import { type Need, needs } from '../needs/rules.ts'
import type { OrganisationShown, PlaceShown, ServiceShown, SpotShown } from '../queries.ts'
import type { ServiceKind } from '../rules.ts'

export type AnyShown = ServiceShown | PlaceShown | OrganisationShown

export const kindName = (kind: ServiceKind | PlaceKind, t: Say) => t(`kind_${kind}`)

export const Needs = ({ codes, t }: { codes: string[]; t: Say }) => {
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
export const Contact = ({ shown, listPath, t }: { shown: AnyShown; listPath?: string; t: Say }) => {
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
      {listPath && (
        <a class="btn quiet wide no-print" href={`/list/keep/${shown.id}?back=${listPath}`} rel="nofollow">
          <Icon name="list" />
          {t('keepOnList')}
        </a>
      )}
      <p class="small soft">{t('noAccount')}</p>
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

export const Others = ({ shown, title, t }: { shown: AnyShown; title: string; t: Say }) =>
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

export const WayOn = ({ shown, t }: { shown: AnyShown; t: Say }) => {
  const near = shown.spots.find(({ postcode }) => postcode)?.postcode ?? shown.spots.find(({ area }) => area)?.area
  return (
    <Note icon="search" tone="pine">
      <p>
        {t('notWhatYouMeant')} <a href={near ? `/find?near=${encodeURIComponent(near)}` : '/find'}>{t('tryLooking')}</a>
      </p>
    </Note>
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
