import { z } from 'zod'
import type { Db } from '#kernel/database/database.ts'
import { walkingMinutes } from '#kernel/geo/distance.ts'
import type { GazetteerTables } from '#kernel/geo/tables.ts'
import { anyone } from '#kernel/routes/access.ts'
import { json } from '#kernel/routes/answer.ts'
import { type Route, routes } from '#kernel/routes/registry.ts'
import { openState } from '#kernel/time/openings.ts'
import { embedRoutes } from './embed/routes.tsx'
import type { TraitNames } from './facets/pages.tsx'
import { FindRequest } from './fields.ts'
import { listRoutes } from './list/routes.tsx'
import { finderSentences, type MessageKey } from './messages/catalogue.ts'
import { keepMissed } from './missed/commands.ts'
import { missedRoutes } from './missed/routes.tsx'
import { type Missed, missedOf } from './missed/rules.ts'
import { ShowFind } from './pages.tsx'
import { find } from './queries.ts'
import { synonymRoutes } from './synonyms/routes.tsx'
import type { FinderTables, FoundItem } from './tables.ts'

const instant = z.iso.datetime().nullable()

const Item = z.object({
  id: z.uuid(),
  kind: z.enum(['service', 'place', 'organisation', 'group']),
  subkind: z.string(),
  title: z.string(),
  summary: z.string(),
  organisation: z.string().nullable(),
  area: z.string().nullable(),
  path: z.string(),
  distance_m: z.number().int().nullable(),
  walk_minutes: z.number().int().nullable(),
  open: z.object({ state: z.enum(['open', 'closed', 'unknown']), until: instant, opens: instant }),
  free: z.boolean().nullable(),
  step_free: z.boolean().nullable(),
  languages: z.array(z.string()),
  traits: z.array(z.string()),
  /** Of the same thing, how many places were found: this is the nearest. */
  sites: z.number().int(),
  lat: z.number().nullable(),
  lon: z.number().nullable(),
  zone: z.string(),
  /** Of a `district` the distance is to its middle. */
  precision: z.enum(['exact', 'postcode', 'district', 'wide']),
  checked_at: instant,
  source: z.string().nullable(),
})

const Answer = z.object({
  items: z.array(Item),
  total: z.number().int(),
  more: z.boolean(),
  page: z.number().int(),
  pages: z.number().int(),
  near: z.object({ name: z.string(), kind: z.string(), lat: z.number(), lon: z.number() }).nullable(),
  unknown_place: z.string().nullable(),
  within_m: z.number().nullable(),
  slips: z.array(z.object({ typed: z.string(), taken: z.string() })),
  words: z.enum(['all', 'few', 'any', 'none']),
  without: z.array(z.enum(['open', 'free', 'stepfree', 'with', 'age', 'kind'])),
  /** How many of what was found have each trait, and `kind:…`, `open:`, `free:`, `step-free:`. */
  counts: z.record(z.string(), z.number().int()),
})

const openOf = (item: FoundItem, now: Date) => {
  const state = openState(item.opens, now)
  return {
    state: state.kind,
    until: state.kind === 'open' ? state.until.toISOString() : null,
    opens: state.kind === 'closed' ? (state.opens?.toISOString() ?? null) : null,
  }
}

const itemJson = (item: FoundItem, now: Date): z.infer<typeof Item> => {
  const { metres, stepFree, checkedAt, opens: _, thing: __, ...same } = item
  return {
    ...same,
    distance_m: metres === null ? null : Math.round(metres),
    walk_minutes: metres === null ? null : walkingMinutes(metres),
    open: openOf(item, now),
    step_free: stepFree,
    checked_at: checkedAt?.toISOString() ?? null,
  }
}

/** For seeing gaps. Nobody waits for it, and where it fails only a number is lost. */
const noteMissed = ({ write }: { write: Db<FinderTables> }, missed: Missed | null, now: Date): void => {
  if (missed) keepMissed(write, missed, now).catch(() => undefined)
}

const findRoutes = (named: TraitNames) =>
  routes<FinderTables & GazetteerTables, MessageKey>('finder', finderSentences, ({ page, endpoint }) => [
    page(
      '/find',
      { access: anyone, shows: 'public', input: FindRequest, about: 'Whatever can be found, by words and place' },
      async ({ db, input, now, t, language, community }) => {
        const found = await find(db, input, { now, language, communityLanguage: community.language, counted: true })
        if (input.page === 1) noteMissed(community, missedOf(found), now)
        return <ShowFind asked={input} found={found} now={now} language={language} named={named} t={t} />
      },
    ),

    endpoint(
      'GET',
      '/api/find',
      {
        access: anyone,
        shows: 'public',
        effect: 'reads',
        input: FindRequest,
        output: Answer,
        cors: true,
        about: 'The same as /find, as data: nearest first where `near` is given (a postcode, a place, or lat,lon)',
      },
      async ({ db, input, now, language, community }) => {
        const found = await find(db, input, { now, language, communityLanguage: community.language, counted: true })
        const { items, total, more, pages, where, unknownPlace, within, slips, without, counts } = found
        return json({
          items: items.map((item) => itemJson(item, now)),
          total,
          more,
          page: found.page,
          pages,
          near: where && { name: where.name, kind: where.kind, lat: where.lat, lon: where.lon },
          unknown_place: unknownPlace,
          within_m: within,
          slips,
          words: without.words,
          without: without.filters,
          counts,
        } satisfies Omit<z.infer<typeof Answer>, 'without'> & { without: readonly string[] })
      },
    ),
  ])

/** Search for everybody, its words for the steward. `named` says what other slices call their traits. */
export const finderRoutes = (named: TraitNames): Route[] => [
  ...findRoutes(named),
  ...synonymRoutes,
  ...missedRoutes,
  ...listRoutes,
  ...embedRoutes,
]
