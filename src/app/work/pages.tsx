import type { T } from '#kernel/messages/messages.ts'
import { Doors, Empty } from '#ui/card.tsx'
import { Page } from '#ui/page.tsx'
import type { MessageKey } from './messages/en.ts'
import type { Task } from './rules.ts'

/** One page from which everybody with a role comes to all that it lets them do. */
export const ShowWork = ({ tasks, t }: { tasks: Task[]; t: T<MessageKey> }) => (
  <Page title={t('title')} noindex>
    <div class="wrap stack">
      <h1>{t('title')}</h1>
      {tasks.length ? (
        <>
          <p class="lead">{t('lead')}</p>
          <Doors
            doors={tasks.map(({ href, key, icon, tone }) => ({
              href,
              icon,
              tone,
              title: t(key),
              text: t(`${key}Text` as MessageKey),
            }))}
          />
        </>
      ) : (
        <Empty title={t('none')} text={t('noneText')} />
      )}
    </div>
  </Page>
)
