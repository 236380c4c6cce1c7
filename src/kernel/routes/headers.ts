interface Page {
  nonce: string
  secure: boolean
  tiles: string | null
  /** Any site may show it in a frame. */
  framed?: boolean
}

/** The one tile server that the operator named; none for a file of our own. */
const tileOrigin = (tiles: string | null): string | null => {
  const address = tiles?.replace(/\{[^}]*\}/gu, 'x') ?? ''
  return URL.canParse(address) ? new URL(address).origin : null
}

/** Pictures and tiles come from us and from there. */
const imageSources = (tiles: string | null) => [`'self'`, 'data:', tileOrigin(tiles)].filter(Boolean).join(' ')

/** A .pmtiles file is read by script, part by part: where it lies elsewhere, script may speak to there. */
const connectSources = (tiles: string | null) =>
  [`'self'`, tiles?.endsWith('.pmtiles') ? tileOrigin(tiles) : null].filter(Boolean).join(' ')

/**
 * Content-Security-Policy of every page (level 3): no inline script or style without this answer's nonce, no plug-ins, no
 * framing, forms only to ourselves. ASVS V3.4.3.
 */
export const contentPolicy = ({ nonce, secure, tiles, framed = false }: Page): string =>
  [
    `default-src 'none'`,
    `script-src 'self' 'nonce-${nonce}'`,
    `style-src 'self' 'nonce-${nonce}'`,
    `img-src ${imageSources(tiles)}`,
    `font-src 'self'`,
    `connect-src ${connectSources(tiles)}`,
    `manifest-src 'self'`,
    `worker-src 'self'`,
    `frame-src 'self'`,
    `form-action 'self'`,
    `base-uri 'none'`,
    `frame-ancestors ${framed ? '*' : "'none'"}`,
    ...(secure ? ['upgrade-insecure-requests'] : []),
  ].join('; ')

/** What every answer carries, pages and files alike. Referrer-Policy keeps «where you looked» from the sites that we link to. */
export const commonHeaders = (secure: boolean, framed = false): Record<string, string> => ({
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': framed ? 'cross-origin' : 'same-origin',
  'permissions-policy': 'geolocation=(self), camera=(), microphone=(), payment=(), usb=(), interest-cohort=()',
  ...(framed ? {} : { 'x-frame-options': 'DENY' }),
  ...(secure ? { 'strict-transport-security': 'max-age=31536000; includeSubDomains' } : {}),
})

/** Files and data need nothing from anywhere: a hostile one shown in place can run nothing. */
export const filePolicy = `default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'self'`
