import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { across, acrossTx, type Db } from '#kernel/database/database.ts'
import { newId } from '#kernel/database/id.ts'
import { inTransaction } from '#kernel/database/transactions.ts'
import { lookAs } from '#kernel/database/viewer.ts'
import { Gone, NotFound } from '#kernel/errors/errors.ts'
import { record } from '#kernel/facts/record.ts'
import type { Actor } from '#kernel/session/actor.ts'
import { hasCheck } from '#slices/people/checks/queries.ts'
import { isMinor } from '#slices/people/guardians/queries.ts'
import { leftGroup } from '#slices/people/profile/commands.ts'
import { asHost, enter, type GroupTx, mayEnter, self, withGroup } from '../commands.ts'
import {
  HostNamed,
  HostStoodDown,
  HostsGone,
  InvitationSent,
  MemberAnswered,
  MemberJoined,
  MemberLeft,
  MemberRemoved,
} from '../facts.ts'
import { type Group, hashOf, maybeInvitation } from '../queries.ts'
import { adultsForMinors, invitationDays, type Joined, minorsCheck } from '../rules.ts'
import type { GroupTables } from '../tables.ts'

const memberIn = async (tx: GroupTx, groupId: string, personId: string) => {
  const row = await tx
    .selectFrom('group_member')
    .select(['state', 'host', 'agreed_version'])
    .where('group_id', '=', groupId)
    .where('person_id', '=', personId)
    .forUpdate()
    .executeTakeFirst()
  if (!row) throw new NotFound()
  return row
}

/** A host lets somebody in who asked, or does not. The answers are forgotten either way. */
export const answerRequest = (
  db: Db<GroupTables>,
  actor: Actor,
  id: string,
  { person, yes }: { person: string; yes: boolean },
  now: Date,
): Promise<Joined | { kind: 'refused' }> =>
  asHost(db, actor, id, now, async (tx, group) => {
    const asking = await memberIn(tx, id, person)
    if (asking.state !== 'asking') throw new NotFound()
    const outcome: Joined | { kind: 'refused' } = yes
      ? await enter(tx, group, person, { agreedVersion: asking.agreed_version, pseudonym: '' }, now)
      : { kind: 'refused' }
    if (outcome.kind === 'refused')
      await tx
        .updateTable('group_member')
        .set({ state: 'refused', answers: [], since: now })
        .where('group_id', '=', id)
        .where('person_id', '=', person)
        .execute()
    if (outcome.kind === 'member' || outcome.kind === 'refused')
      await record(tx, actor, MemberAnswered, { groupId: id, personId: person, yes })
    return outcome
  })

/** Of two who leave at the same time the second waits, and then sees that the first is gone. */
const lock = (tx: GroupTx, id: string) => sql`select lock_group(${id})`.execute(tx)

/** While somebody under age is in it, two adults with the check must stay. */
const isNeeded = async (tx: GroupTx, groupId: string, personId: string, now: Date): Promise<boolean> => {
  const { rows } = await sql<{ person_id: string }>`
    select person_id from group_member where group_id = ${groupId} and state = 'member'`.execute(tx)
  const people = across(tx)
  const others = rows.map(({ person_id }) => person_id).filter((other) => other !== personId)
  let [minors, checked] = [0, 0]
  for (const other of others) {
    if (await isMinor(people, other, now)) minors++
    else if (await hasCheck(people, other, minorsCheck, now)) checked++
  }
  return minors > 0 && checked < adultsForMinors && (await hasCheck(people, personId, minorsCheck, now))
}

const end = async (
  tx: GroupTx,
  group: Group,
  personId: string,
  how: { state: 'left' | 'removed'; reason: string | null; barred_until: Date | null },
  now: Date,
) => {
  await sql`select free_place(${group.id})`.execute(tx)
  await leftGroup(acrossTx(tx), personId, group.id)
  const { rows } = await sql<{ hosts: number }>`select count(*)::int as hosts from group_member
    where group_id = ${group.id} and host and person_id <> ${personId}`.execute(tx)
  await tx
    .updateTable('group_member')
    .set({ ...how, host: false, since: now })
    .where('group_id', '=', group.id)
    .where('person_id', '=', personId)
    .execute()
  return rows[0]!.hosts
}

export type Ended = { kind: 'ended' } | { kind: 'needed' }

/** Leaves, at once and without a reason. Where the last host goes, somebody else is asked. */
export const leaveGroup = (db: Db<GroupTables>, actor: Actor, id: string, now: Date): Promise<Ended> =>
  withGroup(db, actor, id, now, async (tx, group, personId) => {
    await lock(tx, id)
    const member = await memberIn(tx, id, personId)
    if (member.state !== 'member' && member.state !== 'asking') throw new NotFound()
    if (member.state === 'asking') {
      await tx.deleteFrom('group_member').where('group_id', '=', id).where('person_id', '=', personId).execute()
      return { kind: 'ended' }
    }
    if (await isNeeded(tx, id, personId, now)) return { kind: 'needed' }
    const hosts = await end(tx, group, personId, { state: 'left', reason: null, barred_until: null }, now)
    await record(tx, actor, MemberLeft, { groupId: id, personId })
    if (member.host && hosts === 0) await record(tx, actor, HostsGone, { groupId: id })
    return { kind: 'ended' }
  })

