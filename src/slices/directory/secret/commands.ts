import { sql } from 'kysely'
import { acrossTx, type Db, type Tx } from '#kernel/database/database.ts'
import { asViewer } from '#kernel/database/viewer.ts'
import { NotFound } from '#kernel/errors/errors.ts'
import { record } from '#kernel/facts/record.ts'
import type { Actor } from '#kernel/session/actor.ts'
import { hidePlace, type OpenPart, openPart, openPlace, showPlace } from '#slices/places/secret/commands.ts'
import { isStaffOfPlace } from '#slices/places/secret/queries.ts'
import { PlaceHidden, PlaceShown } from '../facts.ts'
import { putFound } from '../finding/commands.ts'
import type { DirectoryTables, Listings } from '../tables.ts'

/** How long somebody of the staff has it open who asked for it. */
export const minutesOpen = 15

/** Also what the log of fields, and what we keep as a source wrote it, tell of where places are. */
const forgetWhereabouts = async (tx: Tx<DirectoryTables>, places: readonly string[]): Promise<void> => {
  const led = sql`(select id from unnest(${places}::uuid[]) id union select id from address where location_id = any(${places}::uuid[]))`
  await sql`delete from metadata where resource_id in ${led}`.execute(tx)
  await sql`delete from given_value where thing_id in ${led}`.execute(tx)
}

/** Parts a batch into what anybody may read and where its confidential places are, and forgets what was told of them before. */
export const openBatch = async (tx: Tx<DirectoryTables>, batch: Listings): Promise<OpenPart<Listings>> => {
  const { open, secrets } = await openPart(acrossTx(tx), batch)
  if (!secrets.length) return { open, secrets }
  const places = secrets.map(({ locationId }) => locationId)
  await forgetWhereabouts(tx, places)
  const led = new Set([
    ...places,
    ...batch.address.filter((row) => places.includes(row.location_id)).map(({ id }) => id),
  ])
  const loose = {
    given_value: open.given_value.filter(({ thing_id }) => !led.has(thing_id)),
    metadata: open.metadata.filter(({ resource_id }) => !led.has(resource_id)),
  }
  return { open: { ...open, ...loose }, secrets }
}

const touched = async (tx: Tx<DirectoryTables>, locationId: string, now: Date) =>
  putFound(tx, { services: [], locations: [locationId], organisations: [] }, now)

const organisationOf = async (tx: Tx<DirectoryTables>, locationId: string) => {
  const row = await tx.selectFrom('location').select('organization_id').where('id', '=', locationId).executeTakeFirst()
  if (!row) throw new NotFound()
  return row.organization_id
}

/** Hides where a place is, at once and everywhere: by its staff or a steward. */
export const hideWhereabouts = (db: Db<DirectoryTables>, actor: Actor, locationId: string, now: Date): Promise<void> =>
  asViewer(db, actor, async (tx) => {
    const organisation = await organisationOf(tx, locationId)
    if (!actor.is('steward') && !(organisation && (await isStaffOfPlace(acrossTx(tx), locationId))))
      throw new NotFound()
    await forgetWhereabouts(tx, [locationId])
    await hidePlace(acrossTx(tx), locationId)
    await touched(tx, locationId, now)
    await record(tx, actor, PlaceHidden, { locationId })
  })

/** Opens where a confidential place is to one of its staff for some minutes; that they look is written down whenever they do. */
export const openWhereabouts = (db: Db<DirectoryTables>, actor: Actor, locationId: string): Promise<void> =>
  asViewer(db, actor, async (tx) => {
    if (!(await isStaffOfPlace(acrossTx(tx), locationId))) throw new NotFound()
    await openPlace(acrossTx(tx), locationId, actor.personId!, minutesOpen)
  })

/** Gives a place back to the public: by staff who have it open. */
export const showWhereabouts = (db: Db<DirectoryTables>, actor: Actor, locationId: string, now: Date): Promise<void> =>
  asViewer(db, actor, async (tx) => {
    if (!(await showPlace(acrossTx(tx), locationId))) throw new NotFound()
    await touched(tx, locationId, now)
    await record(tx, actor, PlaceShown, { locationId })
  })
