/** Anybody can have an address or a page there, so it proves nothing about an organisation. Parts of a domain count too. */
const shared = [
  'aol.com',
  'blogspot.com',
  'btinternet.com',
  'facebook.com',
  'gmail.com',
  'gmx.com',
  'gmx.de',
  'gmx.net',
  'googlemail.com',
  'hotmail.co.uk',
  'hotmail.com',
  'icloud.com',
  'instagram.com',
  'linktr.ee',
  'live.com',
  'mail.com',
  'me.com',
  'msn.com',
  'outlook.com',
  'proton.me',
  'protonmail.com',
  'wix.com',
  'wixsite.com',
  'wordpress.com',
  'yahoo.co.uk',
  'yahoo.com',
  'yandex.com',
  'zoho.com',
]

const isShared = (domain: string) => shared.some((known) => domain === known || domain.endsWith(`.${known}`))

const domainOfAddress = (email: string) => /^[^@\s]+@([^@\s]+)$/.exec(email)?.[1]?.toLowerCase() ?? null

const domainOfSite = (website: string) => {
  const whole = /^https?:\/\//i.test(website) ? website : `https://${website}`
  return URL.canParse(whole) ? new URL(whole).hostname.replace(/^www\./, '') : null
}

/**
 * Does this address lie at the organisation's own web domain? Only the very same domain counts: whoever has an address at a
 * council need not belong to each project with a page below the council's domain. The caller sees to it that the address is verified.
 */
export const isAtOwnDomain = (email: string, website: string | null): boolean => {
  const domain = domainOfAddress(email)
  return domain !== null && website !== null && !isShared(domain) && domain === domainOfSite(website)
}

/** The day that it is somewhere: `2026-11-21`. */
export const todayIn = (zone: string, now: Date): string =>
  new Intl.DateTimeFormat('en-CA', { timeZone: zone, dateStyle: 'short' }).format(now)
