import { NotFound } from '#kernel/errors/errors.ts'
import { signedIn } from '#kernel/routes/access.ts'
import { seeOther } from '#kernel/routes/answer.ts'
import { routes } from '#kernel/routes/registry.ts'
import { returnToGroup } from '../joining/commands.ts'
import { groupSentences, type MessageKey } from '../messages/catalogue.ts'
import { maybeGroup } from '../queries.ts'
import type { GroupTables } from '../tables.ts'
import { leaveGroup } from './commands.ts'
import { ShowLeave } from './pages.tsx'

export const leavingRoutes = routes<GroupTables, MessageKey>('groups', groupSentences, ({ page, action }) => [
  page(
    '/groups/:id/leave',
    { access: signedIn, shows: 'personal', sensitive: true, about: 'Leave a group' },
    async (asked) => {
      const group = await maybeGroup(asked.db, asked.actor, asked.params.id, asked.now)
      if (group?.mine?.state !== 'member') throw new NotFound()
      return <ShowLeave group={group} t={asked.t} />
    },
  ),

  action(
    '/groups/:id/leave',
    { access: signedIn, effect: 'sends', about: 'Leaves a group, or takes back that one asked to join' },
    async ({ db, actor, params, now, t }) => {
      const ended = await leaveGroup(db, actor, params.id, now)
      return ended.kind === 'needed' ? seeOther(`/groups/${params.id}`, t('needed')) : seeOther('/groups')
    },
  ),

  action(
    '/groups/:id/return',
    { access: signedIn, effect: 'writes', about: 'Undoes having left, within the hour' },
    async ({ db, actor, params, now, t }) =>
      (await returnToGroup(db, actor, params.id, now))
        ? seeOther(`/groups/${params.id}`, t('backIn'))
        : seeOther('/groups', t('isFull')),
  ),
])
