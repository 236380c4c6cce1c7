import { sql } from 'kysely'
import { type AnyDb, across, type Db } from '#kernel/database/database.ts'
import { asViewer } from '#kernel/database/viewer.ts'
import type { Actor } from '#kernel/session/actor.ts'
import type { Reportable } from '#slices/safety/queries.ts'
import type { GroupTables } from '../../tables.ts'
import { maybeRow, type TalkTables } from '../post/queries.ts'
import { maybeTalk, type Talk } from '../talk/queries.ts'
import { eraseRemoved } from './commands.ts'

const groupOf = (db: AnyDb, actor: Actor, id: string) =>
  asViewer(across(db) as Db<TalkTables>, actor, async (tx) => {
    const row = await tx.selectFrom('post').select('group_id').where('id', '=', id).executeTakeFirst()
    return row?.group_id ?? null
  })

/** Those who run the group, as far as this actor may know of its members. */
export const hostsOf = (db: AnyDb, actor: Actor, groupId: string): Promise<string[]> =>
  asViewer(across(db) as Db<GroupTables>, actor, async (tx) => {
    const rows = await tx
      .selectFrom('group_member')
      .select('person_id')
      .where('group_id', '=', groupId)
      .where('host', '=', true)
      .execute()
    return rows.map(({ person_id }) => person_id)
  })

/** Who wrote an anonymous post is asked for the report alone: nobody may judge their own words, and no page shows the answer. */
const seenIn = (db: AnyDb, actor: Actor, talk: Talk, id: string) =>
  asViewer(across(db) as Db<TalkTables>, actor, async (tx) => {
    const row = await maybeRow(tx, actor.personId, talk.groupId, id)
    if (!row || row.deleted_at) return null
    const pictures = await tx.selectFrom('post_picture').select('alt').where('post_id', '=', id).execute()
    const options = await tx.selectFrom('poll_option').select('words').where('post_id', '=', id).execute()
    const { rows } = await sql<{ person: string | null }>`select author_behind(${id}) as person`.execute(tx)
    return {
      text: row.text,
      around: [...pictures.map(({ alt }) => alt), ...options.map(({ words }) => words)],
      authorId: row.author_id ?? rows[0]?.person ?? null,
      threadId: row.thread_id ?? id,
    }
  })

const titleLength = 60

const titleOf = (text: string) => {
  const line = text.replaceAll(/\s+/gu, ' ').trim()
  return line.length > titleLength ? `${line.slice(0, titleLength).toWellFormed()}…` : line
}

/** The conversation that a post stands in, for whoever may read there; also when the post itself is hidden. */
const talkAround = async (db: AnyDb, actor: Actor, id: string, now: Date) => {
  const groupId = await groupOf(db, actor, id)
  return groupId ? maybeTalk(across(db), actor, groupId, now) : null
}

/** A post can be reported by whoever reads it. Of a circle, it is for the safeguarding lead alone. */
export const reportablePost: Reportable = {
  kind: 'post',
  resolve: async (db, actor, id, now) => {
    const talk = await talkAround(db, actor, id, now)
    const post = talk && (await seenIn(db, actor, talk, id))
    if (!talk || !post) return null
    return {
      title: titleOf(post.text),
      copy: [post.text, ...post.around].filter(Boolean).join('\n'),
      authorId: post.authorId,
      scope: talk.groupId,
      path: `/groups/${talk.groupId}/posts/${post.threadId}#post-${id}`,
      confidential: talk.confidential,
      near: await hostsOf(db, actor, talk.groupId),
    }
  },
  mayRead: async (db, actor, id, now) => (await talkAround(db, actor, id, now)) !== null,
  erase: eraseRemoved,
}
