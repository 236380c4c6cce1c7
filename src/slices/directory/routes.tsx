import { across } from '#kernel/database/database.ts'
import type { Catalogue } from '#kernel/messages/messages.ts'
import { anyone } from '#kernel/routes/access.ts'
import { file } from '#kernel/routes/answer.ts'
import { routes } from '#kernel/routes/registry.ts'
import { openDataRoutes } from './api/routes.tsx'
import type { Voice } from './axes/pages.tsx'
import { exportRoutes } from './export/desk/routes.tsx'
import { PageNumber, PlaceFilter } from './fields.ts'
import { freshnessRoutes } from './freshness/routes.tsx'
import { importRoutes } from './import/desk/routes.tsx'
import { ShowData, ShowOrganisations, ShowPlaces } from './lists/pages.tsx'
import { mergeRoutes } from './merge/routes.tsx'
import { ar } from './messages/ar.ts'
import { en, type MessageKey } from './messages/en.ts'
import { es } from './messages/es.ts'
import { ShowOrganisation, ShowPlace, ShowService } from './pages.tsx'
import { partnerRoutes } from './partners/routes.tsx'
import {
  groundOf,
  organisationPage,
  organisationsListed,
  placePage,
  placesListed,
  servicePage,
  sourcesListed,
} from './queries.ts'
import { foundPlaceKinds } from './rules.ts'
import { secretRoutes } from './secret/routes.tsx'
import type { StandingOf } from './standing/rules.ts'
import type { DirectoryTables } from './tables.ts'

export const directorySentences: Catalogue<MessageKey> = { en, es, ar }

const voiceOf = ({
  t,
  language,
  now,
  community,
  shown,
}: Omit<Voice, 'recordsIn'> & { community: { language: string }; shown?: { phones: unknown[] } }): Voice => ({
  t,
  language,
  now,
  recordsIn: community.language,
  rings: shown !== undefined && shown.phones.length > 0,
})

const pages = (standingOf: StandingOf) =>
  routes<DirectoryTables, MessageKey>('directory', directorySentences, ({ page, endpoint }) => [
    page(
      '/services/:id',
      {
        access: anyone,
        shows: 'public',
        sensitive: true,
        about: 'A service: how to get in, cost, where, when, does it help',
      },
      async ({ db, params, t, language, now, community }) => {
        const shown = await servicePage(db, params.id)
        return <ShowService shown={shown} voice={voiceOf({ t, language, now, community, shown })} />
      },
    ),
    page(
      '/places/:id',
      { access: anyone, shows: 'public', about: 'A place, and what is in it' },
      async ({ db, params, t, language, now, community }) => {
        const shown = await placePage(db, params.id)
        return <ShowPlace shown={shown} voice={voiceOf({ t, language, now, community, shown })} />
      },
    ),
    page(
      '/organisations/:id',
      { access: anyone, shows: 'public', about: 'An organisation, and what it offers' },
      async ({ db, actor, params: { id }, t, language, now, community }) => {
        const shown = await organisationPage(db, id)
        const standing = await standingOf({ db: across(db), actor, id, now, language, community })
        return (
          <ShowOrganisation shown={shown} voice={voiceOf({ t, language, now, community, shown })} standing={standing} />
        )
      },
    ),
    page(
      '/places',
      { access: anyone, shows: 'public', input: PlaceFilter, about: 'Places by kind and name' },
      async ({ db, input, t, language, now, community }) => {
        const kinds = input.kind ? [input.kind] : foundPlaceKinds
        const places = await placesListed(db, { kinds, page: input.page }, foundPlaceKinds)
        return (
          <ShowPlaces
            places={places}
            kind={input.kind}
            page={input.page}
            voice={voiceOf({ t, language, now, community })}
          />
        )
      },
    ),
    page(
      '/organisations',
      { access: anyone, shows: 'public', input: PageNumber, about: 'Organisations by name' },
      async ({ db, input, t, language, now, community }) => {
        const organisations = await organisationsListed(db, input.page)
        return (
          <ShowOrganisations
            organisations={organisations}
            page={input.page}
            voice={voiceOf({ t, language, now, community })}
          />
        )
      },
    ),
    page(
      '/about/data',
      { access: anyone, shows: 'public', about: 'Where the listings come from, under which licence, how old they are' },
      async ({ db, t, language, now, community }) => (
        <ShowData sources={await sourcesListed(db)} voice={voiceOf({ t, language, now, community })} />
      ),
    ),
    endpoint(
      'GET',
      '/map/ground.json',
      {
        access: anyone,
        effect: 'reads',
        shows: 'public',
        maxAge: 3600,
        about: 'Parks and outlines for the map, as GeoJSON',
      },
      async ({ db }) => file(await groundOf(db), 'application/geo+json; charset=utf-8', { inline: true }),
    ),
  ])

/** The app says what stands on an organisation's page besides its listing. */
export const directoryRoutes = (standingOf: StandingOf) => [
  ...pages(standingOf),
  ...importRoutes,
  ...exportRoutes,
  ...mergeRoutes,
  ...freshnessRoutes,
  ...openDataRoutes,
  ...secretRoutes,
  ...partnerRoutes,
]
