import { sql } from 'kysely'
import type { Db } from '#kernel/database/database.ts'
import { rounded } from '#kernel/geo/distance.ts'
import { positionIn, type Where, whereIs } from '#kernel/geo/gazetteer.ts'
import type { GazetteerTables } from '#kernel/geo/tables.ts'
import { type Understanding, understandingOf } from './asked/queries.ts'
import { queryTokens } from './fold/rules.ts'
import { fillers } from './phrasing/rules.ts'
import { type Attempt, attempts, type Filter, fewAnswers } from './rules.ts'
import { type Hits, hitsOf, itemColumns, itemOf, type Order, type Row, type Search } from './search/queries.ts'
import { mostCounted } from './search/rules.ts'
import type { FinderTables, FindingKind, FoundItem } from './tables.ts'
import { knownAbout } from './words/queries.ts'
import { type Slip, understand } from './words/rules.ts'

export type { FoundItem } from './tables.ts'

/** What is looked for. `near` is a postcode, the name of a place, or `lat,lon`. */
export interface Asked {
  q: string
  near: string
  kind: string
  open: boolean
  free: boolean
  stepfree: boolean
  /** Of traits, as `group:value`: all of them. */
  with: string[]
  age: number | null
  order: Order
  limit: number
  page: number
}

export interface Found {
  items: FoundItem[]
  /** Exact up to a thousand; `more` says that there are more. */
  total: number
  more: boolean
  /** The page that is shown: the last one where a later one was asked for. */
  page: number
  pages: number
  /** The same question as it was understood: the words without what they say about where and when, which stands beside them. */
  understood: Understanding
  /** Where «near» is; null where nothing was asked for or nobody knows the place. */
  where: Where | null
  /** The place that nobody knows. */
  unknownPlace: string | null
  /** How far we looked, in metres; null for everywhere. */
  within: number | null
  slips: Slip[]
  /** What had to be left out of the search to find anything. */
  without: Attempt
  /** How many of what was found have what could be chosen; empty unless asked for. */
  counts: Record<string, number>
  /** Nothing says any of the words: these are who may know what else there is. */
  advice: boolean
}

export interface Reader {
  now: Date
  /** The reader's language, and the one that the community writes in. */
  language: string
  communityLanguage: string
  /** Counts what could be chosen. */
  counted?: boolean
}

const wordsOf = async (db: Db<FinderTables>, { q }: Asked, { language, communityLanguage }: Reader) => {
  const tokens = queryTokens(q)
  const speaks = [language.slice(0, 2), communityLanguage]
  return understand(
    tokens,
    await knownAbout(db, tokens, [...new Set([...speaks, 'en', 'es', 'simple'])], communityLanguage),
    speaks,
  )
}

const position = (near: string) => {
  const point = positionIn(near)
  return point ? `${rounded(point).lat},${rounded(point).lon}` : near
}

/**
 * Finds what was asked for, or the nearest useful thing, and says which. Two trips when there is something, and one before them for
 * the place that may be named among the words; never fails on any text.
 */
