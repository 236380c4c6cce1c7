/** Who somebody is here, besides being a person. A visitor has no account; everybody with one is a member. */
export const roles = [
  'visitor',
  'member',
  'host',
  'navigator',
  'editor',
  'admin',
  'moderator',
  'safeguarding',
  'steward',
] as const
export type Role = (typeof roles)[number]

/** A role, for one thing (an organisation's or a group's id) or for the whole community (`null`). */
export interface RoleGrant {
  role: Role
  scope: string | null
}

/** Roles whose holders see what others keep to themselves. */
const trusted: readonly Role[] = ['navigator', 'admin', 'moderator', 'safeguarding', 'steward']

export const seesOthers = (grants: readonly RoleGrant[]): boolean => grants.some(({ role }) => trusted.includes(role))

interface Known {
  personId: string
  name: string
  email: string | null
  sessionId: string
  language: string | null
  hasSecondFactor: boolean
  suspended?: boolean
  actedBy?: string | null
  grants: RoleGrant[]
}

/** Whoever asks. Only the session mints one, so a function that takes an `Actor` cannot be called with a forged one. */
export class Actor {
  readonly personId: string | null
  readonly name: string
  readonly email: string | null
  readonly sessionId: string | null
  readonly language: string | null
  readonly hasSecondFactor: boolean
  /** May read as a member, but change nothing beyond their own account, and uses no role. */
  readonly suspended: boolean
  /** Who is really at the keys while acting for somebody else; `personId` is then the one who is represented. */
  readonly actedBy: string | null
  readonly #grants: readonly RoleGrant[]

  private constructor(known: Known | null) {
    this.personId = known?.personId ?? null
    this.name = known?.name ?? ''
    this.email = known?.email ?? null
    this.sessionId = known?.sessionId ?? null
    this.language = known?.language ?? null
    this.hasSecondFactor = known?.hasSecondFactor ?? false
    this.suspended = known?.suspended ?? false
    this.actedBy = known?.actedBy ?? null
    this.#grants = this.suspended || this.actedBy ? [] : (known?.grants ?? [])
  }

  /** Does this actor hold the role, for the scope where one is given? Roles for the whole community hold for each scope. */
  is(role: Role, scope: string | null = null): boolean {
    if (role === 'visitor') return this.personId === null
    if (role === 'member') return this.personId !== null
    return this.#grants.some((grant) => grant.role === role && (grant.scope === null || grant.scope === scope))
  }

  /** Does this actor hold the role for anything at all? For doors that many share; what is behind them asks `is`. */
  holds(role: Role): boolean {
    return role === 'visitor' || role === 'member' ? this.is(role) : this.#grants.some((grant) => grant.role === role)
  }

  /** What this actor is trusted with, for showing it and for deciding whether a second factor is needed. */
  get grants(): readonly RoleGrant[] {
    return this.#grants
  }

  /** Does this actor hold a role that sees what others keep to themselves? */
  get seesOthers(): boolean {
    return seesOthers(this.#grants)
  }

  /** For the session alone: dependency-cruiser refuses the import elsewhere. */
  static mint(known: Known | null): Actor {
    return new Actor(known)
  }
}
