/** The value of a cookie, or null. Names are exact; the first one counts, as browsers send the most specific first. */
export const cookieOf = (headers: Headers, name: string): string | null => {
  for (const pair of (headers.get('cookie') ?? '').split(';')) {
    const at = pair.indexOf('=')
    if (at > 0 && pair.slice(0, at).trim() === name) return pair.slice(at + 1).trim()
  }
  return null
}

/** `__Host-` ties a cookie to this very host over https; without https browsers refuse the prefix. */
export const cookieName = (name: string, secure: boolean): string => (secure ? `__Host-${name}` : name)

interface CookieLife {
  secure: boolean
  /** Seconds; without it the cookie goes with the browser's session, 0 removes it. */
  maxAge?: number
}

/** A cookie that scripts cannot read and other sites do not send along. */
export const cookie = (name: string, value: string, { secure, maxAge }: CookieLife): string =>
  [
    `${cookieName(name, secure)}=${value}`,
    'Path=/',
    'HttpOnly',
    'SameSite=Lax',
    secure ? 'Secure' : '',
    maxAge === undefined ? '' : `Max-Age=${maxAge}`,
  ]
    .filter(Boolean)
    .join('; ')
