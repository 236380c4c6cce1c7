/** What sessions need to know of the program's settings. */
export interface SessionSettings {
  /** Signs cookies and seals second-factor secrets; the same on every node. */
  secret: string
  /** The address that people use (`WELLMET_URL`), without a trailing slash. https makes cookies `__Host-`. */
  url: string
}

let settings: SessionSettings | null = null

/** Once at start, before the first request. */
export const prepareSessions = (wanted: SessionSettings): void => {
  settings = wanted
}

/** @throws Error where the program forgot to prepare: signing with a made-up secret would be worse than stopping. */
export const sessionSettings = (): SessionSettings => {
  if (!settings) throw new Error('sessions are not prepared: call prepareSessions({ secret, url }) at start')
  return settings
}

export const isSecure = (): boolean => sessionSettings().url.startsWith('https:')

/**
 * The origin that links in a letter start with. What a request calls itself (its Host) counts only where it is a name of ours:
 * else anybody could have a sign-in link of somebody else sent out that leads to their own site. Where people come by https no link
 * says less, whatever stands between them and us.
 */
export const originFor = (community: { slug: string; hosts: string[] }, requested: URL): string => {
  const own = new URL(sessionSettings().url)
  const known =
    requested.host === own.host ||
    community.hosts.includes(requested.hostname) ||
    requested.hostname === `${community.slug}.localhost`
  const protocol = own.protocol === 'https:' ? own.protocol : requested.protocol
  return known ? `${protocol}//${requested.host}` : own.origin
}
