import type { Db, Tx } from '#kernel/database/database.ts'
import { newId } from '#kernel/database/id.ts'
import { inTransaction } from '#kernel/database/transactions.ts'
import { NotFound } from '#kernel/errors/errors.ts'
import { record } from '#kernel/facts/record.ts'
import { queueMail } from '#kernel/mail/queue.ts'
import type { Actor } from '#kernel/session/actor.ts'
import { self } from '../account/commands.ts'
import { otherPerson } from '../blocks/commands.ts'
import { oneAtATime } from '../commands.ts'
import {
  ConnectorAgreed,
  ConnectorChanged,
  ConnectorEnded,
  ConnectorProposed,
  ConnectorThanked,
  HandOverAnswered,
  HandOverAsked,
} from '../facts.ts'
import { maybeReader } from '../queries.ts'
import type { PeopleTables } from '../tables.ts'
import { askLetter, type Writing } from './mails.tsx'
import { type Asked, askedOf, connectorOf, shownConnectors } from './queries.ts'

const tell = async (
  tx: Tx<PeopleTables>,
  personId: string,
  writing: Writing,
  about: Parameters<typeof askLetter>[2],
) => {
  const reader = await maybeReader(tx, personId)
  if (reader) await queueMail(tx, askLetter(reader, writing, about))
}

