import type { T } from '#kernel/messages/messages.ts'
import { Empty } from '#ui/card.tsx'
import { Crumbs, Page } from '#ui/page.tsx'
import { Table } from '#ui/table.tsx'
import type { MessageKey } from '../messages/catalogue.ts'
import { findPath } from '../rules.ts'
import type { MissedWords } from './queries.ts'

interface MissedProps {
  missed: MissedWords[]
  others: number
  t: T<MessageKey>
}

/** What people here looked for and did not find: the gaps of the directory, or of its words. */
export const ShowMissed = ({ missed, others, t }: MissedProps) => (
  <Page title={t('missedTitle')} noindex>
    <div class="wrap stack">
      <Crumbs />
      <h1>{t('missedTitle')}</h1>
      <p class="lead">{t('missedLead')}</p>
      {missed.length ? (
        <Table
          caption={t('missedTitle')}
          fits
          columns={[t('words'), t('missedTimes'), t('missedNothing'), t('missedAreas')]}
          rows={missed.map(({ words, times, nothing, areas }) => ({
            key: words,
            cells: [
              <a key="q" href={findPath({ q: words })}>
                <bdi>{words}</bdi>
              </a>,
              String(times),
              String(nothing),
              areas.slice(0, 4).join(', ') || '–',
            ],
          }))}
        />
      ) : (
        <Empty title={t('missedNone')} text={t('missedNoneText')} />
      )}
      {others > 0 && <p class="soft">{t('missedOthers', { others })}</p>}
      <p>
        <a href="/steward/synonyms">{t('synonymsTitle')}</a>
      </p>
    </div>
  </Page>
)
