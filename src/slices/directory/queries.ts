import { sql } from 'kysely'
import type { Db } from '#kernel/database/database.ts'
import { kept } from '#kernel/database/kept.ts'
import { NotFound } from '#kernel/errors/errors.ts'
import { type Coordinates, sketched } from '#kernel/geo/outline.ts'
import type { Schedule } from '#kernel/time/openings.ts'
import type { Feature, PlaceKind } from '#slices/places/tables.ts'
import { alertsOn, exceptionsOn } from './alerts/queries.ts'
import type { Days } from './alerts/rules.ts'
import { unmoderated } from './moderating/queries.ts'
import type { Price, ServiceKind } from './rules.ts'
import type { DirectoryTables } from './tables.ts'
import type { AxisFeature } from './traits/rules.ts'

/** A place as a page shows it. */
export interface SpotShown {
  id: string
  kind: PlaceKind
  /** Nobody may know where it is. */
  confidential: boolean
  name: string | null
  latitude: number | null
  longitude: number | null
  precision: 'exact' | 'postcode' | 'district'
  zone: string
  holiday_region: string | null
  area: string | null
  transportation: string | null
  address: string[]
  postcode: string | null
  access: { feature: Feature | null; present: boolean | null; description: string | null; details: string | null }[]
}

export interface ScheduleShown extends Schedule {
  description: string | null
}

export interface PartShown {
  id: string
  name: string
  kind: ServiceKind
  who: string | null
  fees: string | null
  prices: Price[]
}

export interface SourceShown {
  name: string
  url: string | null
  licence: string | null
  licence_url: string | null
  attribution: string | null
  published_on: string | null
}

/** A yes or a no that somebody told us. */
export interface Told {
  feature: AxisFeature
  present: boolean
  note: string | null
  told_by: string
  told_on: string
}

interface Shown extends Days {
  id: string
  name: string
  alternate_name: string | null
  description: string | null
  url: string | null
  email: string | null
  checked_at: Date | null
  source_date: string | null
  source: SourceShown | null
  organisation: { id: string; name: string } | null
  spots: SpotShown[]
  schedules: ScheduleShown[]
  phones: { number: string; extension: string | null; description: string | null }[]
  needs: string[]
  languages: string[]
  /** What somebody told us besides, on one of the five axes, with who and when. */
  told: Told[]
  /** What else is there, or is done by the same organisation. */
  others: {
    id: string
    name: string
    kind: ServiceKind | PlaceKind
    path: 'services' | 'places'
    where: string | null
  }[]
}

export interface ServiceShown extends Shown {
  kind: ServiceKind
  status: string
  alert: string | null
  how: string | null
  who: string | null
  fees: string | null
  prices: Price[]
  wait_time: string | null
  /** How much room there is, as of a day; the smallest first. */
  capacity: { unit: string | null; available: number; maximum: number | null; updated: string }[]
}

export interface PlaceShown extends Shown {
  kind: PlaceKind
  parts: PartShown[]
}

export interface OrganisationShown extends Shown {
  identifiers: { identifier_type: string; identifier: string; identifier_scheme: string | null }[]
  year_incorporated: number | null
}

const source = sql`case when src.id is null then null else jsonb_build_object('name', src.name, 'url', src.url, 'licence', src.licence,
  'licence_url', src.licence_url, 'attribution', src.attribution, 'published_on', src.published_on) end as source`

const organisation = sql`case when o.id is null then null else jsonb_build_object('id', o.id, 'name', o.name) end as organisation`

/** Of a location `l`. */
const spot = sql`jsonb_build_object('id', l.id, 'confidential', l.confidential, 'kind', l.kind, 'name', l.name, 'latitude', l.latitude, 'longitude', l.longitude,
  'precision', l.precision, 'zone', l.zone, 'holiday_region', l.holiday_region, 'area', l.area, 'transportation', l.transportation,
  'address', coalesce((select jsonb_agg(part) from address a, unnest(array[a.address_1, a.address_2, a.city]) part
    where a.location_id = l.id and part is not null), '[]'),
  'postcode', (select a.postal_code from address a where a.location_id = l.id order by a.id limit 1),
  'access', coalesce((select jsonb_agg(jsonb_build_object('feature', x.feature, 'present', x.present, 'description', x.description,
    'details', x.details) order by x.id) from accessibility x where x.location_id = l.id), '[]'))`

