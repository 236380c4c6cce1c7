import { sql } from 'kysely'
import type { Db } from '#kernel/database/database.ts'
import type { DirectoryTables } from '../../tables.ts'

export type ThingKind = DirectoryTables['missing_record']['thing_kind']

export interface Missing {
  id: string
  kind: ThingKind
  name: string
  /** What became of it: nobody has looked yet, somebody made sure that it is right, or it is closed. */
  state: 'open' | 'right' | 'closed'
}

export interface MissingCount {
  missing: number
  /** Those that no earlier run missed. */
  fresh: number
  /** All that earlier runs gave and that is still listed. */
  known: number
}

/** Services, organisations and places of a source that are still listed here, as `known`. */
const known = (source: string) => sql`known as (
  select b.id, case b.kind when 'organization' then 'organisation' when 'location' then 'place' else b.kind end as kind,
    coalesce(s.name, o.name, l.name, '') as name
  from imported_record b
  left join service s on b.kind = 'service' and s.id = b.id and s.status in ('active', 'temporarily closed')
  left join organization o on b.kind = 'organization' and o.id = b.id
  left join location l on b.kind = 'location' and l.id = b.id and not l.confidential
  where b.source_id = ${source} and coalesce(s.id, o.id, l.id) is not null
    and not exists (select from closed_record d where d.thing_id = b.id))`

const gone = (runId: string) =>
  sql`gone as (select * from known where not exists (select from import_row r where r.run_id = ${runId} and r.id = known.id))`

/** SQL that begins with what a source gave before (`known`) and what a run that is being written does not give (`gone`). */
export const withGone = (source: string, runId: string) => sql`with ${known(source)}, ${gone(runId)}`

export const countMissing = async (db: Db<DirectoryTables>, source: string, runId: string): Promise<MissingCount> => {
  const { rows } = await sql<MissingCount>`${withGone(source, runId)}
    select (select count(*)::int from gone) as missing,
      (select count(*)::int from gone where not exists (select from missing_record m where m.thing_id = gone.id)) as fresh, (select count(*)::int from known) as known`.execute(
    db,
  )
  return rows[0]!
}

/** What a run that was read and not yet written does not give any more: the first by name. */
export const missingIn = async (
  db: Db<DirectoryTables>,
  source: string,
  runId: string,
  most = 100,
): Promise<Missing[]> => {
  const { rows } = await sql<Missing>`${withGone(source, runId)}
    select id::text, kind, name, 'open' as state from gone order by kind desc, lower(name), id limit ${most}`.execute(
    db,
  )
  return rows
}

/** What a source no longer gives, what nobody has looked at first. */
export const missingOf = async (db: Db<DirectoryTables>, source: string, most = 100): Promise<Missing[]> => {
  const { rows } = await sql<Missing>`
    select * from (select m.thing_id::text as id, m.thing_kind as kind, coalesce(s.name, o.name, l.name, '') as name,
      case when d.thing_id is not null or s.status in ('inactive', 'defunct') then 'closed'
        when coalesce(s.checked_at, o.checked_at, l.checked_at) > m.since then 'right' else 'open' end as state
    from missing_record m left join service s on s.id = m.thing_id left join organization o on o.id = m.thing_id
      left join location l on l.id = m.thing_id and not l.confidential left join closed_record d on d.thing_id = m.thing_id
    where m.source_id = ${source} and coalesce(s.id, o.id, l.id) is not null) one
    order by state = 'open' desc, kind desc, lower(name), id limit ${most}`.execute(db)
  return rows
}
