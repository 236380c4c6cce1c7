import { type RawBuilder, sql } from 'kysely'
import type { Db } from '#kernel/database/database.ts'
import type { DirectoryTables } from '../../tables.ts'
import { type Depth, type Kind, type Link, linksOf, objectsIn, type ShapeName, shapes } from './rules.ts'

/** Offsets from UTC in hours at a moment, by IANA zone: schedules keep the zone, the feed says the offset of the day. */
export const offsetsAt = (now: Date): Record<string, number> => {
  const hours = (zone: string) => {
    const parts = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' }).formatToParts(now)
    const [, sign, hour, minute] = /GMT([+-])(\d+):(\d+)/u.exec(parts.at(-1)!.value) ?? []
    return sign ? Number(`${sign}1`) * (Number(hour) + Number(minute) / 60) : 0
  }
  return Object.fromEntries(['UTC', ...Intl.supportedValuesOf('timeZone')].map((zone) => [zone, hours(zone)]))
}

let kept: { day: string; offsets: string } | null = null

/** The same, reckoned once an hour. */
const offsetsText = (now: Date): string => {
  const day = now.toISOString().slice(0, 13)
  if (kept?.day !== day) kept = { day, offsets: JSON.stringify(offsetsAt(now)) }
  return kept.offsets
}

const moment = (value: string) => `to_char(${value} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`
const isDialled = (alias: string) => `${alias}.extension ~ '^[1-9][0-9]{0,14}$'`

/** SQL of a column's value; all names are our own, nothing comes from outside. */
const written: Record<Kind, (alias: string, column: string) => string> = {
  plain: (alias, column) => `${alias}."${column}"`,
  must: (alias, column) => `coalesce(${alias}."${column}", '')`,
  moment: (alias, column) => moment(`${alias}."${column}"`),
  changed: (alias, column) => moment(`coalesce(${alias}."${column}", ${alias}.modified_at)`),
  zone: (alias, column) =>
    `case when ${alias}.${column} ~ '^[+-]?[0-9]{1,2}([.][0-9]+)?$' then ${alias}.${column}::numeric
      else (offsets.hours ->> ${alias}.${column})::numeric end`,
  digits: (alias, column) => `case when ${isDialled(alias)} then ${alias}.${column}::numeric end`,
  numbered: (alias, column) =>
    `${alias}.${column} || case when not ${isDialled(alias)} then ' ext. ' || ${alias}.extension else '' end`,
}

const numberedSql = (alias: string) =>
  `${alias}.number || case when ${isDialled(alias)} then '' else coalesce(' ext. ' || ${alias}.extension, '') end`

const own = (name: ShapeName, alias: string): string[] =>
  Object.entries(shapes[name].columns).map(([column, kind]) => {
    const value = kind === 'numbered' ? numberedSql(alias) : written[kind](alias, column)
    return `'${column}', ${value}`
  })

const linked = (link: Link, alias: string, above: readonly ShapeName[], depth: Depth): string => {
  const child = `${alias}_${link.key.slice(0, 3)}${above.length}`
  const { table } = shapes[link.shape]
  const value =
    link.key === 'services' && depth.services === 'named'
      ? `json_build_object('id', ${child}.id, 'name', ${child}.name, 'status', ${child}.status)`
      : objectSql(link.shape, child, above, depth)
  if (!link.many)
    return `'${link.key}', (select ${value} from ${table} ${child} where ${child}.id = ${alias}.${link.by})`
  return `'${link.key}', (select json_agg(${value} order by ${child}.id) from ${table} ${child} where ${child}.${link.by} = ${alias}.id)`
}

/** SQL that makes one object as JSON, with what hangs on it. */
export const objectSql = (name: ShapeName, alias: string, above: readonly ShapeName[], depth: Depth): string => {
  const links = linksOf(name, above, depth).map((link) => linked(link, alias, [...above, name], depth))
  return `json_build_object(${[...own(name, alias), ...links].join(', ')})`
}

export interface Page {
  total: number
  contents: unknown[]
}

export interface Wanted {
  name: ShapeName
  depth: Depth
  /** Conditions on the row `thing`. */
  where: RawBuilder<unknown>
  /** What else stands in each object: key → SQL on the row `thing`. */
  besides?: Record<string, string>
  /** SQL on the row `thing` of all that is wanted of it, instead of its columns and links. */
  only?: string
  now: Date
}

