import { sql } from 'kysely'
import { acrossTx, type Db } from '#kernel/database/database.ts'
import { asViewer } from '#kernel/database/viewer.ts'
import { NotFound } from '#kernel/errors/errors.ts'
import { record, theProgram } from '#kernel/facts/record.ts'
import type { Actor } from '#kernel/session/actor.ts'
import { recordPoweredRead } from '#slices/safety/commands.ts'
import { self } from '../../commands.ts'
import { FirstPostApproved } from '../facts.ts'
import { maybeRow, type TalkTables } from '../post/queries.ts'
import { talkToWrite } from '../talk/queries.ts'

/** A host or a moderator who may read it has looked at a newcomer's first post: it goes to mail now. */
export const approveFirstPost = (
  db: Db<TalkTables>,
  actor: Actor,
  { groupId, id }: { groupId: string; id: string },
  now: Date,
): Promise<void> =>
  asViewer(db, actor, async (tx) => {
    const talk = await talkToWrite(tx, actor, groupId, now, 'readingIsEnough')
    const row = await maybeRow(tx, self(actor), groupId, id)
    // Looking into a circle is for reading alone: its own hosts let its first words go to mail.
    if (talk.confidential && !talk.hosts) throw new NotFound()
    if (!row || row.own || !(talk.hosts || actor.is('moderator', groupId))) throw new NotFound()
    const { numUpdatedRows } = await tx
      .updateTable('post')
      .set({ mail_held_at: null, approved_by: self(actor), approved_at: now })
      .where('id', '=', id)
      .where('mail_held_at', 'is not', null)
      .executeTakeFirst()
    if (numUpdatedRows)
      await record(tx, talk.confidential ? theProgram : actor, FirstPostApproved, { groupId, postId: id })
  })

/**
 * Who wrote an anonymous post. For the safeguarding lead alone, and only where they may read the post; it is written down in the same
 * transaction.
 */
export const writerBehind = (
  db: Db<TalkTables>,
  actor: Actor,
  { groupId, id }: { groupId: string; id: string },
  now: Date,
): Promise<string> =>
  asViewer(db, actor, async (tx) => {
    if (!actor.is('safeguarding')) throw new NotFound()
    await talkToWrite(tx, actor, groupId, now, 'readingIsEnough')
    const row = await maybeRow(tx, self(actor), groupId, id)
    if (!row || row.alias === null) throw new NotFound()
    const { rows } = await sql<{ person: string | null }>`select author_behind(${id}) as person`.execute(tx)
    const personId = rows[0]?.person
    if (!personId) throw new NotFound()
    await recordPoweredRead(acrossTx(tx), actor, { kind: 'post_author', id, scope: groupId, personId })
    return personId
  })