/** A host ends somebody's membership with a reason that the person is told; for some days, or for good (`days` 0). */
export const removeMember = (
  db: Db<GroupTables>,
  actor: Actor,
  id: string,
  { person, reason, days }: { person: string; reason: string; days: number },
  now: Date,
): Promise<Ended> =>
  asHost(db, actor, id, now, async (tx, group, personId) => {
    await lock(tx, id)
    const member = await memberIn(tx, id, person)
    if (member.state !== 'member' || person === personId) throw new NotFound()
    if (await isNeeded(tx, id, person, now)) return { kind: 'needed' }
    const until = days ? new Date(now.getTime() + days * 86_400_000) : null
    await end(tx, group, person, { state: 'removed', reason, barred_until: until }, now)
    await record(tx, actor, MemberRemoved, { groupId: id, personId: person })
    return { kind: 'ended' }
  })

/** Names another host: members only. */
export const nameHost = (db: Db<GroupTables>, actor: Actor, id: string, person: string, now: Date): Promise<void> =>
  asHost(db, actor, id, now, async (tx) => {
    const { numUpdatedRows } = await tx
      .updateTable('group_member')
      .set({ host: true })
      .where('group_id', '=', id)
      .where('person_id', '=', person)
      .where('state', '=', 'member')
      .executeTakeFirst()
    if (!numUpdatedRows) throw new NotFound()
    await record(tx, actor, HostNamed, { groupId: id, personId: person })
  })

/** Takes over a group that nobody looks after. The first who says yes. */
export const takeOver = (db: Db<GroupTables>, actor: Actor, id: string, now: Date): Promise<boolean> =>
  withGroup(db, actor, id, now, async (tx, group, personId) => {
    if (group.mine?.state !== 'member') throw new NotFound()
    await lock(tx, id)
    const { numUpdatedRows } = await tx
      .updateTable('group_member')
      .set({ host: true })
      .where('group_id', '=', id)
      .where('person_id', '=', personId)
      .where(sql<boolean>`not exists (select from group_member other where other.group_id = ${id} and other.host)`)
      .executeTakeFirst()
    if (!numUpdatedRows) return false
    await record(tx, actor, HostNamed, { groupId: id, personId })
    return true
  })

/** A host who goes on as a member. The last one cannot: somebody else must be named first. */
export const standDown = (db: Db<GroupTables>, actor: Actor, id: string, now: Date): Promise<boolean> =>
  asHost(db, actor, id, now, async (tx, _, personId) => {
    await lock(tx, id)
    const { numUpdatedRows } = await tx
      .updateTable('group_member')
      .set({ host: false })
      .where('group_id', '=', id)
      .where('person_id', '=', personId)
      .where(
        sql<boolean>`exists (select from group_member other where other.group_id = ${id} and other.host and other.person_id <> ${personId})`,
      )
      .executeTakeFirst()
    if (!numUpdatedRows) return false
    await record(tx, actor, HostStoodDown, { groupId: id, personId })
    return true
  })

/** Makes an invitation for one address and hands back its key, for the letter; only its hash is kept. */
export const inviteToGroup = (
  db: Db<GroupTables>,
  actor: Actor,
  id: string,
  email: string,
  now: Date,
  send: (tx: GroupTx, letter: { email: string; key: string; group: Group }) => Promise<void>,
): Promise<void> =>
  asHost(db, actor, id, now, async (tx, group, personId) => {
    const key = randomBytes(24).toString('base64url')
    const invitationId = newId()
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
    await send(tx, { email, key, group })
    await record(tx, actor, InvitationSent, { groupId: id, invitationId })
  })

/**
 * Comes in by an invitation: for the address that it was sent to and no other, once. Whoever has another address learns only that the
 * link is not for this account.
 * @throws Gone when it was used or ran out
 */
export const acceptInvitation = (
  db: Db<GroupTables>,
  actor: Actor,
  { key, pseudonym }: { key: string; pseudonym: string },
  now: Date,
): Promise<(Joined | { kind: 'notYours' }) & { groupId?: string }> =>
  inTransaction(db, async (tx) => {
    const personId = self(actor)
    await lookAs(tx, actor)
    const invitation = await maybeInvitation(tx, key, now)
    if (!invitation) throw new NotFound()
    if (invitation.ended) throw new Gone()
    if (invitation.email !== actor.email?.toLowerCase()) return { kind: 'notYours' }
    const { group_id: id, confidential, adults } = invitation
    const mine = await tx
      .selectFrom('group_member')
      .selectAll()
      .where('group_id', '=', id)
      .where('person_id', '=', personId)
      .executeTakeFirst()
    const hindered = await mayEnter(tx, { adults, mine: mine ?? null }, personId, now)
    if (hindered) return { ...hindered, groupId: id }
    const entering = { agreedVersion: invitation.agreement_version, pseudonym }
    const joined = await enter(tx, { id, confidential }, personId, entering, now)
    if (joined.kind !== 'member') return { ...joined, groupId: id }
    // Last, so that whoever finds the group full can use it another day; of two at once the second takes all this back.
    const { rows } = await sql<{ used: boolean }>`select use_invitation(${invitation.id}, ${now}) as used`.execute(tx)
    if (!rows[0]!.used) throw new Gone()
    await record(tx, actor, MemberJoined, { groupId: id, personId })
    return { ...joined, groupId: id }
  })
