import { acrossTx, type Db, type Tx } from '#kernel/database/database.ts'
import { changesIn, dropOthers, type Put, type PutWhole, putAll } from '#kernel/database/put.ts'
import { inTransaction } from '#kernel/database/transactions.ts'
import { type Doer, record } from '#kernel/facts/record.ts'
import { putOrganisations } from '#slices/organisations/commands.ts'
import { putPlaces } from '#slices/places/commands.ts'
import { ListingsImported } from './facts.ts'
import { putFound } from './finding/commands.ts'
import type { DirectoryTables, Listings, OwnTables } from './tables.ts'

type Columns<Table extends keyof OwnTables> = (keyof OwnTables[Table] & string)[]

const columns: { [Table in keyof OwnTables]: Columns<Table> } = {
  taxonomy: ['id', 'name', 'description', 'uri', 'version'],
  taxonomy_term: ['id', 'code', 'name', 'description', 'parent_id', 'taxonomy', 'language', 'taxonomy_id', 'term_uri'],
  service: [
    'id',
    'organization_id',
    'program_id',
    'kind',
    'name',
    'alternate_name',
    'description',
    'url',
    'email',
    'status',
    'interpretation_services',
    'application_process',
    'fees_description',
    'fees',
    'wait_time',
    'accreditations',
    'eligibility_description',
    'minimum_age',
    'maximum_age',
    'assured_date',
    'assurer_email',
    'licenses',
    'alert',
    'last_modified',
    'source_id',
    'source_key',
    'source_date',
    'checked_at',
  ],
  service_at_location: ['id', 'service_id', 'location_id', 'description'],
  phone: [
    'id',
    'location_id',
    'service_id',
    'organization_id',
    'service_at_location_id',
    'number',
    'extension',
    'type',
    'description',
  ],
  schedule: [
    'id',
    'service_id',
    'location_id',
    'service_at_location_id',
    'valid_from',
    'valid_to',
    'dtstart',
    'timezone',
    'until',
    'count',
    'wkst',
    'freq',
    'interval',
    'byday',
    'byweekno',
    'bymonthday',
    'byyearday',
    'description',
    'opens_at',
    'closes_at',
    'schedule_link',
    'attending_type',
    'notes',
  ],
  cost_option: ['id', 'service_id', 'valid_from', 'valid_to', 'option', 'currency', 'amount', 'amount_description'],
  language: ['id', 'service_id', 'location_id', 'phone_id', 'name', 'code', 'note'],
  attribute: ['id', 'link_id', 'link_type', 'link_entity', 'taxonomy_term_id', 'value', 'label'],
}

const ids = (rows: readonly { id: string }[]) => rows.map(({ id }) => id)

/**
 * What belongs to the things of this batch and is not in it is no longer so. A phone or a schedule that names several belongs to the
 * service, else to the place, else to the organisation.
 */
const dropFormer = async (tx: Tx<DirectoryTables>, batch: Listings): Promise<number> => {
  const [services, locations, organisations] = [ids(batch.service), ids(batch.location), ids(batch.organization)]
  let gone = await dropOthers(
    tx,
    'attribute',
    'link_id',
    [...services, ...locations, ...organisations],
    batch.attribute,
  )
  for (const table of ['cost_option', 'language', 'schedule', 'phone', 'service_at_location'] as const) {
    gone += await dropOthers(tx, table, 'service_id', services, batch[table])
  }
  for (const table of ['schedule', 'phone'] as const) {
    gone += await dropOthers(tx, table, 'service_at_location_id', ids(batch.service_at_location), batch[table])
  }
  for (const table of ['language', 'schedule', 'phone'] as const) {
    gone += await dropOthers(tx, table, 'location_id', locations, batch[table], ['service_id'])
  }
  return (
    gone + (await dropOthers(tx, 'phone', 'organization_id', organisations, batch.phone, ['service_id', 'location_id']))
  )
}

const putServices = async (tx: Tx<DirectoryTables>, batch: Listings): Promise<PutWhole> => {
  const taxonomies = changesIn(
    await putAll(tx, 'taxonomy', columns.taxonomy, batch.taxonomy),
    await putAll(tx, 'taxonomy_term', columns.taxonomy_term, batch.taxonomy_term),
  )
  let around = taxonomies + (await dropFormer(tx, batch))
  const put = await putAll(tx, 'service', columns.service, batch.service, { stamp: 'modified_at' })
  for (const table of ['service_at_location', 'phone', 'schedule', 'cost_option', 'language', 'attribute'] as const) {
    around += changesIn(await putAll(tx, table, columns[table], batch[table]))
  }
  return { ...put, around }
}

const sum = (puts: Put[]) => ({
  inserted: puts.reduce((total, { inserted }) => total + inserted.length, 0),
  updated: puts.reduce((total, { updated }) => total + updated.length, 0),
  unchanged: puts.reduce((total, { unchanged }) => total + unchanged, 0),
})

/**
 * Writes a batch of listings, each thing whole, and makes what changed findable, all in one transaction. Writing the same batch
 * again changes nothing. What a batch refers to must be in it or already there. `now` decides from when on openings are reckoned.
 */
export const importListings = (db: Db<DirectoryTables>, doer: Doer, batch: Listings, now: Date) =>
  inTransaction(db, async (tx) => {
    const organisations = await putOrganisations(acrossTx(tx), batch)
    const places = await putPlaces(acrossTx(tx), batch)
    const services = await putServices(tx, batch)
    const written = sum([organisations, places, services])
    const around = organisations.around + places.around + services.around
    if (written.inserted + written.updated + around === 0) return written

    const touched = {
      services: ids(batch.service),
      locations: ids(batch.location),
      organisations: ids(batch.organization),
    }
    await putFound(tx, touched, now)
    await record(tx, doer, ListingsImported, written)
    return written
  })
