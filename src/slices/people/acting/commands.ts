import type { Db, Tx } from '#kernel/database/database.ts'
import { newId } from '#kernel/database/id.ts'
import { inTransaction } from '#kernel/database/transactions.ts'
import { NotFound } from '#kernel/errors/errors.ts'
import { record } from '#kernel/facts/record.ts'
import { queueMail } from '#kernel/mail/queue.ts'
import type { Actor } from '#kernel/session/actor.ts'
import { self } from '../account/commands.ts'
import { oneAtATime } from '../commands.ts'
import { ActingBegan, ActingStopped, MandateEnded, MandateGiven } from '../facts.ts'
import { isMinor } from '../guardians/queries.ts'
import { maybeProfile } from '../profile/queries.ts'
import { maybeReader } from '../queries.ts'
import type { PeopleTables } from '../tables.ts'
import { may } from './access.ts'
import { endedLetter, givenLetter, type Writing } from './mails.tsx'
import { type Mandate, maybeMandate } from './queries.ts'
import type { MandateKind } from './rules.ts'

export interface NewMandate {
  kind: MandateKind
  personId: string
  helperId: string | null
  how: 'page' | 'paper' | 'phone' | 'in-person'
  language: string
  witness: string | null
  until: Date
}

/** Writes down that somebody may act for somebody else. The same mandate given again replaces the one before. */
export const keepMandate = async (
  tx: Tx<PeopleTables>,
  actor: Actor,
  { kind, personId, helperId, how, language, witness, until }: NewMandate,
  now: Date,
): Promise<string> => {
  await tx
    .updateTable('mandate')
    .set({ ended_at: now, ended_by: actor.personId })
    .where('person_id', '=', personId)
    .where('kind', '=', kind)
    .where('helper_id', 'is not distinct from', helperId)
    .where('ended_at', 'is', null)
    .execute()
  const id = newId()
  const told = { kind, how, language, witness, until, desk: null, ended_at: null, ended_by: null }
  await tx
    .insertInto('mandate')
    .values({ id, person_id: personId, helper_id: helperId, recorded_by: actor.personId, given_at: now, ...told })
    .execute()
  await record(tx, actor, MandateGiven, { mandateId: id, personId, helperId })
  return id
}

/**
 * Somebody whom the actor can see here and may let act for them. Who is young has guardians, written down by the desk, and nobody
 * who talked them into it; nor does anybody young see what an adult tells.
 */
export const possibleHelper = async (db: Db<PeopleTables>, actor: Actor, helperId: string, now: Date) => {
  const personId = self(actor)
  const helper = actor.actedBy || helperId === personId ? null : await maybeProfile(db, actor, helperId)
  if (!helper) throw new NotFound()
  const young = [await isMinor(db, personId, now), await isMinor(db, helperId, now)]
  if (young.includes(true)) throw new NotFound()
  return helper
}

/** Lets somebody whom one can see here act for oneself. */
export const letHelp = (
  db: Db<PeopleTables>,
  actor: Actor,
  { helperId, until }: { helperId: string; until: Date },
  writing: Writing,
  now: Date,
): Promise<string> =>
  inTransaction(db, async (tx) => {
    const personId = self(actor)
    await oneAtATime(tx, [personId, helperId])
    const helper = await possibleHelper(tx, actor, helperId, now)
    const wanted = {
      kind: 'helper',
      personId,
      helperId,
      how: 'page',
      language: writing.language,
      witness: null,
    } as const
    await keepMandate(tx, actor, { ...wanted, until }, now)
    await tell(tx, helperId, (to) => givenLetter(to, writing, { name: actor.name, until }))
    return helper.name
  })

type Reader = NonNullable<Awaited<ReturnType<typeof maybeReader>>>

/** Writes to somebody in their own language, where they still are. */
export const tell = async (
  tx: Tx<PeopleTables>,
  personId: string,
  letter: (to: Reader) => Parameters<typeof queueMail>[1],
): Promise<void> => {
  const reader = await maybeReader(tx, personId)
  if (reader) await queueMail(tx, letter(reader))
}

/** Ends it for everybody at once: browsers in which somebody acts on it are themselves again with the next page. */
export const endMandate = (
  db: Db<PeopleTables>,
  actor: Actor,
  id: string,
  writing: Writing,
  now: Date,
): Promise<Mandate> =>
  inTransaction(db, async (tx) => {
    const mandate = await maybeMandate(tx, id, now)
    if (!mandate || !may.end(actor, mandate)) throw new NotFound()
    const { numUpdatedRows } = await tx
      .updateTable('mandate')
      .set({ ended_at: now, ended_by: actor.personId })
      .where('id', '=', id)
      .where('ended_at', 'is', null)
      .executeTakeFirst()
    if (!numUpdatedRows) throw new NotFound()
    await tx.deleteFrom('acting').where('mandate_id', '=', id).execute()
    for (const side of [mandate.personId, mandate.helperId])
      if (side && side !== actor.personId) await tell(tx, side, (to) => endedLetter(to, writing, mandate.name))
    await record(tx, actor, MandateEnded, { mandateId: id, personId: mandate.personId, helperId: mandate.helperId })
    return mandate
  })

/** From now on this browser acts for the other, until it stops. */
export const beginActing = (db: Db<PeopleTables>, actor: Actor, id: string, now: Date): Promise<Mandate> =>
  inTransaction(db, async (tx) => {
    const mandate = await maybeMandate(tx, id, now)
    if (!mandate || !actor.sessionId || !may.begin(actor, mandate)) throw new NotFound()
    const row = { mandate_id: id, since: now }
    await tx
      .insertInto('acting')
      .values({ session_id: actor.sessionId, ...row })
      .onConflict((conflict) => conflict.column('session_id').doUpdateSet(row))
      .execute()
    await record(tx, actor, ActingBegan, { mandateId: id, personId: mandate.personId, helperId: actor.personId })
    return mandate
  })

/** Being oneself again. Stopping twice is no mistake. */
export const stopActing = (db: Db<PeopleTables>, actor: Actor): Promise<void> =>
  inTransaction(db, async (tx) => {
    await tx.deleteFrom('acting').where('session_id', '=', actor.sessionId).execute()
    if (actor.actedBy) await record(tx, actor, ActingStopped, { personId: self(actor) })
  })
