import type { Db } from '#kernel/database/database.ts'
import { inTransaction } from '#kernel/database/transactions.ts'
import { type Doer, record } from '#kernel/facts/record.ts'
import { dropParked, retryParked } from '#kernel/jobs/parking.ts'
import type { JobTables } from '#kernel/jobs/tables.ts'
import { ParkedWorkDropped, ParkedWorkRetried } from './facts.ts'
import type { Giving, Trying } from './fields.ts'

/** Has parked work tried again, with all its tries. Returns how many; none where somebody else was quicker. */
export const tryAgain = (db: Db<JobTables>, doer: Doer, { which }: Trying, now: Date): Promise<number> =>
  inTransaction(db, async (tx) => {
    const count = await retryParked(tx, doer, which, now)
    if (count) await record(tx, doer, ParkedWorkRetried, { count })
    return count
  })

/** Gives parked work up, with the reason. Returns how many. */
export const giveUp = (db: Db<JobTables>, doer: Doer, { which, reason }: Giving, now: Date): Promise<number> =>
  inTransaction(db, async (tx) => {
    const count = await dropParked(tx, doer, which, reason, now)
    if (count) await record(tx, doer, ParkedWorkDropped, { count })
    return count
  })
