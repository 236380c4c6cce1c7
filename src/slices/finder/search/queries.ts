import { CompiledQuery } from 'kysely'
import type { Db } from '#kernel/database/database.ts'
import { mark } from '#kernel/database/kept.ts'
import type { Point } from '#kernel/geo/distance.ts'
import { boxAround } from '#kernel/geo/distance.ts'
import type { FinderTables, FoundItem, Opening } from '../tables.ts'
import type { Wanted } from '../words/rules.ts'
import {
  detours,
  enoughSampled,
  firstRing,
  keysOf,
  meantDetour,
  missingDetour,
  mostCounted,
  mostOften,
  mostWeighed,
  nextRing,
  notAllDetour,
  overdueAnywhere,
  overdueDetour,
  partly,
  rings,
  roughDetour,
  sampled,
  tsqueryOf,
  weights,
  wideMetres,
} from './rules.ts'

/** What stands first: what is nearest and fits best; what is open, then what opens soonest; what was checked last; what costs nothing. */
export type Order = 'near' | 'open' | 'checked' | 'free'

/** What is looked for: words as understood, where, and the filters. */
export interface Search {
  wanted: Wanted[]
  near: Point | null
  /** Of `finding.kind`, or more closely of `finding.subkind`. */
  kind: string | null
  openAt: Date | null
  free: boolean
  stepFree: boolean
  /** All of these, as `group:value`. */
  traits: readonly string[]
  /** Somebody of this age, in years. */
  age: number | null
  order: Order
  now: Date
  /** Any of the words will do, instead of all. */
  relaxed: boolean
  /** Counts what could be chosen among what is found. */
  counted: boolean
  offset: number
  limit: number
}

export interface Hits {
  items: FoundItem[]
  /** Of all that was weighed. */
  total: number
  /** There is more than was weighed. */
  partly: boolean
  /** The radius in metres that held enough; infinite without a place. */
  radius: number
  /** How many have each trait, and `kind:…`, `open:`, `free:`, `step-free:`; empty where it was not asked for. */
  counts: Record<string, number>
}

export type Row = Omit<FoundItem, 'opens' | 'stepFree' | 'checkedAt'> & {
  step_free: boolean | null
  checked_at: Date | null
  opens: string | null
}

/** What is shown of a finding. Openings come as PostgreSQL writes a multirange: making JSON of them took longer than the search. */
export const itemColumns = `finding.id, kind, subkind, title, summary, organisation, area, lat, lon, zone, free, step_free, languages, opens,
  finding.checked_at, source, path, precision, finding.thing, traits`

/** `2026-11-23 09:00:00+00`, as connections in UTC write it; the form with T and Z is read five times as fast. */
const instantIn = (text: string) =>
  new Date(text.length === 22 && text.endsWith('+00') ? `${text.slice(0, 10)}T${text.slice(11, 19)}Z` : text)

/** `{["2026-11-23 09:00:00+00","2026-11-23 17:00:00+00"),…}` */
const openingsIn = (multirange: string): Opening[] =>
  [...multirange.matchAll(/\["([^"]+)","([^"]+)"\)/gu)].map(([, start, end]) => ({
    start: instantIn(start!),
    end: instantIn(end!),
  }))

export const itemOf = ({ step_free, checked_at, opens, ...same }: Row): FoundItem => ({
  ...same,
  stepFree: step_free,
  checkedAt: checked_at,
  opens: opens === null ? null : openingsIn(opens),
})

