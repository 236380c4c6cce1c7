import { sql } from 'kysely'
import { across, type Community, type Db } from '#kernel/database/database.ts'
import { inTransaction } from '#kernel/database/transactions.ts'
import { loadGazetteer } from '#kernel/geo/gazetteer.ts'
import type { DirectoryTables } from '../tables.ts'
import { type Located, namesIn, neighbourhoodsIn, streetsIn, type Titled } from './rules.ts'

/** What every record with a public address and a pin says about where its town and postcode are. */
const located = async (db: Db<DirectoryTables>): Promise<Located[]> => {
  const { rows } = await sql<Located>`
    select l.latitude as lat, l.longitude as lon, a.city as town, a.postal_code as postcode, a.address_1 as street
    from public_address a join location l on l.id = a.location_id
    where l.latitude is not null and l.precision = 'exact'`.execute(db)
  return rows
}

/** What is surely where its pin is, with its title. */
const titled = async (db: Db<DirectoryTables>): Promise<Titled[]> => {
  const { rows } = await sql<Titled>`
    with pinned as (select l.* from location l join public_address a on a.location_id = l.id where l.latitude is not null and l.precision = 'exact')
    select s.name as title, l.latitude as lat, l.longitude as lon
    from pinned l join service_at_location at on at.location_id = l.id join service s on s.id = at.service_id
    union select l.name, l.latitude, l.longitude from pinned l where l.name is not null`.execute(db)
  return rows
}

/**
 * Learns from the community's own records where its towns, postcodes, neighbourhoods and streets are, so that «near Hialeah» and «33130»
 * are understood after an import, without asking anybody else. What was loaded or learnt before under the same name stays.
 */
export const learnPlaces = async (community: Community): Promise<void> => {
  const at = await located(community.read)
  const addressed = namesIn(at)
  const besides = [...neighbourhoodsIn(await titled(community.read)), ...streetsIn(at)]
  await inTransaction(across(community.write), async (tx) => {
    const { rows } = await sql<{ bearer: string }>`select kind || ' ' || key as bearer from gazetteer`.execute(tx)
    const known = new Set(rows.map(({ bearer }) => bearer))
    const isTown = ({ key }: { key: string }) => known.has(`town ${key}`) || addressed.some((one) => one.key === key)
    const names = [...addressed, ...besides.filter((one) => !isTown(one))]
    await loadGazetteer(
      tx,
      names.filter(({ kind, key }) => !known.has(`${kind} ${key}`)),
    )
  })
}
