import { Empty } from '#ui/card.tsx'
import { Form, TextField } from '#ui/form.tsx'
import { Crumbs, Page } from '#ui/page.tsx'
import { Table } from '#ui/table.tsx'
import { dayOf, type Reader } from '../queue/pages.tsx'
import { DayField } from '../watch/pages.tsx'
import type { AuditQuestion } from './fields.ts'
import type { Audited } from './queries.ts'

interface AuditShown extends Reader {
  rows: Audited[]
  older: string | null
  asked: AuditQuestion
  names: Map<string, string>
}

const about = (data: Record<string, unknown>) =>
  Object.entries(data)
    .filter(([, value]) => value !== null)
    .map(([key, value]) => `${key} ${String(value)}`)
    .join(' · ')

const olderHref = (asked: AuditQuestion, before: string) => {
  const given = Object.entries({ ...asked, before }).filter(([, value]) => value !== '')
  return `/safeguarding/audit?${new URLSearchParams(given)}`
}

export const ShowAudit = (shown: AuditShown) => {
  const { t, rows, older, asked, names } = shown
  return (
    <Page title={t('auditTitle')} noindex>
      <div class="wrap stack">
        <Crumbs />
        <h1>{t('auditTitle')}</h1>
        <p class="lead">{t('auditLead')}</p>
        <div class="filters">
          <Form action="/safeguarding/audit" method="get" submit={t('auditFind')}>
            <TextField name="by" label={t('auditWho')} value={asked.by} optional />
            <TextField name="kind" label={t('auditKind')} value={asked.kind} optional />
            <DayField name="from" label={t('auditFrom')} value={asked.from} />
            <DayField name="until" label={t('auditUntil')} value={asked.until} />
          </Form>
        </div>
        {rows.length === 0 ? (
          <Empty title={t('auditNone')} text={t('auditNoneText')} />
        ) : (
          <Table
            caption={t('auditCaption')}
            columns={[t('auditWhen'), t('auditWhat'), t('auditBy'), t('auditData')]}
            rows={rows.map((row) => ({
              key: row.id,
              cells: [
                `${dayOf(shown, row.at)}, ${shown.clock(row.at)}`,
                <code key="what" class="whole">
                  {row.name}
                </code>,
                row.by ? <bdi key="who">{names.get(row.by) ?? t('somebody')}</bdi> : t('auditProgram'),
                <bdi key="data" class="small">
                  {about(row.data)}
                </bdi>,
              ],
            }))}
          />
        )}
        {older && (
          <p>
            <a class="btn quiet less" href={olderHref(asked, older)} rel="next">
              {t('auditOlder')}
            </a>
          </p>
        )}
      </div>
    </Page>
  )
}
