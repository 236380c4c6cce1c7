import { sql } from 'kysely'
import type { Db } from '#kernel/database/database.ts'
import { NotFound } from '#kernel/errors/errors.ts'
import type { Touched } from '../finding/queries.ts'
import type { DirectoryTables } from '../tables.ts'
import {
  fieldLogged,
  hoursText,
  type KeptSchedule,
  type RecordKind,
  shownFeatures,
  type Thing,
  tables,
  type Values,
} from './rules.ts'

/** A listing as those see it who look after it. */
export interface RecordShown extends Thing {
  name: string
  organisationId: string | null
  organisation: string | null
  /** The community's kind of it (`food_bank`, `library`, `organisation`). */
  subkind: string
  checkedAt: Date | null
  sourceDate: string | null
  status: string
  confidential: boolean
  values: Values
  spots: { id: string; name: string | null; address: string | null; organisationId: string | null }[]
}

interface Row {
  name: string
  organisation_id: string | null
  organisation: string | null
  subkind: string
  checked_at: Date | null
  source_date: string | null
  status: string
  confidential: boolean
  plain: Values
  phone: string | null
  schedules: KeptSchedule[]
  free: boolean
  languages: string[]
  address: Values | null
  access: { feature: string; present: boolean }[]
  axes: { feature: string; present: boolean }[]
  spots: RecordShown['spots']
}

const schedule = sql`jsonb_build_object('freq', h.freq, 'interval', h.interval, 'byday', h.byday, 'bymonthday', h.bymonthday,
  'dtstart', h.dtstart, 'until', h.until, 'count', h.count, 'valid_from', h.valid_from, 'valid_to', h.valid_to,
  'opens_at', h.opens_at, 'closes_at', h.closes_at, 'description', h.description)`

const axes = (
  id: string,
) => sql`coalesce((select jsonb_agg(jsonb_build_object('feature', f.feature, 'present', f.present))
  from axis_fact f where f.thing_id = ${sql.ref(id)}), '[]')`

const serviceRow = (id: string) => sql<Row>`
  select s.name, s.organization_id as organisation_id, o.name as organisation, s.kind as subkind, s.checked_at, s.source_date::text,
    s.status, false as confidential,
    jsonb_build_object('name', s.name, 'description', s.description, 'email', s.email, 'url', s.url, 'who', s.eligibility_description,
      'how', s.application_process, 'fees', s.fees_description, 'wait_time', s.wait_time) as plain,
    (select p.number from phone p where p.service_id = s.id and p.contact_id is null order by p.id limit 1) as phone,
    coalesce((select jsonb_agg(${schedule} || jsonb_build_object('at', case when h.service_id is null then h.service_at_location_id end))
      from schedule h where h.service_id = s.id or (h.service_id is null and h.service_at_location_id in
        (select x.id from service_at_location x where x.service_id = s.id))), '[]') as schedules,
    exists (select from cost_option c where c.service_id = s.id and c.amount = 0)
      and not exists (select from cost_option c where c.service_id = s.id and c.amount > 0) as free,
    coalesce((select jsonb_agg(distinct coalesce(g.code, g.name)) from language g where g.service_id = s.id), '[]') as languages,
    null::jsonb as address, '[]'::jsonb as access, ${axes('s.id')} as axes,
    coalesce((select jsonb_agg(jsonb_build_object('id', l.id, 'name', l.name, 'organisationId', l.organization_id, 'address',
      (select concat_ws(', ', a.address_1, a.city, a.postal_code) from public_address a where a.location_id = l.id order by a.id limit 1))
      order by x.id) from service_at_location x join location l on l.id = x.location_id where x.service_id = s.id), '[]') as spots
  from service s left join organization o on o.id = s.organization_id where s.id = ${id}`

const placeRow = (id: string) => sql<Row>`
  select coalesce(l.name, '') as name, l.organization_id as organisation_id, o.name as organisation, l.kind as subkind, l.checked_at,
    l.source_date::text, case when d.thing_id is null then 'active' else 'defunct' end as status, l.confidential,
    jsonb_build_object('name', l.name, 'description', l.description, 'url', l.url, 'transportation', l.transportation) as plain,
    (select p.number from phone p where p.location_id = l.id and p.service_id is null and p.contact_id is null order by p.id limit 1) as phone,
    coalesce((select jsonb_agg(${schedule}) from schedule h where h.location_id = l.id and h.service_id is null), '[]') as schedules,
    false as free, '[]'::jsonb as languages,
    (select jsonb_build_object('address_1', a.address_1, 'city', a.city, 'postal_code', a.postal_code)
      from public_address a where a.location_id = l.id order by a.id limit 1) as address,
    coalesce((select jsonb_agg(jsonb_build_object('feature', x.feature, 'present', x.present)) from accessibility x
      where x.location_id = l.id and x.feature is not null), '[]') as access, ${axes('l.id')} as axes, '[]'::jsonb as spots
  from public_location l left join organization o on o.id = l.organization_id left join closed_record d on d.thing_id = l.id
  where l.id = ${id}`

