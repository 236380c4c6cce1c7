interface Page {
  nonce: string
  secure: boolean
  tiles: string | null
  /** Any site may show it in a frame. */
  framed?: boolean
}

/** Where pictures and tiles may come from: us, and the one tile server that the operator named. */
const imageSources = (tiles: string | null) =>
  tiles && URL.canParse(tiles.replace(/\{[^}]*\}/gu, 'x'))
    ? `'self' data: ${new URL(tiles.replace(/\{[^}]*\}/gu, 'x')).origin}`
    : `'self' data:`

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
    `connect-src 'self'`,
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
