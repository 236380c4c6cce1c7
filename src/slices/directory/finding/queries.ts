import { sql } from 'kysely'
import type { Db } from '#kernel/database/database.ts'
import type { Schedule } from '#kernel/time/openings.ts'
import type { Feature, PlaceKind } from '#slices/places/tables.ts'
import { alertsOn, exceptionsOn } from '../alerts/queries.ts'
import type { Days } from '../alerts/rules.ts'
import { unmoderated } from '../moderating/queries.ts'
import { needs as ownNeeds } from '../needs/rules.ts'
import type { Price, ServiceKind } from '../rules.ts'
import type { DirectoryTables } from '../tables.ts'
import type { AxisFeature } from '../traits/rules.ts'

/** Where something is, as far as its finding needs it. */
export interface Spot {
  id: string
  kind: PlaceKind
  /** Nobody may know where it is: it has no position, and no area of its own. */
  confidential: boolean
  location_type: 'physical' | 'postal' | 'virtual'
  name: string | null
  latitude: number | null
  longitude: number | null
  precision: 'exact' | 'postcode' | 'district'
  zone: string
  holiday_region: string | null
  area: string | null
  address: string | null
  access: { feature: Feature | null; present: boolean | null }[]
}

interface Common extends Days {
  /** When somebody last looked, or its source last dated it. */
  known_at: Date | null
  id: string
  name: string
  alternate_name: string | null
  description: string | null
  checked_at: Date | null
  source: string | null
  /** Codes of our own list of needs; terms of other lists by their names. */
  needs: string[]
  languages: string[]
  schedules: Schedule[]
  /** What somebody told us of it, besides the columns of the standard: see `axes`. */
  facts: { feature: AxisFeature; present: boolean }[]
}

export interface FindableService extends Common {
  kind: ServiceKind
  organisation: string | null
  terms: string | null
  fees: string | null
  prices: Price[]
  spot: Spot | null
  /** The service itself: at its second and further places `id` is that of being there. */
  thing: string
  how: string | null
  interpretation: string | null
  ages: { from: number | null; to: number | null }
  has_room: boolean | null
}

export interface FindablePlace extends Common {
  kind: PlaceKind
  organisation: string | null
  spot: Spot
  parts: { name: string; kind: ServiceKind; fees: string | null; prices: Price[] }[]
}

export interface FindableOrganisation extends Common {
  spot: Spot | null
}

const spot = sql`jsonb_build_object('id', l.id, 'confidential', l.confidential, 'location_type', l.location_type,
  'kind', l.kind, 'name', l.name, 'latitude', l.latitude, 'longitude', l.longitude, 'precision', l.precision, 'zone', l.zone,
  'holiday_region', l.holiday_region, 'area', coalesce(l.area, (select nullif(trim(a.city), '')
    from public_address a where a.location_id = l.id order by a.id limit 1)),
  'address', (select concat_ws(', ', a.address_1, a.city, a.postal_code) from public_address a where a.location_id = l.id limit 1),
  'access', coalesce((select jsonb_agg(jsonb_build_object('feature', x.feature, 'present', x.present))
    from accessibility x where x.location_id = l.id), '[]'))`

const needs = (id: ReturnType<typeof sql.ref>) => sql<string[]>`coalesce((select jsonb_agg(distinct
  case when t.code = any(${ownNeeds}::text[]) then t.code else t.name end) from attribute n
  join taxonomy_term t on t.id = n.taxonomy_term_id where n.link_id = ${id}), '[]')`

const facts = (...ids: ReturnType<typeof sql.ref>[]) => sql`coalesce((select jsonb_agg(jsonb_build_object(
  'feature', f.feature, 'present', f.present)) from axis_fact f where f.thing_id in (${sql.join(ids)})), '[]')`

const prices = (id: ReturnType<typeof sql.ref>) => sql`coalesce((select jsonb_agg(jsonb_build_object('option', c.option,
  'amount', c.amount, 'currency', c.currency, 'description', c.amount_description)) from cost_option c
  where c.service_id = ${id}), '[]')`

/** Nobody reads more; a service that says it is everywhere is found at its first places. */
const mostSites = 200

/** Services that are found by themselves, once for each place where they are: neither out of use nor a part of a sports place. In the order of their ids. */
export const findableServices = async (db: Db<DirectoryTables>, ids: readonly string[]): Promise<FindableService[]> => {
  const { rows } = await sql<FindableService>`
    select case when sl.first is false then sl.id else s.id end as id, s.id as thing, s.kind, s.name,
      s.alternate_name, s.description, s.checked_at, coalesce(s.checked_at, s.source_date, src.published_on) as known_at, src.name as source,
      o.name as organisation, ${alertsOn(sql.ref('s.id'), sql.ref('s.organization_id'), sql.ref('sl.location_id'))} as alerts,
      ${exceptionsOn(sql.ref('s.id'))} as exceptions,
      concat_ws(' ', s.application_process, s.eligibility_description) as terms, s.application_process as how,
      s.interpretation_services as interpretation, jsonb_build_object('from', s.minimum_age, 'to', s.maximum_age) as ages,
      (select bool_or(c.available > 0) from service_capacity c where c.service_id = s.id) as has_room,
      coalesce(s.fees_description, s.fees) as fees, ${prices(sql.ref('s.id'))} as prices, ${needs(sql.ref('s.id'))} as needs,
      ${facts(sql.ref('s.id'), sql.ref('sl.location_id'))} as facts,
      coalesce((select jsonb_agg(distinct coalesce(g.code, g.name)) from language g where g.service_id = s.id), '[]') as languages,
      coalesce((select jsonb_agg(to_jsonb(h)) from (select * from schedule where service_id = s.id
        union all select * from schedule where service_at_location_id = sl.id and service_id is null) h), '[]') as schedules,
      case when l.id is null then null else ${spot} end as spot
    from service s
    left join source src on src.id = s.source_id
    left join organization o on o.id = s.organization_id
    left join lateral (select x.id, x.location_id, row_number() over (order by x.id) = 1 as first
      from service_at_location x where x.service_id = s.id order by x.id limit ${mostSites}) sl on true
    left join location l on l.id = sl.location_id
    where s.id = any(${ids}::uuid[]) and s.status = 'active' and s.kind <> 'facility' and ${unmoderated('service', 's.id')}
    order by s.id, sl.first desc, sl.id`.execute(db)
  return rows
}

