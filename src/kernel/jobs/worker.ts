import type { TaskList } from 'graphile-worker'
import pg from 'pg'
import type { Community } from '#kernel/database/database.ts'
import { consequenceTasks } from '#kernel/facts/consequences.ts'
import type { Reaction } from '#kernel/facts/facts.ts'
import type { Log } from '#kernel/log/log.ts'
import { type Guard, openGuard } from './guard.ts'
import { openLane } from './lane.ts'
import { running, type Surroundings } from './running.ts'
import { clock, scheduledTaskOf } from './schedule.ts'
import type { JobDatabase, Scheduled, Task } from './tasks.ts'

export interface WorkerOptions {
  /** Jobs of the house at the same time; mail has as many again in a lane of its own. */
  concurrency: number
  reactions: readonly Reaction[]
  tasks: readonly Task[]
  schedule: readonly Scheduled[]
  originOf: (community: Community) => string
  log: Log
  /** Milliseconds between looks for jobs whose time has come; new ones are announced at once. */
  pollInterval?: number
  /** Milliseconds that a job may still run when the program stops. */
  patience?: number
}

/** Seconds between looks at the clock, and for jobs of killed workers. */
const lookEvery = 10_000

/**
 * Runs jobs until `stop`, which lets running ones end. As many processes as one likes may do so on one database: each job runs in
 * one of them.
 */
export const startWorker = (database: JobDatabase, options: WorkerOptions): { stop: () => Promise<void> } => {
  const { concurrency, reactions, schedule, log, pollInterval = 2_000, patience = 8_000 } = options
  const surroundings: Surroundings = { database, originOf: options.originOf, log }
  const pool = workPool(database.connection, concurrency)
  const guard = openGuard(database.connection, log)
  const tasks = [...consequenceTasks(reactions), scheduledTaskOf(schedule), ...options.tasks]
  const lanes = (['house', 'mail'] as const)
    .map((name) => ({ name, tasks: taskList(tasks, name, surroundings) }))
    .filter((lane) => Object.keys(lane.tasks).length > 0)
    .map((lane) => openLane({ ...lane, concurrency, pool, guard, log, pollInterval, patience }))
  const stopLooking = lookAround(database, guard, clock(schedule), log)
  return {
    stop: async () => {
      await stopLooking()
      await Promise.all(lanes.map((lane) => lane.stop()))
      await guard.stop()
      await pool.end()
    },
  }
}

const taskList = (tasks: readonly Task[], lane: Task['lane'], surroundings: Surroundings): TaskList =>
  Object.fromEntries(tasks.filter((task) => task.lane === lane).map((task) => [task.name, running(task, surroundings)]))

/**
 * The queue's own connections: a listener and some for fetching; jobs themselves use their community's. What they write may be
 * forgotten by a crash of the database (no wait for the disk): then a job that was done runs again, which each one must bear.
 */
const workPool = (connection: pg.ClientConfig, concurrency: number) => {
  const pool = new pg.Pool({
    ...connection,
    application_name: 'wellmet jobs',
    options: '-c synchronous_commit=off',
    max: concurrency + 4,
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 60_000,
  })
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))
  return pool
}

const lookAround = (database: JobDatabase, guard: Guard, look: ReturnType<typeof clock>, log: Log) => {
  let timer: NodeJS.Timeout | null = null
  let stopped = false
  let looking: Promise<void> = Promise.resolve()
  const once = async () => {
    await guard.free()
    await look(await database.communities(), new Date())
  }
  const again = () => {
    looking = once()
      .catch((error) => log.warn({ error }, 'the look at the clock failed and is repeated'))
      .then(() => {
        if (!stopped) timer = setTimeout(again, lookEvery)
      })
  }
  again()
  return async () => {
    stopped = true
    if (timer) clearTimeout(timer)
    await looking
  }
}
