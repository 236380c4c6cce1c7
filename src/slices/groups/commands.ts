import { sql } from 'kysely'
import type { z } from 'zod'
import { across, acrossTx, type Db, type Tx } from '#kernel/database/database.ts'
import { newId } from '#kernel/database/id.ts'
import { inTransaction } from '#kernel/database/transactions.ts'
import { lookAs } from '#kernel/database/viewer.ts'
import { NotFound } from '#kernel/errors/errors.ts'
import type { Fact } from '#kernel/facts/facts.ts'
import { record, theProgram } from '#kernel/facts/record.ts'
import type { Actor } from '#kernel/session/actor.ts'
import { isMinor } from '#slices/people/guardians/queries.ts'
import { joinedGroup } from '#slices/people/profile/commands.ts'
import { may } from './access.ts'
import { AgreementAccepted, GroupArchived, GroupChanged, GroupFounded, GroupRestored } from './facts.ts'
import type { GroupForm } from './fields.ts'
import { findGroup } from './found/commands.ts'
import { type Group, groupIn } from './queries.ts'
import { asKept } from './rules.ts'
import type { GroupTables } from './tables.ts'

export type GroupTx = Tx<GroupTables>

export const self = (actor: Actor): string => {
  if (actor.personId === null) throw new NotFound()
  return actor.personId
}

/** Of a circle the record never says who did what in it: whoever may read the record would learn who belongs. */
export const recordIn = <Shape extends z.ZodType>(
  tx: GroupTx,
  actor: Actor,
  { confidential }: { confidential: boolean },
  fact: Fact<Shape>,
  data: z.input<Shape>,
): Promise<string> => record(tx, confidential ? theProgram : actor, fact, data)

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
  const { name, kind, about, area, joining, hidden, confidential, adults, questions, agreement, places } = asKept(form)
  return { name, kind, about, area: area || null, joining, hidden, confidential, adults, questions, agreement, places }
}

export type Founded = { kind: 'founded'; id: string } | { kind: 'adultsOnly' }

/** Founds a group; whoever founds it is its first member and host. A grown-up does: somebody must look after those who come. */
export const foundGroup = (db: Db<GroupTables>, actor: Actor, form: GroupForm, now: Date): Promise<Founded> =>
  inTransaction(db, async (tx) => {
    await lookAs(tx, actor)
    const [id, personId] = [newId(), self(actor)]
    if (form.confidential && actor.actedBy !== null) throw new NotFound()
    if (await isMinor(across(tx), personId, now)) return { kind: 'adultsOnly' }
    await tx
      .insertInto('group')
      .values({
        id,
        ...written(form),
        agreement_version: 1,
        taken: 1,
        founded_by: form.confidential ? null : personId,
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
        pseudonym: form.confidential ? form.pseudonym : null,
        agreed_version: 1,
        since: now,
        reason: null,
        barred_until: null,
      })
      .execute()
    if (!form.confidential) await joinedGroup(acrossTx(tx), personId, id)
    await findGroup(tx, id)
    await recordIn(tx, actor, form, GroupFounded, { groupId: id })
    return { kind: 'founded', id }
  })

/** What a host changes. A new agreement is shown to everybody before they speak again; confidential stays confidential. */
export const editGroup = (db: Db<GroupTables>, actor: Actor, id: string, form: GroupForm, now: Date): Promise<void> =>
  asHost(db, actor, id, now, async (tx, group, personId) => {
    const { places, ...values } = written({ ...form, confidential: group.confidential })
    const version = group.agreement_version + (values.agreement === group.agreement ? 0 : 1)
    await tx
      .updateTable('group')
      // Never fewer places than people, also when somebody comes in while the host types.
      .set({ ...values, agreement_version: version, places: places && sql<number>`greatest(${places}::int, taken)` })
      .where('id', '=', id)
      .execute()
    if (version !== group.agreement_version) await agree(tx, id, personId, version)
    await findGroup(tx, id)
    await recordIn(tx, actor, group, GroupChanged, { groupId: id })
  })

/** Ends a group: its members can still read it, nobody can write or join. Undone by `restoreGroup`. */
export const archiveGroup = (db: Db<GroupTables>, actor: Actor, id: string, now: Date): Promise<void> =>
  asHost(db, actor, id, now, async (tx, group) => {
    await tx
      .updateTable('group')
      .set({ archived_at: now })
      .where('id', '=', id)
      .where('archived_at', 'is', null)
      .execute()
    await findGroup(tx, id)
    await recordIn(tx, actor, group, GroupArchived, { groupId: id })
  })

export const restoreGroup = (db: Db<GroupTables>, actor: Actor, id: string, now: Date): Promise<void> =>
  asHost(db, actor, id, now, async (tx, group) => {
    await tx.updateTable('group').set({ archived_at: null }).where('id', '=', id).execute()
    await findGroup(tx, id)
    await recordIn(tx, actor, group, GroupRestored, { groupId: id })
  })

/** Hands back the handle of the membership. */
const agree = async (tx: GroupTx, id: string, personId: string, version: number): Promise<string> => {
  const { handle } = await tx
    .updateTable('group_member')
    .set({ agreed_version: version })
    .where('group_id', '=', id)
    .where('person_id', '=', personId)
    .returning('handle')
    .executeTakeFirstOrThrow()
  return handle
}

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
    const member = await agree(tx, id, personId, version)
    await recordIn(tx, actor, group, AgreementAccepted, { groupId: id, member, version })
    return true
  })
