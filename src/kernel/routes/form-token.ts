import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

/**
 * The token that every form carries: it binds a POST to the browser that was shown the form. Signed-in people are bound by
 * their session, visitors by a cookie that only forms set. OWASP calls it the signed double-submit pattern.
 */
export const formToken = (secret: string, community: string, bound: string): string =>
  createHmac('sha256', secret).update(`form\u0000${community}\u0000${bound}`).digest('base64url')

export const isFormToken = (secret: string, community: string, bound: string, given: unknown): boolean => {
  if (typeof given !== 'string') return false
  const expected = Buffer.from(formToken(secret, community, bound))
  const actual = Buffer.from(given)
  return expected.length === actual.length && timingSafeEqual(expected, actual)
}

/** A visitor's own mark for forms: random, not tied to anything, gone with the browser's session. */
export const newFormMark = (): string => randomBytes(18).toString('base64url')

/**
 * May a request that changes something come from where it says? Browsers that send Sec-Fetch-Site must say same-origin; an
 * Origin must be ours. A client that sends neither (curl, a mail program) still needs the token.
 */
export const comesFromUs = (headers: Headers, host: string): boolean => {
  const site = headers.get('sec-fetch-site')
  if (site !== null && site !== 'same-origin') return false
  const origin = headers.get('origin')
  if (origin === null) return true
  return URL.canParse(origin) && new URL(origin).host === host
}
