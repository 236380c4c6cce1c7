import { sql } from 'kysely'
import type { Tx } from '#kernel/database/database.ts'
import type { DirectoryTables, Listings, OwnTables } from '../tables.ts'

/** Rows of a table that changed. */
export interface Parents {
  table: keyof OwnTables
  rows: string[]
}

export interface Gone {
  count: number
  services: Set<string>
  locations: Set<string>
}

const ids = (rows: readonly { id: string }[]) => rows.map(({ id }) => id)

type Column = 'service_id' | 'service_at_location_id' | 'location_id' | 'organization_id' | 'contact_id' | 'phone_id'

/** Columns by which a row belongs to a thing, strongest first: one that names several belongs to the first that it names. */
const owners: Partial<Record<keyof OwnTables, Column[]>> = {
  cost_option: ['service_id'],
  required_document: ['service_id'],
  service_capacity: ['service_id'],
  service_at_location: ['service_id'],
  service_area: ['service_id', 'service_at_location_id'],
  url: ['service_id', 'organization_id'],
  funding: ['service_id', 'organization_id'],
  language: ['service_id', 'location_id', 'phone_id', 'organization_id'],
  schedule: ['service_id', 'service_at_location_id', 'location_id'],
  phone: ['service_id', 'service_at_location_id', 'location_id', 'organization_id', 'contact_id'],
  contact: ['service_id', 'service_at_location_id', 'location_id', 'organization_id'],
}

const thingsOf = (batch: Listings): Record<Column, string[]> => ({
  service_id: ids(batch.service),
  service_at_location_id: ids(batch.service_at_location),
  location_id: ids(batch.location),
  organization_id: ids(batch.organization),
  contact_id: ids(batch.contact),
  phone_id: ids(batch.phone),
})

/** What belongs to the things of this batch and is not in it is no longer so. */
export const dropFormer = async (tx: Tx<DirectoryTables>, batch: Listings): Promise<Gone> => {
  const things = thingsOf(batch)
  const gone: Gone = { count: 0, services: new Set(), locations: new Set() }
  for (const [table, columns] of Object.entries(owners) as [keyof typeof owners, Column[]][]) {
    for (const [at, column] of columns.entries()) {
      if (!things[column].length) continue
      const stronger = columns.slice(0, at).map((one) => sql` and ${sql.ref(one)} is null`)
      const { rows } = await sql<{ row: Record<string, string | null> }>`delete from ${sql.ref(table)} as gone
        where ${sql.ref(column)} = any(${things[column]}::uuid[]) and id <> all(${ids(batch[table])}::uuid[])${sql.join(stronger, sql``)}
        returning to_jsonb(gone) as row`.execute(tx)
      gone.count += rows.length
      for (const { row } of rows) {
        if (row.service_id) gone.services.add(row.service_id)
        if (row.location_id) gone.locations.add(row.location_id)
      }
    }
  }
  return { ...gone, count: gone.count + (await dropLoose(tx, batch)) }
}

/** Attributes and kept values hang on anything in the batch by its id alone. */
const dropLoose = async (tx: Tx<DirectoryTables>, batch: Listings): Promise<number> => {
  const { source: _, ...things } = batch
  const all = Object.values(things).flatMap((rows) => ids(rows as { id: string }[]))
  let count = 0
  for (const [table, column] of [
    ['attribute', 'link_id'],
    ['given_value', 'thing_id'],
  ] as const) {
    const { numAffectedRows } = await sql`delete from ${sql.ref(table)}
      where ${sql.ref(column)} = any(${all}::uuid[]) and id <> all(${ids(batch[table])}::uuid[])`.execute(tx)
    count += Number(numAffectedRows ?? 0)
  }
  return count
}

/** A service or place whose phone or hours changed has changed: whoever mirrors us must hear of it. */
export const touchParents = async (tx: Tx<DirectoryTables>, changed: Parents[], gone: Gone): Promise<void> => {
  const touch = async (thing: 'service' | 'location', column: 'service_id' | 'location_id', lost: Set<string>) => {
    const having = changed.filter(({ table }) => owners[table]?.includes(column) || table === 'service_at_location')
    const selects = having.map(
      ({ table, rows }) => sql`select ${sql.ref(column)} from ${sql.ref(table)} where id = any(${rows}::uuid[])`,
    )
    if (!selects.length && !lost.size) return
    const all = [sql`select unnest(${[...lost]}::uuid[])`, ...selects]
    await sql`update ${sql.ref(thing)} set modified_at = now()
      where modified_at < now() and id in (${sql.join(all, sql` union `)})`.execute(tx)
  }
  await touch('service', 'service_id', gone.services)
  await touch('location', 'location_id', gone.locations)
}
