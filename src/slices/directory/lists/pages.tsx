import { holidaysOf } from '#kernel/time/holidays.ts'
import { timeWords } from '#kernel/time/words.ts'
import type { PlaceKind } from '#slices/places/tables.ts'
import { Empty } from '#ui/card.tsx'
import { Crumbs, Page } from '#ui/page.tsx'
import { Search } from '#ui/search.tsx'
import { Pagination, Table } from '#ui/table.tsx'
import type { Say, Voice } from '../axes/pages.tsx'
import { type Entry, type Listed, perPage, type SourceCounted } from '../queries.ts'

const Entries = ({ entries, path, t }: { entries: Entry[]; path: string; t: Say }) =>
  entries.length ? (
    <ul class="others">
      {entries.map(({ id, name, kind, area }) => (
        <li key={id}>
          <a href={`${path}/${id}`}>
            <bdi>{name}</bdi>
          </a>
          <span class="small soft">{[kind && t(`kind_${kind}`), area].filter(Boolean).join(' · ')}</span>
        </li>
      ))}
    </ul>
  ) : (
    <Empty title={t('nothingListed')} text={t('nothingListedText')}>
      <a class="btn quiet" href="/find">
        {t('findHelp')}
      </a>
    </Empty>
  )

const pagesOf = (total: number) => Math.max(1, Math.ceil(total / perPage))

const Kinds = ({ places, kind, t }: { places: Listed; kind: PlaceKind | null; t: Say }) => (
  <nav aria-label={t('kindsLabel')}>
    <ul class="inline">
      <li>
        <a href="/places" aria-current={kind ? undefined : 'page'}>
          {t('allKinds')}
        </a>
      </li>
      {places.kinds
        .map((one) => ({ ...one, name: t(`kind_${one.kind}`) }))
        .sort((a, b) => b.count - a.count)
        .map((one) => (
          <li key={one.kind}>
            <a href={`/places?kind=${one.kind}`} aria-current={one.kind === kind ? 'page' : undefined}>
              {one.name}
            </a>{' '}
            <span class="soft">{one.count}</span>
          </li>
        ))}
    </ul>
  </nav>
)

interface PlacesProps {
  places: Listed
  kind: PlaceKind | null
  page: number
  voice: Voice
}

export const ShowPlaces = ({ places, kind, page, voice: { t } }: PlacesProps) => (
  <Page title={kind ? `${t(`kind_${kind}`)} · ${t('placesTitle')}` : t('placesTitle')} description={t('placesLead')}>
    <div class="wrap stack">
      <Crumbs links={[{ href: '/find', label: t('findHelp') }]} />
      <h1>{t('placesTitle')}</h1>
      <p class="lead">{t('placesLead')}</p>
      <Search keep={{ kind: kind ?? 'place' }} />
      <Kinds places={places} kind={kind} t={t} />
      <p>{t('placesOfKind', { kind: kind ? t(`kind_${kind}`) : t('allKinds'), count: places.total })}</p>
      <Entries entries={places.entries} path="/places" t={t} />
      <Pagination
        page={page}
        pages={pagesOf(places.total)}
        href={(to) => `/places?${new URLSearchParams({ ...(kind && { kind }), page: String(to) })}`}
      />
    </div>
  </Page>
)

interface OrganisationsProps {
  organisations: Omit<Listed, 'kinds'>
  page: number
  voice: Voice
}

export const ShowOrganisations = ({ organisations, page, voice: { t } }: OrganisationsProps) => (
  <Page title={t('organisationsTitle')} description={t('organisationsLead')}>
    <div class="wrap stack">
      <Crumbs links={[{ href: '/find', label: t('findHelp') }]} />
      <h1>{t('organisationsTitle')}</h1>
      <p class="lead">{t('organisationsLead')}</p>
      <Search keep={{ kind: 'organisation' }} />
      <p>{t('organisationsCount', { count: organisations.total })}</p>
      <Entries entries={organisations.entries} path="/organisations" t={t} />
      <Pagination page={page} pages={pagesOf(organisations.total)} href={(to) => `/organisations?page=${to}`} />
    </div>
  </Page>
)

const Sources = ({ sources, voice }: { sources: SourceCounted[]; voice: Voice }) => {
  const { t } = voice
  const words = timeWords(voice.language, 'UTC', voice.now)
  if (!sources.length) return <Empty title={t('dataNone')} />
  return (
    <>
      <Table
        caption={t('dataTitle')}
        columns={[t('dataSource'), t('dataCount'), t('dataPublished'), t('dataLicence')]}
        rows={sources.map((source) => ({
          key: source.id,
          cells: [
            source.url ? (
              <a href={source.url} rel="noreferrer">
                {source.name}
              </a>
            ) : (
              source.name
            ),
            [
              source.services && t('dataServices', { count: source.services }),
              source.places && t('dataPlaces', { count: source.places }),
              source.organisations && t('dataOrganisations', { count: source.organisations }),
            ]
              .filter(Boolean)
              .join(', '),
            source.published_on ? words.calendarDate(source.published_on) : t('notKnown'),
            source.licence_url ? (
              <a href={source.licence_url} rel="noreferrer license">
                {source.licence}
              </a>
            ) : (
              (source.licence ?? t('notKnown'))
            ),
          ],
        }))}
      />
      <ul class="small soft">
        {[...new Set(sources.map(({ attribution }) => attribution).filter(Boolean))].map((attribution) => (
          <li key={attribution} lang="en">
            {attribution}
          </li>
        ))}
      </ul>
    </>
  )
}

const Holidays = ({ voice }: { voice: Voice }) => {
  const { t } = voice
  const known = holidaysOf('GB-EAW')!
  const words = timeWords(voice.language, 'UTC', voice.now)
  const ahead = known.days.filter(({ date }) => date >= voice.now.toISOString().slice(0, 10)).slice(0, 8)
  return (
    <p>
      {t('dataHolidays', {
        from: words.calendarDate(known.from),
        to: words.calendarDate(known.to),
        asOf: words.calendarDate(known.asOf),
      })}{' '}
      {ahead.map(words.holiday).join('; ')}.
    </p>
  )
}

/** What the licences ask for, and what a careful reader wants to know: whence, how old, and by which rules we speak. */
export const ShowData = ({ sources, voice }: { sources: SourceCounted[]; voice: Voice }) => {
  const { t } = voice
  return (
    <Page title={t('dataTitle')} description={t('dataLead')}>
      <div class="wrap stack">
        <h1>{t('dataTitle')}</h1>
        <p class="lead">{t('dataLead')}</p>
        <p>{t('dataChecked')}</p>
        <Sources sources={sources} voice={voice} />
        <h2>{t('dataOpenTitle')}</h2>
        <p>{t('dataOpen')}</p>
        <Holidays voice={voice} />
        <h2>{t('dataFreeTitle')}</h2>
        <p>{t('dataFree')}</p>
        <h2>{t('dataStepFreeTitle')}</h2>
        <p>{t('dataStepFree')}</p>
        <h2>{t('dataDoorTitle')}</h2>
        <p>{t('dataDoor')}</p>
        <p>
          <a href="/places">{t('seeAllPlaces')}</a> · <a href="/organisations">{t('seeAllOrganisations')}</a>
        </p>
      </div>
    </Page>
  )
}
