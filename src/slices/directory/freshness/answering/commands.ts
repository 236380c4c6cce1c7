import type { Db, Tx } from '#kernel/database/database.ts'
import { inTransaction } from '#kernel/database/transactions.ts'
import { Gone } from '#kernel/errors/errors.ts'
import { record, theProgram } from '#kernel/facts/record.ts'
import { changeFields, closeRecord, type Writing } from '../../editing/commands.ts'
import type { Thing, Values } from '../../editing/rules.ts'
import { CheckAnswered } from '../../facts.ts'
import type { DirectoryTables } from '../../tables.ts'
import { keepCheck } from '../keeping/commands.ts'
import { linkedBy } from './queries.ts'

/** What somebody says of a listing: it is right, this has changed, it is no more. */
export type Answer = { kind: 'right' } | { kind: 'changed'; values: Values } | { kind: 'closed' }

/** Does to the listing what was answered. The caller has ended the round, and so knows that nobody else answers it. */
export const apply = async (tx: Tx<DirectoryTables>, thing: Thing, answer: Answer, writing: Writing): Promise<void> => {
  if (answer.kind === 'changed') await changeFields(tx, thing, answer.values, writing)
  if (answer.kind === 'closed') await closeRecord(tx, thing, writing)
}

/**
 * The organisation answers by the key of its letter; the key is used up by it. Of two answers at once the first counts.
 * @throws Gone
 */
export const answerByLetter = (db: Db<DirectoryTables>, key: string, answer: Answer, now: Date): Promise<Thing> =>
  inTransaction(db, async (tx) => {
    const { cycleId, thing } = await linkedBy(tx, key, now)
    const ended = await tx
      .updateTable('check_cycle')
      .set({ ended_at: now, outcome: answer.kind, claimed_by: null, claimed_until: null })
      .where('id', '=', cycleId)
      .where('ended_at', 'is', null)
      .returning('id')
      .executeTakeFirst()
    if (!ended) throw new Gone()
    await apply(tx, thing, answer, { by: 'organisation', now })
    await keepCheck(tx, { thing, how: 'letter', outcome: answer.kind, personId: null, cycleId }, now)
    await record(tx, theProgram, CheckAnswered, { cycleId, thingId: thing.id, outcome: answer.kind })
    return thing
  })
