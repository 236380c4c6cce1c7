import { sql } from 'kysely'
import type { Db } from '#kernel/database/database.ts'
import type { RecordKind } from '../editing/rules.ts'
import { listed } from '../freshness/queries.ts'
import type { DirectoryTables } from '../tables.ts'

export interface Share {
  name: string
  total: number
  fresh: number
}

export interface Oldest {
  thing_kind: RecordKind
  thing_id: string
  name: string
  organisation: string | null
  known_at: Date | null
  due: Date
}

/** How true the directory is: what was checked within a year, what has waited longest, and what is coming. */
export interface Freshness {
  whole: Share
  kinds: Share[]
  areas: Share[]
  organisations: (Share & { id: string })[]
  oldest: Oldest[]
  /** How many listings come due in each of the coming weeks; what is overdue already stands in the first. */
  weeks: { week: number; due: number }[]
  /** Where asking stands. */
  asking: { letters: number; calls: number; later: number; suggestions: number; answered: number }
}

const share = sql`count(*)::int as total, count(*) filter (where listed.checked_at > ${sql.ref('at.year_ago')})::int as fresh`
const rowsOf = (query: ReturnType<typeof sql>) =>
  sql`coalesce((select jsonb_agg(to_jsonb(each)) from (${query}) each), '[]')`

/** All that the page shows, in one trip. `weeks`: how far the forecast looks. */
export const freshnessOf = async (db: Db<DirectoryTables>, now: Date, weeks = 12): Promise<Freshness> => {
  const { rows } = await sql<Freshness>`with ${listed},
    at as (select ${now}::timestamptz as now, ${now}::timestamptz - interval '1 year' as year_ago)
    select (select to_jsonb(each) from (select '' as name, ${share} from listed, at) each) as whole,
      ${rowsOf(sql`select subkind as name, ${share} from listed, at group by subkind order by count(*) desc, subkind`)} as kinds,
      ${rowsOf(sql`select coalesce(area, '') as name, ${share} from listed, at group by coalesce(area, '') order by count(*) desc, 1 limit 20`)} as areas,
      ${rowsOf(sql`select o.id, o.name, ${share} from listed join organization o on o.id = listed.organisation_id, at
        group by o.id, o.name having count(*) > 1 order by count(*) filter (where listed.checked_at > year_ago)::real / count(*), count(*) desc, o.name limit 20`)} as organisations,
      ${rowsOf(sql`select thing_kind, thing_id, listed.name, o.name as organisation, known_at, due from listed
        left join organization o on o.id = listed.organisation_id, at where due <= at.now order by known_at nulls first, listed.days, thing_id limit 30`)} as oldest,
      ${rowsOf(sql`select week, (select count(*)::int from listed, at where
          greatest(0, floor(extract(epoch from due - at.now) / 604800)) = week) as due from generate_series(0, ${weeks - 1}) week`)} as weeks,
      (select jsonb_build_object(
        'letters', (select count(*) from check_cycle where ended_at is null and stage <> 'to_ring'),
        'calls', (select count(*) from check_cycle, at where ended_at is null and stage = 'to_ring' and next_at <= at.now),
        'later', (select count(*) from check_cycle, at where ended_at is null and stage = 'to_ring' and next_at > at.now),
        'suggestions', (select count(*) from suggestion where decided_at is null),
        'answered', (select count(*) from record_check, at where checked_at > at.now - interval '30 days'))) as asking`.execute(
    db,
  )
  const found = rows[0]!
  const date = (value: unknown) => (value ? new Date(String(value)) : null)
  return {
    ...found,
    oldest: found.oldest.map((one) => ({ ...one, known_at: date(one.known_at), due: date(one.due)! })),
  }
}
