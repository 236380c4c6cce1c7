import { sql } from 'kysely'
import { across, type Community, type Db } from '#kernel/database/database.ts'
import { inTransaction } from '#kernel/database/transactions.ts'
import { loadGazetteer } from '#kernel/geo/gazetteer.ts'
import type { DirectoryTables } from '../tables.ts'
import { type Located, namesIn } from './rules.ts'

/** What every record with a public address and a pin says about where its town and postcode are. */
const located = async (db: Db<DirectoryTables>): Promise<Located[]> => {
  const { rows } = await sql<Located>`
    select l.latitude as lat, l.longitude as lon, a.city as town, a.postal_code as postcode
    from public_address a join location l on l.id = a.location_id
    where l.latitude is not null and l.precision = 'exact'`.execute(db)
  return rows
}

/**
 * Learns from the community's own records where its towns and postcodes are, so that «near Hialeah» and «33130» are understood after
 * an import, without asking anybody else. What was loaded or learnt before under the same name stays.
 */
export const learnPlaces = async (community: Community): Promise<void> => {
  const names = namesIn(await located(community.read))
  await inTransaction(across(community.write), async (tx) => {
    const { rows } = await sql<{ bearer: string }>`select kind || ' ' || key as bearer from gazetteer`.execute(tx)
    const known = new Set(rows.map(({ bearer }) => bearer))
    await loadGazetteer(
      tx,
      names.filter(({ kind, key }) => !known.has(`${kind} ${key}`)),
    )
  })
}
