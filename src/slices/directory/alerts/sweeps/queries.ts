import { sql } from 'kysely'
import type { Db } from '#kernel/database/database.ts'
import { Gone } from '#kernel/errors/errors.ts'
import { mailAddress } from '#kernel/mail/address.ts'
import { sealed } from '#kernel/session/tokens.ts'
import type { DirectoryTables } from '../../tables.ts'

export interface SweepListed {
  id: string
  name: string
  from_on: string
  to_on: string
  answer_until: Date
  asked: number
  answered: number
}

export const sweeps = async (db: Db<DirectoryTables>): Promise<SweepListed[]> => {
  const { rows } =
    await sql<SweepListed>`select s.id, s.name, s.from_on::text, s.to_on::text, s.answer_until, count(a.organisation_id)::int as asked,
    count(a.answered_at)::int as answered from holiday_sweep s left join sweep_ask a on a.sweep_id = s.id
    group by s.id order by s.opened_at desc`.execute(db)
  return rows
}

export interface Sweep {
  id: string
  name: string
  from_on: string
  to_on: string
  answer_until: Date
}

export const maybeSweep = async (db: Db<DirectoryTables>, id: string): Promise<Sweep | null> => {
  const { rows } =
    await sql<Sweep>`select id, name, from_on::text, to_on::text, answer_until from holiday_sweep where id = ${id}`.execute(
      db,
    )
  return rows[0] ?? null
}

export interface HoursThing {
  kind: 'service' | 'place'
  id: string
  name: string
  holiday_region: string | null
}

/** What of an organisation has hours, and so is asked about: confidential places are not. */
const withHours = sql`
  select 'service' as kind, s.id, s.name, s.organization_id, (select l.holiday_region from service_at_location x join location l on l.id = x.location_id
    where x.service_id = s.id order by x.id limit 1) as holiday_region
  from service s where s.status = 'active' and s.kind <> 'facility'
    and exists (select from schedule h where h.service_id = s.id or h.service_at_location_id in (select x.id from service_at_location x where x.service_id = s.id))
  union all
  select 'place', l.id, l.name, l.organization_id, l.holiday_region from location l
  where l.name is not null and not l.confidential and l.kind not in ('venue', 'office')
    and exists (select from schedule h where h.location_id = l.id and h.service_id is null)`

/**
 * Organisations with a mailbox and with hours to tell. A demo's organisations are real and have not asked for letters: there only
 * those of the story.
 */
export const organisationsToAsk = async (
  db: Db<DirectoryTables>,
  { demo }: { demo: boolean },
): Promise<{ id: string; name: string; address: string }[]> => {
  const { rows } = await sql<{ id: string; name: string; email: string }>`with hours as (${withHours})
    select o.id, o.name, o.email from organization o where o.email is not null and not exists (select from closed_record d where d.thing_id = o.id)
      and exists (select from hours where hours.organization_id = o.id) order by o.name, o.id`.execute(db)
  return rows.flatMap(({ id, name, email }) => {
    const address = mailAddress(email)
    return address && (!demo || address.endsWith('.example')) ? [{ id, name, address }] : []
  })
}

export interface Asked {
  sweepId: string
  organisationId: string
  organisation: string
  holiday: string
  from: string
  to: string
  until: Date
  things: HoursThing[]
}

const mostThings = 12

/** What a key from a letter asks about, until it is answered or too late. @throws Gone */
export const askedBy = async (db: Db<DirectoryTables>, key: string, now: Date): Promise<Asked> => {
  const { rows } = await sql<
    Omit<Asked, 'things'>
  >`select s.id as "sweepId", o.id as "organisationId", o.name as organisation, s.name as holiday,
      s.from_on::text as from, s.to_on::text as to, s.answer_until as until
    from sweep_ask a join holiday_sweep s on s.id = a.sweep_id join organization o on o.id = a.organisation_id
    where a.token = ${sealed(key)} and a.answered_at is null and s.answer_until > ${now}`.execute(db)
  if (!rows[0]) throw new Gone()
  const { rows: things } = await sql<HoursThing>`with hours as (${withHours})
    select kind, id, name, holiday_region from hours where organization_id = ${rows[0].organisationId} order by name, id limit ${mostThings}`.execute(
    db,
  )
  return { ...rows[0], things }
}
