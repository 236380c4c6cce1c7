import type { Language, T } from '#kernel/messages/messages.ts'
import { timeWords } from '#kernel/time/words.ts'
import { Empty } from '#ui/card.tsx'
import { Form } from '#ui/form.tsx'
import { Crumbs, Page } from '#ui/page.tsx'
import { Pagination, Table } from '#ui/table.tsx'
import type { Sent } from '../icarol/queries.ts'
import type { ExportKey } from './messages/catalogue.ts'

interface Shown {
  sent: { total: number; rows: Sent[] }
  page: number
  t: T<ExportKey>
  language: Language
  zone: string
  now: Date
}

const formats = ['sheet', 'hsds', 'json', 'icarol'] as const

/** The directory as files, and what the information line has of it. */
export const ShowExport = (shown: Shown) => {
  const { t } = shown
  return (
    <Page title={t('title')} noindex>
      <div class="wrap stack">
        <Crumbs />
        <h1>{t('title')}</h1>
        <p class="lead">{t('lead')}</p>
        {formats.map((format) => (
          <section key={format} class="stack">
            <h2>{t(format)}</h2>
            <p>{t(`${format}Text`)}</p>
            <p>
              <a
                class={format === 'sheet' ? 'btn' : 'btn quiet'}
                href={`/directory/export/file?format=${format}`}
                download
              >
                {t(`${format}Get`)}
              </a>
            </p>
          </section>
        ))}
        <p class="soft">{t('licence')}</p>
        <SentToLine {...shown} />
      </div>
    </Page>
  )
}

const SentToLine = ({ sent, page, t, language, zone, now }: Shown) => {
  if (!sent.rows.length) return <Empty title={t('none')} text={t('noneText')} />
  const words = timeWords(language, zone, now)
  return (
    <section class="stack">
      <h2>{t('sentTitle')}</h2>
      <p>{t('sentText')}</p>
      <Form action="/directory/export/sent" submit={t('sentButton')} tone="quiet" />
      <Table
        caption={t('caption')}
        fits
        columns={[t('organisation'), t('services'), t('lastSent'), t('news')]}
        rows={sent.rows.map(({ organizationId, name, services, sentAt, changed }) => ({
          key: organizationId,
          cells: [
            <a key="name" href={`/organisations/${organizationId}`}>
              <bdi>{name}</bdi>
            </a>,
            String(services),
            sentAt ? words.date(sentAt) : t('never'),
            changed ? t('yes') : t('no'),
          ],
        }))}
      />
      <Pagination page={page} pages={Math.ceil(sent.total / 100)} href={(to) => `/directory/export?page=${to}`} />
    </section>
  )
}
