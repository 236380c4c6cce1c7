import type { z } from 'zod'
import { anyone } from '#kernel/routes/access.ts'
import { type Answer, file, json } from '#kernel/routes/answer.ts'
import { type Asked as Request, type Route, routes } from '#kernel/routes/registry.ts'
import { ar } from '../messages/ar.ts'
import { en, type MessageKey } from '../messages/en.ts'
import { es } from '../messages/es.ts'
import type { DirectoryTables } from '../tables.ts'
import {
  OneOrganization,
  OrganizationList,
  ServiceAtLocationList,
  ServiceList,
  Since,
  TaxonomyList,
  TermList,
} from './fields.ts'
import { type Asked, type Listed, listLines, listPage, minimalPage, oneWhole, tombstones } from './queries.ts'
import { hsdsRoot, orukRoot, profile } from './rules.ts'

type Anything = Request<DirectoryTables, MessageKey, unknown, string>

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

/** What goes wrong must be readable to a script on another site too; a right answer gets this header from its route. */
const readable = async ({ setHeader }: Pick<Anything, 'setHeader'>, work: () => Promise<Answer>): Promise<Answer> => {
  try {
    return await work()
  } catch (error) {
    setHeader('access-control-allow-origin', '*')
    throw error
  }
}

const answerList = async <Name extends Listed>(
  name: Name,
  { db, now }: Pick<Anything, 'db' | 'now'>,
  input: Asked[Name],
) => {
  const isMinimal = 'minimal' in input && input.minimal === true
  if (input.format === 'ndjson')
    return file(await listLines(db, name, input, now), 'application/x-ndjson; charset=utf-8', { inline: true })
  return json(isMinimal ? await minimalPage(db, input as Asked['service'], now) : await listPage(db, name, input, now))
}

const open = { access: anyone, effect: 'reads', shows: 'public', cors: true } as const
const postToo = { because: 'reads open data; the standard lets every list be asked for by POST as well' }

/** The standard's own address, and the same records under the name that readers of Open Referral UK ask for. */
const root = '/api/hsds/3.2'
const british = '/api/oruk/3.0'

/** The directory as HSDS 3.2: every endpoint of the standard, and what we say beyond it. */
export const openDataRoutes: Route[] = routes<DirectoryTables, MessageKey>(
  'directory',
  { en, es, ar },
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
      ({ db, input, setHeader }) => readable({ setHeader }, async () => json(await tombstones(db, input))),
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
      return [
        endpoint('GET', `${british}/${path}`, { ...open, input: shape as typeof TaxonomyList, about }, (asked) =>
          readable(asked, () => answerList(name, asked, asked.input as never)),
        ),
        endpoint('GET', `${root}/${path}`, { ...open, input: shape as typeof TaxonomyList, about }, (asked) =>
          readable(asked, () => answerList(name, asked, asked.input as never)),
        ),
        endpoint(
          'POST',
          `${root}/${path}`,
          { ...open, input: shape as typeof TaxonomyList, withoutToken: postToo, limit: { perMinute: 120 }, about },
          (asked) => readable(asked, () => answerList(name, asked, asked.input as never)),
        ),
      ]
    }),
    ...([root, british] as const).map((base) =>
      endpoint(
        'GET',
        `${base}/organizations/:id`,
        { ...open, input: OneOrganization, about: 'An organisation with all that it offers' },
        (asked) =>
          readable(asked, async () =>
            json(
              await oneWhole(asked.db, 'organization', asked.params.id, {
                now: asked.now,
                services: asked.input.full_service ? 'whole' : 'named',
              }),
            ),
          ),
      ),
    ),
    ...(['service', 'service_at_location', 'taxonomy', 'taxonomy_term'] as const).flatMap((name) =>
      [root, british].map((base) =>
        endpoint(
          'GET',
          `${base}/${lists[name].path}/:id`,
          { ...open, about: `One of: ${lists[name].about}` },
          (asked) =>
            readable(asked, async () => json(await oneWhole(asked.db, name, asked.params.id, { now: asked.now }))),
        ),
      ),
    ),
  ],
)
