import { sql } from 'kysely'
import { acrossTx, type Db, type Tx } from '#kernel/database/database.ts'
import { asViewer } from '#kernel/database/viewer.ts'
import { Forbidden, NotFound } from '#kernel/errors/errors.ts'
import { record, theProgram } from '#kernel/facts/record.ts'
import { letGoFiles } from '#kernel/files/keep.ts'
import type { Actor } from '#kernel/session/actor.ts'
import { self } from '../../commands.ts'
import { changed, saveMentions } from '../commands.ts'
import { PostDeleted, PostEdited } from '../facts.ts'
import { maybeRow, type TalkTables } from '../post/queries.ts'
import { editableFor, type Reaction, sealedDays } from '../rules.ts'
import { talkToWrite } from '../talk/queries.ts'

type TalkTx = Tx<TalkTables>

/** A post of one's own in this group; whoever may no longer write there has none. */
const ownPost = async (tx: TalkTx, actor: Actor, groupId: string, id: string, now: Date) => {
  const talk = await talkToWrite(tx, actor, groupId, now)
  const row = await maybeRow(tx, self(actor), groupId, id)
  if (!row?.own || row.deleted_at) throw new NotFound()
  return { talk, row }
}

const byOf = (row: { alias: number | null }, actor: Actor) => (row.alias === null ? actor : theProgram)

/** Puts one's own words right, within the hour. What moderation hid stays as it was. */
export const editPost = (
  db: Db<TalkTables>,
  actor: Actor,
  { groupId, id, text }: { groupId: string; id: string; text: string },
  now: Date,
): Promise<'edited' | 'tooLate'> =>
  asViewer(db, actor, async (tx) => {
    const { talk, row } = await ownPost(tx, actor, groupId, id, now)
    if (row.hidden || row.locked) throw new Forbidden()
    const { numUpdatedRows } = await tx
      .updateTable('post')
      .set({ text, edited_at: now })
      .where('id', '=', id)
      .where('deleted_at', 'is', null)
      .where('made_at', '>=', new Date(now.getTime() - editableFor))
      .executeTakeFirst()
    if (!numUpdatedRows) return 'tooLate'
    await saveMentions(tx, actor, talk, id, text)
    await changed(tx, groupId, { kind: 'change', post: id, thread: row.thread_id, by: row.author_id })
    await record(tx, talk.confidential ? theProgram : byOf(row, actor), PostEdited, { groupId, postId: id })
    return 'edited'
  })

/** Takes one's own words away at once for everybody; sealed, they wait some days in case they are evidence. */
export const deletePost = (
  db: Db<TalkTables>,
  actor: Actor,
  { groupId, id }: { groupId: string; id: string },
  now: Date,
): Promise<void> =>
  asViewer(db, actor, async (tx) => {
    const { talk, row } = await ownPost(tx, actor, groupId, id, now)
    const keep_until = new Date(now.getTime() + sealedDays * 24 * 3_600_000)
    await tx.insertInto('sealed_post').values({ post_id: id, text: row.text, sealed_at: now, keep_until }).execute()
    await tx.updateTable('post').set({ text: '', deleted_at: now }).where('id', '=', id).execute()
    await emptyAround(tx, [id])
    await changed(tx, groupId, { kind: 'change', post: id, thread: row.thread_id, by: row.author_id })
    await record(tx, talk.confidential ? theProgram : byOf(row, actor), PostDeleted, { groupId, postId: id })
  })

/** What hangs on words that are gone goes too. */
export const emptyAround = async (tx: TalkTx, posts: string[]): Promise<void> => {
  if (!posts.length) return
  await tx.deleteFrom('post_mention').where('post_id', 'in', posts).execute()
  await tx.deleteFrom('post_picture').where('post_id', 'in', posts).execute()
  await tx.deleteFrom('poll').where('post_id', 'in', posts).execute()
  for (const post of posts) await letGoFiles(acrossTx(tx), post)
}

/** Answers with one of a few words, or takes it back. */
export const react = (
  db: Db<TalkTables>,
  actor: Actor,
  { groupId, id, reaction }: { groupId: string; id: string; reaction: Reaction },
  now: Date,
): Promise<void> =>
  asViewer(db, actor, async (tx) => {
    await talkToWrite(tx, actor, groupId, now)
    const row = await maybeRow(tx, self(actor), groupId, id)
    if (!row || row.deleted_at || row.hidden) throw new NotFound()
    const mine = { post_id: id, person_id: self(actor), reaction }
    const { numInsertedOrUpdatedRows } = await tx
      .insertInto('post_reaction')
      .values(mine)
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst()
    if (!numInsertedOrUpdatedRows) await takeBack(tx, mine)
    await changed(tx, groupId, { kind: 'change', post: id, thread: row.thread_id, by: self(actor) })
  })

const takeBack = async (
  tx: TalkTx,
  { post_id, person_id, reaction }: { post_id: string; person_id: string; reaction: Reaction },
) => {
  await tx
    .deleteFrom('post_reaction')
    .where('post_id', '=', post_id)
    .where('person_id', '=', person_id)
    .where('reaction', '=', reaction)
    .execute()
}

/** Somebody has read up to a post of this group. For themselves alone: nobody is told, nobody can ask. */
export const markRead = (
  db: Db<TalkTables>,
  actor: Actor,
  { groupId, to }: { groupId: string; to: string },
  now: Date,
): Promise<void> =>
  asViewer(db, actor, async (tx) => {
    await talkToWrite(tx, actor, groupId, now, 'readingIsEnough')
    const row = await maybeRow(tx, self(actor), groupId, to)
    if (!row) throw new NotFound()
    await tx
      .insertInto('read_marker')
      .values({ person_id: self(actor), group_id: groupId, read_to: row.made_at })
      .onConflict((conflict) =>
        conflict
          .columns(['person_id', 'group_id'])
          .doUpdateSet({ read_to: sql`greatest(read_marker.read_to, excluded.read_to)` }),
      )
      .execute()
  })