const sharedName = (key: string) => `shared_${key}`

const sharedParent = ({ key, by }: Link, alias: string) =>
  `'${key}', (select one.body from ${sharedName(key)} one where one.id = ${alias}.${by})`

const withBesides = ({ name, depth, besides = {}, only }: Wanted, parents: 'own' | 'shared' = 'own') => {
  if (only) return sql.raw(only)
  const extra = Object.entries(besides).map(([key, value]) => `'${key}', ${value}`)
  const links = linksOf(name, [], depth).map((link) =>
    parents === 'shared' && !link.many ? sharedParent(link, 'thing') : linked(link, 'thing', [name], depth),
  )
  return sql.raw(`json_build_object(${[...own(name, 'thing'), ...links, ...extra].join(', ')})`)
}

const from = ({ name }: Wanted) => sql.raw(shapes[name].table)
const offsets = (now: Date) => sql`(select ${offsetsText(now)}::jsonb as hours) offsets`

/** One page of objects and how many there are, in one trip. */
export const pageSql = (wanted: Wanted, order: string, { size, skip }: { size: number; skip: number }) => sql<{
  total: number
  contents: string | null
}>`
  with hit as materialized (select thing.id, ${sql.raw(order)} as sorted from ${from(wanted)} thing where ${wanted.where}),
  shown as (select id, sorted from hit order by sorted, id limit ${size} offset ${skip})
  select (select count(*)::int from hit) as total,
    (select json_strip_nulls(json_agg(${withBesides(wanted)} order by shown.sorted, shown.id))::text
     from shown join ${from(wanted)} thing on thing.id = shown.id cross join ${offsets(wanted.now)}) as contents`

/** Where a feed stands: at the last object of a group of those that share a parent; without groups the nought. */
export interface Cursor {
  group: string
  id: string
}

const nought = '00000000-0000-0000-0000-000000000000'
export const beginning: Cursor = { group: nought, id: nought }

/** Whole services go by organisation: it is large, and put together once for those that stand beside each other. */
const groupOf = ({ name, depth, only }: Wanted) =>
  name === 'service' && depth.full && !only ? sql.raw(`coalesce(thing.organization_id, '${nought}'::uuid)`) : null

const idsAfter = (wanted: Wanted, after: Cursor, size: number) => {
  const group = groupOf(wanted)
  const some = sql`from ${from(wanted)} thing where ${wanted.where}`
  return group
    ? sql`select ${group} as group_id, thing.id ${some} and (${group}, thing.id) > (${after.group}::uuid, ${after.id}::uuid)
        order by ${group}, thing.id limit ${size}`
    : sql`select ${nought}::uuid as group_id, thing.id ${some} and thing.id > ${after.id}::uuid order by thing.id limit ${size}`
}

const parentsOf = ({ name, depth, only }: Wanted) => (only ? [] : linksOf(name, [], depth).filter(({ many }) => !many))

/** The parents of what is shown, each put together once however many share it. */
const sharedParents = (wanted: Wanted) =>
  parentsOf(wanted).map(({ key, shape, by }) => {
    const body = objectSql(shape, 'parent', [wanted.name], wanted.depth)
    return sql`, ${sql.raw(sharedName(key))} as materialized (select parent.id, ${sql.raw(body)} as body
      from ${sql.raw(shapes[shape].table)} parent cross join ${offsets(wanted.now)}
      where parent.id in (select thing.${sql.raw(by)} from shown join ${from(wanted)} thing on thing.id = shown.id))`
  })

/** The next objects after one, a row each: short texts are forgotten at once, while a long one stays until much has gathered. */
export const linesSql = (wanted: Wanted, after: Cursor, size: number) => sql<Cursor & { line: string }>`
  with shown as materialized (${idsAfter(wanted, after, size)})${sql.join(sharedParents(wanted), sql``)}
  select shown.group_id as "group", shown.id, json_strip_nulls(${withBesides(wanted, 'shared')})::text as line
  from shown join ${from(wanted)} thing on thing.id = shown.id cross join ${offsets(wanted.now)} order by shown.group_id, shown.id`

