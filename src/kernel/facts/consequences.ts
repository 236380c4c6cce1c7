import { z } from 'zod'
import { across, acrossTx, type Db, type Tx } from '#kernel/database/database.ts'
import { inTransaction } from '#kernel/database/transactions.ts'
import { addJobs } from '#kernel/jobs/add.ts'
import { type Task, task } from '#kernel/jobs/tasks.ts'
import type { Reaction } from './facts.ts'
import { consequencesTask } from './record.ts'
import type { FactTables } from './tables.ts'

const reactTask = 'facts.react'

/**
 * The two jobs behind every consequence: the first finds what follows from a fact and leaves a job for each, so that one that
 * fails never repeats or delays another; the second runs one of them.
 */
export const consequenceTasks = (reactions: readonly Reaction[]): Task[] => [
  task(consequencesTask, z.object({ fact: z.string() }), async ({ community }, { fact }) => {
    const { name } = await factOf(across(community.read), fact)
    const following = reactions.filter(({ to }) => to.name === name)
    await inTransaction(community.write, (tx) =>
      addJobs(
        tx,
        reactTask,
        following.map((reaction) => ({ fact, reaction: reaction.name })),
      ),
    )
  }),
  task(reactTask, z.object({ fact: z.string(), reaction: z.string() }), async ({ community, origin }, asked) => {
    const reaction = reactions.find(({ name }) => name === asked.reaction)
    if (!reaction) throw new Error(`no reaction is called ${asked.reaction}`)
    await inTransaction(community.write, async (tx) => {
      if (!(await isFirst(acrossTx(tx), asked))) return
      const { by, at, data } = await factOf(across(tx), asked.fact)
      const context = { tx: acrossTx(tx), factId: asked.fact, at, by, community, origin }
      await reaction.run(context, reaction.to.shape.parse(data))
    })
  }),
]

/**
 * Marks the reaction as done in the transaction of its effect: what it does in the database happens exactly once, however often
 * the job runs. A second run at the same moment waits here for the first.
 */
const isFirst = async (tx: Tx<FactTables>, { fact, reaction }: { fact: string; reaction: string }) => {
  const marked = await tx
    .insertInto('reaction_done')
    .values({ fact_id: fact, reaction })
    .onConflict((conflict) => conflict.doNothing())
    .returning('fact_id')
    .executeTakeFirst()
  return marked !== undefined
}

const factOf = (db: Db<FactTables>, id: string) =>
  db.selectFrom('fact').select(['name', 'by', 'at', 'data']).where('id', '=', id).executeTakeFirstOrThrow()
