import { sql } from 'kysely'
import { across, acrossTx, type Db, type Tx } from '#kernel/database/database.ts'
import { newId } from '#kernel/database/id.ts'
import { inTransaction } from '#kernel/database/transactions.ts'
import { lookAs } from '#kernel/database/viewer.ts'
import { NotFound } from '#kernel/errors/errors.ts'
import { record } from '#kernel/facts/record.ts'
import type { Actor } from '#kernel/session/actor.ts'
import { isMinor } from '#slices/people/guardians/queries.ts'
import { joinedGroup, leftGroup } from '#slices/people/profile/commands.ts'
import { may } from './access.ts'
import {
  AgreementAccepted,
  GroupArchived,
  GroupChanged,
  GroupFounded,
  GroupRestored,
  MemberAsked,
  MemberJoined,
} from './facts.ts'
import type { GroupForm, JoinForm } from './fields.ts'
import { type Group, groupIn } from './queries.ts'
import { asConfidential, type Joined } from './rules.ts'
import type { GroupTables } from './tables.ts'

export type GroupTx = Tx<GroupTables>

export const self = (actor: Actor): string => {
  if (actor.personId === null) throw new NotFound()
  return actor.personId
}

/** One intention about one group, in a transaction that knows who acts. 404 where the group does not exist for them. */
export const withGroup = <Result>(
  db: Db<GroupTables>,
  actor: Actor,
  id: string,
  now: Date,
  work: (tx: GroupTx, group: Group, personId: string) => Promise<Result>,
): Promise<Result> =>
  inTransaction(db, async (tx) => {
    await lookAs(tx, actor)
    const group = await groupIn(tx, actor, id, now)
    if (!group) throw new NotFound()
    return await work(tx, group, self(actor))
  })

/** The same for those who run it; to all others this door does not exist. */
export const asHost = <Result>(
  db: Db<GroupTables>,
  actor: Actor,
  id: string,
  now: Date,
  work: (tx: GroupTx, group: Group, personId: string) => Promise<Result>,
): Promise<Result> =>
  withGroup(db, actor, id, now, async (tx, group, personId) => {
    if (!may.run(actor, group)) throw new NotFound()
    return await work(tx, group, personId)
  })

const written = (form: GroupForm) => {
  const { name, kind, about, area, joining, hidden, confidential, adults, questions, agreement, places } =
    asConfidential(form)
  return { name, kind, about, area: area || null, joining, hidden, confidential, adults, questions, agreement, places }
}

/** Founds a group; whoever founds it is its first member and host. */
export const foundGroup = (db: Db<GroupTables>, actor: Actor, form: GroupForm, now: Date): Promise<string> =>
  inTransaction(db, async (tx) => {
    await lookAs(tx, actor)
    const [id, personId] = [newId(), self(actor)]
    await tx
      .insertInto('group')
      .values({
        id,
        ...written(form),
        agreement_version: 1,
        taken: 1,
        founded_by: personId,
        founded_at: now,
        archived_at: null,
      })
      .execute()
    await tx
      .insertInto('group_member')
      .values({
        group_id: id,
        person_id: personId,
        state: 'member',
        host: true,
        pseudonym: form.confidential ? form.pseudonym || actor.name : null,
        agreed_version: 1,
        since: now,
        reason: null,
        barred_until: null,
      })
      .execute()
    if (!form.confidential) await joinedGroup(acrossTx(tx), personId, id)
    await record(tx, actor, GroupFounded, { groupId: id })
    return id
  })

/** What a host changes. A new agreement is shown to everybody before they speak again; confidential stays confidential. */
export const editGroup = (db: Db<GroupTables>, actor: Actor, id: string, form: GroupForm, now: Date): Promise<void> =>
  asHost(db, actor, id, now, async (tx, group) => {
    const values = written({ ...form, confidential: group.confidential })
    const version = group.agreement_version + (values.agreement === group.agreement ? 0 : 1)
    await tx
      .updateTable('group')
      .set({ ...values, places: values.places && Math.max(values.places, group.taken), agreement_version: version })
      .where('id', '=', id)
      .execute()
    if (version !== group.agreement_version)
      await tx
        .updateTable('group_member')
        .set({ agreed_version: version })
        .where('group_id', '=', id)
        .where('person_id', '=', self(actor))
        .execute()
    await record(tx, actor, GroupChanged, { groupId: id })
  })

/** Ends a group: its members can still read it, nobody can write or join. Undone by `restoreGroup`. */
export const archiveGroup = (db: Db<GroupTables>, actor: Actor, id: string, now: Date): Promise<void> =>
  asHost(db, actor, id, now, async (tx) => {
    await tx
      .updateTable('group')
      .set({ archived_at: now })
      .where('id', '=', id)
      .where('archived_at', 'is', null)
      .execute()
    await record(tx, actor, GroupArchived, { groupId: id })
  })

