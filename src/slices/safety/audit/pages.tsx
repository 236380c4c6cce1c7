import { Empty } from '#ui/card.tsx'
import { Form, Hidden } from '#ui/form.tsx'
import { Crumbs, Page } from '#ui/page.tsx'
import { Chips } from '#ui/search.tsx'
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

const isId = /^[0-9a-f]{8}-[0-9a-f-]{27}$/u

/** `ReportFiled`, `personId` → words with spaces: the names of facts are English in every language. */
const spoken = (name: string) => {
  const words = name
    .replace(/Id$/u, '')
    .replace(/([a-z])([A-Z])/gu, '$1 $2')
    .replaceAll('_', ' ')
    .toLowerCase()
  return words.charAt(0).toUpperCase() + words.slice(1)
}

interface AboutProps {
  data: Record<string, unknown>
  names: Map<string, string>
}

/** What a fact is about: people by name, other things by the last letters of their id, enough to tell two apart. */
const About = ({ data, names }: AboutProps) => (
  <ul class="audit-about small" lang="en" dir="ltr">
    {Object.entries(data)
      .filter(([, value]) => value !== null)
      .map(([key, value]) => {
        const full = String(value)
        return (
          <li key={key}>
            {spoken(key)}:{' '}
            {isId.test(full) ? <bdi title={full}>{names.get(full) ?? `…${full.slice(-6)}`}</bdi> : <bdi>{full}</bdi>}
          </li>
        )
      })}
  </ul>
)

const narrowed = (asked: AuditQuestion, change: Partial<AuditQuestion>) => {
  const given = Object.entries({ ...asked, before: '', ...change }).filter(([, value]) => value !== '')
  return `/safeguarding/audit?${new URLSearchParams(given as [string, string][])}`
}

/** What one chose in the table stands above it, each with the way to take it off. */
const Narrowed = ({ asked, names, t }: Pick<AuditShown, 'asked' | 'names' | 't'>) => {
  const chosen = [
    asked.by && {
      label: t('auditOnlyBy', { name: names.get(asked.by) ?? t('somebody') }),
      href: narrowed(asked, { by: '' }),
    },
    asked.kind && {
      label: t('auditOnlyKind', { kind: spoken(asked.kind.replace(/^.*\./u, '')) }),
      href: narrowed(asked, { kind: '' }),
    },
  ].filter((one) => typeof one === 'object')
  if (!chosen.length) return null
  return <Chips label={t('auditOnly')} chips={chosen.map((one) => ({ ...one, on: true }))} />
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
            {asked.by && <Hidden name="by" value={asked.by} />}
            {asked.kind && <Hidden name="kind" value={asked.kind} />}
            <DayField name="from" label={t('auditFrom')} value={asked.from} />
            <DayField name="until" label={t('auditUntil')} value={asked.until} />
          </Form>
        </div>
        <Narrowed asked={asked} names={names} t={t} />
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
                <a key="what" lang="en" dir="ltr" href={narrowed(asked, { kind: row.name })}>
                  {spoken(row.name.replace(/^.*\./u, ''))}
                </a>,
                row.by ? (
                  <a key="who" href={narrowed(asked, { by: row.by })}>
                    <bdi>{names.get(row.by) ?? t('somebody')}</bdi>
                  </a>
                ) : (
                  t('auditProgram')
                ),
                <About key="data" data={row.data} names={names} />,
              ],
            }))}
          />
        )}
        {older && (
          <p>
            <a class="btn quiet less" href={narrowed(asked, { before: older })} rel="next">
              {t('auditOlder')}
            </a>
          </p>
        )}
      </div>
    </Page>
  )
}
