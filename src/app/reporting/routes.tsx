import { z } from 'zod'
import { across, acrossTx } from '#kernel/database/database.ts'
import { inTransaction } from '#kernel/database/transactions.ts'
import { NotFound, type Problem } from '#kernel/errors/errors.ts'
import { anyone, signedIn } from '#kernel/routes/access.ts'
import { seeOther } from '#kernel/routes/answer.ts'
import { type Asked, type Route, routes, type Typed } from '#kernel/routes/registry.ts'
import { recordLook } from '#slices/groups/glass/commands.ts'
import { fileReport, sha256 } from '#slices/safety/commands.ts'
import { type ReportForm, ReportForm as ReportInput, receiptKey } from '#slices/safety/fields.ts'
import { type SafetyKey, safetySentences } from '#slices/safety/messages/catalogue.ts'
import { ShowOwnReports, ShowReceipt, ShowReport } from '#slices/safety/pages.tsx'
import { maybeReceipt, ownReports } from '#slices/safety/queries.ts'
import { readerOf } from '#slices/safety/queue/pages.tsx'
import type { SafetyTables } from '#slices/safety/tables.ts'
import { maybeReportable, reportables } from '../reportables.ts'
import { firstPostRoutes } from './first-posts.tsx'
import { moderationRoutes } from './moderation.tsx'

type Here<Input = unknown> = Asked<SafetyTables, SafetyKey, Input, '/report/:kind/:id'>

const params = { kind: z.enum(reportables.map(({ kind }) => kind)) }

/** The thing as whoever reports it may see it: what does not exist for them cannot be reported. */
const thingOf = async ({ db, actor, params: { kind, id }, now }: Here) => {
  const thing = await maybeReportable(kind)?.resolve(across(db), actor, id, now)
  if (!thing) throw new NotFound()
  return thing
}

const ask = async (asked: Here, typed?: Typed, problems?: Problem[]) => {
  const { title, scope } = await thingOf(asked)
  const { kind, id } = asked.params
  if (scope && asked.actor.is('safeguarding'))
    await recordLook(
      across(asked.community.write),
      asked.actor,
      { groupId: scope, kind: 'circle-report', id },
      asked.now,
    )
  return <ShowReport t={asked.t} action={`/report/${kind}/${id}`} title={title} typed={typed} problems={problems} />
}

const send = async (asked: Here<ReportForm>) => {
  const {
    db,
    actor,
    params: { kind, id },
    input,
    now,
    t,
  } = asked
  const thing = await thingOf(asked)
  const { receipt } = await inTransaction(db, (tx) =>
    fileReport(acrossTx(tx), actor, { thing: { ...thing, kind, id }, about: thing.authorId, ...input }, now),
  )
  return seeOther(`/report/receipt/${receipt}`, t('reportThanks'))
}

/** Telling us that something is wrong: for everybody, with or without an account. */
const telling = routes<SafetyTables, SafetyKey>('safety', safetySentences, ({ page, action }) => [
  page(
    '/report/:kind/:id',
    { access: anyone, shows: 'personal', sensitive: true, params, about: 'To report something' },
    (asked) => ask(asked),
  ),
  action(
    '/report/:kind/:id',
    {
      access: anyone,
      effect: 'sends',
      input: ReportInput,
      params,
      limit: { perMinute: 5 },
      about: 'Reports something; a sealed copy is kept',
    },
    send,
    ask,
  ),
  page(
    '/report/receipt/:receipt',
    {
      access: anyone,
      shows: 'own',
      sensitive: true,
      params: { receipt: receiptKey },
      about: 'How a report stands, for whoever has its key',
    },
    async (asked) => {
      const report = await maybeReceipt(across(asked.db), sha256(asked.params.receipt))
      if (!report) throw new NotFound()
      return <ShowReceipt {...readerOf(asked)} report={report} signedIn={asked.actor.personId !== null} />
    },
  ),
  page(
    '/account/reports',
    { access: signedIn, shows: 'own', sensitive: true, about: 'What one has reported' },
    async (asked) => (
      <ShowOwnReports {...readerOf(asked)} reports={await ownReports(across(asked.db), asked.actor.personId ?? '')} />
    ),
  ),
])

export const reportingRoutes: Route[] = [...telling, ...firstPostRoutes, ...moderationRoutes]
