import type { Problem } from '#kernel/errors/errors.ts'
import type { T } from '#kernel/messages/messages.ts'
import type { Typed } from '#kernel/routes/registry.ts'
import { Empty, Note } from '#ui/card.tsx'
import { Form, Radios, TextArea } from '#ui/form.tsx'
import { Crumbs, Page } from '#ui/page.tsx'
import type { SafetyKey } from './messages/catalogue.ts'
import type { Outcome, OwnReport } from './queries.ts'
import { dayOf, type Reader, thingKey } from './queue/pages.tsx'
import { reasons } from './rules.ts'

interface ReportShown {
  t: T<SafetyKey>
  action: string
  title: string
  typed?: Typed
  problems?: Problem[]
}

/** The form that anybody may send. What is urgent stands first, before any question. */
export const ShowReport = ({ t, action, title, typed = {}, problems = [] }: ReportShown) => (
  <Page title={t('reportTitle')} noindex>
    <div class="wrap narrow stack">
      <h1>{t('reportTitle')}</h1>
      <p class="lead">{t('reportAbout', { title })}</p>
      <Note icon="phone" tone="clay">
        <p>
          {t('reportDanger')} <a href="/help-now">{t('reportNumbers')}</a>
        </p>
      </Note>
      <Form action={action} submit={t('reportSend')} problems={problems}>
        <Radios
          name="reason"
          legend={t('reportWhy')}
          value={typed.reason}
          choices={reasons.map((value) => ({ value, label: t(`reason_${value}`) }))}
          problems={problems}
        />
        <TextArea
          name="words"
          label={t('reportWords')}
          hint={t('reportWordsHint')}
          value={typed.words}
          problems={problems}
          optional
        />
      </Form>
      <h2>{t('reportNext')}</h2>
      <ol>
        <li>{t('reportNext1')}</li>
        <li>{t('reportNext2')}</li>
        <li>{t('reportNext3')}</li>
        <li>{t('reportNext4')}</li>
      </ol>
      <p>
        <a href="/safety#reporting">{t('reportMore')}</a>
      </p>
    </div>
  </Page>
)

const outcomeKeys: Record<Exclude<Outcome, 'waits'>, SafetyKey> = {
  looking: 'receiptLooking',
  acted: 'receiptActed',
  nothing: 'receiptNothing',
  undone: 'receiptUndone',
}

const Standing = ({ reader, report }: { reader: Reader; report: OwnReport }) => {
  const { t, clock } = reader
  return (
    <>
      <p class="soft">{t('receiptSent', { date: dayOf(reader, report.madeAt), time: clock(report.madeAt) })}</p>
      <p>
        {report.outcome === 'waits'
          ? t('receiptWaits', { date: dayOf(reader, report.dueAt), time: clock(report.dueAt) })
          : t(outcomeKeys[report.outcome])}
      </p>
    </>
  )
}

/** Behind a key that only the reporter has: how it stands, and nothing about what it was. */
export const ShowReceipt = (shown: Reader & { report: OwnReport; signedIn: boolean }) => (
  <Page title={shown.t('receiptTitle')} noindex>
    <div class="wrap narrow stack">
      <h1>{shown.t('receiptTitle')}</h1>
      <Standing reader={shown} report={shown.report} />
      <Note icon="key-round">
        {shown.signedIn ? (
          <p>
            <a href="/account/reports">{shown.t('receiptAccount')}</a>
          </p>
        ) : (
          <p>{shown.t('receiptKeep')}</p>
        )}
        <p>{shown.t('receiptHidden')}</p>
      </Note>
      <p>
        <a href="/help-now">{shown.t('reportNumbers')}</a> · <a href="/">{shown.t('backHome')}</a>
      </p>
    </div>
  </Page>
)

export const ShowOwnReports = (shown: Reader & { reports: OwnReport[] }) => {
  const { t, reports } = shown
  return (
    <Page title={t('ownReports')} noindex>
      <div class="wrap narrow stack">
        <Crumbs />
        <h1>{t('ownReports')}</h1>
        {reports.length === 0 && <Empty title={t('ownReportsNone')} text={t('ownReportsNoneText')} />}
        {reports.map((report) => (
          <section key={report.id} class="card stack">
            <h2>{t(thingKey(report.thingKind))}</h2>
            <Standing reader={shown} report={report} />
          </section>
        ))}
      </div>
    </Page>
  )
}
