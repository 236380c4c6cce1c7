import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { acrossTx, type Db, type Tx } from '#kernel/database/database.ts'
import { newId } from '#kernel/database/id.ts'
import { inTransaction } from '#kernel/database/transactions.ts'
import { lookAs } from '#kernel/database/viewer.ts'
import { Gone, NotFound } from '#kernel/errors/errors.ts'
import type { Actor } from '#kernel/session/actor.ts'
import { unblocked } from '#slices/people/blocks/queries.ts'
import type { PeopleTables } from '#slices/people/tables.ts'
import { asHost, type GroupTx, recordIn, self } from '../commands.ts'
import { InvitationSent, InvitationWithdrawn, MemberJoined } from '../facts.ts'
import { enter, hindrance } from '../joining/commands.ts'
import type { Group } from '../queries.ts'
import { invitationDays, invitedADay, type Joined, openInvitationsAtMost } from '../rules.ts'
import type { GroupTables } from '../tables.ts'
import { hashOf, maybeInvitation } from './queries.ts'

/** Makes an invitation for one address and hands its key to the letter; only its hash is kept. The newest to an address counts. */
export const inviteToGroup = (
  db: Db<GroupTables>,
  actor: Actor,
  id: string,
  email: string,
  now: Date,
  send: (tx: GroupTx, letter: { key: string; group: Group }) => Promise<void>,
): Promise<'invited' | 'tooMany'> =>
  asHost(db, actor, id, now, async (tx, group, personId) => {
    if ((await waiting(tx, id, now)) >= openInvitationsAtMost) return 'tooMany'
    if ((await invitedBy(tx, personId, now)) >= invitedADay) return 'tooMany'
    const key = randomBytes(24).toString('base64url')
    const invitationId = newId()
    await tx.deleteFrom('group_invitation').where('group_id', '=', id).where('email', '=', email).execute()
    await tx
      .insertInto('group_invitation')
      .values({
        id: invitationId,
        group_id: id,
        token_hash: hashOf(key),
        email,
        invited_by: personId,
        made_at: now,
        expires_at: new Date(now.getTime() + invitationDays * 86_400_000),
        used_at: null,
      })
      .execute()
    // To the host it looks like an invitation that nobody takes up: whoever stands behind a block hears nothing.
    if (!(await isKeptAway(tx, personId, email))) await send(tx, { key, group })
    await recordIn(tx, actor, group, InvitationSent, { groupId: id, invitationId })
    return 'invited'
  })

/** Stands a block between the host and whoever has this address? */
const isKeptAway = async (tx: GroupTx, personId: string, email: string): Promise<boolean> => {
  const people: Tx<PeopleTables> = acrossTx(tx)
  const other = await people
    .selectFrom('person')
    .select('id')
    .where('email', '=', email)
    .where(({ not }) => not(unblocked(personId, 'person.id')))
    .executeTakeFirst()
  return other !== undefined
}

const waiting = async (tx: GroupTx, id: string, now: Date): Promise<number> => {
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from group_invitation
    where group_id = ${id} and used_at is null and expires_at > ${now}`.execute(tx)
  return rows[0]!.count
}

/** Those that were used or taken back count too: their letters have left. */
const invitedBy = async (tx: GroupTx, personId: string, now: Date): Promise<number> => {
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from group_invitation
    where invited_by = ${personId} and made_at > ${new Date(now.getTime() - 86_400_000)}`.execute(tx)
  return rows[0]!.count
}

/** Takes an invitation back: its link says that it is over. */
export const withdrawInvitation = (
  db: Db<GroupTables>,
  actor: Actor,
  id: string,
  invitationId: string,
  now: Date,
): Promise<void> =>
  asHost(db, actor, id, now, async (tx, group) => {
    const { numUpdatedRows } = await tx
      .updateTable('group_invitation')
      .set({ used_at: now, email: '' })
      .where('id', '=', invitationId)
      .where('group_id', '=', id)
      .where('used_at', 'is', null)
      .executeTakeFirst()
    if (!numUpdatedRows) throw new NotFound()
    await recordIn(tx, actor, group, InvitationWithdrawn, { groupId: id, invitationId })
  })

const membership = (tx: GroupTx, groupId: string, personId: string) =>
  tx
    .selectFrom('group_member')
    .select(['state', 'barred_until'])
    .where('group_id', '=', groupId)
    .where('person_id', '=', personId)
    .executeTakeFirst()

export type Accepted = (Joined | { kind: 'notYours' }) & { groupId?: string }

/**
 * Comes in by an invitation: for the address that it was sent to and no other, once. Whoever has another address learns only that
 * the link is not for this account.
 * @throws Gone when it was used, taken back or ran out
 */
export const acceptInvitation = (
  db: Db<GroupTables>,
  actor: Actor,
  { key, pseudonym }: { key: string; pseudonym: string },
  now: Date,
): Promise<Accepted> =>
  inTransaction(db, async (tx) => {
    const personId = self(actor)
    await lookAs(tx, actor)
    const invitation = await maybeInvitation(tx, key, now)
    if (!invitation) throw new NotFound()
    if (invitation.ended) throw new Gone()
    if (invitation.email !== actor.email?.toLowerCase()) return { kind: 'notYours' }
    const { group_id: groupId, agreement_version: agreedVersion } = invitation
    const door = { id: groupId, confidential: invitation.confidential, adults: invitation.adults }
    const mine = (await membership(tx, groupId, personId)) ?? null
    const hindered = await hindrance(tx, door, mine, personId, now)
    if (hindered) return { ...hindered, groupId }
    const joined = await enter(tx, door, personId, { agreedVersion, pseudonym }, now)
    if (joined.kind !== 'member') return { ...joined, groupId }
    // Last, so that whoever finds the group full can use it another day; of two at once the second takes all this back.
    const { rows } = await sql<{ used: boolean }>`select use_invitation(${invitation.id}, ${now}) as used`.execute(tx)
    if (!rows[0]!.used) throw new Gone()
    if (joined.member) await recordIn(tx, actor, door, MemberJoined, { groupId, member: joined.member })
    return { kind: 'member', groupId }
  })
