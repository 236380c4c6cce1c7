import type { JobHelpers, Task as QueueTask } from 'graphile-worker'
import { z } from 'zod'
import type { Community } from '#kernel/database/database.ts'
import { inTransaction } from '#kernel/database/transactions.ts'
import type { Log } from '#kernel/log/log.ts'
import { park } from './parking.ts'
import type { JobDatabase, Task } from './tasks.ts'

/** graphile-worker waits e^n seconds after the nth failure: ten tries take 3 h 34 min, then a person has to look. */
export const tries = 10

const Envelope = z.object({ schema: z.string(), data: z.unknown() })

export interface Surroundings {
  database: JobDatabase
  originOf: (community: Community) => string
  log: Log
}

/**
 * A task of ours as graphile-worker runs it: bound to the community that the job belongs to, parked there after its last try. A
 * job that ended the program each time it ran is parked without running once more.
 */
export const running =
  (task: Task, { database, originOf, log }: Surroundings): QueueTask =>
  async (envelope, { job }: JobHelpers) => {
    const { schema, data } = Envelope.parse(envelope)
    const community = await database.community(schema.replace(/^c_/u, ''))
    if (!community) return log.error({ task: task.name, schema }, 'a job of a community that is no longer here')
    const attempt = job.attempts
    const about = { jobId: String(job.id), task: task.name, payload: data, attempts: attempt }
    if (attempt > tries)
      return parked(community, { ...about, error: 'The program ended each time while this ran.' }, log)
    try {
      await task.run({ community, origin: originOf(community), attempt, log }, task.payload.parse(data))
    } catch (error) {
      log.warn({ error, task: task.name, community: community.slug, attempt }, 'a job failed')
      if (attempt >= tries) return parked(community, { ...about, error: words(error) }, log)
      throw new Error(`${task.name}: ${error instanceof Error ? error.name : 'failed'}`)
    }
  }

const words = (error: unknown) => (error instanceof Error ? `${error.name}: ${error.message}` : String(error))

const parked = async (community: Community, job: Parameters<typeof park>[1], log: Log) => {
  await inTransaction(community.write, (tx) => park(tx, job))
  log.error({ task: job.task, community: community.slug }, 'a job failed too often and waits in the parking place')
}
