import type { Db, Tx } from '#kernel/database/database.ts'
import { newId } from '#kernel/database/id.ts'
import { inTransaction } from '#kernel/database/transactions.ts'
import { Gone, NotFound } from '#kernel/errors/errors.ts'
import { record } from '#kernel/facts/record.ts'
import { queueMail } from '#kernel/mail/queue.ts'
import type { Actor } from '#kernel/session/actor.ts'
import { newSecret, sealed } from '#kernel/session/tokens.ts'
import { endRole, grantRole } from '../commands.ts'
import { RoleOffered, RoleOfferTaken, RoleOfferWithdrawn } from '../facts.ts'
import { maybePersonByEmail } from '../queries.ts'
import type { PeopleTables } from '../tables.ts'
import { mayEnd, mayGrant, mayHandOut, type TrustedRole } from './access.ts'
import { invitationLetter } from './mails.tsx'
import { awakeGrants, isOnlySteward, maybeInvitation } from './queries.ts'
import { invitationDays, lasting, stateOfInvitation } from './rules.ts'

interface Trusting {
  personId: string
  role: TrustedRole
  scope: string | null
  until: Date | null
}

/** Trusts somebody with a role, where the actor may hand it out. Organisations call this for their editors. */
export const grantTrust = async (db: Db<PeopleTables>, actor: Actor, wanted: Trusting, now: Date): Promise<void> => {
  if (!mayGrant(actor, wanted.personId, wanted.role, wanted.scope)) throw new NotFound()
  await grantRole(db, actor, wanted, now)
}

export type EndOutcome = { kind: 'ended' } | { kind: 'lastSteward' } | { kind: 'lastAdmin' }

/**
 * Ends a role, one's own included; the last steward stays, or nobody could ever name another. So does the last admin of an
 * organisation, unless a steward ends the role.
 */
export const endTrust = (db: Db<PeopleTables>, actor: Actor, grantId: string, now: Date): Promise<EndOutcome> =>
  inTransaction(db, async (tx): Promise<EndOutcome> => {
    const grant = await tx
      .selectFrom('role_grant')
      .select(['person_id', 'role', 'scope'])
      .where('id', '=', grantId)
      .executeTakeFirst()
    if (!grant || !mayEnd(actor, grant.person_id, grant.role as TrustedRole, grant.scope)) throw new NotFound()
    if (grant.role === 'steward' && !(await anotherHolder(tx, 'steward', grant, now))) return { kind: 'lastSteward' }
    if (grant.role === 'admin' && !actor.is('steward') && !(await anotherHolder(tx, 'admin', grant, now)))
      return { kind: 'lastAdmin' }
    await endRole(tx, actor, grantId, now)
    return { kind: 'ended' }
  })

/** Locks all grants of the role for the same thing, so that the last two cannot end each other at the same time. */
const anotherHolder = async (
  tx: Tx<PeopleTables>,
  role: TrustedRole,
  { person_id, scope }: { person_id: string; scope: string | null },
  now: Date,
): Promise<boolean> => {
  const held = await tx
    .selectFrom('role_grant')
    .select('person_id')
    .where('role', '=', role)
    .where((where) => (scope === null ? where('scope', 'is', null) : where('scope', '=', scope)))
    .where((where) => where.or([where('until', 'is', null), where('until', '>', lasting(now))]))
    .orderBy('id')
    .forUpdate()
    .execute()
  return held.some((one) => one.person_id !== person_id)
}

/** Is this person the only steward? Of two who go at the same time, the second learns that the first is gone. */
export const isLastSteward = async (tx: Tx<PeopleTables>, personId: string, now: Date): Promise<boolean> =>
  !(await anotherHolder(tx, 'steward', { person_id: personId, scope: null }, now)) &&
  (await isOnlySteward(tx, personId, now))

interface Inviting {
  email: string
  role: TrustedRole
  scope: string | null
  until: Date | null
}

