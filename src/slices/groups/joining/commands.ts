import { sql } from 'kysely'
import { across, acrossTx, type Db } from '#kernel/database/database.ts'
import { inTransaction } from '#kernel/database/transactions.ts'
import { lookAs } from '#kernel/database/viewer.ts'
import { NotFound } from '#kernel/errors/errors.ts'
import type { Actor } from '#kernel/session/actor.ts'
import { isMinor, protectionAmong } from '#slices/people/guardians/queries.ts'
import { joinedGroup } from '#slices/people/profile/commands.ts'
import { asHost, type GroupTx, recordIn, self, withGroup } from '../commands.ts'
import { MemberAnswered, MemberAsked, MemberJoined } from '../facts.ts'
import type { JoinForm } from '../fields.ts'
import { findGroup } from '../found/commands.ts'
import { memberByHandle } from '../members/queries.ts'
import { type Group, type Membership, memberIds } from '../queries.ts'
import { isSafeForMinors, type Joined, minorsCheck, returnWithin } from '../rules.ts'
import type { GroupTables } from '../tables.ts'

interface Door {
  id: string
  confidential: boolean
  adults: boolean
}

/** Why this person cannot come in now, if so. */
export const hindrance = async (
  tx: GroupTx,
  { adults }: Pick<Door, 'adults'>,
  mine: Pick<Membership, 'state' | 'barred_until'> | null,
  personId: string,
  now: Date,
): Promise<Joined | null> => {
  if (mine?.state === 'member') return { kind: 'member' }
  if (mine?.state === 'removed' && (!mine.barred_until || mine.barred_until > now))
    return { kind: 'barred', until: mine.barred_until }
  if (adults && (await isMinor(across(tx), personId, now))) return { kind: 'adultsOnly' }
  return null
}

/** Somebody under age comes in only where enough adults with papers are, or their guardian. Locks, so that none leaves meanwhile. */
const isSafeToEnter = async (tx: GroupTx, id: string, personId: string, now: Date): Promise<boolean> => {
  if (!(await isMinor(across(tx), personId, now))) return true
  await sql`select lock_group(${id})`.execute(tx)
  const members = [...(await memberIds(tx, id)), personId]
  return isSafeForMinors(await protectionAmong(across(tx), members, minorsCheck, now), new Set(members))
}

const isFree = async (tx: GroupTx, id: string, pseudonym: string, personId: string): Promise<boolean> =>
  (await sql<{ free: boolean }>`select pseudonym_is_free(${id}, ${pseudonym}, ${personId}) as free`.execute(tx))
    .rows[0]!.free

const takePlace = async (tx: GroupTx, id: string): Promise<boolean> =>
  (await sql<{ taken: boolean }>`select take_place(${id}) as taken`.execute(tx)).rows[0]!.taken

/** `member` is the handle of the new membership; null where they were in already. */
export type Entered = { kind: 'member'; member: string | null } | Exclude<Joined, { kind: 'member' }>

/**
 * The place is taken in the update itself: counting first would let two people into the last one. Taking it also holds the group
 * for the rest of the transaction, so that of one person who comes in twice at once the second is in already and gives it back.
 */
export const enter = async (
  tx: GroupTx,
  { id, confidential, adults }: Door,
  personId: string,
  { agreedVersion, pseudonym }: { agreedVersion: number; pseudonym: string },
  now: Date,
): Promise<Entered> => {
  // Asked again at the door: since they knocked, the group may have become one for adults, or their age been settled.
  if (adults && (await isMinor(across(tx), personId, now))) return { kind: 'adultsOnly' }
  if (confidential && !(pseudonym && (await isFree(tx, id, pseudonym, personId)))) return { kind: 'pseudonymTaken' }
  if (!(await isSafeToEnter(tx, id, personId, now))) return { kind: 'needsAdults' }
  if (!(await takePlace(tx, id))) return { kind: 'full' }
  const values = {
    state: 'member' as const,
    host: false,
    agreed_version: agreedVersion,
    since: now,
    pseudonym: confidential ? pseudonym : null,
    answers: [],
    reason: null,
    barred_until: null,
  }
  const entered = await tx
    .insertInto('group_member')
    .values({ group_id: id, person_id: personId, ...values })
    .onConflict((conflict) =>
      conflict.columns(['group_id', 'person_id']).doUpdateSet(values).where('group_member.state', '<>', 'member'),
    )
    .returning('handle')
    .executeTakeFirst()
  if (!entered) await sql`select free_place(${id})`.execute(tx)
  else if (!confidential) await joinedGroup(acrossTx(tx), personId, id)
  return { kind: 'member', member: entered?.handle ?? null }
}

const answersOf = (group: Group, form: JoinForm) =>
  group.questions.map((_, index) => [form.answer0, form.answer1, form.answer2, form.answer3, form.answer4][index] ?? '')

