import type pg from 'pg'
import { itemColumns, type Search } from '#slices/finder/search/queries.ts'
import { tsqueryOf } from '#slices/finder/search/rules.ts'

/** What one would write first: a GIN index on the words, a GiST index on the place, and PostgreSQL to bring them together. */
export const makeBaseline = async (owner: pg.Pool, schema: string): Promise<void> => {
  const client = await owner.connect()
  try {
    await client.query(`set search_path to ${schema}, extensions, public`)
    await client.query(`create table baseline as select * from finding`)
    await client.query(`alter table baseline add primary key (id)`)
    await client.query(`create index baseline_words on baseline using gin (words)`)
    await client.query(`create index baseline_place on baseline using gist (ll_to_earth(lat, lon))`)
    await client.query(`vacuum analyze baseline`)
    await client.query('grant select on baseline to wellmet_app')
    await client.query('reset search_path')
  } finally {
    client.release()
  }
}

/** The nearest twenty within a radius in metres, with the same words, the same filters and the same columns. */
export const askBaseline = (pool: pg.Pool, search: Search, metres: number) => {
  const { wanted, near, kind, openAt, free, stepFree, limit } = search
  const conditions = [
    'words @@ $3::tsquery',
    'earth_box(ll_to_earth($1, $2), $4) @> ll_to_earth(lat, lon)',
    ...(kind ? [`(kind = '${kind}' or subkind = '${kind}')`] : []),
    ...(openAt ? [`opens @> '${openAt.toISOString()}'::timestamptz`] : []),
    ...(free ? ['free'] : []),
    ...(stepFree ? ['step_free'] : []),
  ]
  return pool.query(
    `select ${itemColumns.replaceAll('finding.', 'baseline.')}, earth_distance(ll_to_earth($1, $2), ll_to_earth(lat, lon)) as metres
     from baseline where ${conditions.join(' and ')} order by metres limit ${limit}`,
    [near!.lat, near!.lon, tsqueryOf(wanted), metres],
  )
}