const addConnector = async (
  tx: Tx<PeopleTables>,
  { personId, area, by, agreedAt }: { personId: string; area: string; by: string | null; agreedAt: Date | null },
  now: Date,
): Promise<string | null> => {
  const row = await tx
    .insertInto('connector')
    .values({
      ...{ id: newId(), person_id: personId, area, about: '', recognised_by: by, recognised_at: now },
      ...{ agreed_at: agreedAt, shown_at: null, ended_at: null },
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  return row?.id ?? null
}

/** A steward asks somebody; it counts with a yes. False where they are one already. */
export const proposeConnector = (
  db: Db<PeopleTables>,
  actor: Actor,
  { personId, area }: { personId: string; area: string },
  writing: Writing,
  now: Date,
): Promise<boolean> =>
  inTransaction(db, async (tx) => {
    if (personId === actor.personId || actor.actedBy) throw new NotFound()
    const id = await addConnector(tx, { personId, area, by: actor.personId, agreedAt: null }, now)
    if (!id) return false
    await tell(tx, personId, writing, { area, from: null })
    await record(tx, actor, ConnectorProposed, { connectorId: id, personId })
    return true
  })

/** Yes, or no: a no leaves nothing behind. */
export const answerProposal = (db: Db<PeopleTables>, actor: Actor, yes: boolean, now: Date): Promise<void> =>
  inTransaction(db, async (tx) => {
    const own = await connectorOf(tx, self(actor))
    if (!own || own.agreedAt || actor.actedBy) throw new NotFound()
    if (yes) await tx.updateTable('connector').set({ agreed_at: now }).where('id', '=', own.id).execute()
    else await tx.deleteFrom('connector').where('id', '=', own.id).execute()
    await record(tx, actor, yes ? ConnectorAgreed : ConnectorEnded, { connectorId: own.id, personId: own.personId })
  })

/** What one can be asked for, and whether one stands on the list. */
export const describeSelf = (
  db: Db<PeopleTables>,
  actor: Actor,
  { about, show }: { about: string; show: boolean },
  now: Date,
): Promise<void> =>
  inTransaction(db, async (tx) => {
    const own = await connectorOf(tx, self(actor))
    if (!own?.agreedAt) throw new NotFound()
    await tx
      .updateTable('connector')
      .set({ about, shown_at: show ? (own.shownAt ?? now) : null })
      .where('id', '=', own.id)
      .execute()
    await record(tx, actor, ConnectorChanged, { connectorId: own.id, personId: own.personId })
  })

/** By the connector, or by a steward. */
export const endConnector = (db: Db<PeopleTables>, actor: Actor, id: string, now: Date): Promise<void> =>
  inTransaction(db, async (tx) => {
    const ended = await tx
      .updateTable('connector')
      .set({ ended_at: now, shown_at: null })
      .where('id', '=', id)
      .where('ended_at', 'is', null)
      .$if(!actor.is('steward'), (query) => query.where('person_id', '=', self(actor)))
      .returning('person_id')
      .executeTakeFirst()
    if (!ended) throw new NotFound()
    await record(tx, actor, ConnectorEnded, { connectorId: id, personId: ended.person_id })
  })

/** Words for somebody on the list. */
export const thankConnector = (
  db: Db<PeopleTables>,
  actor: Actor,
  id: string,
  words: string,
  now: Date,
): Promise<string> =>
  inTransaction(db, async (tx) => {
    const connector = (await shownConnectors(tx, actor)).find((one) => one.id === id)
    if (!connector || connector.personId === actor.personId) throw new NotFound()
    await addNote(tx, { connectorId: id, authorId: self(actor), kind: 'thanks', words }, now)
    await record(tx, actor, ConnectorThanked, { connectorId: id, personId: connector.personId })
    return connector.name
  })

const addNote = (
  tx: Tx<PeopleTables>,
  note: { connectorId: string; authorId: string; kind: 'thanks' | 'hand_over'; words: string },
  now: Date,
) =>
  tx
    .insertInto('connector_note')
    .values({
      ...{ id: newId(), connector_id: note.connectorId, author_id: note.authorId },
      ...{ kind: note.kind, words: note.words, written_at: now },
    })
    .execute()

/** Asks somebody whom one can see here to go on. Asking another takes the first question back. */
export const askToTakeOver = (
  db: Db<PeopleTables>,
  actor: Actor,
  { successorId, words }: { successorId: string; words: string },
  writing: Writing,
  now: Date,
): Promise<string> =>
  inTransaction(db, async (tx) => {
    await oneAtATime(tx, [self(actor)])
    const own = await connectorOf(tx, self(actor))
    const other = await otherPerson(tx, actor, successorId)
    if (!own?.agreedAt || actor.actedBy) throw new NotFound()
    await closeQuestion(tx, own.id, now)
    const row = { id: newId(), connector_id: own.id, successor_id: successorId, asked_at: now }
    await tx
      .insertInto('connector_hand_over')
      .values({ ...row, answered_at: null, accepted: null })
      .execute()
    if (words) await addNote(tx, { connectorId: own.id, authorId: own.personId, kind: 'hand_over', words }, now)
    await tell(tx, successorId, writing, { area: own.area, from: actor.name })
    await record(tx, actor, HandOverAsked, { connectorId: own.id, personId: successorId })
    return other.name
  })

const closeQuestion = (tx: Tx<PeopleTables>, connectorId: string, now: Date) =>
  tx
    .updateTable('connector_hand_over')
    .set({ answered_at: now, accepted: false })
    .where('connector_id', '=', connectorId)
    .where('answered_at', 'is', null)
    .execute()

export const takeQuestionBack = (db: Db<PeopleTables>, actor: Actor, now: Date): Promise<void> =>
  inTransaction(db, async (tx) => {
    const own = await connectorOf(tx, self(actor))
    if (!own) throw new NotFound()
    await closeQuestion(tx, own.id, now)
    await record(tx, actor, ConnectorChanged, { connectorId: own.id, personId: own.personId })
  })

/** With a yes it passes at once: the one ends and the other begins, in one step, with the words that were left. */
export const answerHandOver = (
  db: Db<PeopleTables>,
  actor: Actor,
  id: string,
  yes: boolean,
  now: Date,
): Promise<void> =>
  inTransaction(db, async (tx) => {
    const question = (await askedOf(tx, self(actor))).find((one) => one.id === id)
    if (!question || actor.actedBy) throw new NotFound()
    const { numUpdatedRows } = await tx
      .updateTable('connector_hand_over')
      .set({ answered_at: now, accepted: yes })
      .where('id', '=', id)
      .where('answered_at', 'is', null)
      .executeTakeFirst()
    if (!numUpdatedRows) throw new NotFound()
    if (yes) await pass(tx, question, now)
    const told = { connectorId: question.connectorId, personId: question.successorId, accepted: yes }
    await record(tx, actor, HandOverAnswered, told)
  })

const pass = async (tx: Tx<PeopleTables>, { connectorId, area, fromId, successorId }: Asked, now: Date) => {
  const ended = await tx
    .updateTable('connector')
    .set({ ended_at: now, shown_at: null })
    .where('id', '=', connectorId)
    .where('ended_at', 'is', null)
    .executeTakeFirst()
  // Ended by a steward at the same moment: nothing is left to take over.
  if (!ended.numUpdatedRows) throw new NotFound()
  await tx.deleteFrom('connector').where('person_id', '=', successorId).where('agreed_at', 'is', null).execute()
  const next = await addConnector(tx, { personId: successorId, area, by: fromId, agreedAt: now }, now)
  if (!next) return
  await tx
    .updateTable('connector_note')
    .set({ connector_id: next })
    .where('connector_id', '=', connectorId)
    .where('kind', '=', 'hand_over')
    .execute()
}
