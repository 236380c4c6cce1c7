import { type AnyDb, acrossTx, type Db } from '#kernel/database/database.ts'
import { newId } from '#kernel/database/id.ts'
import { inTransaction } from '#kernel/database/transactions.ts'
import { NotFound } from '#kernel/errors/errors.ts'
import { record } from '#kernel/facts/record.ts'
import type { Actor } from '#kernel/session/actor.ts'
import { AppealAnswered, AppealMade, AppealTaken } from '../facts.ts'
import { undo } from '../queue/commands.ts'
import type { CanRead } from '../queue/queries.ts'
import type { SafetyTables } from '../tables.ts'
import type { AppealAnswer } from './fields.ts'
import { appealToAnswer } from './queries.ts'

export type Appealed = 'made' | 'once' | 'over'

/** Asks for a second opinion, once for each decision; the unique constraint holds against two presses at a time. */
export const makeAppeal = (db: AnyDb, actor: Actor, decisionId: string, words: string, now: Date): Promise<Appealed> =>
  inTransaction(db as Db<SafetyTables>, async (tx): Promise<Appealed> => {
    const decision = await tx
      .selectFrom('moderation_decision')
      .select(['decided_by', 'undone_at'])
      .where('id', '=', decisionId)
      .where('about_id', '=', actor.personId)
      .where('kind', '!=', 'none')
      .executeTakeFirst()
    if (!decision || actor.personId === null) throw new NotFound()
    if (decision.undone_at) return 'over'
    const id = newId()
    const made = await tx
      .insertInto('appeal')
      .values({
        id,
        decision_id: decisionId,
        person_id: actor.personId,
        words,
        made_at: now,
        not_by: decision.decided_by,
      })
      .onConflict((same) => same.column('decision_id').doNothing())
      .returning('id')
      .executeTakeFirst()
    if (!made) return 'once'
    await record(tx, actor, AppealMade, { appealId: id, decisionId })
    return 'made'
  })

/** Whoever takes an appeal may open the report's sealed copy. */
export const takeAppeal = (db: AnyDb, actor: Actor, id: string, canRead: CanRead): Promise<'taken' | 'late'> =>
  inTransaction(db as Db<SafetyTables>, async (tx) => {
    const { decisionId } = await appealToAnswer(acrossTx(tx), actor, id, canRead)
    const taken = await tx
      .updateTable('appeal')
      .set({ taken_by: actor.personId })
      .where('id', '=', id)
      .where('taken_by', 'is', null)
      .where('answered_at', 'is', null)
      .returning('id')
      .executeTakeFirst()
    if (!taken) return 'late'
    await record(tx, actor, AppealTaken, { appealId: id, decisionId })
    return 'taken'
  })

/** The second opinion: the decision stands, or it is taken back at once. */
export const answerAppeal = (
  db: AnyDb,
  actor: Actor,
  id: string,
  { outcome, answer }: AppealAnswer,
  { canRead, now }: { canRead: CanRead; now: Date },
): Promise<void> =>
  inTransaction(db as Db<SafetyTables>, async (tx) => {
    const { decisionId, thing } = await appealToAnswer(acrossTx(tx), actor, id, canRead)
    const answered = await tx
      .updateTable('appeal')
      .set({ outcome, answer, answered_by: actor.personId, answered_at: now })
      .where('id', '=', id)
      .where('taken_by', '=', actor.personId)
      .where('answered_at', 'is', null)
      .returning('id')
      .executeTakeFirst()
    if (!answered) throw new NotFound()
    if (outcome === 'overturned') await undo(tx, actor, { decisionId, thing, because: answer }, now)
    await record(tx, actor, AppealAnswered, { appealId: id, decisionId })
  })
