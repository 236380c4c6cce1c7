import { acrossTx, type Db, type Tx } from '#kernel/database/database.ts'
import { type Put, type PutWhole, putAll } from '#kernel/database/put.ts'
import { inTransaction } from '#kernel/database/transactions.ts'
import { type Doer, record } from '#kernel/facts/record.ts'
import { putOrganisations } from '#slices/organisations/commands.ts'
import { putPlaces } from '#slices/places/commands.ts'
import { ListingsImported } from './facts.ts'
import { putFound } from './finding/commands.ts'
import { logChanges } from './history/commands.ts'
import { dropFormer, type Parents, touchParents } from './listing/commands.ts'
import { columns, givenColumns } from './listing/fields.ts'
import { openBatch } from './secret/commands.ts'
import type { DirectoryTables, Listings } from './tables.ts'

const ids = (rows: readonly { id: string }[]) => rows.map(({ id }) => id)

/** In the order in which they refer to each other. */
const before = ['taxonomy', 'taxonomy_term', 'unit', 'meta_table_description', 'program'] as const
const after = [
  'service_at_location',
  'contact',
  'phone',
  'schedule',
  'cost_option',
  'language',
  'url',
  'funding',
  'service_area',
  'required_document',
  'service_capacity',
  'attribute',
  'metadata',
] as const

const putServices = async (tx: Tx<DirectoryTables>, batch: Listings): Promise<PutWhole> => {
  let around = 0
  const changed: Parents[] = []
  const put = async (table: (typeof before)[number] | (typeof after)[number]) => {
    const { inserted, updated } = await putAll(tx, table, columns[table], batch[table])
    around += inserted.length + updated.length
    if (inserted.length + updated.length) changed.push({ table, rows: [...inserted, ...updated] })
  }
  for (const table of before) await put(table)
  const gone = await dropFormer(tx, batch)
  const services = await putAll(tx, 'service', columns.service, batch.service, { stamp: 'modified_at' })
  for (const table of after) await put(table)
  const kept = await putAll(tx, 'given_value', givenColumns, batch.given_value)
  await touchParents(tx, changed, gone)
  return { ...services, around: around + gone.count + kept.inserted.length + kept.updated.length }
}

const sum = (puts: Put[]) => ({
  inserted: puts.reduce((total, { inserted }) => total + inserted.length, 0),
  updated: puts.reduce((total, { updated }) => total + updated.length, 0),
  unchanged: puts.reduce((total, { unchanged }) => total + unchanged, 0),
})

interface Writing {
  /** In whose name changed fields are logged: the source's, unless said. */
  by?: string
  /** Without it nothing is made findable and no fact is recorded: for a look at what would happen. */
  found?: boolean
}

/**
 * Writes a batch of listings, each thing whole, logs which fields changed, and makes what changed findable, all in one transaction.
 * Writing the same batch again changes nothing. What a batch refers to must be in it or already there. `now` decides from when on
 * openings are reckoned.
 */
export const importListings = (
  db: Db<DirectoryTables>,
  doer: Doer,
  given: Listings,
  now: Date,
  { by, found = true }: Writing = {},
) =>
  inTransaction(db, async (tx) => {
    const parted = await openBatch(tx, given)
    const batch = parted.open
    await logChanges(tx, batch, now, by)
    const organisations = await putOrganisations(acrossTx(tx), batch)
    const places = await putPlaces(acrossTx(tx), parted)
    const services = await putServices(tx, batch)
    const written = sum([organisations, places, services])
    const around = organisations.around + places.around + services.around
    if (!found || written.inserted + written.updated + around === 0) return written

    const touched = {
      services: ids(batch.service),
      locations: ids(batch.location),
      organisations: ids(batch.organization),
    }
    await putFound(tx, touched, now)
    await record(tx, doer, ListingsImported, written)
    return written
  })
