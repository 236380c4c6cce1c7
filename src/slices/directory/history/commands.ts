import { sql } from 'kysely'
import { v7 } from 'uuid'
import type { Tx } from '#kernel/database/database.ts'
import type { DirectoryTables, Listings } from '../tables.ts'

/** What says where a record comes from, or how we keep it, is no news to its readers. */
const silent = [
  'id',
  'source_id',
  'source_key',
  'source_date',
  'checked_at',
  'last_modified',
  'modified_at',
  'confidential',
]

/** Tables whose fields are logged. Contacts are not: who is no contact any more would stay published in the log. */
const logged = [
  'organization',
  'organization_identifier',
  'location',
  'address',
  'accessibility',
  'program',
  'service',
  'service_at_location',
  'phone',
  'schedule',
  'cost_option',
  'language',
  'url',
  'funding',
  'service_area',
  'required_document',
  'service_capacity',
] as const

export interface Change {
  id: string
  field: string
  previous: string | null
  replacement: string | null
}

/** Which fields of rows that are there will differ once the given ones are written. */
const changesIn = async (
  tx: Tx<DirectoryTables>,
  table: string,
  rows: readonly { id: string }[],
): Promise<Change[]> => {
  const { rows: changes } = await sql<Change>`
    with given as (select value as raw, (value ->> 'id')::uuid as id from jsonb_array_elements(${JSON.stringify(rows)}::jsonb)),
    pair as (select there.id, to_jsonb(there) as old, to_jsonb(new) as wanted
      from given join ${sql.ref(table)} there on there.id = given.id cross join lateral jsonb_populate_record(there, raw) new
      where new is distinct from there)
    select pair.id::text as id, one.key as field, one.value as previous, wanted ->> one.key as replacement
    from pair cross join lateral jsonb_each_text(old) one
    where one.key <> all(${silent}) and one.value is distinct from (wanted ->> one.key)`.execute(tx)
  return changes
}

/** Ids of places in the batch whose whereabouts nobody may read, now or once it is written. */
const hiddenPlaces = async (tx: Tx<DirectoryTables>, batch: Listings): Promise<Set<string>> => {
  const asked = [...new Set([...batch.location.map(({ id }) => id), ...batch.address.map((row) => row.location_id)])]
  if (!asked.length) return new Set()
  const there = await tx
    .selectFrom('location')
    .select('id')
    .where('id', 'in', asked)
    .where('confidential', '=', true)
    .execute()
  return new Set([...there, ...batch.location.filter(({ confidential }) => confidential)].map(({ id }) => id))
}

/** Writes the log of a record's fields: before and after, by which source or role; never a person's name. */
export const logFields = async (
  tx: Tx<DirectoryTables>,
  table: string,
  changes: readonly Change[],
  { by, now }: { by: string; now: Date },
): Promise<void> => {
  if (!changes.length) return
  await tx
    .insertInto('metadata')
    .values(
      changes.map(({ id, field, previous, replacement }) => ({
        id: v7(),
        resource_id: id,
        resource_type: table,
        last_action_date: now.toISOString().slice(0, 10),
        last_action_type: 'update',
        field_name: field,
        previous_value: previous,
        replacement_value: replacement,
        updated_by: by,
        recorded_at: now,
      })),
    )
    .execute()
}

/** Logs what writing this batch will change, before it is written. */
export const logChanges = async (
  tx: Tx<DirectoryTables>,
  batch: Listings,
  now: Date,
  source?: string,
): Promise<void> => {
  const by = source ?? batch.source[0]?.id ?? batch.service[0]?.source_id ?? batch.organization[0]?.source_id
  const hidden = await hiddenPlaces(tx, batch)
  for (const table of logged) {
    const rows = (batch[table] as { id: string; location_id?: string }[]).filter(
      ({ id, location_id }) =>
        !(table === 'location' && hidden.has(id)) && !(table === 'address' && hidden.has(location_id!)),
    )
    if (rows.length)
      await logFields(tx, table, await changesIn(tx, table, rows), {
        by: by ?? batch.location[0]?.source_id ?? 'import',
        now,
      })
  }
}

/** Leaves a tombstone for each record that is gone, so that mirrors hear of it; `replacedBy` where two records became one. */
export const buryRecords = async (
  tx: Tx<DirectoryTables>,
  resourceType: string,
  gone: readonly { id: string; replacedBy?: string | null }[],
  now: Date,
): Promise<void> => {
  if (!gone.length) return
  await tx
    .insertInto('deleted_record')
    .values(
      gone.map(({ id, replacedBy = null }) => ({
        id,
        resource_type: resourceType,
        deleted_at: now,
        replaced_by: replacedBy,
      })),
    )
    .onConflict((on) => on.column('id').doUpdateSet({ deleted_at: now }))
    .execute()
}
