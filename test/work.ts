import { setTimeout as wait } from 'node:timers/promises'
import pino from 'pino'
import type { Database } from '#kernel/database/open.ts'
import { startWorker, type WorkerOptions } from '#kernel/jobs/worker.ts'

/** A worker for tests: looks often, says nothing, links to the town. */
export const workerFor = (database: Database, options: Partial<WorkerOptions> = {}) =>
  startWorker(database, {
    concurrency: 2,
    reactions: [],
    tasks: [],
    schedule: [],
    originOf: () => 'https://town.example',
    log: pino({ level: process.env.LOG_LEVEL ?? 'silent' }),
    pollInterval: 50,
    ...options,
  })

/** Waits until something is so. The limit is there to end a broken test, not to measure. */
export const until = async (isSo: () => Promise<boolean> | boolean, seconds = 50): Promise<void> => {
  for (let tries = 0; tries < seconds * 40; tries++) {
    if (await isSo()) return
    await wait(25)
  }
  throw new Error('it did not come to pass')
}

/** Lets waiting retries run now, as if the time between tries had passed. */
export const hurry = (database: Database) =>
  database.owner.query('update graphile_worker._private_jobs set run_at = now() where locked_at is null')

/** How many jobs are waiting or running. */
export const jobsLeft = async (database: Database): Promise<number> =>
  Number((await database.owner.query('select count(*) from graphile_worker._private_jobs')).rows[0].count)
