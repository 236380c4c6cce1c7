import { v7 } from 'uuid'
import type { z } from 'zod'
import { acrossTx, type Tx } from '#kernel/database/database.ts'
import { addJob } from '#kernel/jobs/add.ts'
import type { Fact } from './facts.ts'
import type { FactTables } from './tables.ts'

/** Whoever did it. The session's actor is one; `theProgram` is nobody in particular. */
export interface Doer {
  personId: string | null
  /** Who really did it, when it was done on somebody's behalf. */
  actedBy?: string | null
}

/** What happens by the clock or follows from something else, without a person who did it. */
export const theProgram: Doer = { personId: null }

/** The job that starts whatever follows from a fact. */
export const consequencesTask = 'facts.consequences'

/**
 * Writes down what happened, in the caller's transaction and as its last act. If anything may follow from it, the job that starts
 * the consequences is left in the same transaction. What does not fit the fact's shape throws: that is a mistake in the program.
 * Acting for somebody, the fact stays with whoever did it and says for whom. Returns the fact's id.
 */
export const record = async <Shape extends z.ZodType>(
  tx: Tx<any>,
  { personId, actedBy = null }: Doer,
  { name, shape, auditOnly }: Fact<Shape>,
  data: z.input<Shape>,
): Promise<string> => {
  const id = v7()
  const facts: Tx<FactTables> = acrossTx(tx)
  await facts
    .insertInto('fact')
    .values({
      id,
      by: actedBy ?? personId,
      acted_for: actedBy ? personId : null,
      name,
      data: JSON.stringify(shape.parse(data)),
    })
    .execute()
  if (!auditOnly) await addJob(tx, consequencesTask, { fact: id })
  return id
}
