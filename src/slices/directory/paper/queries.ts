import { sql } from 'kysely'
import type { Db } from '#kernel/database/database.ts'
import type { PlaceKind } from '#slices/places/tables.ts'
import { unmoderated } from '../moderating/queries.ts'
import type { ScheduleShown } from '../queries.ts'
import { foundPlaceKinds, type Price, type ServiceKind } from '../rules.ts'
import type { DirectoryTables } from '../tables.ts'

/** One thing of the printed guide. */
export interface GuideEntry {
  id: string
  path: 'services' | 'places'
  kind: ServiceKind | PlaceKind
  name: string
  description: string | null
  need: string | null
  area: string | null
  address: string[]
  zone: string | null
  holiday_region: string | null
  phones: string[]
  fees: string | null
  prices: Price[]
  schedules: ScheduleShown[]
  checked_at: Date | null
}

export interface GuideWish {
  need: string
  area: string
  /** Only these things; null for all. */
  of: string[] | null
}

const address = (location: string) => sql`coalesce((select jsonb_agg(part) from (
    select unnest(array[a.address_1, a.address_2, a.city, a.postal_code]) as part from address a
    where a.location_id = ${sql.ref(location)} limit 4) parts where part is not null), '[]')`

const need = (
  id: string,
  wanted: string,
) => sql`(select t.code from attribute n join taxonomy_term t on t.id = n.taxonomy_term_id
    where n.link_id = ${sql.ref(id)} and t.code is not null order by t.code <> ${wanted}, t.code limit 1)`

const hours = (where: ReturnType<typeof sql>) =>
  sql`coalesce((select jsonb_agg(to_jsonb(h) order by h.byday, h.opens_at) from schedule h where ${where}), '[]')`

const phones = (where: ReturnType<typeof sql>) =>
  sql`coalesce((select jsonb_agg(distinct p.number) from phone p where ${where}), '[]')`

/** Everything that the guide prints, by need and area, in one trip: services, and places worth going to by themselves. */
export const guideEntries = async (
  db: Db<DirectoryTables>,
  { need: wanted, area, of }: GuideWish,
): Promise<GuideEntry[]> => {
  const { rows } = await sql<GuideEntry>`
    select * from (
      select s.id, 'services' as path, s.kind, s.name, s.description, ${need('s.id', wanted)} as need, l.area,
        ${address('l.id')} as address, l.zone, l.holiday_region,
        ${phones(sql`p.service_id = s.id or (p.service_id is null and p.organization_id = s.organization_id)`)} as phones,
        coalesce(s.fees_description, s.fees) as fees,
        coalesce((select jsonb_agg(jsonb_build_object('option', c.option, 'amount', c.amount, 'currency', c.currency,
          'description', c.amount_description)) from cost_option c where c.service_id = s.id), '[]') as prices,
        ${hours(sql`h.service_id = s.id`)} as schedules, s.checked_at
      from service s left join lateral (
        select l.* from service_at_location sl join location l on l.id = sl.location_id where sl.service_id = s.id order by sl.id limit 1
      ) l on true
      where s.status = 'active' and s.kind <> 'facility' and ${unmoderated('service', 's.id')}
      union all
      select l.id, 'places', l.kind, l.name, l.description, ${need('l.id', wanted)}, l.area, ${address('l.id')}, l.zone,
        l.holiday_region, ${phones(sql`p.location_id = l.id and p.service_id is null`)}, null, '[]',
        ${hours(sql`h.location_id = l.id and h.service_id is null`)}, l.checked_at
      from location l where l.name is not null and l.kind = any(${[...foundPlaceKinds]}::text[])
        and not exists (select from closed_record d where d.thing_id = l.id) and ${unmoderated('place', 'l.id')}
    ) entry
    where (${of === null} or id = any(${of ?? []}::uuid[])) and (${wanted} = '' or need = ${wanted}) and (${area} = '' or area = ${area})
    order by need nulls last, area nulls last, lower(name), id`.execute(db)
  return rows
}

/** Areas that have something, by name, for choosing a part of the guide; and the needs that have. */
export const guideParts = async (db: Db<DirectoryTables>): Promise<{ areas: string[]; needs: string[] }> => {
  const { rows } = await sql<{ areas: string[]; needs: string[] }>`
    select coalesce((select jsonb_agg(area order by area) from (select distinct area from location where area is not null) a), '[]') as areas,
      coalesce((select jsonb_agg(code order by code) from (
        select distinct t.code from attribute n join taxonomy_term t on t.id = n.taxonomy_term_id where t.code is not null) c), '[]') as needs`.execute(
    db,
  )
  return rows[0]!
}
