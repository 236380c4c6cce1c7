import { setTimeout as wait } from 'node:timers/promises'
import { Logger, runTaskList, type TaskList, type WorkerPool } from 'graphile-worker'
import type pg from 'pg'
import type { Log } from '#kernel/log/log.ts'
import type { Guard } from './guard.ts'

/** Some workers that run the same kinds of jobs, side by side with other lanes. */
export interface Lane {
  stop: () => Promise<void>
}

interface LaneOptions {
  name: string
  tasks: TaskList
  concurrency: number
  pool: pg.Pool
  guard: Guard
  log: Log
  /** Milliseconds between looks for jobs whose time has come; new ones are announced at once. */
  pollInterval: number
  /** Milliseconds that a job may still run when the program stops; then it is given back and runs again later. */
  patience: number
}

/**
 * Keeps a lane running until it is stopped. graphile-worker ends a lane when it cannot write down a job's end (the database was
 * restarted at that moment); then a new one begins, and the guard sets the lost job free.
 */
export const openLane = (options: LaneOptions): Lane => {
  let stopping = false
  let running: WorkerPool | null = null
  const over = (async () => {
    while (!stopping) {
      await oneLife(options, (pool) => {
        running = pool
      }).catch((error) => options.log.error({ error, lane: options.name }, 'a lane of jobs ended and begins again'))
      if (!stopping) await wait(1_000)
    }
  })()
  return {
    stop: async () => {
      stopping = true
      await ended(running, options.patience)
      await over
    },
  }
}

const oneLife = async (options: LaneOptions, tell: (pool: WorkerPool) => void) => {
  const { tasks, concurrency, pool, guard, log, pollInterval } = options
  const life = runTaskList({ concurrency, pollInterval, noHandleSignals: true, logger: loggerOf(log) }, tasks, pool)
  tell(life)
  try {
    await Promise.all([life.promise, guard.hold(life.id)])
  } finally {
    await ended(life, options.patience)
    await guard.letGo(life.id).catch(() => {})
  }
}

const ended = async (life: WorkerPool | null, patience: number) => {
  if (!life) return
  const done = life.promise.then(
    () => true,
    () => true,
  )
  if (!life._shuttingDown) Promise.resolve(life.gracefulShutdown('stopping')).catch(() => {})
  const waiting = new AbortController()
  const late = wait(patience, false, { signal: waiting.signal }).catch(() => false)
  const inTime = await Promise.race([done, late])
  waiting.abort()
  if (!inTime) await Promise.resolve(life.forcefulShutdown('stopped while it ran')).catch(() => {})
}

/** graphile-worker quotes errors at length; the first line is enough, and jobs hold ids alone. */
const loggerOf = (log: Log) =>
  new Logger(() => (level, message) => {
    if (level === 'error' || level === 'warning') log.debug({ queue: level }, message.split('\n')[0])
  })
