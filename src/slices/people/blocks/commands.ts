import type { Db, Tx } from '#kernel/database/database.ts'
import { inTransaction } from '#kernel/database/transactions.ts'
import { lookAs } from '#kernel/database/viewer.ts'
import { NotFound } from '#kernel/errors/errors.ts'
import { record } from '#kernel/facts/record.ts'
import type { Actor } from '#kernel/session/actor.ts'
import { self } from '../account/commands.ts'
import { oneAtATime } from '../commands.ts'
import { BlocksChanged, NotMeetChanged } from '../facts.ts'
import { maybeProfile } from '../profile/queries.ts'
import type { PeopleTables } from '../tables.ts'

/** Somebody else who exists for the actor, or 404. */
export const otherPerson = async (db: Db<PeopleTables>, actor: Actor, id: string) => {
  const other = id === actor.personId ? null : await maybeProfile(db, actor, id)
  if (!other) throw new NotFound()
  return other
}

/** From now on neither of the two exists for the other, in what was before as well. */
export const blockPerson = (db: Db<PeopleTables>, actor: Actor, id: string, now: Date): Promise<void> =>
  inTransaction(db, async (tx) => {
    const personId = self(actor)
    // Who is just being allowed to act for the other is found below, or sees the block.
    await oneAtATime(tx, [personId, id])
    await otherPerson(tx, actor, id)
    await tx
      .insertInto('person_block')
      .values({ person_id: personId, blocked_id: id, made_at: now })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
    await endMandatesBetween(tx, [personId, id], now)
    await record(tx, actor, BlocksChanged, { personId })
  })

/** Whoever is gone for somebody acts for them no longer. */
const endMandatesBetween = async (tx: Tx<PeopleTables>, both: [string, string], now: Date) => {
  await tx
    .updateTable('mandate')
    .set({ ended_at: now })
    .where('ended_at', 'is', null)
    .where('person_id', 'in', both)
    .where('helper_id', 'in', both)
    .execute()
}

export const unblockPerson = (db: Db<PeopleTables>, actor: Actor, id: string): Promise<void> =>
  inTransaction(db, async (tx) => {
    const personId = self(actor)
    const gone = await tx
      .deleteFrom('person_block')
      .where('person_id', '=', personId)
      .where('blocked_id', '=', id)
      .executeTakeFirst()
    if (!gone.numDeletedRows) throw new NotFound()
    await record(tx, actor, BlocksChanged, { personId })
  })

/** The matcher will not bring the two together. Both still see each other. */
export const avoidPerson = (db: Db<PeopleTables>, actor: Actor, id: string, now: Date): Promise<void> =>
  inTransaction(db, async (tx) => {
    const personId = self(actor)
    await otherPerson(tx, actor, id)
    await lookAs(tx, actor)
    await tx
      .insertInto('not_meet')
      .values({ person_id: personId, other_id: id, made_at: now })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
    await record(tx, actor, NotMeetChanged, { personId })
  })

export const stopAvoiding = (db: Db<PeopleTables>, actor: Actor, id: string): Promise<void> =>
  inTransaction(db, async (tx) => {
    const personId = self(actor)
    await lookAs(tx, actor)
    const gone = await tx
      .deleteFrom('not_meet')
      .where('person_id', '=', personId)
      .where('other_id', '=', id)
      .executeTakeFirst()
    if (!gone.numDeletedRows) throw new NotFound()
    await record(tx, actor, NotMeetChanged, { personId })
  })
