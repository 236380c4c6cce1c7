import type { Role, RoleGrant } from '#kernel/session/actor.ts'

export type TrustedRole = Exclude<Role, 'visitor' | 'member'>

/** Who may trust others with what: never with more than one holds oneself. */
export const grantable: Record<Role, readonly TrustedRole[]> = {
  visitor: [],
  member: [],
  host: [],
  navigator: [],
  editor: [],
  admin: ['editor', 'admin'],
  moderator: [],
  safeguarding: [],
  steward: ['host', 'navigator', 'editor', 'admin', 'moderator', 'safeguarding', 'steward'],
}

/** Roles that are for one organisation and make no sense for the whole community. */
export const needsScope = (role: TrustedRole): boolean => role === 'editor' || role === 'admin'

/** Roles that are for the whole community alone. */
export const refusesScope = (role: TrustedRole): boolean =>
  role === 'steward' || role === 'safeguarding' || role === 'navigator'

const covers = (own: RoleGrant, scope: string | null) => own.scope === null || own.scope === scope

/** May somebody with these grants hand out, or end, this role for this scope? */
export const mayHandOut = (grants: readonly RoleGrant[], role: TrustedRole, scope: string | null): boolean =>
  grants.some((own) => grantable[own.role].includes(role) && covers(own, scope))

interface Holder {
  personId: string | null
  actedBy: string | null
  grants: readonly RoleGrant[]
}

/** Nobody trusts themselves with anything, and nobody does it in another's name. */
export const mayGrant = (actor: Holder, personId: string, role: TrustedRole, scope: string | null): boolean =>
  actor.personId !== null &&
  actor.actedBy === null &&
  actor.personId !== personId &&
  mayHandOut(actor.grants, role, scope)

/** Whoever may hand a role out may end it; everybody may lay their own down. */
export const mayEnd = (actor: Holder, personId: string, role: TrustedRole, scope: string | null): boolean =>
  actor.actedBy === null &&
  actor.personId !== null &&
  (actor.personId === personId || mayHandOut(actor.grants, role, scope))
