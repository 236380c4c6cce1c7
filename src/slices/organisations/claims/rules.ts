import { isAtOwnDomain } from '../rules.ts'

export type ClaimState = 'open' | 'granted' | 'refused' | 'withdrawn'

/** The link to an address at the organisation's own domain holds for a day. */
export const proofHours = 24

export interface Claiming {
  /** The address by which somebody wants to show it, and their own, which is confirmed. */
  email: string
  own: string | null
  website: string | null
  /** Somebody speaks for the organisation already: then they decide, whatever the address. */
  led: boolean
}

/**
 * How a claim goes on: at once where the confirmed address is at the organisation's own domain; by a letter to such an address;
 * else somebody decides. An address says that somebody belongs there, not that those who lead it agree.
 */
export const wayOf = ({ email, own, website, led }: Claiming): 'atOnce' | 'letter' | 'decision' => {
  if (led || !isAtOwnDomain(email, website)) return 'decision'
  return email === own ? 'atOnce' : 'letter'
}
