import { CompiledQuery } from 'kysely'
import type { Db } from '#kernel/database/database.ts'
import type { Point } from '#kernel/geo/distance.ts'
import type { FinderTables, FoundItem } from '../tables.ts'
import type { Wanted } from '../words/rules.ts'
import { detours, enough, keysOf, missingDetour, mostWeighed, rings, tsqueryOf } from './rules.ts'

/** What is looked for: words as understood, where, and the filters. */
export interface Search {
  wanted: Wanted[]
  near: Point | null
  /** Of `finding.kind`, or more closely of `finding.subkind`. */
  kind: string | null
  openAt: Date | null
  free: boolean
  stepFree: boolean
  /** Any of the words will do, instead of all. */
  relaxed: boolean
  offset: number
  limit: number
}

export interface Hits {
  items: FoundItem[]
  /** Of all that was weighed. */
  total: number
  /** Which of `rings` held enough; the last one without a place. */
  ring: number
}

export type Row = Omit<FoundItem, 'opens' | 'stepFree' | 'checkedAt'> & {
  step_free: boolean | null
  checked_at: Date | null
  opens: [string, string][] | null
}

/** What is shown of a finding. Openings come as pairs of instants in order. */
export const itemColumns = `finding.id, kind, subkind, title, summary, organisation, area, lat, lon, zone, free, step_free, languages,
  case when opens is not null then (
    select coalesce(jsonb_agg(jsonb_build_array(lower(opening), upper(opening)) order by opening), '[]') from unnest(opens) opening
  ) end as opens, finding.checked_at, source, path`

export const itemOf = ({ step_free, checked_at, opens, ...same }: Row): FoundItem => ({
  ...same,
  stepFree: step_free,
  checkedAt: checked_at,
  opens: opens?.map(([start, end]) => ({ start: new Date(start), end: new Date(end) })) ?? null,
})

/** Names a value once and lets the text say it many times: a query builder would send each copy, and PostgreSQL plan each. */
const values = () => {
  const list: unknown[] = []
  const known = new Map<unknown, string>()
  const $ = (value: unknown, type: string): string => {
    const key = `${type} ${value}`
    if (!known.has(key)) known.set(key, `$${list.push(value)}::${type}`)
    return known.get(key)!
  }
  return { list, $ }
}
type Bind = ReturnType<typeof values>['$']

/** Metres on the mean sphere. */
const distance = ({ lat, lon }: Point, $: Bind) => `12742017.6 * asin(least(1, sqrt(
  power(sin(radians(lat - ${$(lat, 'float8')}) / 2), 2)
  + cos(radians(${$(lat, 'float8')})) * cos(radians(lat)) * power(sin(radians(lon - ${$(lon, 'float8')}) / 2), 2))))`

const matches = (wanted: readonly Wanted[], $: Bind, { weights = '', relaxed = false } = {}) =>
  `words @@ ${$(tsqueryOf(wanted, weights, relaxed ? ' | ' : ' & '), 'tsquery')}`

/** The first lexeme of an alternative is its rarest: it stands for the whole in the index, the row's words decide. */
const entries = ({ alternatives }: Wanted) => [...new Set(alternatives.map(([rarest]) => rarest!))]

const lookUps = ({ wanted, kind, free, stepFree, relaxed }: Search): string[][] => {
  const words = relaxed ? [wanted.flatMap(entries)] : wanted.map(entries)
  const properties = [
    ...(kind ? [`kind:${kind}`] : []),
    ...(free ? ['free:'] : []),
    ...(stepFree ? ['step-free:'] : []),
  ]
  const all = [...words.filter((some) => some.length), ...properties.map((property) => [property])]
  return all.length ? all : [['*']]
}

