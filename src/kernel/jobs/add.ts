import { sql } from 'kysely'
import type { AnyTx } from '#kernel/database/database.ts'

export interface JobOptions {
  /** Not before this moment; at once without it. */
  at?: Date
  /** While a job with this key waits, adding it again replaces it: within one community. */
  key?: string
  /** Somebody is waiting for it (a sign-in letter): it goes before what can wait (a digest). */
  urgent?: boolean
}

/**
 * Leaves a job for the worker in the caller's transaction: it exists if and only if the rest of the transaction does. The job
 * belongs to the community whose connection `tx` is. `data` are plain ids and numbers, never people's words: the queue is
 * shared by all communities and outlives erasure.
 */
export const addJob = async (
  tx: AnyTx,
  task: string,
  data: unknown,
  { at, key, urgent }: JobOptions = {},
): Promise<void> => {
  await sql`select wellmet.add_job(current_schema(), ${task}, ${JSON.stringify(data)}::json, ${at ?? null}::timestamptz,
    ${key ?? null}::text, ${urgent ? -10 : 0}::int)`.execute(tx)
}

/** Many jobs of one task in one trip. */
export const addJobs = async (tx: AnyTx, task: string, data: readonly unknown[]): Promise<void> => {
  if (!data.length) return
  await sql`select wellmet.add_job(current_schema(), ${task}, one, null, null, 0)
    from json_array_elements(${JSON.stringify(data)}::json) as one`.execute(tx)
}
