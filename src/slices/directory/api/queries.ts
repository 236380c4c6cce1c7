import { type RawBuilder, sql } from 'kysely'
import { across, type Db } from '#kernel/database/database.ts'
import { Invalid, NotFound } from '#kernel/errors/errors.ts'
import { whereIs } from '#kernel/geo/gazetteer.ts'
import type { DirectoryTables } from '../tables.ts'
import type { Listing, OrganizationAsked, PlacedAsked, ServiceAsked, TermAsked } from './fields.ts'
import { envelope, sizeOf } from './rules.ts'
import {
  beginning,
  type Cursor,
  idsWithHung,
  linesSql,
  oneSql,
  pageSql,
  type Wanted,
  withHung,
} from './shapes/queries.ts'
import type { ShapeName } from './shapes/rules.ts'

type Condition = RawBuilder<unknown>
type Given = { search?: string | undefined; taxonomy_term_id?: string | undefined; taxonomy_id?: string | undefined }

const all = (conditions: (Condition | null | undefined | false)[]): Condition =>
  sql.join([sql`true`, ...conditions.filter((one) => one !== null && one !== undefined && one !== false)], sql` and `)

/** Each filter narrows what the others leave. */
const worded = (alias: string, search: string | undefined, columns = ['name', 'alternate_name', 'description']) => {
  if (!search) return null
  const text = columns.map((column) => (column === 'name' ? `${alias}.name` : `coalesce(${alias}.${column}, '')`))
  return sql`to_tsvector('simple', ${sql.raw(text.join(" || ' ' || "))}) @@ websearch_to_tsquery('simple', ${search})`
}

const termed = (ids: Condition, { taxonomy_term_id, taxonomy_id }: Given) =>
  [
    taxonomy_term_id &&
      sql`exists (select from attribute x where x.link_id in ${ids} and x.taxonomy_term_id = ${taxonomy_term_id}::uuid)`,
    taxonomy_id &&
      sql`exists (select from attribute x join taxonomy_term y on y.id = x.taxonomy_term_id
      where x.link_id in ${ids} and y.taxonomy_id = ${taxonomy_id}::uuid)`,
  ].filter((one) => typeof one === 'object')

/** What moderation hid or took away is nobody's to copy. */
const shown = (alias: string, kind: string) =>
  sql.raw(`not exists (select from moderated m where m.thing_kind = '${kind}' and m.thing_id = ${alias}.id
    and coalesce(m.hidden_at, m.removed_at) is not null)`)

/** What the standard has no words for: freshness, who may see it, and the axes by which a community judges a service. */
const ours = (things: string) => `json_build_object(
  'checked_at', to_char(thing.checked_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
  'modified_at', to_char(thing.modified_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
  'visibility', 'public',
  'closed_at', (select to_char(d.closed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') from closed_record d where d.thing_id = thing.id),
  'alerts', (select json_agg(json_build_object('words', a.words, 'closed', a.closed, 'from', a.from_on, 'until', a.until_on)
      order by a.from_on, a.id)
    from record_alert a where a.thing_id in (${things}) and a.ended_at is null and a.until_on >= current_date),
  'source', (select json_build_object('name', o.name, 'url', o.url, 'licence', o.licence, 'licence_url', o.licence_url,
    'attribution', o.attribution, 'date', thing.source_date) from source o where o.id = thing.source_id))`

/** What is said of whoever runs a service holds for the service too. */
const oursOf = { service: ours('thing.id, thing.organization_id'), organization: ours('thing.id') }

const axes = `json_build_object(
  'affordability', (select json_build_object('free', bool_and(c.amount = 0), 'from', min(c.amount)) from cost_option c
    where c.service_id = thing.id and c.amount is not null having count(*) > 0),
  'access', (select json_build_object('step_free', case when bool_or(a.feature = 'entrance' and not a.present) then false
      when bool_or(a.feature = 'entrance' and a.present) and bool_or(a.feature = 'doorways' and a.present) then true end)
    from accessibility a join service_at_location l on l.location_id = a.location_id
    where l.service_id = thing.id and a.feature is not null having count(*) > 0),
  'availability', (select json_build_object('available', k.available, 'maximum', k.maximum, 'as_of', k.updated)
    from service_capacity k where k.service_id = thing.id order by k.updated desc limit 1))`

