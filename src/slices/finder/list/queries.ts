import { sql } from 'kysely'
import type { Db } from '#kernel/database/database.ts'
import { itemColumns, itemOf, type Row } from '../search/queries.ts'
import type { FinderTables, FoundItem } from '../tables.ts'

export { listIn } from './rules.ts'

/** The things of a list in its order, each at its first place; what is gone or hidden is left out. */
export const listItems = async (db: Db<FinderTables>, things: readonly string[]): Promise<FoundItem[]> => {
  if (!things.length) return []
  const { rows } = await sql<Row>`
    select ${sql.raw(itemColumns)}, wanted.sites::integer as sites, null::float8 as metres
    from (select distinct on (thing) id, count(*) over (partition by thing) as sites from finding
      where thing = any(${things}::uuid[]) order by thing, id <> thing, id) wanted join finding using (id)
    order by array_position(${things}::uuid[], finding.thing)`.execute(db)
  return rows.map(itemOf)
}
