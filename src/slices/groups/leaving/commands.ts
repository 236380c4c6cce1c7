import { sql } from 'kysely'
import { across, acrossTx, type Db, type Tx } from '#kernel/database/database.ts'
import { lookAs } from '#kernel/database/viewer.ts'
import { NotFound } from '#kernel/errors/errors.ts'
import { record, theProgram } from '#kernel/facts/record.ts'
import type { Actor } from '#kernel/session/actor.ts'
import { protectionAmong } from '#slices/people/guardians/queries.ts'
import { leftGroup } from '#slices/people/profile/commands.ts'
import { asHost, type GroupTx, recordIn, withGroup } from '../commands.ts'
import { GroupArchived, HostsGone, MemberLeft, MemberRemoved } from '../facts.ts'
import { findGroup } from '../found/commands.ts'
import { memberByHandle } from '../members/queries.ts'
import { memberIds } from '../queries.ts'
import { isSafeForMinors, minorsCheck } from '../rules.ts'
import type { GroupTables } from '../tables.ts'

/** Of two who leave at the same time the second waits, and then sees that the first is gone. */
const lock = (tx: GroupTx, id: string) => sql`select lock_group(${id})`.execute(tx)

/** Would somebody under age be left without enough adults, or without their guardian, if this person went? */
const isNeeded = async (tx: GroupTx, groupId: string, personId: string, now: Date): Promise<boolean> => {
  const all = new Set(await memberIds(tx, groupId))
  const protection = await protectionAmong(across(tx), [...all], minorsCheck, now)
  const without = new Set([...all].filter((id) => id !== personId))
  return isSafeForMinors(protection, all) && !isSafeForMinors(protection, without)
}

/** What follows when somebody is gone: nobody left ends the group, no host left asks for one. */
const afterwards = async (tx: GroupTx, groupId: string, wasHost: boolean, now: Date): Promise<void> => {
  const { rows } = await sql<{ empty: boolean; hosts: number }>`
    select end_empty(${groupId}, ${now}) as empty, hosts_left(${groupId}) as hosts`.execute(tx)
  const { empty, hosts } = rows[0]!
  if (empty) {
    await findGroup(tx, groupId)
    await record(tx, theProgram, GroupArchived, { groupId })
  } else if (wasHost && hosts === 0) await record(tx, theProgram, HostsGone, { groupId })
}

interface Going {
  groupId: string
  personId: string
  host: boolean
}

type How = { state: 'left' | 'removed'; reason: string | null; barred_until: Date | null }

const end = async (tx: GroupTx, { groupId, personId, host }: Going, how: How, now: Date): Promise<void> => {
  await sql`select free_place(${groupId})`.execute(tx)
  await leftGroup(acrossTx(tx), personId, groupId)
  await tx
    .updateTable('group_member')
    .set({ ...how, host: false, since: now })
    .where('group_id', '=', groupId)
    .where('person_id', '=', personId)
    .execute()
  await afterwards(tx, groupId, host, now)
}

export type Ended = { kind: 'ended' } | { kind: 'needed' }

/** Leaves, at once and without a reason. Where the last host goes, others are asked; where the last person goes, it ends. */
export const leaveGroup = (db: Db<GroupTables>, actor: Actor, id: string, now: Date): Promise<Ended> =>
  withGroup(db, actor, id, now, async (tx, group, personId) => {
    await lock(tx, id)
    const member = await tx
      .selectFrom('group_member')
      .select(['handle', 'state', 'host'])
      .where('group_id', '=', id)
      .where('person_id', '=', personId)
      .forUpdate()
      .executeTakeFirst()
    if (member?.state === 'asking') {
      await tx.deleteFrom('group_member').where('handle', '=', member.handle).execute()
      return { kind: 'ended' }
    }
    if (member?.state !== 'member') throw new NotFound()
    if (await isNeeded(tx, id, personId, now)) return { kind: 'needed' }
    const going = { groupId: id, personId, host: member.host }
    await end(tx, going, { state: 'left', reason: null, barred_until: null }, now)
    await recordIn(tx, actor, group, MemberLeft, { groupId: id, member: member.handle })
    return { kind: 'ended' }
  })

/** Of two hosts who remove each other at once, the second is one no longer. */
const stillHosts = async (tx: GroupTx, groupId: string, personId: string): Promise<boolean> => {
  const own = await tx
    .selectFrom('group_member')
    .select('host')
    .where('group_id', '=', groupId)
    .where('person_id', '=', personId)
    .executeTakeFirst()
  return own?.host ?? false
}

/**
 * A host ends somebody's membership with a reason that the person is told; for some days, or for good (`days` 0). Invitations
 * that the person sent are worth nothing any more.
 */
export const removeMember = (
  db: Db<GroupTables>,
  actor: Actor,
  id: string,
  { member, reason, days }: { member: string; reason: string; days: number },
  now: Date,
): Promise<Ended> =>
  asHost(db, actor, id, now, async (tx, group, personId) => {
    await lock(tx, id)
    if (!(await stillHosts(tx, id, personId))) throw new NotFound()
    const { person_id, state, host } = await memberByHandle(tx, actor, id, member)
    if (state !== 'member' || person_id === personId) throw new NotFound()
    if (await isNeeded(tx, id, person_id, now)) return { kind: 'needed' }
    const until = days ? new Date(now.getTime() + days * 86_400_000) : null
    await tx.deleteFrom('group_invitation').where('group_id', '=', id).where('invited_by', '=', person_id).execute()
    await end(tx, { groupId: id, personId: person_id, host }, { state: 'removed', reason, barred_until: until }, now)
    await recordIn(tx, actor, group, MemberRemoved, { groupId: id, member })
    return { kind: 'ended' }
  })

/**
 * Somebody turned out to be under age: what they are in or asked for that is for adults ends. Gives the groups they were in, so that
 * they can be told.
 */
export const leaveAdultGroups = async (tx: Tx<GroupTables>, personId: string, now: Date): Promise<string[]> => {
  await lookAs(tx, { personId })
  const theirs = await tx
    .selectFrom('group_member')
    .innerJoin('group', 'group.id', 'group_member.group_id')
    .select(['group.id', 'group_member.handle', 'group_member.state', 'group_member.host'])
    .where('group_member.person_id', '=', personId)
    .where('group_member.state', 'in', ['member', 'asking'])
    .where('group.adults', '=', true)
    .execute()
  for (const { handle } of theirs.filter(({ state }) => state === 'asking'))
    await tx.deleteFrom('group_member').where('handle', '=', handle).execute()
  const left = theirs.filter(({ state }) => state === 'member')
  for (const { id, handle, host } of left) {
    await lock(tx, id)
    await end(tx, { groupId: id, personId, host }, { state: 'left', reason: null, barred_until: null }, now)
    await record(tx, theProgram, MemberLeft, { groupId: id, member: handle })
  }
  return left.map(({ id }) => id)
}

/** Everything of this person in groups, for an erasure: their places are free again, and nobody is left without a host unasked. */
export const forgetMember = async (tx: Tx<GroupTables>, personId: string, now: Date): Promise<void> => {
  await lookAs(tx, { personId })
  await sql`select forget_invitations_of(${personId})`.execute(tx)
  const gone = await tx
    .deleteFrom('group_member')
    .where('person_id', '=', personId)
    .returning(['group_id', 'state', 'host'])
    .execute()
  for (const { group_id, host } of gone.filter(({ state }) => state === 'member')) {
    await lock(tx, group_id)
    await sql`select free_place(${group_id})`.execute(tx)
    await leftGroup(acrossTx(tx), personId, group_id)
    await afterwards(tx, group_id, host, now)
  }
}
