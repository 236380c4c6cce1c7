import { Form } from '#ui/form.tsx'
import { Crumbs, Page } from '#ui/page.tsx'
import type { Say } from '../pages.tsx'
import type { Group } from '../queries.ts'

export const ShowLeave = ({ group, t }: { group: Group; t: Say }) => (
  <Page title={t('leave')} noindex>
    <div class="wrap narrow stack">
      <Crumbs
        links={[
          { href: '/groups', label: t('groups') },
          { href: `/groups/${group.id}`, label: group.name },
        ]}
      />
      <h1>{t('leaveTitle', { name: group.name })}</h1>
      <p class="lead">{t('leaveText')}</p>
      {group.mine?.host && <p>{t('leaveHost')}</p>}
      <Form action={`/groups/${group.id}/leave`} submit={t('leave')} tone="grave" />
      <p>
        <a href={`/groups/${group.id}`}>{t('stay')}</a>
      </p>
    </div>
  </Page>
)
