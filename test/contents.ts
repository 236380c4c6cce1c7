import type { Town } from './town.ts'

/** What every table of a town holds, but those that change by being there: equal before and after, byte for byte, or not. */
export const contentsOf = async (here: Town, passing: readonly string[]): Promise<unknown[]> => {
  const tables = await here.sql`select table_name as name from information_schema.tables
    where table_schema = current_schema() and table_type = 'BASE TABLE' order by 1`
  const each = tables
    .filter(({ name }) => !passing.includes(String(name)))
    .map(
      ({ name }) =>
        `select '${name}' as name, md5(coalesce(string_agg(md5(t::text), '' order by md5(t::text)), '')) as rows from "${here.community.schema}"."${name}" t`,
    )
  return (await here.database.owner.query(each.join(' union all '))).rows
}