export const find = async (db: Db<FinderTables & GazetteerTables>, given: Asked, reader: Reader): Promise<Found> => {
  const places = db as unknown as Db<GazetteerTables>
  const said = await understandingOf(places, given.q, given.near !== '')
  const understood = {
    ...said,
    near: given.near || said.near,
    open: given.open || said.open,
    stepfree: given.stepfree || said.stepfree,
  }
  const asked = { ...given, ...understood }
  const [{ wanted: words, idle, slips }, where] = await Promise.all([
    wordsOf(db as unknown as Db<FinderTables>, asked, reader),
    asked.near ? whereIs(places, position(asked.near)) : null,
  ])
  // «Things to do in Hale» are all that is there.
  const wanted = idle && where ? [] : words
  const search: Search = {
    wanted,
    near: where,
    kind: asked.kind || null,
    openAt: asked.open ? reader.now : null,
    free: asked.free,
    stepFree: asked.stepfree,
    traits: asked.with,
    age: asked.age,
    order: asked.order,
    now: reader.now,
    relaxed: false,
    counted: reader.counted ?? false,
    offset: (asked.page - 1) * asked.limit,
    limit: asked.limit,
  }
  const { found, without, advice } = await withAdvice(
    db as unknown as Db<FinderTables>,
    search,
    await firstThatFinds(db as unknown as Db<FinderTables>, search),
    () => wordsOf(db as unknown as Db<FinderTables>, { ...asked, q: 'advice' }, { ...reader, language: 'en' }),
  )
  const counted = Math.min(found.total, mostCounted)
  const pages = Math.ceil(counted / asked.limit)
  if (pages && asked.page > pages) return find(db, { ...given, page: pages }, reader)
  return {
    items: found.items,
    total: counted,
    more: found.partly || found.total > mostCounted,
    page: asked.page,
    pages,
    where,
    unknownPlace: asked.near && !where ? asked.near : null,
    within: where && found.total && Number.isFinite(found.radius) ? found.radius : null,
    slips,
    understood,
    counts: found.counts,
    // Signs alone say nothing: what is shown then was not asked for.
    without: asked.q && !words.length ? { ...without, words: 'none' } : without,
    advice,
  }
}

const dropped = (search: Search, { words, filters }: Attempt): Search => ({
  ...search,
  wanted: words === 'none' ? [] : search.wanted,
  relaxed: words === 'any' || words === 'few',
  kind: filters.includes('kind') ? null : search.kind,
  openAt: filters.includes('open') ? null : search.openAt,
  free: search.free && !filters.includes('free'),
  stepFree: search.stepFree && !filters.includes('stepfree'),
  traits: filters.includes('with') ? [] : search.traits,
  age: filters.includes('age') ? null : search.age,
})

const filtersOf = ({ kind, openAt, free, stepFree, traits, age }: Search): Filter[] => [
  ...(openAt ? (['open'] as const) : []),
  ...(free ? (['free'] as const) : []),
  ...(stepFree ? (['stepfree'] as const) : []),
  ...(traits.length ? (['with'] as const) : []),
  ...(age === null ? [] : (['age'] as const)),
  ...(kind ? (['kind'] as const) : []),
]

interface Tried {
  found: Hits
  without: Attempt
}

/** A phrase that nobody here says at all is taken as its words: who asks for a baby bank gets at least what is for babies. */
const byItsWords = async (db: Db<FinderTables>, search: Search): Promise<Tried | null> => {
  const words = search.wanted.flatMap(({ said: [lexemes = []], uses }) =>
    lexemes
      .filter((lexeme) => !fillers.has(lexeme))
      .map((lexeme) => ({ typed: lexeme, alternatives: [[lexeme]], said: [[lexeme]], uses })),
  )
  if (!search.wanted.some(({ said: [lexemes = []] }) => lexemes.length > 1) || !words.length) return null
  const without: Attempt = { words: 'any', filters: [] }
  const found = await hitsOf(db, dropped({ ...search, wanted: words }, without))
  return found.total ? { found, without } : null
}

const firstThatFinds = async (db: Db<FinderTables>, search: Search): Promise<Tried> => {
  const tries = attempts({ words: search.wanted.length, filters: filtersOf(search), placed: search.near !== null })
  for (const without of tries) {
    const found = await hitsOf(db, dropped(search, without))
    if (found.total && without === tries[0]) return await withFollowers(db, search, found)
    if (found.total) return { found, without }
    if (without === tries.at(-1)) return (await byItsWords(db, search)) ?? { found, without: tries[0]! }
  }
  throw new Error('there is always one attempt')
}

/** Where nothing says any of the words, whoever gives advice may know more: nearer to what was meant than whatever else is near. */
const withAdvice = async (
  db: Db<FinderTables>,
  search: Search,
  tried: Tried,
  advising: () => Promise<{ wanted: Search['wanted'] }>,
): Promise<Tried & { advice: boolean }> => {
  const isLost = search.wanted.length > 0 && (!tried.found.total || tried.without.words === 'none')
  if (!isLost) return { ...tried, advice: false }
  const without: Attempt = { words: 'none', filters: [] }
  const { wanted } = await advising()
  const found = wanted.length ? await hitsOf(db, { ...dropped(search, without), wanted }) : tried.found
  return wanted.length && found.total ? { found, without, advice: true } : { ...tried, advice: false }
}

