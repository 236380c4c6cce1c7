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

/** Only where the program runs a demo or in development (the mailbox, the style guide): elsewhere the page does not exist. */
export const demoOnly: Access = { name: 'demo only', allows: () => true }
