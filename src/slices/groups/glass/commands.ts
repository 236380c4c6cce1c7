import { sql } from 'kysely'
import { acrossTx, type Db } from '#kernel/database/database.ts'
import { newId } from '#kernel/database/id.ts'
import { inTransaction } from '#kernel/database/transactions.ts'
import { asViewer, lookAs } from '#kernel/database/viewer.ts'
import { NotFound } from '#kernel/errors/errors.ts'
import { record } from '#kernel/facts/record.ts'
import type { Actor } from '#kernel/session/actor.ts'
import { recordPoweredRead } from '#slices/safety/commands.ts'
import { may } from '../access.ts'
import { self } from '../commands.ts'
import { GlassBroken } from '../facts.ts'
import { groupIn } from '../queries.ts'
import type { GroupTables } from '../tables.ts'

/**
 * Opens a confidential circle to the safeguarding lead: for a reason, for hours, written down for good; its hosts are told at once.
 * The lead must know the circle's id from a report: there is no list of circles.
 */
export const breakGlass = (
  db: Db<GroupTables>,
  actor: Actor,
  { circle, reason, hours }: { circle: string; reason: string; hours: number },
  now: Date,
): Promise<void> =>
  inTransaction(db, async (tx) => {
    if (!may.breakGlass(actor)) throw new NotFound()
    await lookAs(tx, actor)
    const { rows } = await sql<{ there: boolean }>`select circle_exists(${circle}) as there`.execute(tx)
    if (!rows[0]!.there) throw new NotFound()
    const breakId = newId()
    const until = new Date(now.getTime() + hours * 3_600_000)
    await tx
      .insertInto('break_glass')
      .values({ id: breakId, group_id: circle, lead_id: self(actor), reason, opened_at: now, until })
      .execute()
    await record(tx, actor, GlassBroken, { groupId: circle, breakId, hours })
  })

/**
 * Writes down that somebody saw one page of a circle through an opened glass: who, which kind of page, of what, when. Whoever is in
 * the group themselves reads as everybody there does, and leaves no trace.
 */
export const recordLook = (
  db: Db<GroupTables>,
  actor: Actor,
  { groupId, kind, id }: { groupId: string; kind: string; id: string },
  now: Date,
): Promise<void> =>
  asViewer(db, actor, async (tx) => {
    const group = await groupIn(tx, actor, groupId, now)
    if (!group?.glass || group.mine?.state === 'member') return
    await recordPoweredRead(acrossTx(tx), actor, { kind, id, scope: groupId })
  })
