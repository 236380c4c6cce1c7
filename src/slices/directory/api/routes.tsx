import type { z } from 'zod'
import { anyone } from '#kernel/routes/access.ts'
import { file, json } from '#kernel/routes/answer.ts'
import { type Asked as Request, type Route, routes } from '#kernel/routes/registry.ts'
import type { DirectoryTables } from '../tables.ts'
import {
  anyId,
  OneOrganization,
  OrganizationList,
  ServiceAtLocationList,
  ServiceList,
  Since,
  TaxonomyList,
  TermList,
} from './fields.ts'
import { type ApiMessage, apiSentences } from './messages/catalogue.ts'
import {
  type Asked,
  isMinimal,
  type Listed,
  listLines,
  listPage,
  minimalPage,
  oneWhole,
  tombstones,
} from './queries.ts'
import { hsdsRoot, orukRoot, profile } from './rules.ts'

type Anything = Request<DirectoryTables, ApiMessage, unknown, string>

const lists: { [Name in Listed]: { path: string; shape: z.ZodType<Asked[Name]>; about: string } } = {
  service: { path: 'services', shape: ServiceList, about: 'Services, by any of the standard’s filters together' },
  organization: { path: 'organizations', shape: OrganizationList, about: 'Organisations' },
  service_at_location: {
    path: 'service_at_locations',
    shape: ServiceAtLocationList,
    about: 'Services at their places, also by postcode and metres from it',
  },
  taxonomy: { path: 'taxonomies', shape: TaxonomyList, about: 'Vocabularies' },
  taxonomy_term: { path: 'taxonomy_terms', shape: TermList, about: 'Terms of the vocabularies' },
}

const answerList = async <Name extends Listed>(
  name: Name,
  { db, now }: Pick<Anything, 'db' | 'now'>,
  input: Asked[Name],
) => {
  if (input.format === 'ndjson')
    return file(await listLines(db, name, input, now), 'application/x-ndjson; charset=utf-8', { inline: true })
  return json(isMinimal(input) ? await minimalPage(db, input, now) : await listPage(db, name, input, now))
}

const open = { access: anyone, effect: 'reads', shows: 'public', cors: true } as const
const one = { ...open, params: { id: anyId } } as const
const postToo = { because: 'reads open data; the standard lets every list be asked for by POST as well' }

/** The standard's own address, and the same records under the name that readers of Open Referral UK ask for. */
const root = '/api/hsds/3.2'
const british = '/api/oruk/3.0'

/** The directory as HSDS 3.2: every endpoint of the standard, and what we say beyond it. */
export const openDataRoutes: Route[] = routes<DirectoryTables, ApiMessage>(
  'directory',
  apiSentences,
  ({ endpoint }) => [
    ...[root, `${root}/`].map((path) =>
      endpoint(
        'GET',
        path,
        { ...open, about: 'Version, profile and publisher of this directory’s open data' },
        ({ url, community }) => json(hsdsRoot(url.origin, community.name)),
      ),
    ),
    endpoint('GET', `${root}/profile`, { ...open, about: 'What our data says beyond HSDS 3.2' }, ({ url }) =>
      json(profile(url.origin)),
    ),
    endpoint(
      'GET',
      `${root}/profile/deleted`,
      { ...open, input: Since, about: 'Ids of records that are gone, since a date' },
      async ({ db, input }) => json(await tombstones(db, input)),
    ),
    ...[british, `${british}/`].map((path) =>
      endpoint(
        'GET',
        path,
        { ...open, about: 'The same records as Open Referral UK 3.0: version, profile and publisher' },
        ({ url, community }) => json(orukRoot(url.origin, community.name)),
      ),
    ),
    ...(Object.keys(lists) as Listed[]).flatMap((name) => {
      const { path, shape, about } = lists[name]
      const options = { ...open, input: shape as typeof TaxonomyList, about }
      const answer = (asked: Pick<Anything, 'db' | 'now'> & { input: unknown }) =>
        answerList(name, asked, asked.input as never)
      return [
        endpoint('GET', `${british}/${path}`, options, answer),
        endpoint('GET', `${root}/${path}`, options, answer),
        endpoint('POST', `${root}/${path}`, { ...options, withoutToken: postToo, limit: { perMinute: 120 } }, answer),
      ]
    }),
    ...[root, british].map((base) =>
      endpoint(
        'GET',
        `${base}/organizations/:id`,
        { ...one, input: OneOrganization, about: 'An organisation with all that it offers' },
        async ({ db, params, now, input }) => {
          const services = input.full_service ? 'whole' : 'named'
          return json(await oneWhole(db, 'organization', params.id!, { now, services }))
        },
      ),
    ),
    ...(['service', 'service_at_location', 'taxonomy', 'taxonomy_term'] as const).flatMap((name) =>
      [root, british].map((base) =>
        endpoint(
          'GET',
          `${base}/${lists[name].path}/:id`,
          { ...one, about: `One of: ${lists[name].about}` },
          async ({ db, params, now }) => json(await oneWhole(db, name, params.id!, { now })),
        ),
      ),
    ),
  ],
)
