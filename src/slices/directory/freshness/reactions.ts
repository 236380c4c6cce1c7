import { across } from '#kernel/database/database.ts'
import { reaction } from '#kernel/facts/facts.ts'
import { longScheduled } from '#kernel/jobs/tasks.ts'
import { queueMail } from '#kernel/mail/queue.ts'
import { maybeReader } from '#slices/people/queries.ts'
import { turnAlerts } from '../alerts/commands.ts'
import { CheckerNamed } from '../facts.ts'
import { keepTrue } from './asking/commands.ts'
import { checkerLetter } from './ringing/mails.tsx'

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

/** Whoever is asked to ring learns of it, with the way there. */
export const welcomeChecker = reaction(
  'directory.welcome_checker',
  CheckerNamed,
  async ({ tx, community, origin }, { personId }) => {
    const reader = await maybeReader(across(tx), personId)
    if (!reader) return
    const { address, name, language } = reader
    const letter = {
      to: { address, name },
      language: language ?? community.language,
      community: community.name,
      origin,
    }
    await queueMail(tx, checkerLetter(letter))
  },
)
