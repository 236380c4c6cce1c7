import { Temporal } from 'temporal-polyfill'
import { z } from 'zod'
import { acrossTx, type Community, type Tx } from '#kernel/database/database.ts'
import { inTransaction } from '#kernel/database/transactions.ts'
import { addJob } from './add.ts'
import type { JobTables } from './tables.ts'
import { type Scheduled, task } from './tasks.ts'

/** The last moment, not after `now`, at which something was due. A time that the clock skips in spring counts an hour later. */
export const lastDue = (when: Scheduled['when'], zone: string, now: Date): Date => {
  if ('every' in when) {
    const step = when.every * 60_000
    return new Date(Math.floor(now.getTime() / step) * step)
  }
  const here = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(zone)
  const at = (day: Temporal.PlainDate) =>
    day.toZonedDateTime({ timeZone: zone, plainTime: when.daily }).epochMilliseconds
  const today = at(here.toPlainDate())
  return new Date(today <= now.getTime() ? today : at(here.toPlainDate().subtract({ days: 1 })))
}

const scheduledTask = 'jobs.scheduled'

/**
 * Starts what is due in a community and was not yet started for that time, by whichever node comes first. Times missed while
 * nothing ran are caught up once; what is due daily begins with the first time after the community has begun.
 */
export const startDue = (
  community: Community,
  { name, when }: Pick<Scheduled, 'name' | 'when'>,
  due: Date,
): Promise<boolean> =>
  inTransaction(community.write, async (tx) => {
    const runs: Tx<JobTables> = acrossTx(tx)
    const first = await runs
      .insertInto('schedule_run')
      .values({ name, due_at: due })
      .onConflict((conflict) => conflict.doNothing())
      .returning('name')
      .executeTakeFirst()
    const again = first
      ? null
      : await runs
          .updateTable('schedule_run')
          .set({ due_at: due, started_at: new Date() })
          .where('name', '=', name)
          .where('due_at', '<', due)
          .returning('name')
          .executeTakeFirst()
    const starts = Boolean(again) || (first !== undefined && 'every' in when)
    if (starts) await addJob(tx, scheduledTask, { name, due: due.toISOString() }, { key: `schedule:${name}` })
    return starts
  })

/** One look at the clock: everything that has fallen due since the last one, in all communities. */
export const clock = (schedule: readonly Scheduled[]) => {
  const known = new Map<string, number>()
  return async (communities: readonly Community[], now: Date): Promise<void> => {
    for (const community of communities)
      for (const thing of schedule) {
        const due = lastDue(thing.when, community.zone, now)
        const key = `${community.slug} ${thing.name}`
        if (known.get(key) === due.getTime()) continue
        await startDue(community, thing, due)
        known.set(key, due.getTime())
      }
  }
}

/** The job that runs one scheduled thing in its community. */
export const scheduledTaskOf = (schedule: readonly Scheduled[]) =>
  task(scheduledTask, z.object({ name: z.string() }), async ({ community, origin, log }, { name }) => {
    const due = schedule.find((one) => one.name === name)
    if (!due) throw new Error(`nothing is scheduled by the name ${name}`)
    await due.run({ community, origin, now: new Date(), log })
  })