/** Few things say all of several words: what says the most telling of them follows. */
const withFollowers = async (db: Db<FinderTables>, search: Search, found: Hits): Promise<Tried> => {
  const without: Attempt = { words: 'few', filters: [] }
  const more = found.total < fewAnswers && search.wanted.length > 1 ? await hitsOf(db, dropped(search, without)) : null
  return more && more.total > found.total ? { found: more, without } : { found, without: { ...without, words: 'all' } }
}

/** How long something must still be open to be worth going there now. */
const worthwhile = 30 * 60_000

/**
 * Some of what is open now and for another half hour, of as many kinds as there are, others each day. From a sample where there is
 * very much, since the first page must be quick.
 */
export const openNearNow = async (
  db: Db<FinderTables>,
  { now, limit, kind = null }: { now: Date; limit: number; kind?: FindingKind | null },
): Promise<FoundItem[]> => {
  const later = new Date(now.getTime() + worthwhile)
  const { rows } = await sql<Row>`
    select ${sql.raw(itemColumns)}, 1 as sites, null::float8 as metres from finding where id in (
      select id from (
        select id, row_number() over (partition by subkind order by md5(id::text || ${now.toISOString().slice(0, 10)})) as turn, subkind
        from (
          select id, subkind from finding
          where opens @> ${now}::timestamptz and opens @> ${later}::timestamptz and (${kind}::text is null or kind = ${kind}) limit 1000
        ) open
      ) by_kind order by turn, md5(subkind || ${now.toISOString().slice(0, 10)}) limit ${limit}
    )`.execute(db)
  return rows.map(itemOf)
}

/** What opens soonest, for the hours in which nothing is open: of as many kinds as there are, within a day and a half. */
export const opensNext = async (
  db: Db<FinderTables>,
  { now, limit, kind = null }: { now: Date; limit: number; kind?: FindingKind | null },
): Promise<FoundItem[]> => {
  const horizon = new Date(now.getTime() + 36 * 3_600_000)
  const { rows } = await sql<Row>`
    with soon as (
      select id, subkind, (select min(lower(one)) from unnest(opens) one where lower(one) > ${now}::timestamptz) as at
      from finding
      where opens && tstzrange(${now}::timestamptz, ${horizon}::timestamptz) and (${kind}::text is null or kind = ${kind})
      limit 1000
    ), turns as (
      select id, at, row_number() over (partition by subkind order by at, md5(id::text)) as turn from soon where at < ${horizon}::timestamptz
    )
    select ${sql.raw(itemColumns)}, 1 as sites, null::float8 as metres
    from finding join turns using (id) order by turns.turn, turns.at, id limit ${limit}`.execute(db)
  return rows.map(itemOf)
}

export type KindCounts = Record<FindingKind, number>

/** How many of each kind can be found here. */
export const countsByKind = async (db: Db<FinderTables>): Promise<KindCounts> => {
  const rows = await db
    .selectFrom('finding')
    .select(['kind', (count) => count.fn.countAll<string>().as('count')])
    .groupBy('kind')
    .execute()
  const counts: KindCounts = { service: 0, place: 0, organisation: 0, group: 0 }
  for (const { kind, count } of rows) counts[kind] = Number(count)
  return counts
}

/** Findings whose known openings end before a moment: their owner works them out again and tells them by `putOpenings`. */
export const findingsToRefresh = async (
  db: Db<FinderTables>,
  before: Date,
  limit = 1_000,
): Promise<{ id: string; kind: FindingKind }[]> =>
  db
    .selectFrom('finding')
    .select(['id', 'kind'])
    .where('has_hours', '=', true)
    .where((row) => row.or([row('opens_until', '<', before), row('opens_until', 'is', null)]))
    .orderBy('opens_until')
    .limit(limit)
    .execute()
