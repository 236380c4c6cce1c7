import type { Problem } from '#kernel/errors/errors.ts'
import type { ParkedJob } from '#kernel/jobs/parking.ts'
import type { Language, T } from '#kernel/messages/messages.ts'
import type { Typed } from '#kernel/routes/registry.ts'
import { timeWords } from '#kernel/time/words.ts'
import { Empty, Panel } from '#ui/card.tsx'
import { Form, Hidden, SelectField, TextField } from '#ui/form.tsx'
import { Crumbs, Page } from '#ui/page.tsx'
import { Table } from '#ui/table.tsx'
import type { MessageKey } from './messages/en.ts'

export interface Parked {
  jobs: ParkedJob[]
  count: number
}

interface Shown {
  parked: Parked
  t: T<MessageKey>
  language: Language
  zone: string
  now: Date
  typed?: Typed
  problems?: Problem[]
}

/** What a job is, in words for somebody who knows the community but not the program. */
const nameOf = (t: T<MessageKey>, { task, payload }: ParkedJob): string => {
  if (task === 'mail.send') return t('letter')
  if (task === 'facts.consequences') return t('unstarted')
  if (task === 'facts.react') return t('consequence', { name: String(payload.reaction) })
  if (task === 'jobs.scheduled') return t('byTheClock', { name: String(payload.name) })
  return t('other', { name: task })
}

export const ShowParking = (shown: Shown) => {
  const { parked, t } = shown
  return (
    <Page title={t('title')} noindex>
      <div class="wrap stack">
        <Crumbs />
        <h1>{t('title')}</h1>
        <p class="lead">{t('lead')}</p>
        {parked.count === 0 ? <Empty title={t('emptyTitle')} text={t('emptyText')} /> : <Jobs {...shown} />}
      </div>
    </Page>
  )
}

const Jobs = (shown: Shown) => {
  const { parked, t, language, zone, now } = shown
  const words = timeWords(language, zone, now)
  return (
    <>
      <p>{t('help')}</p>
      <Form action="/steward/parking/retries" submit={t('tryAllAgain', { count: parked.count })}>
        <Hidden name="which" value="all" />
      </Form>
      {parked.jobs.length < parked.count && <p class="soft">{t('more', { count: parked.jobs.length })}</p>}
      <Table
        caption={t('caption')}
        columns={[t('what'), t('since'), t('tried'), t('said'), t('todo')]}
        rows={parked.jobs.map((job) => ({
          key: job.id,
          cells: [
            nameOf(t, job),
            `${words.date(job.parkedAt)}, ${words.clock(job.parkedAt)}`,
            String(job.attempts),
            <bdi key="said">{job.lastError}</bdi>,
            <Form key="retry" action="/steward/parking/retries" submit={t('tryAgain')} tone="quiet">
              <Hidden name="which" value={job.id} />
            </Form>,
          ],
        }))}
      />
      <GiveUp {...shown} />
    </>
  )
}

const GiveUp = ({ parked, t, typed, problems }: Shown) => (
  <Panel title={t('giveUpTitle')}>
    <p>{t('giveUpText')}</p>
    <Form action="/steward/parking/drops" submit={t('giveUp')} tone="grave" problems={problems}>
      <SelectField
        name="which"
        label={t('which')}
        value={typed?.which}
        problems={problems}
        choices={[
          ...parked.jobs.map((job, at) => ({ value: job.id, label: `${at + 1}. ${nameOf(t, job)}` })),
          { value: 'all', label: t('all', { count: parked.count }) },
        ]}
      />
      <TextField
        name="reason"
        label={t('reason')}
        hint={t('reasonHint')}
        value={typed?.reason}
        problems={problems}
        maxLength={300}
      />
    </Form>
  </Panel>
)
