import { acrossTx } from '#kernel/database/database.ts'
import { reaction } from '#kernel/facts/facts.ts'
import { SweepOpened } from '../../facts.ts'
import { writeSweep } from './commands.ts'

/** Every organisation with hours gets one letter. */
export const askHolidayHours = reaction(
  'directory.ask_holiday_hours',
  SweepOpened,
  async ({ tx, community, origin, at }, { sweepId, demo }) => {
    await writeSweep(acrossTx(tx), sweepId, { community, origin, now: at, demo })
  },
)