const list = (what: ReturnType<typeof sql>, name: string) => sql`coalesce((${what}), '[]') as ${sql.ref(name)}`

const told = (where: ReturnType<typeof sql>) =>
  list(
    sql`select jsonb_agg(jsonb_build_object('feature', f.feature, 'present', f.present, 'note', f.note, 'told_by', f.told_by,
      'told_on', f.told_on) order by f.feature) from axis_fact f where ${where}`,
    'told',
  )

const needsOf = (id: string) =>
  list(
    sql`select jsonb_agg(t.code order by t.code) from attribute n join taxonomy_term t on t.id = n.taxonomy_term_id
      where n.link_id = ${sql.ref(id)} and t.code is not null`,
    'needs',
  )

const phones = (where: ReturnType<typeof sql>) =>
  list(
    sql`select jsonb_agg(jsonb_build_object('number', p.number, 'extension', p.extension, 'description', p.description) order by p.id)
      from phone p where ${where}`,
    'phones',
  )

const prices = (
  id: string,
) => sql`select jsonb_agg(jsonb_build_object('option', c.option, 'amount', c.amount, 'currency', c.currency,
  'description', c.amount_description) order by c.amount) from cost_option c where c.service_id = ${sql.ref(id)}`

const others = (where: ReturnType<typeof sql>) =>
  list(
    sql`select jsonb_agg(other order by other ->> 'name') from (
      select distinct jsonb_build_object('id', s2.id, 'name', s2.name, 'kind', s2.kind, 'path', 'services', 'where', l2.area) as other
      from service s2 left join service_at_location sl2 on sl2.service_id = s2.id
        left join location l2 on l2.id = sl2.location_id
      where s2.status = 'active' and s2.kind <> 'facility' and ${unmoderated('service', 's2.id')} and (${where}) limit 12) found`,
    'others',
  )

const only = <Row>(rows: Row[]): Row => {
  if (!rows[0]) throw new NotFound()
  return rows[0]
}

/** All that a service's page shows, in one trip. Services that are out of use have no page. */
export const servicePage = async (db: Db<DirectoryTables>, id: string): Promise<ServiceShown> => {
  const { rows } = await sql<ServiceShown>`${kept}
    select s.id, s.kind, s.name, s.alternate_name, s.description, coalesce(s.url, o.website) as url, s.email, s.status, s.alert,
      s.wait_time, s.application_process as how, s.eligibility_description as who,
      ${told(sql`f.thing_id = s.id or f.thing_id in (select x.location_id from service_at_location x where x.service_id = s.id)`)},
      ${list(
        sql`select jsonb_agg(jsonb_build_object('unit', u.name, 'available', c.available, 'maximum', c.maximum, 'updated', c.updated)
        order by c.available) from service_capacity c left join unit u on u.id = c.unit_id where c.service_id = s.id`,
        'capacity',
      )}, coalesce(s.fees_description, s.fees) as fees,
      ${alertsOn(sql.ref('s.id'), sql.ref('s.organization_id'), sql.raw('(select x.location_id from service_at_location x where x.service_id = s.id order by x.id limit 1)'))} as alerts,
      ${exceptionsOn(sql.ref('s.id'))} as exceptions, s.checked_at, s.source_date::text, ${source}, ${organisation}, ${list(prices('s.id'), 'prices')}, ${needsOf('s.id')},
      ${list(sql`select jsonb_agg(${spot} order by sl.id) from service_at_location sl join location l on l.id = sl.location_id where sl.service_id = s.id`, 'spots')},
      ${list(
        sql`select jsonb_agg(to_jsonb(h) order by h.byday, h.opens_at) from (select * from schedule where service_id = s.id
        union all select h2.* from service_at_location sl join schedule h2 on h2.service_at_location_id = sl.id
        where sl.service_id = s.id and h2.service_id is null) h`,
        'schedules',
      )},
      ${phones(sql`p.service_id = s.id or (p.service_id is null and p.organization_id = s.organization_id)`)},
      ${list(sql`select jsonb_agg(distinct coalesce(g.code, g.name)) from language g where g.service_id = s.id`, 'languages')},
      ${others(sql`s2.organization_id = s.organization_id and s2.id <> s.id`)}
    from service s left join source src on src.id = s.source_id left join organization o on o.id = s.organization_id
    where s.id = ${id} and s.status in ('active', 'temporarily closed') and ${unmoderated('service', 's.id')}`.execute(
    db,
  )
  return only(rows)
}

