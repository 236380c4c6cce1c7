import { longScheduled } from '#kernel/jobs/tasks.ts'
import { turnAlerts } from '../alerts/commands.ts'
import { keepTrue } from './asking/commands.ts'

/**
 * Letters go out in the morning, when somebody reads them who knows. A demo writes to nobody: its organisations are real and have
 * not asked for it.
 */
export const keepTrueDaily = longScheduled(
  'directory.keep_true',
  { daily: '06:10' },
  async ({ community, origin, now }) => (community.demo ? null : keepTrue(community.write, { community, origin }, now)),
)

/** Lists say «closed this week» from the first of its days and no longer than its last. */
export const turnAlertsNightly = longScheduled('directory.turn_alerts', { daily: '00:10' }, ({ community, now }) =>
  turnAlerts(community.write, now),
)
