import { sql } from 'kysely'
import type { Db } from '#kernel/database/database.ts'
import type { RecordKind } from '../editing/rules.ts'
import { foundPlaceKinds } from '../rules.ts'
import type { DirectoryTables } from '../tables.ts'
import { checkDays, usualDays } from './rules.ts'

const every = sql.join(Object.entries(checkDays).map(([risk, days]) => sql`(${risk}, ${sql.lit(days)})`))

/**
 * Everything that is looked at again from time to time, as `listed`: what it is, whose, when it was last known to be right, how soon
 * it is looked at again (`days`), and by when (`due`). Parts of a sports place stand with it; places that nobody may know of are left
 * to those who look after them.
 */
export const listed = sql`
  every (risk, days) as (values ${every}),
  thing as (
    select 'service' as thing_kind, s.id as thing_id, s.kind as subkind, s.name, s.organization_id as organisation_id,
      coalesce(s.email, o.email) as email, s.checked_at, coalesce(s.checked_at, s.source_date, src.published_on) as known_at,
      (select p.number from phone p where p.contact_id is null and (p.service_id = s.id or (p.service_id is null and p.organization_id = s.organization_id))
        order by p.service_id is null, p.id limit 1) as phone,
      (select l.area from service_at_location x join location l on l.id = x.location_id where x.service_id = s.id order by x.id limit 1) as area,
      exists (select from attribute n join taxonomy_term t on t.id = n.taxonomy_term_id where n.link_id = s.id and t.code in ('safety', 'homelessness')) as urgent
    from service s left join organization o on o.id = s.organization_id left join source src on src.id = s.source_id
    where s.status in ('active', 'temporarily closed') and s.kind <> 'facility'
    union all
    select 'place', l.id, l.kind, l.name, l.organization_id, o.email, l.checked_at, coalesce(l.checked_at, l.source_date, src.published_on),
      (select p.number from phone p where p.contact_id is null and (p.location_id = l.id or (p.location_id is null and p.organization_id = l.organization_id))
        order by p.location_id is null, p.id limit 1), l.area, false
    from location l left join organization o on o.id = l.organization_id left join source src on src.id = l.source_id
    where l.kind = any(${[...foundPlaceKinds]}::text[]) and l.name is not null and not l.confidential
      and not exists (select from closed_record d where d.thing_id = l.id)
    union all
    select 'organisation', o.id, 'organisation', o.name, o.id, o.email, o.checked_at, coalesce(o.checked_at, o.source_date, src.published_on),
      (select p.number from phone p where p.contact_id is null and p.organization_id = o.id and p.service_id is null order by p.id limit 1),
      (select l.area from location l where l.organization_id = o.id order by (l.kind = 'office') desc, l.id limit 1), false
    from organization o left join source src on src.id = o.source_id
    where not exists (select from closed_record d where d.thing_id = o.id)
  ),
  listed as (
    select thing.*, least(coalesce(every.days, ${sql.lit(usualDays)}), case when urgent then ${sql.lit(checkDays.crisis!)} end) as days,
      coalesce(known_at, 'epoch'::timestamptz) + make_interval(days => least(coalesce(every.days, ${sql.lit(usualDays)}), case when urgent then ${sql.lit(checkDays.crisis!)} end)) as due
    from thing left join every on every.risk = thing.subkind
  )`

export interface DueRecord {
  thing_kind: RecordKind
  thing_id: string
  email: string | null
  due: Date
}

/** Listings that should have been looked at by now and about which nobody is being asked: the longest overdue for their kind first. */
export const dueRecords = async (db: Db<DirectoryTables>, now: Date, limit: number): Promise<DueRecord[]> => {
  const { rows } = await sql<DueRecord>`with ${listed}
    select thing_kind, thing_id, email, due from listed
    where due <= ${now} and not exists (select from check_cycle c where c.thing_id = listed.thing_id and c.ended_at is null)
    order by extract(epoch from ${now}::timestamptz - due) / days desc, thing_id limit ${limit}`.execute(db)
  return rows
}
