import { acrossTx, type Tx } from '#kernel/database/database.ts'
import { type Scheduled, scheduled } from '#kernel/jobs/tasks.ts'
import { sealFacts } from './seal.ts'
import type { FactTables } from './tables.ts'

/** What has been written down is sealed within a minute or so; a flood in batches. */
export const sealEachMinute: Scheduled = scheduled('facts.seal', { every: 1 }, async ({ tx }) => {
  for (let batches = 0; batches < 20; batches++) if ((await sealFacts(tx)) < 2_000) return
})

/** Marks of consequences that took place long ago: no job of theirs can still be waiting. */
export const forgetDone: Scheduled = scheduled('facts.forget_done', { daily: '03:40' }, async ({ tx, now }) => {
  await (acrossTx(tx) as Tx<FactTables>)
    .deleteFrom('reaction_done')
    .where('at', '<', new Date(now.getTime() - 90 * 24 * 3_600_000))
    .execute()
})
