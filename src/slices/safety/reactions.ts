import { type AnyTx, across, type Tx } from '#kernel/database/database.ts'
import { type ReactionContext, reaction } from '#kernel/facts/facts.ts'
import { scheduled } from '#kernel/jobs/tasks.ts'
import { type OutgoingLetter, queueMail } from '#kernel/mail/queue.ts'
import { maybeReader } from '#slices/people/queries.ts'
import { AppealAnswered, AppealMade, DecisionUndone, ReportFiled, ThingModerated } from './facts.ts'
import {
  alarmLetter,
  answeredLetter,
  appealLetter,
  type Envelope,
  noticeLetter,
  outcomeLetter,
  receivedLetter,
  turnLetter,
  undoneLetter,
} from './mails.tsx'
import { maybeReportFor } from './queue/queries.ts'
import type { SafetyTables } from './tables.ts'
import { escalate, type Tell, tellNext } from './watch/commands.ts'
import { watchers } from './watch/queries.ts'

interface House {
  community: { zone: string; language: string }
  origin: string
}

const write = async (
  tx: AnyTx,
  { community, origin }: House,
  personId: string,
  letter: (to: Envelope) => OutgoingLetter,
): Promise<void> => {
  const reader = await maybeReader(across(tx), personId)
  if (!reader) return
  const { address, name, language } = reader
  const envelope = { to: { address, name }, language: language ?? community.language, zone: community.zone, origin }
  await queueMail(tx, letter(envelope))
}

const reportOf = (tx: AnyTx, id: string) =>
  (tx as Tx<SafetyTables>)
    .selectFrom('report')
    .select(['reporter_id', 'due_at'])
    .where('id', '=', id)
    .executeTakeFirst()

const tellWith =
  (house: House): Tell =>
  async (tx, personId, reportId, asked) => {
    const report = await reportOf(tx, reportId)
    if (!report) return
    await write(tx, house, personId, (to) => (asked === 'judge' ? turnLetter(to, report.due_at) : alarmLetter(to)))
  }

/** Whoever is on call learns of it at once; the reporter gets the receipt by letter too. */
export const answerReport = reaction('safety.answer_report', ReportFiled, async (context, { reportId }) => {
  const report = await reportOf(context.tx, reportId)
  if (!report) return
  if (report.reporter_id)
    await write(context.tx, context, report.reporter_id, (to) => receivedLetter(to, report.due_at))
  await tellNext(context.tx, { reportId, told: 0 }, tellWith(context), context.at)
})

const tellMember = async (
  context: ReactionContext,
  personId: string | null,
  letter: (to: Envelope) => OutgoingLetter,
) => {
  if (personId) await write(context.tx, context, personId, letter)
}

/** The reporter learns that it was decided, the member what and why. Neither learns of the other. */
export const tellOutcome = reaction(
  'safety.tell_outcome',
  ThingModerated,
  async (context, { reportId, personId, kind }) => {
    const report = reportId ? await reportOf(context.tx, reportId) : null
    if (report?.reporter_id) await write(context.tx, context, report.reporter_id, outcomeLetter)
    if (kind !== 'none') await tellMember(context, personId, noticeLetter)
  },
)

export const tellUndone = reaction('safety.tell_undone', DecisionUndone, async (context, { personId, kind }) => {
  if (kind !== 'none') await tellMember(context, personId, undoneLetter)
})

const appealWith = (tx: AnyTx, id: string) =>
  (tx as Tx<SafetyTables>)
    .selectFrom('appeal')
    .innerJoin('moderation_decision', 'moderation_decision.id', 'appeal.decision_id')
    .select(['appeal.person_id', 'appeal.not_by', 'moderation_decision.report_id'])
    .where('appeal.id', '=', id)
    .executeTakeFirst()

/** The first in turn who did not decide and may judge it. */
export const askForSecondOpinion = reaction(
  'safety.ask_for_second_opinion',
  AppealMade,
  async (context, { appealId }) => {
    const { tx, at } = context
    const appeal = await appealWith(tx, appealId)
    if (!appeal) return
    for (const watcher of await watchers(tx, at)) {
      if (watcher.personId === appeal.not_by || watcher.personId === appeal.person_id) continue
      if (appeal.report_id && !(await maybeReportFor(tx, watcher, appeal.report_id, async () => false))) continue
      return write(tx, context, watcher.personId, appealLetter)
    }
  },
)

export const tellSecondOpinion = reaction(
  'safety.tell_second_opinion',
  AppealAnswered,
  async (context, { appealId }) => {
    const appeal = await appealWith(context.tx, appealId)
    await tellMember(context, appeal?.person_id ?? null, answeredLetter)
  },
)

/** Where nobody reacts, the next person is written to. */
export const escalateByTheClock = scheduled('safety.escalate', { every: 5 }, async ({ tx, now, community, origin }) => {
  await escalate(tx, tellWith({ community, origin }), now)
})