/** Ids and moments alone; the standard asks for a name and a status with each service. */
const minimal = `json_build_object('id', thing.id, 'name', thing.name, 'status', thing.status,
  'modified_date', thing.modified_at, 'last_modified', thing.modified_at)`

export const isMinimal = (asked: object): asked is ServiceAsked => 'minimal' in asked && asked.minimal === true

const wantedServices = (asked: ServiceAsked, now: Date): Wanted => ({
  name: 'service',
  depth: { root: 'service', full: asked.full },
  where: all(
    [
      shown('thing', 'service'),
      worded('thing', asked.search),
      asked.organization_id && sql`thing.organization_id = ${asked.organization_id}::uuid`,
      asked.modified_after && sql`thing.modified_at >= ${asked.modified_after}::timestamptz`,
      ...termed(sql`(thing.id)`, asked),
    ].filter((one) => typeof one === 'object'),
  ),
  besides: { x_wellmet: oursOf.service, x_axes: axes },
  ...(asked.minimal ? { only: minimal } : {}),
  now,
})

const wantedOrganizations = (asked: OrganizationAsked, now: Date): Wanted => ({
  name: 'organization',
  depth: {
    root: 'organization',
    full: asked.full || asked.full_service,
    ...(asked.full_service ? { services: 'whole' as const } : asked.full ? { services: 'named' as const } : {}),
  },
  where: all(
    [
      shown('thing', 'organization'),
      worded('thing', asked.search),
      asked.modified_after && sql`thing.modified_at >= ${asked.modified_after}::timestamptz`,
      ...termed(sql`(select thing.id union all select s.id from service s where s.organization_id = thing.id)`, asked),
    ].filter((one) => typeof one === 'object'),
  ),
  besides: { x_wellmet: oursOf.organization },
  now,
})

/** Where a postcode is; a postcode that nobody told us is said, since «no results» would be read as «no help». */
const pointOf = async (db: Db<DirectoryTables>, { postcode, proximity }: PlacedAsked) => {
  if (!postcode && proximity === undefined) return null
  if (!postcode) throw new Invalid([{ field: 'postcode', message: 'postcodeNeeded' }])
  const where = await whereIs(across(db), postcode)
  if (!where && proximity !== undefined) throw new Invalid([{ field: 'postcode', message: 'postcodeUnknown' }])
  return where
}

const within = (point: { lat: number; lon: number }, metres: number) => {
  const up = metres / 111_320
  const across = up / Math.max(0.01, Math.cos((point.lat * Math.PI) / 180))
  return sql`exists (select from public_location l where l.id = thing.location_id
    and l.latitude between ${point.lat - up}::float8 and ${point.lat + up}::float8
    and l.longitude between ${point.lon - across}::float8 and ${point.lon + across}::float8
    and 12742000 * asin(sqrt(power(sin(radians(l.latitude - ${point.lat}::float8) / 2), 2)
      + cos(radians(l.latitude)) * cos(radians(${point.lat}::float8)) * power(sin(radians(l.longitude - ${point.lon}::float8) / 2), 2))) <= ${metres}::float8)`
}

/** Areas given as postcodes rule others out; a service without such an area serves everybody. */
const covering = (postcode: string) => {
  const key = postcode.replace(/\s+/gu, '').toUpperCase()
  const area = sql`select a.extent from service_area a where (a.service_id = thing.service_id or a.service_at_location_id = thing.id)
    and a.extent_type ilike 'post%code%' and a.extent is not null`
  return sql`(not exists (${area}) or exists (select from (${area}) area, regexp_split_to_table(upper(area.extent), '[,;\\n]+') one
    where replace(one, ' ', '') <> '' and starts_with(${key}, replace(one, ' ', ''))))`
}

