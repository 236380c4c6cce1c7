import type { T } from '#kernel/messages/messages.ts'
import type { Link } from '#ui/frame.ts'
import type { MessageKey } from './messages/en.ts'

/** The four ways in that every page shows, in the order of how often they are needed. */
const places: { href: string; label: MessageKey; below: string[] }[] = [
  { href: '/find', label: 'findHelp', below: ['/find', '/services', '/places', '/organisations'] },
  { href: '/whats-on', label: 'whatsOn', below: ['/whats-on'] },
  { href: '/join-in', label: 'joinIn', below: ['/join-in', '/groups'] },
  { href: '/about', label: 'about', below: ['/about', '/api'] },
]

/** Whoever has an account comes to their own groups where a visitor reads what there is to join. */
const whereTo = (href: string, isMember: boolean) => (isMember && href === '/join-in' ? '/groups' : href)

const yourWork = {
  href: '/work',
  label: 'yourWork',
  below: ['/work', '/steward', '/moderation', '/safeguarding', '/directory', '/desk'],
} as const

/** Those with a role find their work beside it. */
export const navigationFor = (t: T<MessageKey>, path: string, isMember: boolean, hasRole: boolean): Link[] =>
  [...places, ...(hasRole ? [yourWork] : [])].map(({ href, label, below }) => ({
    href: whereTo(href, isMember),
    label: t(isMember && label === 'joinIn' ? 'groups' : label),
    current: below.some((start) => path === start || path.startsWith(`${start}/`)),
  }))

const within = (path: string, start: string) => path.startsWith(`${start}/`)

/** From each page of their work people come back to all of it, and from each of their account to the account. */
export const hubFor = (t: T<MessageKey>, path: string, isMember: boolean, hasRole: boolean): Link[] => {
  const [, ...halls] = yourWork.below
  if (hasRole && halls.some((hall) => path === hall || within(path, hall)))
    return [{ href: '/work', label: t('yourWork') }]
  return isMember && within(path, '/account') ? [{ href: '/account', label: t('yourAccount') }] : []
}
