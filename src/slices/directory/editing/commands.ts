import { sql } from 'kysely'
import type { Db, Tx } from '#kernel/database/database.ts'
import { newId } from '#kernel/database/id.ts'
import { inTransaction } from '#kernel/database/transactions.ts'
import { NotFound } from '#kernel/errors/errors.ts'
import { record } from '#kernel/facts/record.ts'
import type { Actor } from '#kernel/session/actor.ts'
import { ChangeUndone, ListingEdited } from '../facts.ts'
import { putFound } from '../finding/commands.ts'
import { keepCheck } from '../freshness/keeping/commands.ts'
import { logFields } from '../history/commands.ts'
import type { DirectoryTables } from '../tables.ts'
import { may, roleIn } from './access.ts'
import { maybeRecord, type RecordShown, recordOf, touchedBy } from './queries.ts'
import { differing, fieldLogged, loggedAs, openFields, type Thing, tables, type Values } from './rules.ts'
import { writeField } from './writing/commands.ts'

/** As whom the log names it, and when. */
export interface Writing {
  by: 'organisation' | 'steward' | 'checker' | 'contributor'
  now: Date
}

/** Locks a listing until the end of the transaction, so that of two who write at once the second sees what the first wrote. */
const lockedRecord = async (tx: Tx<DirectoryTables>, thing: Thing): Promise<RecordShown> => {
  await sql`select id from ${sql.ref(tables[thing.kind])} where id = ${thing.id} for update`.execute(tx)
  return recordOf(tx, thing)
}

/**
 * Writes what differs into a listing, logs each field, and makes the change findable, in the caller's transaction. Fields that this
 * listing does not have, or that must not be known of it, are left alone. Returns how many fields changed.
 * @throws NotFound
 */
export const changeFields = async (
  tx: Tx<DirectoryTables>,
  thing: Thing,
  wanted: Values,
  { by, now }: Writing,
): Promise<number> => {
  const there = await lockedRecord(tx, thing)
  const open = [...openFields(thing.kind, there.confidential), 'status']
  const fields = differing(there.values, wanted).filter(
    (field) => open.includes(field) && !(field === 'name' && !wanted.name),
  )
  if (!fields.length) return 0
  for (const field of fields) await writeField(tx, there, field, { value: wanted[field]!, by, now })
  const changes = fields.map((field) => ({
    id: thing.id,
    field: loggedAs(thing.kind, field),
    previous: there.values[field] || null,
    replacement: wanted[field] || null,
  }))
  await logFields(tx, tables[thing.kind], changes, { by, now })
  await sql`update ${sql.ref(tables[thing.kind])} set modified_at = ${now} where id = ${thing.id}`.execute(tx)
  await putFound(tx, await touchedBy(tx, thing), now)
  return fields.length
}

/** Closes a listing for good: nobody finds it any more. With an organisation all its services close. */
export const closeRecord = async (tx: Tx<DirectoryTables>, thing: Thing, writing: Writing): Promise<void> => {
  await changeFields(tx, thing, { status: 'defunct' }, writing)
  if (thing.kind !== 'organisation') return
  const services = await tx
    .selectFrom('service')
    .select('id')
    .where('organization_id', '=', thing.id)
    .where('status', 'in', ['active', 'temporarily closed'])
    .orderBy('id')
    .execute()
  for (const { id } of services) await changeFields(tx, { kind: 'service', id }, { status: 'defunct' }, writing)
}

/** The listing, where this actor may change it; for everybody else it does not exist. */
export const editable = async (db: Db<DirectoryTables>, actor: Actor, thing: Thing): Promise<RecordShown> => {
  const found = await maybeRecord(db, thing)
  if (!found || !may.edit(actor, found)) throw new NotFound()
  return found
}

/** An editor writes what is true. Whoever writes has looked: that counts as a check. */
export const editListing = (
  db: Db<DirectoryTables>,
  actor: Actor,
  thing: Thing,
  values: Values,
  now: Date,
): Promise<{ changed: number }> =>
  inTransaction(db, async (tx) => {
    const found = await editable(tx, actor, thing)
    const changed = await changeFields(tx, thing, values, { by: roleIn(actor, found), now })
    await keepCheck(tx, { thing, how: 'editor', outcome: changed ? 'changed' : 'right', personId: actor.personId }, now)
    await record(tx, actor, ListingEdited, { thingId: thing.id, fields: changed })
    return { changed }
  })

