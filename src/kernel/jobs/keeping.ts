import { acrossTx, type Tx } from '#kernel/database/database.ts'
import type { JobTables } from './tables.ts'
import { type Scheduled, scheduled } from './tasks.ts'

/** What was parked and has been dealt with is forgotten after three months. */
export const forgetParked: Scheduled = scheduled('jobs.forget_parked', { daily: '03:30' }, async ({ tx, now }) => {
  await (acrossTx(tx) as Tx<JobTables>)
    .deleteFrom('parked_job')
    .where('ended_at', '<', new Date(now.getTime() - 90 * 24 * 3_600_000))
    .execute()
})
