import type { Db } from '#kernel/database/database.ts'
import { newId } from '#kernel/database/id.ts'
import { inTransaction } from '#kernel/database/transactions.ts'
import { NotFound } from '#kernel/errors/errors.ts'
import { record, theProgram } from '#kernel/facts/record.ts'
import type { Actor } from '#kernel/session/actor.ts'
import { CheckEnded, CheckRecorded, NeedsChanged } from '../facts.ts'
import type { PeopleTables } from '../tables.ts'
import { type CheckKind, checkKinds, type Duty, duties } from './rules.ts'

interface NewCheck {
  personId: string
  kind: CheckKind
  issuer: string
  reference: string
  until: Date
  recordedBy: string
}

/** Writes down that somebody saw a check. The newest of a kind counts; what was there before stays as a record. */
export const keepCheck = (db: Db<PeopleTables>, wanted: NewCheck, now: Date): Promise<string> =>
  inTransaction(db, async (tx) => {
    const { personId, kind, issuer, reference, until, recordedBy } = wanted
    const id = newId()
    await tx
      .insertInto('person_check')
      .values({
        id,
        person_id: personId,
        kind,
        issuer,
        reference,
        until,
        recorded_by: recordedBy,
        recorded_at: now,
        ended_at: null,
        warned_at: null,
        told_at: null,
      })
      .execute()
    await record(tx, { personId: recordedBy }, CheckRecorded, { checkId: id, personId })
    return id
  })

/** Somebody learned that a check does not hold any more: from now on what needs it sleeps. */
export const endCheck = (db: Db<PeopleTables>, actor: Actor, id: string, now: Date): Promise<string> =>
  inTransaction(db, async (tx) => {
    const ended = await tx
      .updateTable('person_check')
      .set({ ended_at: now })
      .where('id', '=', id)
      .where('ended_at', 'is', null)
      .where('person_id', '!=', actor.personId)
      .returning('person_id')
      .executeTakeFirst()
    if (!ended) throw new NotFound()
    await record(tx, actor, CheckEnded, { checkId: id, personId: ended.person_id })
    return ended.person_id
  })

export type Needs = Partial<Record<Duty, CheckKind[]>>

/** Which checks each role and duty needs from now on. Whoever lacks one sleeps at once. */
export const changeNeeds = (db: Db<PeopleTables>, actor: Actor, needs: Needs): Promise<void> =>
  inTransaction(db, async (tx) => {
    const rows = duties.flatMap((duty) =>
      checkKinds.filter((kind) => needs[duty]?.includes(kind)).map((kind) => ({ duty, kind })),
    )
    await tx.deleteFrom('role_need').execute()
    if (rows.length) await tx.insertInto('role_need').values(rows).execute()
    await record(tx, actor.personId ? actor : theProgram, NeedsChanged, { needs: rows.length })
  })