interface Writing {
  language: string
  origin: string
  community: string
  /** The organisation or group that the role is for, by name. */
  scopeName?: string
}

/** Invites an address to a role: one use, for whoever proves that the address is theirs. */
export const inviteToRole = (
  db: Db<PeopleTables>,
  actor: Actor,
  { email, role, scope, until }: Inviting,
  writing: Writing,
  now: Date,
): Promise<void> =>
  inTransaction(db, async (tx) => {
    if (!mayGrant(actor, '', role, scope) || actor.personId === null) throw new NotFound()
    const [id, key] = [newId(), newSecret()]
    await tx
      .insertInto('role_invitation')
      .values({
        id,
        token: sealed(key),
        email,
        role,
        scope,
        role_until: until,
        invited_by: actor.personId,
        invited_at: now,
        expires_at: new Date(now.getTime() + invitationDays * 86_400_000),
        used_at: null,
        withdrawn_at: null,
      })
      .execute()
    const href = `${writing.origin}/role-invitation?key=${key}`
    await queueMail(tx, invitationLetter(email, writing, { by: actor.name, role }, href))
    await record(tx, actor, RoleOffered, { invitationId: id, role, scope })
  })

/** Grants at once where the address is somebody's, else invites. */
export const trustByEmail = async (
  db: Db<PeopleTables>,
  actor: Actor,
  wanted: Inviting,
  writing: Writing,
  now: Date,
): Promise<'granted' | 'invited' | 'yourself'> => {
  const person = await maybePersonByEmail(db, wanted.email)
  if (person?.id === actor.personId) return 'yourself'
  if (!person) {
    await inviteToRole(db, actor, wanted, writing, now)
    return 'invited'
  }
  await grantTrust(db, actor, { ...wanted, personId: person.id }, now)
  return 'granted'
}

/**
 * Takes an invitation up: by the address that was invited alone, once, and only if whoever invited may still hand the role out.
 * @throws Gone where it was used, withdrawn or ran out
 */
export const takeRole = (
  db: Db<PeopleTables>,
  actor: Actor,
  key: string,
  now: Date,
): Promise<{ role: TrustedRole; scope: string | null }> =>
  inTransaction(db, async (tx) => {
    const invitation = await maybeInvitation(tx, key)
    if (!invitation || invitation.email !== actor.email || actor.personId === null) throw new NotFound()
    const { id, role, scope, roleUntil, invitedBy } = invitation
    if (stateOfInvitation(invitation, now) !== 'open') throw new Gone()
    const used = await tx
      .updateTable('role_invitation')
      .set({ used_at: now })
      .where('id', '=', id)
      .where('used_at', 'is', null)
      .where('withdrawn_at', 'is', null)
      .executeTakeFirst()
    if (!used.numUpdatedRows) throw new Gone()
    if (!mayHandOut(await awakeGrants(tx, invitedBy, now), role, scope) || invitedBy === actor.personId)
      throw new Gone()
    await grantRole(tx, { personId: invitedBy }, { personId: actor.personId, role, scope, until: roleUntil }, now)
    await record(tx, actor, RoleOfferTaken, { invitationId: id, role, scope })
    return { role, scope }
  })

export const withdrawOffer = (db: Db<PeopleTables>, actor: Actor, id: string, now: Date): Promise<void> =>
  inTransaction(db, async (tx) => {
    const offer = await tx
      .selectFrom('role_invitation')
      .select(['role', 'scope'])
      .where('id', '=', id)
      .where('used_at', 'is', null)
      .where('withdrawn_at', 'is', null)
      .forUpdate()
      .executeTakeFirst()
    if (!offer || !mayHandOut(actor.grants, offer.role as TrustedRole, offer.scope)) throw new NotFound()
    await tx.updateTable('role_invitation').set({ withdrawn_at: now }).where('id', '=', id).execute()
    await record(tx, actor, RoleOfferWithdrawn, { invitationId: id, role: offer.role, scope: offer.scope })
  })