const organisationRow = (id: string) => sql<Row>`
  select o.name, o.id as organisation_id, o.name as organisation, 'organisation' as subkind, o.checked_at, o.source_date::text,
    case when d.thing_id is null then 'active' else 'defunct' end as status, false as confidential,
    jsonb_build_object('name', o.name, 'description', o.description, 'email', o.email, 'url', o.website) as plain,
    (select p.number from phone p where p.organization_id = o.id and p.service_id is null and p.contact_id is null
      order by p.id limit 1) as phone,
    '[]'::jsonb as schedules, false as free, '[]'::jsonb as languages, null::jsonb as address, '[]'::jsonb as access,
    '[]'::jsonb as axes, '[]'::jsonb as spots
  from organization o left join closed_record d on d.thing_id = o.id where o.id = ${id}`

const rowOf: Record<RecordKind, (id: string) => ReturnType<typeof serviceRow>> = {
  service: serviceRow,
  place: placeRow,
  organisation: organisationRow,
}

const yesNo = (known: Row['access'], feature: string): string => {
  const said = known.find((one) => one.feature === feature)?.present
  return said === undefined ? '' : said ? 'yes' : 'no'
}

const valuesOf = (kind: RecordKind, row: Row): Values => {
  const plain = Object.fromEntries(Object.entries(row.plain).map(([field, value]) => [field, value ?? '']))
  const common: Values = { ...plain, phone: row.phone ?? '', status: row.status }
  if (kind === 'organisation') return common
  const told = Object.fromEntries(row.axes.map(({ feature }) => [`axis_${feature}`, yesNo(row.axes, feature)]))
  const hours = hoursText(row.schedules)
  if (kind === 'service')
    return { ...common, ...told, hours, free: row.free ? 'yes' : '', languages: row.languages.toSorted().join(', ') }
  const where = Object.fromEntries(Object.entries(row.address ?? {}).map(([field, value]) => [field, value ?? '']))
  const access = Object.fromEntries(shownFeatures.map((feature) => [`access_${feature}`, yesNo(row.access, feature)]))
  return { ...common, ...told, hours, ...where, ...access }
}

/** A listing with the values of its fields, also where it is closed; null where there is none. */
export const maybeRecord = async (db: Db<DirectoryTables>, { kind, id }: Thing): Promise<RecordShown | null> => {
  const { rows } = await rowOf[kind](id).execute(db)
  const row = rows[0]
  if (!row) return null
  return {
    kind,
    id,
    name: row.name || (row.organisation ?? '…'),
    organisationId: row.organisation_id,
    organisation: row.organisation,
    subkind: row.subkind,
    checkedAt: row.checked_at,
    sourceDate: row.source_date,
    status: row.status,
    confidential: row.confidential,
    values: valuesOf(kind, row),
    spots: row.spots,
  }
}

/** @throws NotFound */
export const recordOf = async (db: Db<DirectoryTables>, thing: Thing): Promise<RecordShown> => {
  const record = await maybeRecord(db, thing)
  if (!record) throw new NotFound()
  return record
}

/** What speaks of a listing in the search and must be told anew when it changes. */
export const touchedBy = async (db: Db<DirectoryTables>, { kind, id }: Thing): Promise<Touched> => {
  if (kind === 'service') return { services: [id], locations: [], organisations: [] }
  if (kind === 'place') return { services: [], locations: [id], organisations: [] }
  const services = await db.selectFrom('service').select('id').where('organization_id', '=', id).execute()
  return { services: services.map((service) => service.id), locations: [], organisations: [id] }
}

export interface ChangeShown {
  id: string
  at: Date
  by: string
  name: string
  field: ReturnType<typeof fieldLogged>
  previous: string
  replacement: string
}

const mostChanges = 200

/** What changed in a listing, newest first, with whether a field of ours can be set back. */
export const changesOf = async (db: Db<DirectoryTables>, { kind, id }: Thing): Promise<ChangeShown[]> => {
  const rows = await db
    .selectFrom('metadata')
    .select(['id', 'recorded_at', 'updated_by', 'field_name', 'previous_value', 'replacement_value'])
    .where('resource_id', '=', id)
    .where('resource_type', '=', tables[kind])
    .orderBy('recorded_at', 'desc')
    .orderBy('id', 'desc')
    .limit(mostChanges)
    .execute()
  return rows.map((row) => ({
    id: row.id,
    at: row.recorded_at,
    by: row.updated_by,
    name: row.field_name,
    field: fieldLogged(kind, row.field_name),
    previous: row.previous_value ?? '',
    replacement: row.replacement_value ?? '',
  }))
}
