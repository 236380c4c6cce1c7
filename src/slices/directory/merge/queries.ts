import { sql } from 'kysely'
import type { Db } from '#kernel/database/database.ts'
import { NotFound } from '#kernel/errors/errors.ts'
import type { DirectoryTables } from '../tables.ts'
import { type Likeness, likely, likenessOf, type MergeKind, mergeFields } from './rules.ts'

export interface Pair {
  kind: MergeKind
  one: string
  other: string
  oneName: string
  otherName: string
  alike: Likeness[]
  score: number
}

const most = 400
/** A key that so many share says nothing: «reception», a town hall's switchboard. */
const common = 8

const bare = (column: string) =>
  `nullif(regexp_replace(regexp_replace(lower(${column}), '\\y(the|ltd|limited|inc|incorporated|cio|cic|llc|corp)\\y', ' ', 'g'), '[^[:alnum:]]+', '', 'g'), '')`
const digits = (column: string) => `nullif(right(regexp_replace(${column}, '\\D', '', 'g'), 9), '')`
const host = (column: string) =>
  `nullif(regexp_replace(lower(${column}), '^(https?://)?(www\\.)?|[/?#].*$', '', 'g'), '')`

/** Keys that records of the same thing share; two records with one in common are looked at. Secret places have none. */
const keys: Record<MergeKind, string> = {
  organization: `select id, 'name' as what, ${bare('name')} as key from organization
    union all select organization_id, 'identifier', lower(identifier_type || ' ' || identifier) from organization_identifier
    union all select id, 'identifier', nullif(lower(tax_id), '') from organization
    union all select id, 'website', ${host('website')} from organization
    union all select organization_id, 'phone', ${digits('number')} from phone where organization_id is not null`,
  service: `select id, 'name' as what, ${bare('name')} as key from service where status <> 'defunct' and kind <> 'facility'
    union all select service_id, 'phone', ${digits('number')} from phone where service_id is not null
    union all select sl.service_id, 'address', ${bare('a.address_1')} || coalesce(${bare('a.postal_code')}, '')
      from service_at_location sl join public_address a on a.location_id = sl.location_id where a.address_1 is not null
    union all select id, 'website', ${host('url')} from service where status <> 'defunct'`,
  location: `select id, 'name' as what, ${bare('name')} as key from location where not confidential and kind <> 'office'
    union all select location_id, 'address', ${bare('address_1')} || coalesce(${bare('postal_code')}, '') from public_address where address_1 is not null
    union all select id, 'near', round(latitude::numeric, 4) || ' ' || round(longitude::numeric, 4) from public_location where latitude is not null and precision = 'exact'`,
}

/** Two sources know the same organisation under two ids, but by one name. */
const sameOrganization = `one.organization_id = other.organization_id or
  (select ${bare('name')} from organization where id = one.organization_id) = (select ${bare('name')} from organization where id = other.organization_id)`

const pairsOf = async (db: Db<DirectoryTables>, kind: MergeKind): Promise<Pair[]> => {
  const organization =
    kind === 'organization' ? '' : `|| case when ${sameOrganization} then '{organization}'::text[] else '{}' end`
  const { rows } = await sql<Omit<Pair, 'score' | 'kind'>>`
    with keyed as materialized (select distinct id, what, key from (${sql.raw(keys[kind])}) k where key is not null and length(key) > 3),
    telling as materialized (select what, key from keyed group by what, key having count(*) between 2 and ${common}),
    told as (select keyed.* from keyed join telling using (what, key)),
    pair as (select a.id as one, b.id as other, array_agg(distinct a.what) as alike
      from told a join told b on a.what = b.what and a.key = b.key and a.id < b.id group by a.id, b.id)
    select one.id::text as one, other.id::text as other, coalesce(one.name, '') as "oneName", coalesce(other.name, '') as "otherName",
      pair.alike ${sql.raw(organization)} as alike
    from pair join ${sql.ref(kind)} one on one.id = pair.one join ${sql.ref(kind)} other on other.id = pair.other
    where not exists (select from not_duplicate n where n.one_id = pair.one and n.other_id = pair.other)
    order by cardinality(pair.alike) desc, pair.one, pair.other limit ${most * 3}`.execute(db)
  return rows.map((row) => ({ ...row, kind, score: likenessOf(row.alike) })).filter(({ score }) => score >= likely)
}

/** Pairs of one kind that are likely the same thing, the most alike first. */
export const likelyPairs = async (db: Db<DirectoryTables>, kind: MergeKind): Promise<Pair[]> =>
  (await pairsOf(db, kind)).sort((a, b) => b.score - a.score).slice(0, most)

export interface Side {
  id: string
  source: string | null
  checkedAt: Date | null
  fields: Record<string, string | null>
  /** How many rows of each table hang on it, in words for the page. */
  around: string[]
}

const aroundSql: Record<MergeKind, string> = {
  organization: `(select coalesce(array_agg(s.name order by s.name), '{}') from (select name from service where organization_id = t.id order by name limit 8) s)`,
  service: `(select coalesce(array_agg(concat_ws(', ', l.name, a.address_1, a.city, a.postal_code)), '{}') from service_at_location x join public_location l on l.id = x.location_id
    left join public_address a on a.location_id = l.id where x.service_id = t.id)
    || (select coalesce(array_agg(p.number), '{}') from phone p where p.service_id = t.id)`,
  location: `(select coalesce(array_agg(concat_ws(', ', a.address_1, a.city, a.postal_code)), '{}') from public_address a where a.location_id = t.id)
    || (select coalesce(array_agg(s.name order by s.name), '{}') from service_at_location x join service s on s.id = x.service_id where x.location_id = t.id)`,
}

/** Two records side by side. What is no pair of this kind, or secret, is not there. */
export const sidesOf = async (
  db: Db<DirectoryTables>,
  kind: MergeKind,
  ids: [string, string],
): Promise<[Side, Side]> => {
  const fields = sql.join(mergeFields[kind].map((field) => sql`${sql.lit(field)}, t.${sql.ref(field)}::text`))
  const open = sql.raw(kind === 'location' ? 'not t.confidential' : 'true')
  const { rows } = await sql<Side>`
    select t.id::text as id, s.name as source, t.checked_at as "checkedAt", jsonb_build_object(${fields}) as fields, ${sql.raw(aroundSql[kind])} as around
    from ${sql.ref(kind)} t left join source s on s.id = t.source_id where t.id = any(${ids}::uuid[]) and ${open}`.execute(
    db,
  )
  const [one, other] = ids.map((id) => rows.find((row) => row.id === id))
  if (!one || !other || ids[0] === ids[1]) throw new NotFound()
  return [one, other]
}

export interface Merged {
  id: string
  kind: MergeKind
  keptId: string
  name: string | null
  mergedAt: Date
}

/** What was made one lately and can still be parted. */
export const recentMerges = async (db: Db<DirectoryTables>): Promise<Merged[]> => {
  const { rows } = await sql<Merged>`
    select id::text, kind, kept_id::text as "keptId", before -> 'dropped' ->> 'name' as name, merged_at as "mergedAt" from merge
    where undone_at is null order by merged_at desc limit 20`.execute(db)
  return rows
}
