import { type AnyDb, across } from '#kernel/database/database.ts'
import { Invalid, type Problem } from '#kernel/errors/errors.ts'
import { anyOf } from '#kernel/routes/access.ts'
import { seeOther } from '#kernel/routes/answer.ts'
import { type Asked, routes, type Typed } from '#kernel/routes/registry.ts'
import type { Actor } from '#kernel/session/actor.ts'
import { AuditQuestion } from '#slices/safety/audit/fields.ts'
import { ShowAudit } from '#slices/safety/audit/pages.tsx'
import { auditFor } from '#slices/safety/audit/queries.ts'
import { type SafetyKey, safetySentences } from '#slices/safety/messages/catalogue.ts'
import { answerAppeal, takeAppeal } from '#slices/safety/notices/commands.ts'
import { AppealAnswer } from '#slices/safety/notices/fields.ts'
import { appealToAnswer, openAppeals } from '#slices/safety/notices/queries.ts'
import { decide, giveReportBack, openEvidence, takeReport, undoDecision } from '#slices/safety/queue/commands.ts'
import { Because, Verdict } from '#slices/safety/queue/fields.ts'
import { readerOf, ShowAppeal, ShowCase, ShowQueue } from '#slices/safety/queue/pages.tsx'
import {
  type CanRead,
  closedReports,
  decisionsAbout,
  handlerNames,
  judgeOf,
  openReports,
  reportToJudge,
} from '#slices/safety/queue/queries.ts'
import type { SafetyTables } from '#slices/safety/tables.ts'
import { rotaPage } from '#slices/safety/watch/queries.ts'
import { maybeReportable } from '../reportables.ts'
import { knownFor } from './knowing.ts'

type Here<Path extends string = string> = Asked<SafetyTables, SafetyKey, unknown, Path>

const judges = anyOf('moderator', 'safeguarding')
const lead = anyOf('safeguarding')
const queue = '/moderation'

/** A moderator's power ends where their right to read does: the thing's own slice says whether it would open to them. */
const readerFor =
  (db: AnyDb, actor: Actor, now: Date): CanRead =>
  async ({ kind, id }) => {
    const reportable = maybeReportable(kind)
    if (!reportable) return false
    const { mayRead, resolve } = reportable
    return mayRead ? mayRead(db, actor, id, now) : (await resolve(db, actor, id, now)) !== null
  }

const canRead = ({ db, actor, now }: Here) => readerFor(across(db), actor, now)

const showQueue = async (asked: Here) => {
  const { actor, now } = asked
  const db = across(asked.db)
  const [open, closed, appeals, rota] = await Promise.all([
    openReports(db, actor, canRead(asked)),
    closedReports(db, actor, canRead(asked)),
    openAppeals(db, actor, canRead(asked)),
    rotaPage(db, now),
  ])
  const names = await handlerNames(
    db,
    open.map(({ assignedTo }) => assignedTo),
  )
  return (
    <ShowQueue
      {...readerOf(asked)}
      names={names}
      open={open}
      closed={closed}
      appeals={appeals}
      onCall={rota.onCall ? (rota.names.get(rota.onCall.personId) ?? null) : null}
      isLead={actor.is('safeguarding')}
    />
  )
}

const showCase = async (asked: Here<'/moderation/:id'>, typed?: Typed, problems?: Problem[]) => {
  const db = across(asked.db)
  const report = await reportToJudge(db, asked.actor, asked.params.id, canRead(asked))
  const [evidence, decisions] = await Promise.all([
    openEvidence(across(asked.community.write), asked.actor, report),
    decisionsAbout(db, report.thing),
  ])
  const names = await handlerNames(db, [report.assignedTo, ...decisions.map(({ decidedBy }) => decidedBy)])
  return (
    <ShowCase
      {...readerOf(asked)}
      report={report}
      evidence={evidence}
      decisions={decisions}
      names={names}
      typed={typed}
      problems={problems}
    />
  )
}

const showAppeal = async (asked: Here<'/moderation/appeals/:id'>, typed?: Typed, problems?: Problem[]) => {
  const appeal = await appealToAnswer(across(asked.db), asked.actor, asked.params.id, canRead(asked))
  const evidence = appeal.report ? await openEvidence(across(asked.community.write), asked.actor, appeal.report) : null
  return <ShowAppeal {...readerOf(asked)} appeal={appeal} evidence={evidence} typed={typed} problems={problems} />
}