/** Places that are something by themselves, with what is in them. */
export const findablePlaces = async (
  db: Db<DirectoryTables>,
  ids: readonly string[],
  kinds: readonly PlaceKind[],
): Promise<FindablePlace[]> => {
  const { rows } = await sql<FindablePlace>`
    select l.id, l.kind, l.name, l.alternate_name, l.description, l.checked_at, src.name as source, o.name as organisation,
      coalesce(l.checked_at, l.source_date, src.published_on) as known_at,
      ${alertsOn(sql.ref('l.id'), sql.ref('l.organization_id'))} as alerts, ${exceptionsOn(sql.ref('l.id'))} as exceptions,
      ${needs(sql.ref('l.id'))} as needs, ${facts(sql.ref('l.id'))} as facts, ${spot} as spot,
      coalesce((select jsonb_agg(distinct coalesce(g.code, g.name)) from language g where g.location_id = l.id), '[]') as languages,
      coalesce((select jsonb_agg(to_jsonb(h)) from schedule h where h.location_id = l.id and h.service_id is null), '[]') as schedules,
      coalesce((select jsonb_agg(jsonb_build_object('name', s.name, 'kind', s.kind, 'fees', coalesce(s.fees_description, s.fees),
        'prices', ${prices(sql.ref('s.id'))}) order by s.name)
        from service_at_location sl join service s on s.id = sl.service_id
        where sl.location_id = l.id and s.status = 'active' and s.kind = 'facility'), '[]') as parts
    from location l
    left join source src on src.id = l.source_id
    left join organization o on o.id = l.organization_id
    where l.id = any(${ids}::uuid[]) and l.kind = any(${kinds}::text[]) and l.name is not null
      and not exists (select from closed_record d where d.thing_id = l.id) and ${unmoderated('place', 'l.id')}
    order by l.id`.execute(db)
  return rows
}

/** Organisations that nothing else stands for: those without a service that is found by itself. */
export const findableOrganisations = async (
  db: Db<DirectoryTables>,
  ids: readonly string[],
): Promise<FindableOrganisation[]> => {
  const { rows } = await sql<FindableOrganisation>`
    select o.id, o.name, o.alternate_name, o.description, o.checked_at, coalesce(o.checked_at, o.source_date, src.published_on) as known_at,
      ${alertsOn(sql.ref('o.id'))} as alerts, '[]'::jsonb as exceptions, src.name as source, ${needs(sql.ref('o.id'))} as needs,
      '[]'::jsonb as languages, '[]'::jsonb as schedules, '[]'::jsonb as facts, case when l.id is null then null else ${spot} end as spot
    from organization o
    left join source src on src.id = o.source_id
    left join lateral (select * from location x where x.organization_id = o.id order by (x.kind = 'office') desc, x.id limit 1) l on true
    where o.id = any(${ids}::uuid[]) and not exists (select from closed_record d where d.thing_id = o.id)
      and not exists (select from service s where s.organization_id = o.id and s.status = 'active' and s.kind <> 'facility')
      and ${unmoderated('organization', 'o.id')}
    order by o.id`.execute(db)
  return rows
}

export interface Touched {
  services: string[]
  locations: string[]
  organisations: string[]
}

/** Whose findings speak of what was touched: a service and its place of each other, an organisation of both. */
export const allTouched = async (db: Db<DirectoryTables>, touched: Touched): Promise<Touched> => {
  const { rows } = await sql<Touched>`
    with given_service as (select unnest(${touched.services}::uuid[]) as id),
    given_location as (select unnest(${touched.locations}::uuid[]) as id),
    service_touched as (
      select id from given_service
      union select service_id from service_at_location where location_id in (select id from given_location)
    ),
    location_touched as (
      select id from given_location
      union select location_id from service_at_location where service_id in (select id from given_service)
    ),
    organisation_touched as (
      select unnest(${touched.organisations}::uuid[]) as id
      union select organization_id from service where id in (select id from service_touched)
      union select organization_id from location where id in (select id from location_touched)
    )
    select (select coalesce(array_agg(id::text), '{}') from service_touched) as services,
      (select coalesce(array_agg(id::text), '{}') from location_touched) as locations,
      (select coalesce(array_agg(id::text), '{}') from organisation_touched where id is not null) as organisations`.execute(
    db,
  )
  return rows[0]!
}

/** All that has hours: these are reckoned anew each night. */
export const thingsWithHours = async (db: Db<DirectoryTables>) => {
  const { rows } = await sql<{ service: string | null; location: string | null }>`
    select distinct coalesce(h.service_id, sl.service_id) as service,
      case when h.service_id is null and h.service_at_location_id is null then h.location_id end as location
    from schedule h left join service_at_location sl on sl.id = h.service_at_location_id
    where h.opens_at is not null`.execute(db)
  const ids = (key: 'service' | 'location') => rows.map((row) => row[key]).filter((id) => id !== null)
  return { services: ids('service'), locations: ids('location') }
}