/** All that a place's page shows, in one trip. Offices and nameless places have no page: what happens there has one. */
export const placePage = async (db: Db<DirectoryTables>, id: string): Promise<PlaceShown> => {
  const { rows } = await sql<PlaceShown>`${kept}
    select ${alertsOn(sql.ref('l.id'), sql.ref('l.organization_id'))} as alerts, ${exceptionsOn(sql.ref('l.id'))} as exceptions, l.id, l.kind, l.name, l.alternate_name, l.description, l.url, null as email, l.checked_at, l.source_date::text, ${source},
      ${organisation}, ${needsOf('l.id')}, ${told(sql`f.thing_id = l.id`)}, jsonb_build_array(${spot}) as spots,
      ${list(sql`select jsonb_agg(to_jsonb(h) order by h.byday, h.opens_at) from schedule h where h.location_id = l.id and h.service_id is null`, 'schedules')},
      ${phones(sql`p.location_id = l.id and p.service_id is null`)},
      ${list(sql`select jsonb_agg(distinct coalesce(g.code, g.name)) from language g where g.location_id = l.id`, 'languages')},
      ${list(sql`select jsonb_agg(jsonb_build_object('id', s.id, 'name', s.name, 'kind', s.kind, 'who', s.eligibility_description, 'fees', coalesce(s.fees_description, s.fees), 'prices', coalesce((${prices('s.id')}), '[]')) order by s.name) from service_at_location sl join service s on s.id = sl.service_id where sl.location_id = l.id and s.status = 'active' and s.kind = 'facility'`, 'parts')},
      ${others(sql`sl2.location_id = l.id`)}
    from location l left join source src on src.id = l.source_id left join organization o on o.id = l.organization_id
    where l.id = ${id} and l.name is not null and l.kind not in ('office') and ${unmoderated('place', 'l.id')}
      and not exists (select from closed_record d where d.thing_id = l.id)`.execute(db)
  return only(rows)
}

/** All that an organisation's page shows, in one trip. */
export const organisationPage = async (db: Db<DirectoryTables>, id: string): Promise<OrganisationShown> => {
  const { rows } = await sql<OrganisationShown>`${kept}
    select ${alertsOn(sql.ref('o.id'))} as alerts, '[]'::jsonb as exceptions, o.id, o.name, o.alternate_name, o.description, o.website as url, o.email, o.checked_at, o.source_date::text, ${source},
      o.year_incorporated, null as organisation, ${needsOf('o.id')}, '[]'::jsonb as schedules, '[]'::jsonb as languages, '[]'::jsonb as told,
      ${list(sql`select jsonb_agg(${spot} order by l.id) from location l where l.organization_id = o.id`, 'spots')},
      ${phones(sql`p.organization_id = o.id and p.service_id is null`)},
      ${list(sql`select jsonb_agg(jsonb_build_object('identifier_type', i.identifier_type, 'identifier', i.identifier, 'identifier_scheme', i.identifier_scheme) order by i.identifier) from organization_identifier i where i.organization_id = o.id`, 'identifiers')},
      ${others(sql`s2.organization_id = o.id`)}
    from organization o left join source src on src.id = o.source_id
    where o.id = ${id} and not exists (select from closed_record d where d.thing_id = o.id)
      and ${unmoderated('organization', 'o.id')}`.execute(db)
  return only(rows)
}

