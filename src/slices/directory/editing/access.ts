import type { Actor, Role } from '#kernel/session/actor.ts'

/** Whose listing something is: the organisation behind it, if any. */
export interface Owned {
  organisationId: string | null
}

const staff: readonly Role[] = ['editor', 'admin']

/** Whoever helps somebody else does nothing here in that person's name. */
const byOneself = (actor: Actor) => actor.personId !== null && actor.actedBy === null

export const may = {
  /** Change a listing without being asked first, see what changed, and take it back. */
  edit: (actor: Actor, { organisationId }: Owned) =>
    byOneself(actor) &&
    (actor.is('steward') || (organisationId !== null && staff.some((role) => actor.is(role, organisationId)))),
  /** Look after the directory as a whole. */
  steward: (actor: Actor) => byOneself(actor) && actor.is('steward'),
}

/** As whom the log names whoever changed something: a role, never a person. */
export const roleIn = (actor: Actor, { organisationId }: Owned): 'organisation' | 'steward' =>
  organisationId !== null && staff.some((role) => actor.is(role, organisationId)) ? 'organisation' : 'steward'
