import type pg from 'pg'
import type { z } from 'zod'
import type { AnyTx, Community } from '#kernel/database/database.ts'
import { inTransaction } from '#kernel/database/transactions.ts'
import type { Log } from '#kernel/log/log.ts'

/** The part of the database that background work needs. */
export interface JobDatabase {
  connection: pg.ClientConfig
  communities: () => Promise<Community[]>
  community: (slug: string) => Promise<Community | null>
}

export interface TaskContext {
  community: Community
  /** The community's own address without a slash at the end. */
  origin: string
  /** 1 for the first try. */
  attempt: number
  log: Log
}

/** A kind of background work. Run at least once: it must bear being run twice. */
export interface Task<Shape extends z.ZodType = z.ZodType> {
  name: string
  payload: Shape
  /** Work that waits for others' machines stands in a lane of its own, so that a stalled one never holds up the rest. */
  lane: 'house' | 'mail'
  run: (context: TaskContext, payload: any) => Promise<void>
}

export const task = <Shape extends z.ZodType>(
  name: string,
  payload: Shape,
  run: (context: TaskContext, payload: z.output<Shape>) => Promise<void>,
  lane: Task['lane'] = 'house',
): Task<Shape> => ({ name, payload, lane, run })

/** Something that happens by the clock, in each community in its own zone. */
export interface Scheduled {
  name: string
  /** `every` so many minutes, counted from midnight UTC; or `daily` at an hour and minute (`03:10`) in the community's zone. */
  when: { every: number } | { daily: string }
  run: (context: OnTime) => Promise<void>
}

export interface OnTime {
  community: Community
  /** The community's own address without a slash at the end. */
  origin: string
  now: Date
  log: Log
}

/** What is short: in one transaction. */
export const scheduled = (
  name: string,
  when: Scheduled['when'],
  run: (context: OnTime & { tx: AnyTx }) => Promise<void>,
): Scheduled => ({
  name,
  when,
  run: (context) => inTransaction(context.community.write, (tx) => run({ ...context, tx })),
})

/** What goes through much: it opens transactions of its own, and must bear being broken off and run again. */
export const longScheduled = (
  name: string,
  when: Scheduled['when'],
  run: (context: OnTime) => Promise<unknown>,
): Scheduled => ({
  name,
  when,
  run: async (context) => {
    await run(context)
  },
})
