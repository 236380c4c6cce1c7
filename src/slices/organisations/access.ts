import type { Actor } from '#kernel/session/actor.ts'

/** Whoever helps somebody else does nothing here in that person's name. */
const byOneself = (actor: Actor) => actor.personId !== null && actor.actedBy === null

export const may = {
  /** See what awaits an organisation, who is on its staff, and all its partnerships. */
  lookAfter: (actor: Actor, organisationId: string) =>
    byOneself(actor) && (actor.is('admin', organisationId) || actor.is('editor', organisationId)),
  /** Say yes and no in its name, and say who else may. */
  bind: (actor: Actor, organisationId: string) => byOneself(actor) && actor.is('admin', organisationId),
  /** Make sure of organisations, and decide who speaks for them. */
  verify: (actor: Actor) => byOneself(actor) && actor.is('steward'),
}
