import type { T } from '#kernel/messages/messages.ts'
import { Doors, Empty } from '#ui/card.tsx'
import { Page } from '#ui/page.tsx'
import type { MessageKey } from './messages/en.ts'
import { type Part, parts, type Task } from './rules.ts'

interface Shown {
  tasks: Task[]
  t: T<MessageKey>
}

const ShowPart = ({ part, tasks, t }: Shown & { part: Part }) => {
  const doors = tasks.filter((task) => task.part === part)
  if (!doors.length) return null
  return (
    <section class="work-part">
      <h2>{t(`part_${part}`)}</h2>
      <Doors
        doors={doors.map(({ href, key, icon, tone }) => ({
          href,
          icon,
          tone,
          title: t(key),
          text: t(`${key}Text` as MessageKey),
        }))}
      />
    </section>
  )
}

/** One page from which everybody with a role comes to all that it lets them do. */
export const ShowWork = ({ tasks, t }: Shown) => (
  <Page title={t('title')} noindex>
    <div class="wrap stack">
      <h1>{t('title')}</h1>
      {tasks.length ? (
        <>
          <p class="lead">{t('lead')}</p>
          {parts.map((part) => (
            <ShowPart key={part} part={part} tasks={tasks} t={t} />
          ))}
        </>
      ) : (
        <Empty title={t('none')} text={t('noneText')}>
          <a href="/account">{t('toAccount')}</a>
        </Empty>
      )}
    </div>
  </Page>
)