const dayStart = (day: string) => (day ? new Date(`${day}T00:00:00Z`) : undefined)
const dayEnd = (day: string) => (day ? new Date(Date.parse(`${day}T00:00:00Z`) + 24 * 3_600_000) : undefined)

/** The queue, its reports and appeals, and the record: for those who look into things. */
export const moderationRoutes = routes<SafetyTables, SafetyKey>('safety', safetySentences, ({ page, action }) => [
  page(queue, { access: judges, shows: 'confidential', about: 'What was reported and waits' }, showQueue),
  page('/moderation/:id', { access: judges, shows: 'confidential', about: 'One report' }, (asked) => showCase(asked)),
  action(
    '/moderation/:id/take',
    { access: judges, effect: 'writes', about: 'Takes a report and opens its sealed copy' },
    async (asked) => {
      const { db, actor, params, now, t } = asked
      const taken = await takeReport(across(db), actor, params.id, canRead(asked), now)
      return seeOther(`/moderation/${params.id}`, t(taken === 'taken' ? 'caseTaken' : 'caseLate'))
    },
  ),
  action(
    '/moderation/:id/return',
    { access: judges, effect: 'writes', about: 'Gives a report back into the queue' },
    async ({ db, actor, params, t }) => {
      await giveReportBack(across(db), actor, params.id)
      return seeOther(queue, t('caseGivenBack'))
    },
  ),
  action(
    '/moderation/:id/decision',
    { access: judges, effect: 'sends', input: Verdict, about: 'Decides a report, with a reason' },
    async (asked) => {
      const { db, actor, params, input, now, t } = asked
      const done = await decide(across(db), actor, params.id, input, { canRead: canRead(asked), now })
      if (done === 'notPossible') throw new Invalid([{ field: 'kind', message: t('caseNotPossible') }])
      return seeOther(queue, t('caseDecided'))
    },
    (asked, typed, problems) => showCase(asked as Here<'/moderation/:id'>, typed, problems),
  ),
  action(
    '/moderation/:id/decisions/:decision/undo',
    { access: judges, effect: 'sends', input: Because, about: 'Takes a decision back, with a reason' },
    async (asked) => {
      const { db, actor, params, input, now, t } = asked
      const wanted = { reportId: params.id, decisionId: params.decision, because: input.because }
      await undoDecision(across(db), actor, wanted, { canRead: canRead(asked), now })
      return seeOther(`/moderation/${params.id}`, t('undoneNow'))
    },
    (asked, typed, problems) => showCase(asked as Here<'/moderation/:id'>, typed, problems),
  ),
  page(
    '/moderation/appeals/:id',
    { access: judges, shows: 'confidential', about: 'A member asks for a second opinion' },
    (asked) => showAppeal(asked),
  ),
  action(
    '/moderation/appeals/:id/take',
    { access: judges, effect: 'writes', about: 'Takes an appeal and opens the sealed copy' },
    async (asked) => {
      const { db, actor, params, t } = asked
      const taken = await takeAppeal(across(db), actor, params.id, canRead(asked))
      return seeOther(`/moderation/appeals/${params.id}`, t(taken === 'taken' ? 'caseTaken' : 'caseLate'))
    },
  ),
  action(
    '/moderation/appeals/:id/answer',
    { access: judges, effect: 'sends', input: AppealAnswer, about: 'Answers an appeal' },
    async (asked) => {
      const { db, actor, params, input, now, t } = asked
      await answerAppeal(across(db), actor, params.id, input, { canRead: canRead(asked), now })
      return seeOther(queue, t('appealAnswered'))
    },
    (asked, typed, problems) => showAppeal(asked as Here<'/moderation/appeals/:id'>, typed, problems),
  ),
  page(
    '/safeguarding/audit',
    { access: lead, shows: 'confidential', input: AuditQuestion, about: 'The record of all that happened' },
    async (asked) => {
      const { db, actor, input, now } = asked
      const { by, kind, before } = input
      const filter = {
        by: by || undefined,
        name: kind || undefined,
        before: before || undefined,
        from: dayStart(input.from),
        until: dayEnd(input.until),
      }
      const { rows, older } = await auditFor(across(db), judgeOf(actor), filter, knownFor(across(db), actor, now))
      const names = await handlerNames(
        across(db),
        rows.map((row) => row.by),
      )
      return <ShowAudit {...readerOf(asked)} rows={rows} older={older} asked={input} names={names} />
    },
  ),
])
