import type { T } from '#kernel/messages/messages.ts'
import type { Link } from '#ui/frame.ts'
import type { MessageKey } from './messages/en.ts'

/** The four ways in that every page shows, in the order of how often they are needed. */
const places: { href: string; label: MessageKey; below: string[] }[] = [
  { href: '/find', label: 'findHelp', below: ['/find', '/services', '/places', '/organisations'] },
  { href: '/whats-on', label: 'whatsOn', below: ['/whats-on'] },
  { href: '/join-in', label: 'joinIn', below: ['/join-in'] },
  { href: '/about', label: 'about', below: ['/about', '/api'] },
]

export const navigationFor = (t: T<MessageKey>, path: string): Link[] =>
  places.map(({ href, label, below }) => ({
    href,
    label: t(label),
    current: below.some((start) => path === start || path.startsWith(`${start}/`)),
  }))
