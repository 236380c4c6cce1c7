import { longScheduled } from '#kernel/jobs/tasks.ts'
import { keepTrue } from './asking/commands.ts'

/** Letters go out in the morning, when somebody reads them who knows. */
export const keepTrueDaily = longScheduled('directory.keep_true', { daily: '06:10' }, ({ community, origin, now }) =>
  keepTrue(community.write, { community, origin }, now),
)
