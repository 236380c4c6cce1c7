import type { Db } from '#kernel/database/database.ts'
import { newId } from '#kernel/database/id.ts'
import { asViewer } from '#kernel/database/viewer.ts'
import { NotFound } from '#kernel/errors/errors.ts'
import { record, theProgram } from '#kernel/facts/record.ts'
import type { Actor } from '#kernel/session/actor.ts'
import { Pinned, Unpinned } from '../facts.ts'
import type { NewPin } from '../fields.ts'
import type { TalkTables } from '../post/queries.ts'
import { talkToWrite } from '../talk/queries.ts'

/** A host puts something where everybody in the group finds it. */
export const pin = (
  db: Db<TalkTables>,
  actor: Actor,
  groupId: string,
  { title, url, note }: NewPin,
  now: Date,
): Promise<void> =>
  asViewer(db, actor, async (tx) => {
    const talk = await talkToWrite(tx, actor, groupId, now)
    if (!talk.hosts) throw new NotFound()
    const id = newId()
    await tx
      .insertInto('pinned')
      .values({ id, group_id: groupId, title, url: url || null, note, pinned_by: actor.personId, pinned_at: now })
      .execute()
    await record(tx, talk.confidential ? theProgram : actor, Pinned, { groupId, pinId: id })
  })

export const unpin = (
  db: Db<TalkTables>,
  actor: Actor,
  { groupId, id }: { groupId: string; id: string },
  now: Date,
): Promise<void> =>
  asViewer(db, actor, async (tx) => {
    const talk = await talkToWrite(tx, actor, groupId, now)
    if (!talk.hosts) throw new NotFound()
    const gone = await tx
      .deleteFrom('pinned')
      .where('id', '=', id)
      .where('group_id', '=', groupId)
      .returning('id')
      .executeTakeFirst()
    if (!gone) throw new NotFound()
    await record(tx, talk.confidential ? theProgram : actor, Unpinned, { groupId, pinId: id })
  })
