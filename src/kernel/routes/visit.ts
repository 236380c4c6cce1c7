import { randomBytes } from 'node:crypto'
import type { Config } from '#kernel/config/config.ts'
import type { Community } from '#kernel/database/database.ts'
import type { Log } from '#kernel/log/log.ts'
import type { Metrics } from '#kernel/log/metrics.ts'
import { type Language, languages } from '#kernel/messages/messages.ts'
import { languageFor } from '#kernel/messages/negotiation.ts'
import type { Actor } from '#kernel/session/actor.ts'
import { originFor } from '#kernel/session/settings.ts'
import { believes, callerAddress, type trustedRanges } from './address.ts'
import { cookie, cookieName, cookieOf } from './cookies.ts'
import { formToken, isFormToken, newFormMark } from './form-token.ts'
import type { Limits } from './limits.ts'
import type { Route } from './registry.ts'
import type { Seen, View } from './view.ts'

/** What answering needs besides the request. Everything that a test may want to hold still is given, not reached for. */
export interface Platform {
  config: Config
  secret: string
  log: Log
  metrics: Metrics
  limits: Limits
  proxies: ReturnType<typeof trustedRanges>
  routes: Route[]
  view: View
  communities: () => Promise<Community[]>
  sessionOf: (community: Community, headers: Headers, now: Date) => Promise<Actor>
  isUnavailable: (error: unknown) => boolean
  now: () => Date
}

/** One request on its way, before anybody decided anything about it. */
export interface Visit {
  id: string
  request: Request
  /** Where it was asked; once the community is known, always at an address of ours. */
  url: URL
  host: string
  address: string
  /** Did it come over https, as far as we or a trusted proxy know? */
  secure: boolean
  nonce: string
  now: Date
  /** Headers that the answer gets besides its own: cookies above all. */
  extra: Headers
}

/** The address as the caller wrote it: behind a proxy that we believe, it is not the one at which we were asked. */
const askedAt = (requested: URL, host: string): URL => {
  const url = URL.parse(`${requested.protocol}//${host}`)
  if (!url || url.host !== host || url.username) return requested
  // Not by joining texts: a path of `//elsewhere.example` would be taken for a host.
  url.pathname = requested.pathname
  url.search = requested.search
  return url
}

/** The same path at an address of ours: a Host that anybody may send must not come into a link, a letter or a file. */
export const ownAddress = (visit: Visit, community: Community): URL => {
  const url = new URL(originFor(community, visit.url))
  // A page at `//elsewhere.example` links to itself (in another language, to sign in): that must not be another site.
  url.pathname = visit.url.pathname.replace(/^\/+/u, '/')
  url.search = visit.url.search
  return url
}

export const beginVisit = (platform: Platform, request: Request, peer: string): Visit => {
  const { headers } = request
  const trusted = believes(peer, platform.proxies)
  const requested = new URL(request.url)
  const given = (trusted ? headers.get('x-forwarded-host') : null) ?? headers.get('host') ?? requested.host
  const host = given.toLowerCase()
  const scheme = trusted ? headers.get('x-forwarded-proto') : null
  return {
    id: randomBytes(9).toString('base64url'),
    request,
    url: askedAt(requested, host),
    host,
    address: callerAddress(peer, headers.get('x-forwarded-for'), platform.proxies),
    secure: scheme ? scheme === 'https' : platform.config.url.startsWith('https:'),
    nonce: randomBytes(16).toString('base64'),
    now: platform.now(),
    extra: new Headers(),
  }
}

/** The community that answers at this host: by its own name, at SLUG.localhost, else the first one. */
export const communityAt = (communities: Community[], host: string): Community | null => {
  const name = host.replace(/:\d+$/u, '')
  return (
    communities.find(({ hosts }) => hosts.includes(name)) ??
    communities.find(({ slug }) => name === `${slug}.localhost`) ??
    communities[0] ??
    null
  )
}

/** The language of the answer: by the address, the device, the person, the browser, the community, in this order. */
export const languageOf = (visit: Visit, community: Community, actor: Actor): Language => {
  const { headers } = visit.request
  return languageFor(
    {
      address: visit.url.searchParams.get('lang'),
      device: cookieOf(headers, cookieName('language', visit.secure)),
      person: actor.language,
      browser: headers.get('accept-language'),
    },
    community.language,
  )
}

/** A language chosen in the address is kept on the device: a setting, not a trace. */
export const keepLanguage = (visit: Visit): void => {
  const chosen = visit.url.searchParams.get('lang')
  const kept = cookieOf(visit.request.headers, cookieName('language', visit.secure))
  if (chosen && chosen !== kept && (languages as readonly string[]).includes(chosen)) {
    visit.extra.append('set-cookie', cookie('language', chosen, { secure: visit.secure, maxAge: 31_536_000 }))
  }
}

const formMark = (visit: Visit) => cookieOf(visit.request.headers, cookieName('form', visit.secure))

/** Lends a page its form token; a visitor gets the mark that it is bound to only when a form is really shown. */
export const tokenLender = (platform: Platform, visit: Visit, community: Community, actor: Actor) => {
  let mark = formMark(visit)
  return (): string => {
    if (actor.sessionId) return formToken(platform.secret, community.slug, actor.sessionId)
    if (!mark) {
      mark = newFormMark()
      visit.extra.append('set-cookie', cookie('form', mark, { secure: visit.secure }))
    }
    return formToken(platform.secret, community.slug, mark)
  }
}

/** Does the token fit the session, or the visitor's mark? A form opened before signing in is stale afterwards, rightly. */
export const tokenFits = (
  platform: Platform,
  visit: Visit,
  community: Community,
  actor: Actor,
  token: unknown,
): boolean => {
  const bound = actor.sessionId ?? formMark(visit)
  return bound !== null && isFormToken(platform.secret, community.slug, bound, token)
}

/** The sentence that the last action left for this page; showing it uses it up. */
const noticeFor = (visit: Visit): string | null => {
  const kept = cookieOf(visit.request.headers, cookieName('notice', visit.secure))
  if (!kept) return null
  visit.extra.append('set-cookie', cookie('notice', '', { secure: visit.secure, maxAge: 0 }))
  return Buffer.from(kept, 'base64url').toString('utf8').slice(0, 500)
}

export const keepNotice = (visit: Visit, notice: string): void => {
  const value = Buffer.from(notice.slice(0, 500)).toString('base64url')
  visit.extra.append('set-cookie', cookie('notice', value, { secure: visit.secure, maxAge: 60 }))
}

export const seenBy = (
  platform: Platform,
  visit: Visit,
  route: Route | null,
  community: Community,
  actor: Actor,
  language: Language,
): Seen => ({
  route,
  community,
  actor,
  language,
  url: visit.url,
  nonce: visit.nonce,
  formToken: tokenLender(platform, visit, community, actor),
  notice: noticeFor(visit),
})