/** An editor closes a listing for good, or opens it again. */
export const setClosed = (
  db: Db<DirectoryTables>,
  actor: Actor,
  thing: Thing,
  closed: boolean,
  now: Date,
): Promise<void> =>
  inTransaction(db, async (tx) => {
    const found = await editable(tx, actor, thing)
    const writing = { by: roleIn(actor, found), now }
    if (closed) await closeRecord(tx, thing, writing)
    else await changeFields(tx, thing, { status: 'active' }, writing)
    await keepCheck(tx, { thing, how: 'editor', outcome: closed ? 'closed' : 'changed', personId: actor.personId }, now)
    await record(tx, actor, ListingEdited, { thingId: thing.id, fields: 1 })
  })

export type Undone = { kind: 'undone' } | { kind: 'changedSince' } | { kind: 'notOurs' }

/**
 * Takes one change back, and that is a change of its own. What has changed again since stays as it is: the newer word counts.
 * @throws NotFound where the change is none of this listing's
 */
export const undoChange = (
  db: Db<DirectoryTables>,
  actor: Actor,
  thing: Thing,
  changeId: string,
  now: Date,
): Promise<Undone> =>
  inTransaction(db, async (tx): Promise<Undone> => {
    const found = await editable(tx, actor, thing)
    const change = await tx
      .selectFrom('metadata')
      .select(['field_name', 'previous_value', 'replacement_value'])
      .where('id', '=', changeId)
      .where('resource_id', '=', thing.id)
      .where('resource_type', '=', tables[thing.kind])
      .executeTakeFirst()
    if (!change) throw new NotFound()
    const field = fieldLogged(thing.kind, change.field_name)
    if (!field) return { kind: 'notOurs' }
    const { values } = await lockedRecord(tx, thing)
    if ((values[field] ?? '') !== (change.replacement_value ?? '')) return { kind: 'changedSince' }
    const fields = await changeFields(
      tx,
      thing,
      { [field]: change.previous_value ?? '' },
      { by: roleIn(actor, found), now },
    )
    if (!fields) return { kind: 'changedSince' }
    await record(tx, actor, ChangeUndone, { thingId: thing.id, changeId })
    return { kind: 'undone' }
  })

/** A place that a service did not have: where it is, without a position until somebody knows one. */
export const addPlace = (
  db: Db<DirectoryTables>,
  actor: Actor,
  serviceId: string,
  place: { name: string; address_1: string; city: string; postal_code: string },
  zone: string,
  now: Date,
): Promise<string> =>
  inTransaction(db, async (tx) => {
    const thing: Thing = { kind: 'service', id: serviceId }
    const found = await editable(tx, actor, thing)
    const locationId = newId()
    await sql`insert into location (id, location_type, kind, organization_id, name, zone, area, precision)
      values (${locationId}, 'physical', 'venue', ${found.organisationId}, ${place.name || null}, ${zone}, ${place.city || null}, 'exact')`.execute(
      tx,
    )
    await sql`insert into address (id, location_id, address_1, city, postal_code)
      values (${newId()}, ${locationId}, ${place.address_1 || null}, ${place.city || null}, ${place.postal_code || null})`.execute(
      tx,
    )
    await tx
      .insertInto('service_at_location')
      .values({ id: newId(), service_id: serviceId, location_id: locationId, description: null })
      .execute()
    await tx.updateTable('service').set({ modified_at: now }).where('id', '=', serviceId).execute()
    await putFound(tx, await touchedBy(tx, thing), now)
    await record(tx, actor, ListingEdited, { thingId: serviceId, fields: 1 })
    return locationId
  })

/** The service is not at this place any more. The place itself stays. */
export const leavePlace = (
  db: Db<DirectoryTables>,
  actor: Actor,
  serviceId: string,
  locationId: string,
  now: Date,
): Promise<void> =>
  inTransaction(db, async (tx) => {
    const thing: Thing = { kind: 'service', id: serviceId }
    await editable(tx, actor, thing)
    const left = await tx
      .deleteFrom('service_at_location')
      .where('service_id', '=', serviceId)
      .where('location_id', '=', locationId)
      .returning('id')
      .executeTakeFirst()
    if (!left) throw new NotFound()
    await tx.updateTable('service').set({ modified_at: now }).where('id', '=', serviceId).execute()
    await putFound(tx, { services: [serviceId], locations: [locationId], organisations: [] }, now)
    await record(tx, actor, ListingEdited, { thingId: serviceId, fields: 1 })
  })