export const restoreGroup = (db: Db<GroupTables>, actor: Actor, id: string, now: Date): Promise<void> =>
  asHost(db, actor, id, now, async (tx) => {
    await tx.updateTable('group').set({ archived_at: null }).where('id', '=', id).execute()
    await record(tx, actor, GroupRestored, { groupId: id })
  })

interface Entering {
  agreedVersion: number
  pseudonym: string
}

/** Why this person cannot come in now, if so. */
const hindrance = async (
  tx: GroupTx,
  group: Pick<Group, 'adults' | 'mine'>,
  personId: string,
  now: Date,
): Promise<Joined | null> => {
  const { mine } = group
  if (mine?.state === 'member') return { kind: 'member' }
  if (mine?.barred_until && mine.barred_until > now) return { kind: 'barred', until: mine.barred_until }
  if (mine?.state === 'removed' && !mine.barred_until) return { kind: 'barred', until: null }
  if (group.adults && (await isMinor(across(tx) as never, personId, now))) return { kind: 'adultsOnly' }
  return null
}

const isFree = async (tx: GroupTx, id: string, pseudonym: string, personId: string): Promise<boolean> =>
  (await sql<{ free: boolean }>`select pseudonym_is_free(${id}, ${pseudonym}, ${personId}) as free`.execute(tx))
    .rows[0]!.free

/** The place is taken in the update itself: counting first would let two people into the last one. */
export const enter = async (
  tx: GroupTx,
  { id, confidential }: { id: string; confidential: boolean },
  personId: string,
  { agreedVersion, pseudonym }: Entering,
  now: Date,
): Promise<Joined> => {
  if (confidential && !(pseudonym && (await isFree(tx, id, pseudonym, personId)))) return { kind: 'pseudonymTaken' }
  const taken = await sql<{ taken: boolean }>`select take_place(${id}) as taken`.execute(tx)
  if (!taken.rows[0]!.taken) return { kind: 'full' }
  const name = confidential ? pseudonym : null
  const values = {
    state: 'member' as const,
    agreed_version: agreedVersion,
    since: now,
    pseudonym: name,
    answers: [],
    reason: null,
  }
  await tx
    .insertInto('group_member')
    .values({ group_id: id, person_id: personId, barred_until: null, ...values })
    .onConflict((conflict) => conflict.columns(['group_id', 'person_id']).doUpdateSet({ ...values, host: false }))
    .execute()
  if (!confidential) await joinedGroup(acrossTx(tx), personId, id)
  return { kind: 'member' }
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
  const values = { state: 'asking' as const, answers: answersOf(group, form), since: now, reason: null }
  await tx
    .insertInto('group_member')
    .values({
      group_id: group.id,
      person_id: personId,
      barred_until: null,
      pseudonym: null,
      agreed_version: form.version,
      ...values,
    })
    .onConflict((conflict) => conflict.columns(['group_id', 'person_id']).doUpdateSet(values))
    .execute()
  await record(tx, actor, MemberAsked, { groupId: group.id, personId })
  return { kind: 'asked' }
}

/** Joins an open group, or asks to join one that decides. */
export const joinGroup = (db: Db<GroupTables>, actor: Actor, id: string, form: JoinForm, now: Date): Promise<Joined> =>
  withGroup(db, actor, id, now, async (tx, group, personId) => {
    if (group.archived_at || group.joining === 'invitation') return { kind: 'closed' }
    const hindered = await hindrance(tx, group, personId, now)
    if (hindered) return hindered
    if (group.joining === 'request') return await ask(tx, actor, group, personId, form, now)
    const joined = await enter(tx, group, personId, { agreedVersion: form.version, pseudonym: form.pseudonym }, now)
    if (joined.kind === 'member') await record(tx, actor, MemberJoined, { groupId: id, personId })
    return joined
  })

/** Can this person come in through an invitation? */
export const mayEnter = hindrance

/** Accepts the agreement as it is shown now; an older one is not enough. */
export const acceptAgreement = (
  db: Db<GroupTables>,
  actor: Actor,
  id: string,
  version: number,
  now: Date,
): Promise<boolean> =>
  withGroup(db, actor, id, now, async (tx, group, personId) => {
    if (group.mine?.state !== 'member') throw new NotFound()
    if (version !== group.agreement_version) return false
    await tx
      .updateTable('group_member')
      .set({ agreed_version: version })
      .where('group_id', '=', id)
      .where('person_id', '=', personId)
      .execute()
    await record(tx, actor, AgreementAccepted, { groupId: id, personId, version })
    return true
  })

/** Everything of this person in groups, for an erasure: their places free again, their invitations gone. */
export const forgetMember = async (tx: Tx<GroupTables>, personId: string): Promise<void> => {
  await lookAs(tx, { personId })
  const { rows } = await sql<{ group_id: string }>`
    delete from group_member where person_id = ${personId} and state = 'member' returning group_id`.execute(tx)
  for (const { group_id } of rows) {
    await sql`select free_place(${group_id})`.execute(tx)
    await leftGroup(acrossTx(tx), personId, group_id)
  }
  await tx.deleteFrom('group_member').where('person_id', '=', personId).execute()
}
