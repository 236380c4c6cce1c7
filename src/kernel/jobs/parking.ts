import { v7 } from 'uuid'
import { type AnyDb, type AnyTx, acrossTx, type Db, type Tx } from '#kernel/database/database.ts'
import type { Doer } from '#kernel/facts/record.ts'
import { addJob } from './add.ts'
import type { JobTables } from './tables.ts'

export interface ParkedJob {
  id: string
  task: string
  payload: Record<string, unknown>
  attempts: number
  lastError: string | null
  parkedAt: Date
}

interface Failed {
  jobId: string
  task: string
  payload: unknown
  attempts: number
  error: string
}

/** Puts aside a job that failed too often. Doing it twice for one job (after a crash) changes nothing. */
export const park = async (tx: AnyTx, { jobId, task, payload, attempts, error }: Failed): Promise<void> => {
  await (acrossTx(tx) as Tx<JobTables>)
    .insertInto('parked_job')
    .values({
      id: v7(),
      job_id: jobId,
      task,
      payload: JSON.stringify(payload),
      attempts,
      last_error: error.slice(0, 2000).replaceAll('\u0000', ''),
    })
    .onConflict((conflict) => conflict.column('job_id').doNothing())
    .execute()
}

/** The parking place of a community, longest waiting first. */
export const parkedJobs = async (db: AnyDb, limit = 200): Promise<ParkedJob[]> => {
  const rows = await (db as Db<JobTables>)
    .selectFrom('parked_job')
    .select(['id', 'task', 'payload', 'attempts', 'last_error', 'parked_at'])
    .where('ended_at', 'is', null)
    .orderBy('parked_at')
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows.map((row) => ({ ...row, lastError: row.last_error, parkedAt: row.parked_at }))
}

export const parkedCount = async (db: AnyDb): Promise<number> => {
  const { count } = await (db as Db<JobTables>)
    .selectFrom('parked_job')
    .select((of) => of.fn.countAll<string>().as('count'))
    .where('ended_at', 'is', null)
    .executeTakeFirstOrThrow()
  return Number(count)
}

/** Leaves parked jobs for the worker again, with all their tries: one by its id, or all. Returns how many. */
export const retryParked = async (tx: AnyTx, { personId }: Doer, which: string | 'all', now: Date): Promise<number> => {
  const ended = await end(tx, which, { ended_at: now, ended_by: personId, outcome: 'retried', reason: null })
  for (const { task, payload } of ended) await addJob(tx, task, payload)
  return ended.length
}

/** Gives parked jobs up, with a reason that stays readable. Returns how many. */
export const dropParked = async (
  tx: AnyTx,
  { personId }: Doer,
  which: string | 'all',
  reason: string,
  now: Date,
): Promise<number> => {
  const ended = await end(tx, which, { ended_at: now, ended_by: personId, outcome: 'dropped', reason })
  return ended.length
}

interface Ending {
  ended_at: Date
  ended_by: string | null
  outcome: 'retried' | 'dropped'
  reason: string | null
}

/** The guard is in the update: two people who press the button at once empty each job once. */
const end = (tx: AnyTx, which: string | 'all', ending: Ending) =>
  (acrossTx(tx) as Tx<JobTables>)
    .updateTable('parked_job')
    .set({ ...ending, last_error: null })
    .where('ended_at', 'is', null)
    .$if(which !== 'all', (query) => query.where('id', '=', which))
    .returning(['task', 'payload'])
    .execute()