/** One object. */
export const oneSql = (wanted: Wanted, id: string) => sql<{ body: string }>`
  select json_strip_nulls(${withBesides(wanted)})::text as body
  from ${from(wanted)} thing cross join ${offsets(wanted.now)} where thing.id = ${id}::uuid and ${wanted.where}`

/**
 * Keeps out of the log where a confidential place was before it was known to be one, and who works there. Of an address or a person
 * that is there no more nobody can tell whose they were: their log stays here.
 */
export const unhidden = (
  row: string,
) => `not exists (select from location hidden where hidden.confidential and hidden.id = ${row}.resource_id)
  and (${row}.resource_type not ilike 'address%' or exists (select from public_address known where known.id = ${row}.resource_id))
  and (${row}.resource_type not ilike 'contact%' or exists (select from public_contact known where known.id = ${row}.resource_id and not known.hidden))`

interface Hung {
  id: string
  attributes: unknown[] | null
  metadata: unknown[] | null
  given: Record<string, string> | null
}

/** Which of these ids have attributes, a log, or words of their source that no column holds. */
export const idsWithHung = async (db: Db<DirectoryTables>, ids: readonly string[]): Promise<Set<string>> => {
  const { rows } = await sql<{ id: string }>`
    select link_id::text as id from attribute where link_id = any(${ids}::uuid[])
    union select resource_id::text from metadata where resource_id = any(${ids}::uuid[])
    union select thing_id::text from given_value where thing_id = any(${ids}::uuid[])`.execute(db)
  return new Set(rows.map(({ id }) => id))
}

/** A link that leads nowhere is a link of the standard all the same; what its columns cannot hold stands beside them. */
const withGiven = (object: Record<string, unknown>, given: Record<string, string>) => {
  const [links, others] = [true, false].map((isLink) =>
    Object.fromEntries(
      Object.entries(given).filter(([field]) => field.endsWith('_id') === isLink && (object[field] ?? null) === null),
    ),
  )
  Object.assign(object, links, Object.keys(others!).length ? { x_given: others } : {})
}

/**
 * Adds to whole objects, and to all within them, their attributes, the log of their fields, and what their source wrote that no column
 * holds, in one trip for all.
 */
export const withHung = async <Value>(db: Db<DirectoryTables>, value: Value): Promise<Value> => {
  const objects = objectsIn(value)
  const ids = [...new Set(objects.map(({ id }) => String(id)))]
  const attribute = objectSql('attribute', 'one', [], { root: 'attribute', full: true })
  const metadata = objectSql('metadata', 'one', [], { root: 'metadata', full: true })
  const { rows } = await sql<Hung>`
    with wanted as (select unnest(${ids}::uuid[]) as id),
    within as (select one.id as attribute_id, term.id as term_id, term.taxonomy_id from attribute one
      left join taxonomy_term term on term.id = one.taxonomy_term_id where one.link_id in (select id from wanted)),
    asked as (select id from wanted union select attribute_id from within union select term_id from within
      union select taxonomy_id from within),
    attributes as (select one.link_id as id, json_agg(json_strip_nulls(${sql.raw(attribute)}) order by one.id) as list
      from attribute one where one.link_id in (select id from wanted) group by one.link_id),
    metadata_ as (select one.resource_id as id, json_agg(json_strip_nulls(${sql.raw(metadata)}) order by one.recorded_at, one.id) as list
      from metadata one where one.resource_id in (select id from asked) and ${sql.raw(unhidden('one'))} group by one.resource_id),
    given as (select thing_id as id, json_object_agg(field, value order by field) as list from public_given
      where thing_id in (select id from asked) group by thing_id)
    select id::text, attributes.list as attributes, metadata_.list as metadata, given.list as given
    from attributes full join metadata_ using (id) full join given using (id)`.execute(db)
  const hung = new Map(rows.map((row) => [row.id, row]))
  const complete = (object: Record<string, unknown>) => {
    const { metadata: log, given } = hung.get(String(object.id)) ?? {}
    if (log) object.metadata = log
    if (given) withGiven(object, given)
  }
  for (const object of objects) {
    complete(object)
    const { attributes } = hung.get(String(object.id)) ?? {}
    if (!attributes) continue
    // Only one step further: an attribute may hang on itself.
    for (const inner of objectsIn(attributes)) complete(inner)
    object.attributes = attributes
  }
  return value
}
