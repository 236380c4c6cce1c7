import { sql } from 'kysely'
import type { AnyDb, Db } from '#kernel/database/database.ts'
import type { DirectoryTables } from '#slices/directory/tables.ts'
import type { SafetyTables } from '#slices/safety/tables.ts'

export interface OpenCheck {
  id: string
  kind: 'service' | 'organisation' | 'place'
  thingId: string
  name: string
  startedAt: Date
}

/** Listings of an organisation that we have asked about and heard nothing of yet. */
export const openChecks = async (any: AnyDb, organisationId: string): Promise<OpenCheck[]> => {
  const db: Db<DirectoryTables> = any
  const { rows } = await sql<OpenCheck>`
    select c.id, c.thing_kind as kind, c.thing_id as "thingId", c.started_at as "startedAt", coalesce(s.name, l.name, o.name, '') as name
    from check_cycle c
      left join service s on c.thing_kind = 'service' and s.id = c.thing_id
      left join location l on c.thing_kind = 'place' and l.id = c.thing_id and not l.confidential
      left join organization o on c.thing_kind = 'organisation' and o.id = c.thing_id
    where c.ended_at is null and ${organisationId} in (s.organization_id, l.organization_id, o.id)
    order by c.started_at, c.id limit 50`.execute(db)
  return rows
}

export interface Held {
  id: string
  kind: 'service' | 'place' | 'organization'
  thingId: string
  name: string
  reason: string
  decidedAt: Date
}

/** Listings of an organisation that moderators have hidden or removed, with the reason as it was given. */
export const heldListings = async (any: AnyDb, organisationId: string): Promise<Held[]> => {
  const db: Db<SafetyTables> = any
  const { rows } = await sql<Held>`
    select d.id, d.thing_kind as kind, d.thing_id as "thingId", d.reason, d.decided_at as "decidedAt",
      coalesce(s.name, l.name, o.name, '') as name
    from moderation_decision d
      left join service s on d.thing_kind = 'service' and s.id = d.thing_id
      left join location l on d.thing_kind = 'place' and l.id = d.thing_id and not l.confidential
      left join organization o on d.thing_kind = 'organization' and o.id = d.thing_id
    where d.undone_at is null and d.kind in ('hide', 'remove')
      and ${organisationId} in (s.organization_id, l.organization_id, o.id)
    order by d.decided_at, d.id limit 50`.execute(db)
  return rows
}