const wantedPlaced = async (db: Db<DirectoryTables>, asked: PlacedAsked, now: Date): Promise<Wanted> => {
  const point = await pointOf(db, asked)
  const service = (condition: Condition) =>
    sql`exists (select from service s where s.id = thing.service_id and ${condition})`
  const conditions = [
    service(shown('s', 'service')),
    asked.search && service(worded('s', asked.search)!),
    asked.organization_id && service(sql`s.organization_id = ${asked.organization_id}::uuid`),
    asked.modified_after &&
      sql`greatest((select modified_at from service s where s.id = thing.service_id),
        (select modified_at from location l where l.id = thing.location_id)) >= ${asked.modified_after}::timestamptz`,
    asked.postcode && covering(asked.postcode),
    point && asked.proximity !== undefined && within(point, asked.proximity),
    ...termed(sql`(thing.id, thing.service_id, thing.location_id)`, asked),
  ]
  return {
    name: 'service_at_location',
    depth: { root: 'service_at_location', full: asked.full },
    where: all(conditions.filter((one) => typeof one === 'object')),
    now,
  }
}

const wantedTaxonomies = (asked: Listing, now: Date): Wanted => ({
  name: 'taxonomy',
  depth: { root: 'taxonomy', full: false },
  where: all([worded('thing', asked.search, ['name', 'description'])]),
  now,
})

/** `top_only`: terms that stand under no other. */
const wantedTerms = (asked: TermAsked, now: Date): Wanted => ({
  name: 'taxonomy_term',
  depth: { root: 'taxonomy_term', full: false },
  where: all([
    worded('thing', asked.search, ['name', 'code', 'description']),
    asked.taxonomy_id ? sql`thing.taxonomy_id = ${asked.taxonomy_id}::uuid` : null,
    asked.parent_id ? sql`thing.parent_id = ${asked.parent_id}::uuid` : null,
    asked.top_only && sql`thing.parent_id is null`,
  ]),
  now,
})

export interface Asked {
  service: ServiceAsked
  organization: OrganizationAsked
  service_at_location: PlacedAsked
  taxonomy: Listing
  taxonomy_term: TermAsked
}
export type Listed = keyof Asked

const wantedBy: {
  [Name in Listed]: (db: Db<DirectoryTables>, asked: Asked[Name], now: Date) => Wanted | Promise<Wanted>
} = {
  service: (_, asked, now) => wantedServices(asked, now),
  organization: (_, asked, now) => wantedOrganizations(asked, now),
  service_at_location: wantedPlaced,
  taxonomy: (_, asked, now) => wantedTaxonomies(asked, now),
  taxonomy_term: (_, asked, now) => wantedTerms(asked, now),
}

const orders: Record<Listed, string> = {
  service: 'lower(thing.name)',
  organization: 'lower(thing.name)',
  service_at_location: 'thing.service_id',
  taxonomy: 'lower(thing.name)',
  taxonomy_term: 'lower(thing.name)',
}

/** A page of a list as the standard writes it, in one trip. */
export const listPage = async <Name extends Listed>(
  db: Db<DirectoryTables>,
  name: Name,
  asked: Asked[Name],
  now: Date,
): Promise<string> => {
  const wanted = await wantedBy[name](db, asked, now)
  const size = sizeOf(asked)
  const { rows } = await pageSql(wanted, orders[name], { size, skip: (asked.page - 1) * size }).execute(db)
  const { total, contents } = rows[0]!
  const whole = contents && wanted.depth.full ? JSON.stringify(await withHung(db, JSON.parse(contents))) : contents
  return `${JSON.stringify(envelope(total, asked.page, size)).slice(0, -1)},"contents":${whole ?? '[]'}}`
}

/** What is new, as little as says so: many at once. */
export const minimalPage = async (db: Db<DirectoryTables>, asked: ServiceAsked, now: Date): Promise<string> => {
  const { where } = wantedServices(asked, now)
  const size = sizeOf(asked)
  const { rows } = await sql<{ total: number; contents: unknown[] | null }>`
    with hit as materialized (select thing.id, thing.name, thing.status, thing.modified_at from service thing where ${where}),
    shown as (select * from hit order by id limit ${size} offset ${(asked.page - 1) * size})
    select (select count(*)::int from hit) as total,
      (select json_agg(${sql.raw(minimal)} order by id) from shown thing) as contents`.execute(db)
  const { total, contents } = rows[0]!
  return JSON.stringify({ ...envelope(total, asked.page, size), contents: contents ?? [] })
}

