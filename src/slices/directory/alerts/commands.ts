import { sql } from 'kysely'
import type { Db, Tx } from '#kernel/database/database.ts'
import { newId } from '#kernel/database/id.ts'
import { inTransaction } from '#kernel/database/transactions.ts'
import { NotFound } from '#kernel/errors/errors.ts'
import { record } from '#kernel/facts/record.ts'
import type { Actor } from '#kernel/session/actor.ts'
import { editable } from '../editing/commands.ts'
import type { RecordKind, Thing } from '../editing/rules.ts'
import { AlertEnded, AlertMade } from '../facts.ts'
import { putFound } from '../finding/commands.ts'
import type { Touched } from '../finding/queries.ts'
import type { DirectoryTables } from '../tables.ts'
import type { NewAlert } from './fields.ts'

/** Whom an alert concerns: an organisation's holds for its services and places, a place's for what happens there. */
const concerned = async (tx: Tx<DirectoryTables>, { kind, id }: Thing): Promise<Touched> => {
  if (kind === 'service') return { services: [id], locations: [], organisations: [] }
  if (kind === 'place') return { services: [], locations: [id], organisations: [] }
  const services = await tx.selectFrom('service').select('id').where('organization_id', '=', id).execute()
  const places = await tx.selectFrom('location').select('id').where('organization_id', '=', id).execute()
  return { services: services.map((one) => one.id), locations: places.map((one) => one.id), organisations: [id] }
}

/** Says of a listing what is so for some days. It ends by itself. */
export const makeAlert = (
  db: Db<DirectoryTables>,
  actor: Actor,
  thing: Thing,
  wanted: NewAlert,
  now: Date,
): Promise<string> =>
  inTransaction(db, async (tx) => {
    await editable(tx, actor, thing)
    const id = newId()
    await tx
      .insertInto('record_alert')
      .values({
        id,
        thing_kind: thing.kind,
        thing_id: thing.id,
        ...wanted,
        made_at: now,
        made_by: actor.personId,
        ended_at: null,
      })
      .execute()
    await putFound(tx, await concerned(tx, thing), now)
    await record(tx, actor, AlertMade, { thingId: thing.id, alertId: id })
    return id
  })

/** It is over sooner than was thought. */
export const endAlert = (
  db: Db<DirectoryTables>,
  actor: Actor,
  thing: Thing,
  alertId: string,
  now: Date,
): Promise<void> =>
  inTransaction(db, async (tx) => {
    await editable(tx, actor, thing)
    const ended = await tx
      .updateTable('record_alert')
      .set({ ended_at: now })
      .where('id', '=', alertId)
      .where('thing_id', '=', thing.id)
      .where('ended_at', 'is', null)
      .returning('id')
      .executeTakeFirst()
    if (!ended) throw new NotFound()
    await putFound(tx, await concerned(tx, thing), now)
    await record(tx, actor, AlertEnded, { thingId: thing.id, alertId })
  })

/** Lists say an alert from its first day and no longer than its last: those that turn are told anew each night, and what is over is cleared away. Returns how many. */
export const turnAlerts = async (db: Db<DirectoryTables>, now: Date): Promise<number> => {
  const { rows } = await sql<{
    thing_kind: RecordKind
    thing_id: string
  }>`select distinct thing_kind, thing_id from record_alert
    where from_on between ${now}::date - 2 and ${now}::date + 1 or until_on between ${now}::date - 3 and ${now}::date`.execute(
    db,
  )
  for (const { thing_kind: kind, thing_id: id } of rows)
    await inTransaction(db, async (tx) => putFound(tx, await concerned(tx, { kind, id }), now))
  await sql`update record_alert set ended_at = ${now} where ended_at is null and until_on < ${now}::date - 3`.execute(
    db,
  )
  await sql`delete from hours_exception where on_date < ${now}::date - 30`.execute(db)
  return rows.length
}
