import type { Route } from '#kernel/routes/registry.ts'
import type { Actor, Role } from '#kernel/session/actor.ts'
import type { Tone } from '#ui/card.tsx'
import type { IconName } from '#ui/icon-shapes.ts'
import type { MessageKey } from './messages/en.ts'

/** What belongs together on the page, in this order. */
export const parts = ['yours', 'safety', 'directory', 'community'] as const
export type Part = (typeof parts)[number]

export interface Task {
  href: string
  key: MessageKey
  icon: IconName
  tone: Tone
  part: Part
  /** Where the door itself is open to more people than those whose work it is. */
  roles?: readonly Role[]
}

/** What there is to do for those with a role, most pressing first. Words are `key` and `keyText`. */
const tasks: readonly Task[] = [
  {
    href: '/account/organisations',
    key: 'mine',
    icon: 'heart-handshake',
    tone: 'plum',
    part: 'yours',
    roles: ['editor', 'admin'],
  },
  { href: '/groups', key: 'groups', icon: 'users', tone: 'plum', part: 'yours', roles: ['host'] },
  { href: '/moderation', key: 'moderation', icon: 'shield-check', tone: 'clay', part: 'safety' },
  {
    href: '/moderation/first-posts',
    key: 'firstPosts',
    icon: 'inbox',
    tone: 'clay',
    part: 'safety',
    roles: ['moderator'],
  },
  { href: '/safeguarding/on-call', key: 'onCall', icon: 'phone', tone: 'clay', part: 'safety' },
  { href: '/safeguarding/circles', key: 'circles', icon: 'key-round', tone: 'clay', part: 'safety' },
  { href: '/safeguarding/audit', key: 'audit', icon: 'book-open', tone: 'clay', part: 'safety' },
  { href: '/directory/checks', key: 'checks', icon: 'phone', tone: 'pine', part: 'directory', roles: ['steward'] },
  {
    href: '/directory/suggestions',
    key: 'suggestions',
    icon: 'lightbulb',
    tone: 'pine',
    part: 'directory',
    roles: ['steward'],
  },
  {
    href: '/directory/freshness',
    key: 'freshness',
    icon: 'badge-check',
    tone: 'pine',
    part: 'directory',
    roles: ['steward'],
  },
  {
    href: '/directory/holidays',
    key: 'holidays',
    icon: 'calendar-heart',
    tone: 'pine',
    part: 'directory',
    roles: ['steward'],
  },
  { href: '/directory/import', key: 'imports', icon: 'download', tone: 'pine', part: 'directory' },
  { href: '/directory/duplicates', key: 'duplicates', icon: 'copy', tone: 'pine', part: 'directory' },
  { href: '/directory/export', key: 'exports', icon: 'download', tone: 'pine', part: 'directory' },
  {
    href: '/steward/organisations',
    key: 'organisations',
    icon: 'heart-handshake',
    tone: 'marigold',
    part: 'community',
  },
  { href: '/steward', key: 'roles', icon: 'users', tone: 'marigold', part: 'community' },
  {
    href: '/desk/people',
    key: 'helping',
    icon: 'hand-heart',
    tone: 'plum',
    part: 'yours',
    roles: ['navigator', 'steward'],
  },
  { href: '/steward/crisis-lines', key: 'crisisLines', icon: 'phone', tone: 'clay', part: 'safety' },
  { href: '/steward/missed-searches', key: 'missed', icon: 'search', tone: 'pine', part: 'directory' },
  { href: '/steward/synonyms', key: 'synonyms', icon: 'list', tone: 'pine', part: 'directory' },
  { href: '/steward/parking', key: 'parking', icon: 'clock-alert', tone: 'marigold', part: 'community' },
]

/** What this person may do, by the very rules of the doors themselves: nothing is offered that would not open. */
export const tasksFor = (actor: Actor, routes: readonly Route[]): Task[] =>
  tasks.filter(
    ({ href, roles }) =>
      (!roles || roles.some((role) => actor.holds(role))) &&
      routes.some(({ path, method, access }) => path === href && method === 'GET' && access.allows(actor)),
  )
