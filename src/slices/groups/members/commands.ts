import { type SqlBool, sql } from 'kysely'
import { across, type Db } from '#kernel/database/database.ts'
import { NotFound } from '#kernel/errors/errors.ts'
import type { Actor } from '#kernel/session/actor.ts'
import { isAwake, missingChecks } from '#slices/people/checks/queries.ts'
import { isMinor } from '#slices/people/guardians/queries.ts'
import { asHost, type GroupTx, recordIn, withGroup } from '../commands.ts'
import { HostNamed, HostStoodDown } from '../facts.ts'
import type { GroupTables } from '../tables.ts'
import { memberByHandle } from './queries.ts'

const lock = (tx: GroupTx, id: string) => sql`select lock_group(${id})`.execute(tx)

export type Named = 'named' | 'adultsOnly' | 'needsCheck'

/** May somebody look after a group: a grown-up, with every check that the community asks of hosts. */
const hindered = async (tx: GroupTx, personId: string, now: Date): Promise<Exclude<Named, 'named'> | null> => {
  if (await isMinor(across(tx), personId, now)) return 'adultsOnly'
  return (await missingChecks(across(tx), personId, 'host', now)).length ? 'needsCheck' : null
}

/** Names another host, of those who are in it. */
export const nameHost = (db: Db<GroupTables>, actor: Actor, id: string, handle: string, now: Date): Promise<Named> =>
  asHost(db, actor, id, now, async (tx, group) => {
    const { state, person_id } = await memberByHandle(tx, actor, id, handle)
    if (state !== 'member') throw new NotFound()
    const refused = await hindered(tx, person_id, now)
    if (refused) return refused
    await tx.updateTable('group_member').set({ host: true }).where('handle', '=', handle).execute()
    await recordIn(tx, actor, group, HostNamed, { groupId: id, member: handle })
    return 'named'
  })

const hosting = (id: string, personId: string, now: Date) =>
  sql<SqlBool>`exists (select from group_member other where other.group_id = ${id} and other.host and other.person_id <> ${personId}
    and ${isAwake('host', 'other.person_id', now)})`

export type TakenOver = { kind: 'yours' } | { kind: 'somebodyWasFaster' | 'adultsOnly' | 'needsCheck' }

/** Takes over a group that nobody looks after, or nobody who may now. The first grown-up who says yes. */
export const takeOver = (db: Db<GroupTables>, actor: Actor, id: string, now: Date): Promise<TakenOver> =>
  withGroup(db, actor, id, now, async (tx, group, personId) => {
    if (group.mine?.state !== 'member') throw new NotFound()
    const refused = await hindered(tx, personId, now)
    if (refused) return { kind: refused }
    await lock(tx, id)
    const row = await tx
      .updateTable('group_member')
      .set({ host: true })
      .where('group_id', '=', id)
      .where('person_id', '=', personId)
      .where(({ not }) => not(hosting(id, personId, now)))
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
      .where(hosting(id, personId, now))
      .returning('handle')
      .executeTakeFirst()
    if (!row) return false
    await recordIn(tx, actor, group, HostStoodDown, { groupId: id, member: row.handle })
    return true
  })