/** Names a value once and lets the text say it many times: a query builder would send each copy, and PostgreSQL plan each. */
export const values = () => {
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

export const matches = (wanted: readonly Wanted[], $: Bind, { weights = '', relaxed = false } = {}) =>
  `words @@ ${$(tsqueryOf(wanted, weights, relaxed ? ' | ' : ' & '), 'tsquery')}`

/** Of what is said too often to weigh it all: what has the rarest word in its title, or a few pages of the table. */
type Part = 'titles' | 'sample'
type Look = Search & { part?: Part | null }

/** The first lexeme of an alternative is its rarest: it stands for the whole in the index, the row's words decide. */
const entries = ({ alternatives }: Wanted) => [...new Set(alternatives.map(([rarest]) => rarest!))]
const inTitle = (lexemes: string[]) => lexemes.map((lexeme) => `title:${lexeme}`)

const rarestOf = (wanted: readonly Wanted[]) => wanted.reduce((a, b) => (b.uses < a.uses ? b : a))

const wordsOf = ({ wanted, relaxed, part }: Look): string[][] => {
  if (relaxed) {
    const any = wanted.flatMap(entries)
    return [part === 'titles' ? inTitle(any) : any]
  }
  const rarest = part === 'titles' ? rarestOf(wanted) : null
  return wanted.map((one) => (one === rarest ? inTitle(entries(one)) : entries(one)))
}

const lookUps = (look: Look): string[][] => {
  const { kind, free, stepFree, traits, part } = look
  if (part === 'sample') return []
  const words = wordsOf(look)
  const properties = [
    ...(kind ? [`kind:${kind}`] : []),
    ...(free ? ['free:'] : []),
    ...(stepFree ? ['step-free:'] : []),
    ...traits,
  ]
  const all = [...words.filter((some) => some.length), ...properties.map((property) => [property])]
  return all.length ? all : [['*']]
}

/** A box is quicker asked than a circle; one over the antimeridian or a pole is left to the circle, as is what has no place. */
const inBox = (near: Point | null, radius: number, $: Bind): string[] => {
  if (!near || !Number.isFinite(radius)) return []
  const { south, west, north, east } = boxAround(near, radius)
  if (west >= east) return []
  const [s, w, n, e] = [south, west, north, east].map((side) => $(side, 'float8'))
  return [
    `coalesce(lat, ${s}) >= ${s}`,
    `coalesce(lat, ${n}) <= ${n}`,
    `coalesce(lon, ${w}) >= ${w}`,
    `coalesce(lon, ${e}) <= ${e}`,
  ]
}

/**
 * What only the row itself can tell, and what the index answers: each look-up is the intersection of a word and a place already.
 * Two things keep a search quick where PostgreSQL would rather read every row, as in a small community. The keys stand in a subquery:
 * a few hundred of them, if it saw them, would seem dearer to it than thousands of rows. And they stand last, since conditions that cost
 * alike are asked in the order in which they are written: comparing all keys of a row with hundreds of others takes half a millisecond.
 */
export const conditions = (look: Look, radius: number, $: Bind): string => {
  const { wanted, relaxed, near, kind, openAt, free, stepFree, traits, age } = look
  const all = [
    ...(free ? ['free'] : []),
    ...(stepFree ? ['step_free'] : []),
    ...inBox(near, radius, $),
    ...(wanted.length ? [matches(wanted, $, { relaxed })] : []),
    ...(openAt ? [`opens @> ${$(openAt.toISOString(), 'timestamptz')}`] : []),
    ...(traits.length ? [`traits @> ${$(traits, 'text[]')}`] : []),
    ...lookUps(look).map((words) => `reach && (select ${$(keysOf(words, radius, near), 'integer[]')})`),
    ...(kind ? [`(kind = ${$(kind, 'text')} or subkind = ${$(kind, 'text')})`] : []),
    ...(age === null
      ? []
      : [`coalesce(age_from, 0) <= ${$(age, 'real')} and coalesce(age_to, 999) >= ${$(age, 'real')}`]),
  ]
  return all.join(' and ') || 'true'
}

/**
 * How well all the words fit, on the average, as metres to add: see `detours`. What tells most counts most: «swimming for children» is
 * swimming. That they fit at all is a condition already.
 */
const detour = ({ wanted, relaxed }: Search, $: Bind): string => {
  if (!wanted.length) return '0'
  if (relaxed) return relaxedDetour(wanted, $)
  const all = wanted.reduce((sum, one) => sum + missingDetour(one), 0)
  const each = wanted.map((one) => {
    const at = (where: string) => matches([one], $, { weights: where })
    const part = (metres: number) => Math.round((metres * missingDetour(one)) / all)
    const place = `case when ${at('A')} then ${part(detours.A)} when ${at('AB')} then ${part(detours.B)} when ${at('ABC')} then ${part(detours.C)} else ${part(detours.D)} end`
    const isWider = one.alternatives.length > one.said.length
    return isWider
      ? `${place} + ${part(meantDetour)} * (not ${matches([{ ...one, alternatives: one.said }], $)})::integer`
      : place
  })
  return each.join(' + ')
}

/** Where any of the words will do, each is weighed by itself: a rare word in passing tells more than a common one in a title. */
const relaxedDetour = (wanted: readonly Wanted[], $: Bind): string => {
  const each = wanted.map((one) => {
    const missing = missingDetour(one)
    const at = (where: string) => matches([one], $, { weights: where })
    const said = () => matches([{ ...one, alternatives: one.said }], $)
    const isWider = one.alternatives.length > one.said.length
    const meant = isWider ? ` + ${Math.round(missing * partly.meant)} * (not ${said()})::integer` : ''
    return `case when ${at('A')} then 0${meant} when ${at('ABC')} then ${Math.round(missing * partly.B)}${meant} when ${at('')} then ${Math.round(missing * partly.D)} else ${missing} end`
  })
  return `case when ${matches(wanted, $, { relaxed: true })} then ${each.join(' + ')}
    + ${notAllDetour} * (not ${matches(wanted, $)})::integer end`
}

/** Things without a place lie beyond everything. */
const nowhere = 1e9

/** What counts before distance and fit, smallest first. */
const turn = ({ order, now }: Search, $: Bind): string => {
  const at = $(now.toISOString(), 'timestamptz')
  if (order === 'checked') return '-extract(epoch from checked_at)'
  if (order === 'free') return 'case when free then 0 when free is null then 1 else 2 end'
  return `case when opens @> ${at} then 0
    else extract(epoch from (select min(lower(one)) from unnest(opens) one where lower(one) > ${at}) - ${at}) end`
}

/** The smaller, the better it fits, in metres to add to the distance. */
const misfit = (search: Search, $: Bind): string => `${detour(search, $)}
  + case when check_due < ${$(search.now.toISOString(), 'timestamptz')} then ${search.near ? overdueDetour : overdueAnywhere} else 0 end
  ${search.near ? `+ case precision when 'district' then ${roughDetour} else 0 end` : ''}`

/** `least` would take an unknown distance for the farthest one. */
const away = ({ near }: Search, $: Bind): string =>
  near
    ? `case when lat is not null then ${distance(near, $)} when precision = 'wide' then ${wideMetres} else ${nowhere} end`
    : `${nowhere}`

/** How much of the table a sample of so many rows is, in percent; as PostgreSQL last counted it. */
const sampleShare = `(select least(100, 100.0 * ${sampled} / greatest(reltuples, 1)) from pg_class where oid = 'finding'::regclass)`

/** The same pages of the table all day, so that one page of answers follows another. */
const sample = ({ now }: Search, $: Bind): string =>
  `tablesample system (${sampleShare}) repeatable (${$(Math.floor(now.getTime() / 86_400_000), 'integer')})`

const candidates = (look: Look, radius: number, $: Bind, also = 'true'): string => `
  select * from (
    select finding.ctid as row, id, thing, checked_at, ${look.order === 'near' ? '' : `${turn(look, $)} as turn,`}
      ${away(look, $)} as metres, ${misfit(look, $)} as detour
    from finding ${look.part === 'sample' ? sample(look, $) : ''} where ${conditions(look, radius, $)} and ${also}
  ) candidate where detour is not null and metres <= ${$(radius, 'float8')} limit ${look.part === 'titles' ? mostOften : mostWeighed}`

/** PostgreSQL begins with the others only where the titles are too few: what needs no row is asked first. */
const weighed = (look: Look, radius: number, $: Bind): string =>
  look.part === 'titles'
    ? `with titled as materialized (${candidates(look, radius, $)})
      select * from titled union all (${candidates({ ...look, part: null }, radius, $, `(select count(*) from titled) < ${mostCounted} and id not in (select id from titled)`)})`
    : candidates(look, radius, $)

const held = `coalesce(sum(case when detour <= ${detours.B + meantDetour} then ${weights.good} else ${weights.mention} end), 0)::integer`

/** The smallest ring that holds enough, if any. */
const chosen = (from: number, to: number, $: Bind): string => {
  const some = rings.slice(from, to + 1)
  const [radii, sums] = [some.map(({ radius }) => radius), some.map(({ enough }) => enough)]
  return `select min(radius) as radius from unnest(${$(radii, 'float8[]')}, ${$(sums, 'integer[]')}) ring (radius, enough)
    where enough <= (select ${held} from weighed where metres <= ring.radius)`
}

interface About {
  radius: number | null
  total: number
  held: number
  whole: boolean
  counts: Record<string, number> | null
}
type Answer = Row & About

/** More are not gone through only to count what could be chosen. */
const mostChosen = 2_000

/** Rows were met a moment ago: where they lie is the shortest way back to them. */
const chosenBy = ({ now }: Search, $: Bind): string => `(select jsonb_object_agg(value, many) from (
  select value, count(*) as many from (select row from found limit ${mostChosen}) sample join finding on finding.ctid = sample.row,
    unnest(traits || array['kind:' || kind, case when free then 'free:' end, case when step_free then 'step-free:' end,
      case when opens @> ${$(now.toISOString(), 'timestamptz')} then 'open:' end]) as value
  where value is not null group by value) each)`

/** Few shapes make up most searches: these are planned once. There is but one good plan, so it hangs on no value. */
const isCommon = ({ wanted, relaxed }: Search) => wanted.length <= 3 && !relaxed

type Looked = Hits | { held: number }

const itemIn = ({ radius: _, total: __, held: ___, counts: ____, whole: _____, ...row }: Answer): FoundItem =>
  itemOf(row)

/** Is what was looked through all that there is to look through? */
const isWhole = ({ part }: Look) => {
  if (part === 'sample') return `${sampleShare} = 100`
  return part === 'titles' ? `(select count(*) from weighed) < ${mostOften}` : 'true'
}

/** One look-up for the rings `from` to `to`: what the smallest of them holds that holds enough, or how much the largest does. */
const hitsWithin = async (db: Db<FinderTables>, search: Look, from: number, to: number): Promise<Looked> => {
  const { list, $ } = values()
  const best = search.near ? 'top.metres + detour' : 'detour, top.checked_at desc nulls last'
  const order = search.order === 'near' ? best : `turn nulls last, ${best}`
  const text = `
    with weighed as materialized (${weighed(search, rings[to]!.radius, $)}),
    chosen as materialized (${chosen(from, to, $)}),
    found as materialized (
      select distinct on (thing) *, count(*) over (partition by thing) as sites
      from weighed where metres <= (select radius from chosen) order by thing, metres + detour
    )
    select chosen.radius, (select count(*)::integer from found) as total, (select ${held} from weighed) as held, ${isWhole(search)} as whole,
      ${search.counted ? chosenBy(search, $) : 'null'} as counts,
      case when lat is not null then nullif(top.metres, ${nowhere}) end as metres, top.sites::integer as sites, ${itemColumns}
    from chosen
    left join (select * from found top order by ${order}, id offset ${$(search.offset, 'integer')} limit ${$(search.limit, 'integer')}) top on true
    left join finding on finding.ctid = top.row
    order by ${order}, top.id`
  const statement = CompiledQuery.raw(isCommon(search) ? `${mark}${text}` : text, list) as CompiledQuery<Answer>
  const { rows } = await db.executeQuery(statement)
  const { radius, total, held: sum, counts, whole } = rows[0]!
  if (radius === null) return { held: sum }
  const items = rows.filter(({ id }) => id !== null).map(itemIn)
  return { items, total, partly: !whole, radius, counts: counts ?? {} }
}

/** An upper bound of how many findings can match, as far as the words' own counts tell. */
const usesOf = ({ wanted, relaxed }: Search): number => {
  const uses = wanted.map((one) => one.uses)
  if (!uses.length) return Number.POSITIVE_INFINITY
  return relaxed ? uses.reduce((sum, some) => sum + some, 0) : Math.min(...uses)
}

/** What to look through first where there is no place: with few words of their own count, all. */
const partOf = (search: Search): Part | null =>
  search.wanted.length ? (usesOf(search) > mostWeighed ? 'titles' : null) : 'sample'

/** Where more match than can be weighed, the best or some of them, if they are enough; else all. */
const hitsAnywhere = async (db: Db<FinderTables>, search: Search): Promise<Hits> => {
  const all = rings.length - 1
  const part = partOf(search)
  const some = (await hitsWithin(db, { ...search, part }, all, all)) as Hits
  const isEnough = part !== 'sample' || !some.partly || some.total >= enoughSampled
  return isEnough ? some : ((await hitsWithin(db, search, all, all)) as Hits)
}

/** Nearest first by `detours`, and no further than needed; without a place the best match first, then what was checked last. */
export const hitsOf = async (db: Db<FinderTables>, search: Search): Promise<Hits> => {
  if (!search.near) return await hitsAnywhere(db, search)
  for (let from = 0, to = firstRing(usesOf(search)); ; ) {
    const looked = await hitsWithin(db, search, from, to)
    if ('items' in looked) return looked
    from = to + 1
    to = nextRing(to, looked.held)
  }
}