/** What the index answers (each look-up is the intersection of a word and a place already), and what only the row itself can tell. */
const conditions = (search: Search, ring: number, $: Bind): string => {
  const { wanted, near, kind, openAt, free, stepFree, relaxed } = search
  return [
    ...lookUps(search).map((words) => `reach && ${$(keysOf(words, ring, near), 'integer[]')}`),
    ...(wanted.length ? [matches(wanted, $, { relaxed })] : []),
    ...(kind ? [`(kind = ${$(kind, 'text')} or subkind = ${$(kind, 'text')})`] : []),
    ...(free ? ['free'] : []),
    ...(stepFree ? ['step_free'] : []),
    ...(openAt ? [`opens @> ${$(openAt.toISOString(), 'timestamptz')}`] : []),
  ].join(' and ')
}

/** How well the words fit, as metres to add: see `detours`. */
const detour = ({ wanted, relaxed }: Search, $: Bind): string => {
  if (!wanted.length) return '0'
  const unmet = relaxed ? wanted.map((one) => ` + ${missingDetour} * (not ${matches([one], $)})::integer`) : []
  const at = (weights: string) => matches(wanted, $, { weights, relaxed })
  return `case when ${at('A')} then ${detours.A} when ${at('AB')} then ${detours.B} when ${at('ABC')} then ${detours.C} else ${detours.D} end${unmet.join('')}`
}

const candidates = (search: Search, ring: number, $: Bind): string => {
  const radius = rings[ring]!
  return `
    select * from (
      select id, ${search.near ? distance(search.near, $) : 'null::float8'} as metres, ${detour(search, $)} as detour, checked_at
      from finding where ${conditions(search, ring, $)} limit ${mostWeighed}
    ) weighed ${Number.isFinite(radius) ? `where metres <= ${radius}` : ''}`
}

/**
 * A ring is looked at only when none before holds enough: PostgreSQL then never starts on it, and no trip is added. `held` says
 * whether what a ring holds is enough, or what a smaller one held was.
 */
const ringed = (search: Search, $: Bind): string => {
  const last = rings.length - 1
  const unless = (ring: number, word: string) => (ring ? ` ${word} not (select enough from held${ring - 1})` : '')
  const finite = rings.slice(0, -1).map((_, ring) => ring)
  const looked = finite.map(
    (ring) => `
    ring${ring} as materialized (${candidates(search, ring, $)}${unless(ring, 'and')}),
    held${ring} as materialized (
      select ${ring ? `(select enough from held${ring - 1}) or` : ''} coalesce(sum(
        case when detour <= ${detours.B} then ${enough.good} else ${enough.mention} end), 0) >= ${enough.sums[ring]} as enough
      from ring${ring})`,
  )
  const taken = finite.map(
    (ring) => `
    select *, ${ring} as ring from ring${ring} where (select enough from held${ring})${unless(ring, 'and')}`,
  )
  const rest = `select *, ${last} as ring from (${candidates(search, last, $)}) everywhere${unless(last, 'where')}`
  return `${looked.join(',')}, found as materialized (${[...taken, rest].join(' union all ')})`
}

const everywhere = (search: Search, $: Bind): string =>
  `found as materialized (select *, ${rings.length - 1} as ring from (${candidates(search, rings.length - 1, $)}) everywhere)`

/** Nearest first by `detours`; without a place the best match first, then what was checked last. */
export const hitsOf = async (db: Db<FinderTables>, search: Search): Promise<Hits> => {
  const { list, $ } = values()
  const order = search.near ? 'coalesce(metres, 1e8) + detour' : 'detour, top.checked_at desc nulls last'
  const text = `
    with ${search.near ? ringed(search, $) : everywhere(search, $)}
    select counted.ring, counted.total, top.metres, ${itemColumns}
    from (select count(*)::integer as total, coalesce(max(ring), ${rings.length - 1}) as ring from found) counted
    left join (
      select * from found top order by ${order}, id offset ${$(search.offset, 'integer')} limit ${$(search.limit, 'integer')}
    ) top on true
    left join finding on finding.id = top.id
    order by ${order}, top.id`
  const { rows } = await db.executeQuery<Row & { ring: number; total: number }>(CompiledQuery.raw(text, list))
  const items = rows.filter(({ id }) => id !== null).map(({ ring: _, total: __, ...row }) => itemOf(row))
  return { items, total: rows[0]!.total, ring: rows[0]!.ring }
}
