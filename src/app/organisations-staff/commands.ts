import { across, acrossTx, type Db, type Tx } from '#kernel/database/database.ts'
import { inTransaction } from '#kernel/database/transactions.ts'
import { NotFound } from '#kernel/errors/errors.ts'
import { record } from '#kernel/facts/record.ts'
import type { Actor } from '#kernel/session/actor.ts'
import { may } from '#slices/organisations/access.ts'
import { StaffChanged } from '#slices/organisations/facts.ts'
import { askForHandOver, endHandOver } from '#slices/organisations/leaving/commands.ts'
import { organisationOf } from '#slices/organisations/queries.ts'
import { endTrust, grantTrust, inviteToRole, withdrawOffer } from '#slices/people/trust/commands.ts'
import { adminCount, maybeMember, outstanding, type StaffMember, type StaffRole, type StaffTables } from './queries.ts'

/** Who may decide on an organisation's staff: its admins, and stewards. */
export const mayManage = (actor: Actor, organisationId: string): boolean =>
  may.bind(actor, organisationId) || may.verify(actor)

const mustManage = (actor: Actor, organisationId: string) => {
  if (!mayManage(actor, organisationId)) throw new NotFound()
}

/** All changes of one organisation's staff happen one after the other. */
const alone = async (tx: Tx<StaffTables>, organisationId: string): Promise<void> => {
  await tx.selectFrom('organization').select('id').where('id', '=', organisationId).forUpdate().execute()
}

const memberOf = async (tx: Tx<StaffTables>, actor: Actor, at: At, now: Date): Promise<StaffMember> => {
  await alone(tx, at.organisationId)
  const member = await maybeMember(tx, actor.personId, at, now)
  if (!member) throw new NotFound()
  return member
}

interface At {
  organisationId: string
  grantId: string
}

interface Inviting {
  organisationId: string
  email: string
  role: StaffRole
}

/**
 * Invites an address to an organisation's staff, whether or not somebody here has it: what follows tells nobody. The newest
 * invitation to an address takes the place of those before.
 */
export const inviteToStaff = (
  db: Db<StaffTables>,
  actor: Actor,
  { organisationId, email, role }: Inviting,
  writing: { language: string; origin: string; community: string },
  now: Date,
): Promise<void> =>
  inTransaction(db, async (tx) => {
    mustManage(actor, organisationId)
    const { name } = await organisationOf(across(tx), organisationId)
    await alone(tx, organisationId)
    for (const offer of await outstanding(tx, organisationId, now))
      if (offer.email === email) await withdrawOffer(across(tx), actor, offer.id, now)
    const wanted = { email, role, scope: organisationId, until: null }
    await inviteToRole(across(tx), actor, wanted, { ...writing, scopeName: name }, now)
  })

/** Takes an invitation of this organisation back. @throws NotFound */
export const withdrawFromStaff = (
  db: Db<StaffTables>,
  actor: Actor,
  organisationId: string,
  invitationId: string,
  now: Date,
): Promise<void> =>
  inTransaction(db, async (tx) => {
    mustManage(actor, organisationId)
    const own = await outstanding(tx, organisationId, now)
    if (!own.some(({ id }) => id === invitationId)) throw new NotFound()
    await withdrawOffer(across(tx), actor, invitationId, now)
  })

export type StaffOutcome = 'done' | 'lastAdmin'

/** Makes an editor admin, or an admin editor; never oneself. */
export const changeStaffRole = (
  db: Db<StaffTables>,
  actor: Actor,
  at: At,
  role: StaffRole,
  now: Date,
): Promise<StaffOutcome> =>
  inTransaction(db, async (tx): Promise<StaffOutcome> => {
    mustManage(actor, at.organisationId)
    const member = await memberOf(tx, actor, at, now)
    if (member.personId === actor.personId) throw new NotFound()
    if (member.role === role) return 'done'
    const lone = member.role === 'admin' && (await adminCount(tx, at.organisationId, now)) === 1
    if (lone) return 'lastAdmin'
    await endTrust(across(tx), actor, at.grantId, now)
    const trust = { personId: member.personId, role, scope: at.organisationId, until: null }
    await grantTrust(across(tx), actor, trust, now)
    await record(tx, actor, StaffChanged, { organisationId: at.organisationId })
    return 'done'
  })

/** Ends somebody's role, or one's own. The last admin stays until another is named or a steward decides. */
export const endStaffRole = (db: Db<StaffTables>, actor: Actor, at: At, now: Date): Promise<StaffOutcome> =>
  inTransaction(db, async (tx): Promise<StaffOutcome> => {
    const member = await memberOf(tx, actor, at, now)
    if (member.personId !== actor.personId && !mayManage(actor, at.organisationId)) throw new NotFound()
    const { kind } = await endTrust(across(tx), actor, at.grantId, now)
    if (kind !== 'ended') return 'lastAdmin'
    if (member.role === 'admin') await endHandOver(acrossTx(tx), at.organisationId, now)
    await record(tx, actor, StaffChanged, { organisationId: at.organisationId })
    return 'done'
  })

/** The last admin wants to go: a steward is asked. @throws NotFound where there are others to name */
export const askSteward = (db: Db<StaffTables>, actor: Actor, organisationId: string, now: Date): Promise<void> =>
  inTransaction(db, async (tx) => {
    await alone(tx, organisationId)
    if ((await adminCount(tx, organisationId, now)) !== 1) throw new NotFound()
    await askForHandOver(acrossTx(tx), actor, organisationId, now)
  })
