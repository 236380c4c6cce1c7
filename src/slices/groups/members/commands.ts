import { type SqlBool, sql } from 'kysely'
import { across, type Db } from '#kernel/database/database.ts'
import { NotFound } from '#kernel/errors/errors.ts'
import type { Actor } from '#kernel/session/actor.ts'
import { isMinor } from '#slices/people/guardians/queries.ts'
import { asHost, type GroupTx, recordIn, withGroup } from '../commands.ts'
import { HostNamed, HostStoodDown } from '../facts.ts'
import type { GroupTables } from '../tables.ts'
import { memberByHandle } from './queries.ts'

const lock = (tx: GroupTx, id: string) => sql`select lock_group(${id})`.execute(tx)

/** Names another host: a grown-up who is in it. Returns whether that was so. */
export const nameHost = (db: Db<GroupTables>, actor: Actor, id: string, handle: string, now: Date): Promise<boolean> =>
  asHost(db, actor, id, now, async (tx, group) => {
    const { state, person_id } = await memberByHandle(tx, actor, id, handle)
    if (state !== 'member') throw new NotFound()
    if (await isMinor(across(tx), person_id, now)) return false
    await tx.updateTable('group_member').set({ host: true }).where('handle', '=', handle).execute()
    await recordIn(tx, actor, group, HostNamed, { groupId: id, member: handle })
    return true
  })

const hosting = (id: string, personId: string) =>
  sql<SqlBool>`exists (select from group_member other where other.group_id = ${id} and other.host and other.person_id <> ${personId})`

export type TakenOver = { kind: 'yours' } | { kind: 'somebodyWasFaster' } | { kind: 'adultsOnly' }

/** Takes over a group that nobody looks after. The first grown-up who says yes. */
export const takeOver = (db: Db<GroupTables>, actor: Actor, id: string, now: Date): Promise<TakenOver> =>
  withGroup(db, actor, id, now, async (tx, group, personId) => {
    if (group.mine?.state !== 'member') throw new NotFound()
    if (await isMinor(across(tx), personId, now)) return { kind: 'adultsOnly' }
    await lock(tx, id)
    const row = await tx
      .updateTable('group_member')
      .set({ host: true })
      .where('group_id', '=', id)
      .where('person_id', '=', personId)
      .where(({ not }) => not(hosting(id, personId)))
      .returning('handle')
      .executeTakeFirst()
    if (!row) return { kind: 'somebodyWasFaster' }
    await recordIn(tx, actor, group, HostNamed, { groupId: id, member: row.handle })
    return { kind: 'yours' }
  })

/** A host who goes on as a member. The last one cannot: somebody else must be named first. */
export const standDown = (db: Db<GroupTables>, actor: Actor, id: string, now: Date): Promise<boolean> =>
  asHost(db, actor, id, now, async (tx, group, personId) => {
    await lock(tx, id)
    const row = await tx
      .updateTable('group_member')
      .set({ host: false })
      .where('group_id', '=', id)
      .where('person_id', '=', personId)
      .where(hosting(id, personId))
      .returning('handle')
      .executeTakeFirst()
    if (!row) return false
    await recordIn(tx, actor, group, HostStoodDown, { groupId: id, member: row.handle })
    return true
  })