export interface Entry {
  id: string
  name: string
  kind: PlaceKind | null
  area: string | null
}

export interface Listed {
  entries: Entry[]
  total: number
  /** How many there are of each kind. */
  kinds: { kind: PlaceKind; count: number }[]
}

export const perPage = 60

/** Places by name, of one kind or of all that are something by themselves. */
export const placesListed = async (
  db: Db<DirectoryTables>,
  { kinds, page }: { kinds: readonly PlaceKind[]; page: number },
  all: readonly PlaceKind[],
): Promise<Listed> => {
  const { rows } = await sql<Listed>`
    with counted as (select kind, count(*)::int as count from location where kind = any(${all}::text[]) and name is not null and ${unmoderated('place', 'location.id')} group by kind),
    listed as (select id, name, kind, area from location where kind = any(${kinds}::text[]) and name is not null and ${unmoderated('place', 'location.id')}
      order by lower(name), id limit ${perPage} offset ${(page - 1) * perPage})
    select coalesce((select jsonb_agg(to_jsonb(l) order by lower(l.name), l.id) from listed l), '[]') as entries,
      coalesce((select sum(count)::int from counted where kind = any(${kinds}::text[])), 0) as total,
      coalesce((select jsonb_agg(to_jsonb(c)) from counted c), '[]') as kinds`.execute(db)
  return only(rows)
}

/** Organisations by name. */
export const organisationsListed = async (db: Db<DirectoryTables>, page: number): Promise<Omit<Listed, 'kinds'>> => {
  const { rows } = await sql<Listed>`
    with listed as (select id, name, null as kind, null as area from organization
      where ${unmoderated('organization', 'organization.id')}
      order by lower(name), id limit ${perPage} offset ${(page - 1) * perPage})
    select coalesce((select jsonb_agg(to_jsonb(l) order by lower(l.name), l.id) from listed l), '[]') as entries,
      (select count(*)::int from organization where ${unmoderated('organization', 'organization.id')}) as total`.execute(
    db,
  )
  return only(rows)
}

export interface SourceCounted extends SourceShown {
  id: string
  organisations: number
  places: number
  services: number
}

/** Where all our records come from, with how many there are of each source. */
export const sourcesListed = async (db: Db<DirectoryTables>): Promise<SourceCounted[]> => {
  const { rows } = await sql<SourceCounted>`
    select id, name, url, licence, licence_url, attribution, published_on::text,
      (select count(*)::int from organization where source_id = source.id) as organisations,
      (select count(*)::int from location where source_id = source.id and kind <> 'venue' and kind <> 'office') as places,
      (select count(*)::int from service where source_id = source.id) as services
    from source order by name, id`.execute(db)
  return rows
}

interface Outline {
  kind: string
  shape: { type: string; coordinates: Coordinates }
}

/** The outlines that our own map is drawn from, as GeoJSON, with the words that their sources want to stand beside them. */
export const groundOf = async (db: Db<DirectoryTables>): Promise<string> => {
  const { rows } = await sql<Outline & { attribution: string | null }>`
    select case kind when 'extent' then 'outline' else kind end as kind, shape, (
      select string_agg(distinct s.attribution, ' ') from ground g join location l on l.id = g.location_id join source s on s.id = l.source_id
    ) as attribution
    from ground order by kind = 'extent' desc, id`.execute(db)
  const features = rows.map(({ kind, shape }) => ({
    type: 'Feature',
    properties: { kind },
    geometry: { ...shape, coordinates: sketched(shape.coordinates) },
  }))
  return JSON.stringify({ type: 'FeatureCollection', attribution: rows[0]?.attribution ?? null, features })
}
