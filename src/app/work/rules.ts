import type { Route } from '#kernel/routes/registry.ts'
import type { Actor, Role } from '#kernel/session/actor.ts'
import type { Tone } from '#ui/card.tsx'
import type { IconName } from '#ui/icon-shapes.ts'
import type { MessageKey } from './messages/en.ts'

export interface Task {
  href: string
  key: MessageKey
  icon: IconName
  tone: Tone
  /** Where the door itself is open to more people than those whose work it is. */
  roles?: readonly Role[]
}

/** What there is to do for those with a role, most pressing first. Words are `key` and `keyText`. */
const tasks: readonly Task[] = [
  { href: '/moderation', key: 'moderation', icon: 'shield-check', tone: 'clay' },
  { href: '/moderation/first-posts', key: 'firstPosts', icon: 'inbox', tone: 'clay', roles: ['moderator'] },
  { href: '/safeguarding/on-call', key: 'onCall', icon: 'phone', tone: 'clay' },
  { href: '/safeguarding/circles', key: 'circles', icon: 'key-round', tone: 'plum' },
  { href: '/safeguarding/audit', key: 'audit', icon: 'book-open', tone: 'plum' },
  { href: '/directory/checks', key: 'checks', icon: 'phone', tone: 'pine', roles: ['steward'] },
  { href: '/directory/suggestions', key: 'suggestions', icon: 'lightbulb', tone: 'pine', roles: ['steward'] },
  { href: '/directory/freshness', key: 'freshness', icon: 'badge-check', tone: 'pine', roles: ['steward'] },
  { href: '/directory/holidays', key: 'holidays', icon: 'calendar-heart', tone: 'pine', roles: ['steward'] },
  { href: '/directory/import', key: 'imports', icon: 'download', tone: 'sky' },
  { href: '/directory/duplicates', key: 'duplicates', icon: 'copy', tone: 'sky' },
  { href: '/directory/export', key: 'exports', icon: 'download', tone: 'sky' },
  { href: '/steward/organisations', key: 'organisations', icon: 'heart-handshake', tone: 'marigold' },
  { href: '/steward', key: 'roles', icon: 'users', tone: 'marigold' },
  { href: '/desk/people', key: 'helping', icon: 'hand-heart', tone: 'marigold', roles: ['navigator', 'steward'] },
  { href: '/steward/crisis-lines', key: 'crisisLines', icon: 'phone', tone: 'marigold' },
  { href: '/steward/missed-searches', key: 'missed', icon: 'search', tone: 'marigold' },
  { href: '/steward/synonyms', key: 'synonyms', icon: 'list', tone: 'marigold' },
  { href: '/steward/parking', key: 'parking', icon: 'clock-alert', tone: 'marigold' },
]

/** What this person may do, by the very rules of the doors themselves: nothing is offered that would not open. */
export const tasksFor = (actor: Actor, routes: readonly Route[]): Task[] =>
  tasks.filter(
    ({ href, roles }) =>
      (!roles || roles.some((role) => actor.holds(role))) &&
      routes.some(({ path, method, access }) => path === href && method === 'GET' && access.allows(actor)),
  )
