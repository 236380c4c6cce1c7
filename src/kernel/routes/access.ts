import type { Actor, Role } from '#kernel/session/actor.ts'

/** Who may come in at all. What exactly they may see there is the slice's `access.ts`. Named, so that the matrix can print it. */
export interface Access {
  name: string
  allows: (actor: Actor) => boolean
}

export const anyone: Access = { name: 'anyone', allows: () => true }

export const signedIn: Access = { name: 'signed in', allows: (actor) => actor.personId !== null }

/** Somebody with at least one of these roles, for anything; the handler narrows it to the thing at hand. */
export const anyOf = (...wanted: Role[]): Access => ({
  name: wanted.join(' or '),
  allows: (actor) => wanted.some((role) => actor.holds(role)),
})

/**
 * What a suspended person may still do: come and go, keep the account safe, read and answer what was decided, take their data
 * along or have it erased, and ask for help. Everything else that changes something waits until the suspension ends.
 */
export const openToSuspended = (path: string): boolean =>
  /^\/(sign-in|sign-out|password|unsubscribe|report|account\/(notices|email|password|sessions|second-step|passkeys|data|my-data|consents?|agreed|blocks))(\/|$)/u.test(
    path,
  )

/** Coming in and one's own account: what somebody must reach before a second step is set up. */
const ownBusiness = (path: string) =>
  /^\/(account|sign-in|sign-out|sign-up|password|unsubscribe|acting)(\/|$)/u.test(path)

/**
 * Whoever is trusted with what others keep to themselves must have proven more than a password before seeing or changing any of
 * it: a stolen one would open many lives.
 */
export const needsSecondStep = (route: { path: string; shows: string; effect: string; access: Access }): boolean =>
  !ownBusiness(route.path) &&
  (route.shows === 'personal' ||
    route.shows === 'confidential' ||
    (route.effect !== 'reads' && route.access !== anyone && !openToSuspended(route.path)))

/**
 * Whoever acts for somebody else never comes to what keeps an account safe, neither theirs nor the other's, nor to what is told in
 * confidence. Of the account, the profile and how to be reached are open: that is what people ask help with.
 */
export const closedToHelpers = (route: { path: string; shows: string }): boolean =>
  route.shows === 'confidential' ||
  (/^\/(account|password|sign-in|sign-up|passkey)(\/|$)/u.test(route.path) &&
    !/^\/account\/(profile|contact)(\/|$)/u.test(route.path))

/** Only where the program runs a demo or in development (the mailbox, the style guide): elsewhere the page does not exist. */
export const demoOnly: Access = { name: 'demo only', allows: () => true }
