import { sql } from 'kysely'
import { across, type Db, type Tx } from '#kernel/database/database.ts'
import { newId } from '#kernel/database/id.ts'
import { inTransaction } from '#kernel/database/transactions.ts'
import { NotFound } from '#kernel/errors/errors.ts'
import { record } from '#kernel/facts/record.ts'
import type { Actor } from '#kernel/session/actor.ts'
import { maybePersonByEmail } from '#slices/people/queries.ts'
import { may } from '../../editing/access.ts'
import type { RecordKind, Thing } from '../../editing/rules.ts'
import { CallMade, CheckAnswered, CheckerEnded, CheckerNamed } from '../../facts.ts'
import type { DirectoryTables } from '../../tables.ts'
import { type Answer, apply } from '../answering/commands.ts'
import { keepCheck } from '../keeping/commands.ts'
import { listed } from '../queries.ts'
import { type Again, after, againAfter, claimEnd, wrongNumberWait } from '../rules.ts'
import { mustRing } from './queries.ts'

type Tables = DirectoryTables

/** Takes a call on, for half an hour. The update is the claim: of two who press at once, one gets it. */
export const claimCall = (db: Db<Tables>, actor: Actor, id: string, now: Date): Promise<'mine' | 'taken'> =>
  inTransaction(db, async (tx) => {
    const personId = await mustRing(tx, actor)
    const claimed = await tx
      .updateTable('check_cycle')
      .set({ claimed_by: personId, claimed_until: claimEnd(now) })
      .where('id', '=', id)
      .where('stage', '=', 'to_ring')
      .where('ended_at', 'is', null)
      .where((of) =>
        of.or([of('claimed_until', 'is', null), of('claimed_until', '<=', now), of('claimed_by', '=', personId)]),
      )
      .returning('id')
      .executeTakeFirst()
    if (claimed) return 'mine'
    const known = await tx.selectFrom('check_cycle').select('id').where('id', '=', id).executeTakeFirst()
    if (!known) throw new NotFound()
    return 'taken'
  })

/** The next call that nobody has: several who ask at once get one each. */
export const claimNext = (db: Db<Tables>, actor: Actor, now: Date): Promise<string | null> =>
  inTransaction(db, async (tx) => {
    const personId = await mustRing(tx, actor)
    const { rows } = await sql<{ id: string }>`with ${listed},
      free as (select c.id from check_cycle c join listed l on l.thing_id = c.thing_id
        where c.ended_at is null and c.stage = 'to_ring' and c.next_at <= ${now} and (c.claimed_until is null or c.claimed_until <= ${now})
        order by c.wrong_number_at is not null, l.phone is null, l.days, c.started_at, c.id limit 1 for update of c skip locked)
      update check_cycle set claimed_by = ${personId}, claimed_until = ${claimEnd(now)} where id = (select id from free) returning id`.execute(
      tx,
    )
    return rows[0]?.id ?? null
  })

interface Claimed {
  personId: string
  thing: Thing
}

/** Frees a call that is this actor's own, in the state that follows from how it went. @throws NotFound when it is not theirs any more */
const letGo = async (
  tx: Tx<Tables>,
  actor: Actor,
  id: string,
  next: { next_at: Date; wrong_number_at?: Date | null } | { ended_at: Date; outcome: 'right' | 'changed' | 'closed' },
  now: Date,
): Promise<Claimed> => {
  const personId = await mustRing(tx, actor)
  const row = await tx
    .updateTable('check_cycle')
    .set({ claimed_by: null, claimed_until: null, ...next })
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .where('claimed_by', '=', personId)
    .where('claimed_until', '>', now)
    .returning(['thing_kind', 'thing_id'])
    .executeTakeFirst()
  if (!row) throw new NotFound()
  return { personId, thing: { kind: row.thing_kind as RecordKind, id: row.thing_id } }
}

const keepCall = (
  tx: Tx<Tables>,
  cycleId: string,
  personId: string,
  outcome: Tables['check_call']['outcome'],
  now: Date,
  againAt: Date | null = null,
) =>
  tx
    .insertInto('check_call')
    .values({ id: newId(), cycle_id: cycleId, person_id: personId, called_at: now, outcome, again_at: againAt })
    .execute()

/** Somebody answered the telephone and told us. */
export const answerByPhone = (db: Db<Tables>, actor: Actor, id: string, answer: Answer, now: Date): Promise<void> =>
  inTransaction(db, async (tx) => {
    const { personId, thing } = await letGo(tx, actor, id, { ended_at: now, outcome: answer.kind }, now)
    await apply(tx, thing, answer, { by: 'checker', now })
    await keepCall(tx, id, personId, answer.kind, now)
    await keepCheck(tx, { thing, how: 'phone', outcome: answer.kind, personId, cycleId: id }, now)
    await record(tx, actor, CheckAnswered, { cycleId: id, thingId: thing.id, outcome: answer.kind })
  })

/** Nobody took the call: it comes back when it was said to. */
export const nobodyAnswered = (db: Db<Tables>, actor: Actor, id: string, again: Again, now: Date): Promise<void> =>
  inTransaction(db, async (tx) => {
    const at = after(now, againAfter[again])
    const { personId, thing } = await letGo(tx, actor, id, { next_at: at }, now)
    await keepCall(tx, id, personId, 'no_answer', now, at)
    await record(tx, actor, CallMade, { cycleId: id, thingId: thing.id, outcome: 'no_answer' })
  })

/** The number is somebody else's: it waits a week for the right one, and stands last from then on. */
export const wrongNumber = (db: Db<Tables>, actor: Actor, id: string, now: Date): Promise<void> =>
  inTransaction(db, async (tx) => {
    const at = after(now, wrongNumberWait)
    const { personId, thing } = await letGo(tx, actor, id, { next_at: at, wrong_number_at: now }, now)
    await keepCall(tx, id, personId, 'wrong_number', now, at)
    await record(tx, actor, CallMade, { cycleId: id, thingId: thing.id, outcome: 'wrong_number' })
  })

/** Puts a call back for others. */
export const releaseCall = (db: Db<Tables>, actor: Actor, id: string, now: Date): Promise<void> =>
  inTransaction(db, async (tx) => {
    await letGo(tx, actor, id, { next_at: now }, now)
  })

/** A steward asks somebody with an account to ring organisations. */
export const nameChecker = (db: Db<Tables>, actor: Actor, email: string, now: Date): Promise<'named' | 'nobody'> =>
  inTransaction(db, async (tx): Promise<'named' | 'nobody'> => {
    if (!may.steward(actor)) throw new NotFound()
    const person = await maybePersonByEmail(across(tx), email)
    if (!person) return 'nobody'
    const named = await tx
      .insertInto('checker')
      .values({ person_id: person.id, since: now })
      .onConflict((known) => known.column('person_id').doNothing())
      .returning('person_id')
      .executeTakeFirst()
    if (named) await record(tx, actor, CheckerNamed, { personId: person.id })
    return 'named'
  })

export const endChecker = (db: Db<Tables>, actor: Actor, personId: string): Promise<void> =>
  inTransaction(db, async (tx) => {
    if (!may.steward(actor)) throw new NotFound()
    const ended = await tx
      .deleteFrom('checker')
      .where('person_id', '=', personId)
      .returning('person_id')
      .executeTakeFirst()
    if (!ended) throw new NotFound()
    await tx
      .updateTable('check_cycle')
      .set({ claimed_by: null, claimed_until: null })
      .where('claimed_by', '=', personId)
      .execute()
    await record(tx, actor, CheckerEnded, { personId })
  })
