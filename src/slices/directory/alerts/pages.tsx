import type { Problem } from '#kernel/errors/errors.ts'
import type { Language, T } from '#kernel/messages/messages.ts'
import type { Typed } from '#kernel/routes/registry.ts'
import { timeWords } from '#kernel/time/words.ts'
import { Empty } from '#ui/card.tsx'
import { Checkbox, Form, Hidden, TextField } from '#ui/form.tsx'
import { Crumbs, Page } from '#ui/page.tsx'
import { Table } from '#ui/table.tsx'
import type { RecordShown } from '../editing/queries.ts'
import { pathOf } from '../editing/rules.ts'
import { DateField } from './form/pages.tsx'
import type { AlertKey } from './messages/catalogue.ts'
import type { Alert } from './rules.ts'

interface AlertsProps {
  record: RecordShown
  alerts: Alert[]
  t: T<AlertKey>
  language: Language
  now: Date
  zone: string
  today: string
  typed?: Typed
  problems?: Problem[]
}

/** What is different for some days, for those who may say so. */
export const ShowAlerts = ({
  record,
  alerts,
  t,
  language,
  now,
  zone,
  today,
  typed = {},
  problems = [],
}: AlertsProps) => {
  const words = timeWords(language, zone, now)
  const title = t('alertsTitle', { name: record.name })
  return (
    <Page title={title} noindex>
      <div class="wrap narrow stack">
        <Crumbs
          links={[
            { href: pathOf(record), label: record.name },
            { href: `${pathOf(record)}/edit`, label: t('editTitle', { name: record.name }) },
          ]}
        />
        <h1>{title}</h1>
        <p class="lead">{t('alertsLead')}</p>
        {alerts.length === 0 ? (
          <Empty title={t('alertsEmpty')} />
        ) : (
          <Table
            caption={title}
            columns={[t('alertWords'), t('alertWhen'), t('historyUndo')]}
            rows={alerts.map((alert) => ({
              key: alert.id,
              cells: [
                <bdi>{alert.words}</bdi>,
                `${words.calendarDate(alert.from_on)} – ${words.calendarDate(alert.until_on)}`,
                <Form
                  action={`${pathOf(record)}/alerts/end`}
                  submit={t('alertEnd', { words: alert.words })}
                  tone="quiet"
                >
                  <Hidden name="alert" value={alert.id} />
                </Form>,
              ],
            }))}
          />
        )}
        <Form action={`${pathOf(record)}/alerts`} submit={t('alertMake')} problems={problems}>
          <TextField
            name="words"
            label={t('alertWords')}
            hint={t('alertWordsHint')}
            value={typed.words}
            problems={problems}
            maxLength={200}
          />
          <Checkbox name="closed" label={t('alertClosed')} checked={typed.closed !== undefined} />
          <DateField name="from_on" label={t('alertFrom')} value={typed.from_on ?? today} problems={problems} />
          <DateField name="until_on" label={t('alertUntil')} value={typed.until_on ?? ''} problems={problems} />
        </Form>
      </div>
    </Page>
  )
}