/** Asks the hosts to be let in; their answers wait with the question. Asking twice is asking once. */
const ask = async (
  tx: GroupTx,
  actor: Actor,
  group: Group,
  personId: string,
  form: JoinForm,
  now: Date,
): Promise<Joined> => {
  const isNew = group.mine?.state !== 'asking'
  const values = {
    state: 'asking' as const,
    answers: answersOf(group, form),
    agreed_version: form.version,
    since: now,
    reason: null,
  }
  const row = await tx
    .insertInto('group_member')
    .values({ group_id: group.id, person_id: personId, barred_until: null, pseudonym: null, ...values })
    .onConflict((conflict) =>
      conflict.columns(['group_id', 'person_id']).doUpdateSet(values).where('group_member.state', '<>', 'member'),
    )
    .returning('handle')
    .executeTakeFirst()
  // Let in while they asked once more.
  if (!row) return { kind: 'member' }
  if (isNew) await recordIn(tx, actor, group, MemberAsked, { groupId: group.id, member: row.handle })
  return { kind: 'asked' }
}

/** Joins an open group, or asks to join one that decides. What was agreed to must be what the group promises now. */
export const joinGroup = (
  db: Db<GroupTables>,
  actor: Actor,
  id: string,
  form: JoinForm,
  now: Date,
): Promise<Joined | { kind: 'agreementChanged' }> =>
  withGroup(db, actor, id, now, async (tx, group, personId) => {
    if (group.archived_at || group.joining === 'invitation') return { kind: 'closed' }
    if (form.version !== group.agreement_version) return { kind: 'agreementChanged' }
    const hindered = await hindrance(tx, group, group.mine, personId, now)
    if (hindered) return hindered
    if (group.joining === 'request') return await ask(tx, actor, group, personId, form, now)
    const joined = await enter(tx, group, personId, { agreedVersion: form.version, pseudonym: '' }, now)
    if (joined.kind === 'member' && joined.member)
      await recordIn(tx, actor, group, MemberJoined, { groupId: id, member: joined.member })
    return joined
  })

/** A host lets somebody in who asked, or does not. The answers are forgotten either way. */
export const answerRequest = (
  db: Db<GroupTables>,
  actor: Actor,
  id: string,
  { member, yes }: { member: string; yes: boolean },
  now: Date,
): Promise<Entered | { kind: 'refused' }> =>
  asHost(db, actor, id, now, async (tx, group) => {
    const asking = await memberByHandle(tx, actor, id, member)
    if (asking.state !== 'asking') throw new NotFound()
    const outcome = yes
      ? await enter(tx, group, asking.person_id, { agreedVersion: asking.agreed_version, pseudonym: '' }, now)
      : await refuse(tx, member, now)
    if (outcome.kind === 'member' || outcome.kind === 'refused')
      await recordIn(tx, actor, group, MemberAnswered, { groupId: id, member, yes })
    return outcome
  })

const refuse = async (tx: GroupTx, member: string, now: Date) => {
  const values = { state: 'refused' as const, answers: [], since: now }
  await tx.updateTable('group_member').set(values).where('handle', '=', member).execute()
  return { kind: 'refused' as const }
}

/** Whoever was the last to go opens it again and looks after it; else they need a free place like anybody. */
const takePlaceAgain = async (tx: GroupTx, id: string): Promise<{ taken: boolean; alone: boolean }> => {
  const { rows } = await sql<{ alone: boolean }>`select reopen_empty(${id}) as alone`.execute(tx)
  return { taken: await takePlace(tx, id), alone: rows[0]!.alone }
}

/** Undoes having left, within the hour, without asking anybody. Returns whether there was a place. */
export const returnToGroup = (db: Db<GroupTables>, actor: Actor, id: string, now: Date): Promise<boolean> =>
  inTransaction(db, async (tx) => {
    await lookAs(tx, actor)
    const personId = self(actor)
    const left = await tx
      .selectFrom('group_member')
      .leftJoin('group', 'group.id', 'group_member.group_id')
      .select(['handle', 'pseudonym', 'group.adults'])
      .where('group_id', '=', id)
      .where('person_id', '=', personId)
      .where('state', '=', 'left')
      .where('since', '>', new Date(now.getTime() - returnWithin))
      .forUpdate('group_member')
      .executeTakeFirst()
    if (!left || (actor.actedBy !== null && left.pseudonym !== null)) throw new NotFound()
    // A circle shows itself to nobody who left it: somebody young is asked in again by its hosts.
    if (left.adults !== false && (await isMinor(across(tx), personId, now))) throw new NotFound()
    if (!(await isSafeToEnter(tx, id, personId, now))) return false
    const { taken, alone } = await takePlaceAgain(tx, id)
    if (!taken) return false
    const values = { state: 'member' as const, host: alone, since: now }
    await tx.updateTable('group_member').set(values).where('handle', '=', left.handle).execute()
    const confidential = left.pseudonym !== null
    if (alone) await findGroup(tx, id)
    if (!confidential) await joinedGroup(acrossTx(tx), personId, id)
    await recordIn(tx, actor, { confidential }, MemberJoined, { groupId: id, member: left.handle })
    return true
  })
