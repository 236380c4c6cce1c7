import { anyOf } from '#kernel/routes/access.ts'
import { seeOther } from '#kernel/routes/answer.ts'
import { type Asked, type Route, routes } from '#kernel/routes/registry.ts'
import { BreakGlass, CircleInUrl } from '../fields.ts'
import { groupSentences, type MessageKey } from '../messages/catalogue.ts'
import type { GroupTables } from '../tables.ts'
import { breakGlass, recordLook } from './commands.ts'
import { ShowGlass } from './pages.tsx'

const lead = anyOf('safeguarding')

export const glassRoutes = routes<GroupTables, MessageKey>('groups', groupSentences, ({ page, action }) => [
  page(
    '/safeguarding/circles',
    { access: lead, input: CircleInUrl, shows: 'own', sensitive: true, about: 'Look into a confidential circle' },
    ({ input, t }) => <ShowGlass typed={{ circle: input.circle }} t={t} />,
  ),

  action(
    '/safeguarding/circles',
    { access: lead, input: BreakGlass, effect: 'sends', about: 'Opens a circle to the lead: with a reason, for hours' },
    async ({ db, actor, input, now, t }) => {
      await breakGlass(db, actor, input, now)
      return seeOther(`/groups/${input.circle}`, t('glassBroken'))
    },
    ({ t }, typed, problems) => <ShowGlass typed={typed} problems={problems} t={t} />,
  ),
])

/** `/groups/:id/posts/:post/picture` is a `circle-posts-picture`. */
const kindOf = (path: string) =>
  ['circle', ...path.split('/').filter((part) => part && part !== 'groups' && !part.startsWith(':'))].join('-')

type Within = Asked<GroupTables, MessageKey, unknown, '/groups/:id'>

const lookedAt = async <Shown,>(path: string, asked: Within, shown: Promise<Shown> | Shown): Promise<Shown> => {
  const seen = await shown
  const { id: groupId } = asked.params
  const id = Object.values(asked.params).at(-1) ?? groupId
  if (asked.actor.is('safeguarding'))
    await recordLook(asked.community.write, asked.actor, { groupId, kind: kindOf(path), id }, asked.now)
  return seen
}

/**
 * A route under a group, whose answer to a lead who looks in through an opened glass is written down before it leaves the house:
 * every page, picture and form that comes back. What cannot be written down is not shown.
 */
export const writtenDown = (route: Route): Route => {
  const { path, handle, again } = route
  if (!path.startsWith('/groups/:id')) return route
  return {
    ...route,
    handle: route.method === 'GET' ? (asked) => lookedAt(path, asked, handle(asked)) : handle,
    again: again && ((asked, typed, problems) => lookedAt(path, asked, again(asked, typed, problems))),
  }
}
