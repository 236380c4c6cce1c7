import { sql } from 'kysely'
import type { AnyTx } from '#kernel/database/database.ts'
import { changesIn, dropOthers, type PutWhole, putAll } from '#kernel/database/put.ts'
import { type OpenPart, sealWhereabouts } from './secret/commands.ts'
import type { PlaceRows, PlaceTables } from './tables.ts'

type Columns<Table extends keyof PlaceTables> = (keyof PlaceTables[Table] & string)[]

const locationColumns: Columns<'location'> = [
  'id',
  'location_type',
  'kind',
  'url',
  'organization_id',
  'name',
  'alternate_name',
  'description',
  'transportation',
  'latitude',
  'longitude',
  'precision',
  'external_identifier',
  'external_identifier_type',
  'zone',
  'holiday_region',
  'area',
  'source_id',
  'source_key',
  'source_date',
  'checked_at',
]
const addressColumns: Columns<'address'> = [
  'id',
  'location_id',
  'attention',
  'address_1',
  'address_2',
  'city',
  'region',
  'state_province',
  'postal_code',
  'country',
  'address_type',
]
const accessibilityColumns: Columns<'accessibility'> = [
  'id',
  'location_id',
  'description',
  'details',
  'url',
  'feature',
  'present',
]
const groundColumns: Columns<'ground'> = ['id', 'kind', 'name', 'location_id', 'shape']

/** An import may make a place confidential, and never less so: the column is not among those that it writes. */
const hidePlaces = async (tx: AnyTx, rows: PlaceRows['location']) => {
  const hidden = rows.filter(({ confidential }) => confidential).map(({ id }) => id)
  if (!hidden.length) return
  await tx
    .updateTable('location')
    .set({ confidential: true, modified_at: sql`now()` })
    .where('id', 'in', hidden)
    .where('confidential', '=', false)
    .execute()
}

/**
 * Writes places as an import brings them, each with its addresses and features, in the caller's transaction. Where a confidential
 * one is goes to its own table.
 */
export const putPlaces = async (tx: AnyTx, { open: rows, secrets }: OpenPart<PlaceRows>): Promise<PutWhole> => {
  const put = await putAll(tx, 'location', locationColumns, rows.location, { stamp: 'modified_at' })
  await hidePlaces(tx, rows.location)
  const ids = rows.location.map(({ id }) => id)
  const around = changesIn(
    await sealWhereabouts(tx, secrets),
    await dropOthers(tx, 'address', 'location_id', ids, rows.address),
    await dropOthers(tx, 'accessibility', 'location_id', ids, rows.accessibility),
    await dropOthers(tx, 'ground', 'location_id', ids, rows.ground),
    await putAll(tx, 'address', addressColumns, rows.address),
    await putAll(tx, 'accessibility', accessibilityColumns, rows.accessibility),
    await putAll(tx, 'ground', groundColumns, rows.ground),
  )
  return { ...put, around }
}