const idsIn = (line: string): string[] => Array.from(line.matchAll(/"id"\s*:\s*"([0-9a-f-]{36})"/gu), ([, id]) => id!)

/** Lines on which anything hangs by its id are read, completed and written anew; the others go out as the database wrote them. */
const hungLines = async (db: Db<DirectoryTables>, lines: string[]): Promise<string[]> => {
  const hanging = await idsWithHung(db, [...new Set(lines.flatMap(idsIn))])
  if (!hanging.size) return lines
  const having = lines.flatMap((line, at) => (idsIn(line).some((id) => hanging.has(id)) ? [at] : []))
  const whole = await withHung(
    db,
    having.map((at): object => JSON.parse(lines[at]!)),
  )
  const complete = [...lines]
  for (const [order, at] of having.entries()) complete[at] = JSON.stringify(whole[order])
  return complete
}

const encoder = new TextEncoder()
/** Lines that go out in one piece. */
const atOnce = 10

/**
 * All objects of a list, one a line, read on as fast as the reader reads: a batch at a time after the last id, so that memory stays
 * the same however long the list and no connection waits for a slow reader.
 */
export const listLines = async <Name extends Listed>(
  db: Db<DirectoryTables>,
  name: Name,
  asked: Asked[Name],
  now: Date,
): Promise<ReadableStream<Uint8Array>> => {
  const wanted = await wantedBy[name](db, asked, now)
  const size = wanted.depth.full ? 100 : 250
  let after: Cursor = beginning
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { rows } = await linesSql(wanted, after, size).execute(db)
        if (!rows.length) return controller.close()
        after = rows.at(-1)!
        const lines = rows.map(({ line }) => line)
        const whole = wanted.depth.full && !wanted.only ? await hungLines(db, lines) : lines
        for (let at = 0; at < whole.length; at += atOnce)
          controller.enqueue(encoder.encode(`${whole.slice(at, at + atOnce).join('\n')}\n`))
      },
    },
    { highWaterMark: 1 },
  )
}

/** One object with all that hangs on it. */
export const oneWhole = async (
  db: Db<DirectoryTables>,
  name: Listed,
  id: string,
  { now, services }: { now: Date; services?: 'whole' | 'named' },
): Promise<string> => {
  const kind: ShapeName = name
  const where =
    kind === 'service' || kind === 'organization'
      ? shown('thing', kind)
      : kind === 'service_at_location'
        ? sql`exists (select from service s where s.id = thing.service_id and ${shown('s', 'service')})`
        : sql`true`
  const besides: Record<string, string> =
    kind === 'service'
      ? { x_wellmet: oursOf.service, x_axes: axes }
      : kind === 'organization'
        ? { x_wellmet: oursOf.organization }
        : {}
  const depth = { root: kind, full: true, ...(services ? { services } : {}) }
  const { rows } = await oneSql({ name: kind, depth, where, besides, now }, id).execute(db)
  if (!rows[0]) throw new NotFound()
  return JSON.stringify(await withHung(db, JSON.parse(rows[0].body)))
}

/** Ids of what is gone since a moment, for mirrors. */
export const tombstones = async (
  db: Db<DirectoryTables>,
  { since, page, per_page }: { since?: Date | undefined; page: number; per_page?: number | undefined },
): Promise<object> => {
  const size = sizeOf({ per_page, minimal: true })
  const { rows } = await sql<{ total: number; contents: object[] | null }>`
    with gone as (select * from deleted_record where deleted_at >= ${since ?? new Date(0)}::timestamptz)
    select (select count(*)::int from gone) as total, (select json_agg(one) from (select id, resource_type, deleted_at, replaced_by
      from gone order by deleted_at, id limit ${size} offset ${(page - 1) * size}) one) as contents`.execute(db)
  return { ...envelope(rows[0]!.total, page, size), contents: rows[0]!.contents ?? [] }
}
