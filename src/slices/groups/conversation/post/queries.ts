import { type Expression, type SqlBool, sql } from 'kysely'
import type { Tx } from '#kernel/database/database.ts'
import { unblocked } from '#slices/people/blocks/queries.ts'
import type { ModeratedTables } from '#slices/safety/tables.ts'
import { type Poll, pollsOf } from '../polls/queries.ts'
import { mayStillEdit, type Reaction } from '../rules.ts'
import type { ConversationTables } from '../tables.ts'
import { namesIn, type Talk } from '../talk/queries.ts'

export type TalkTables = ConversationTables & ModeratedTables

export type Writer =
  | { kind: 'named'; name: string; personId: string | null }
  | { kind: 'alias'; number: number }
  | { kind: 'gone' }

export interface Picture {
  alt: string
  width: number
  height: number
}

export interface ShownPost {
  id: string
  threadId: string | null
  text: string
  writer: Writer
  own: boolean
  editable: boolean
  madeAt: Date
  edited: boolean
  deleted: boolean
  /** Hidden or removed by moderation: only its writer still sees it, and that it is so. */
  hidden: boolean
  locked: boolean
  /** Minutes between two posts of one person in this thread, where moderation slowed it down; else 0. */
  slowMinutes: number
  held: boolean
  isNew: boolean
  picture: Picture | null
  reactions: { reaction: Reaction; count: number; mine: boolean }[]
  poll: Poll | null
}

export interface Row {
  id: string
  thread_id: string | null
  author_id: string | null
  alias: number | null
  text: string
  made_at: Date
  edited_at: Date | null
  deleted_at: Date | null
  held: boolean
  own: boolean
  hidden: boolean
  locked: boolean
  slow_seconds: number
}

export const mine = (viewerId: string | null) =>
  viewerId === null
    ? sql<boolean>`false`
    : sql<boolean>`(post.author_id is not distinct from ${viewerId}::uuid or exists (select from post_alias
        where post_alias.post_id = post.id and post_alias.person_id = ${viewerId}))`

const hiddenAway = sql<boolean>`exists (select from moderated where moderated.thing_kind = 'post'
  and moderated.thing_id = post.id and (moderated.hidden_at is not null or moderated.removed_at is not null))`

const lockedNow = sql<boolean>`exists (select from moderated where moderated.thing_kind = 'post'
  and moderated.thing_id = post.id and moderated.locked_at is not null)`

/** Of a beginning: the longer of its own pause and its group's. */
const slowNow = sql<number>`case when post.thread_id is null then coalesce((select max(moderated.slow_seconds) from moderated
  where (moderated.thing_kind, moderated.thing_id) in (('post', post.id), ('group', post.group_id))), 0) else 0 end`

/**
 * Posts that exist for this viewer. Blocks hide what is signed; an anonymous post stays, for if it went away with a block, the
 * block would tell who wrote it. One's own stay for oneself. Said so that the few hidden ones are looked up once for the query.
 */
export const visiblePost = (viewerId: string | null): Expression<SqlBool> =>
  sql<SqlBool>`(${unblocked(viewerId, 'post.author_id')} and not exists (select from moderated
    where moderated.thing_kind = 'post' and moderated.thing_id = post.id
      and (moderated.hidden_at is not null or moderated.removed_at is not null) and not ${mine(viewerId)}))`

/** A reply goes with its thread: whose beginning is hidden from somebody, that thread does not exist for them. */
export const visibleThread = (viewerId: string | null): Expression<SqlBool> =>
  sql<SqlBool>`(post.thread_id is null or exists (select from post as beginning where beginning.id = post.thread_id
    and ${unblocked(viewerId, 'beginning.author_id')}
    and not exists (select from moderated where moderated.thing_kind = 'post' and moderated.thing_id = beginning.id
      and (moderated.hidden_at is not null or moderated.removed_at is not null)
      and beginning.author_id is distinct from ${viewerId}::uuid)))`

export const columns = (viewerId: string | null) => sql`post.id, post.thread_id, post.author_id, post.alias, post.text,
  post.made_at, post.edited_at, post.deleted_at, post.mail_held_at is not null as held, ${mine(viewerId)} as own,
  ${hiddenAway} as hidden, ${lockedNow} as locked, ${slowNow} as slow_seconds`

const reactionsOf = async (tx: Tx<TalkTables>, viewerId: string | null, posts: string[]) => {
  const { rows } = await sql<{ post_id: string; reaction: Reaction; count: number; mine: boolean }>`
    select post_id, reaction, count(*)::int as count, bool_or(person_id is not distinct from ${viewerId}::uuid) as mine
    from post_reaction where post_id = any(${posts}::uuid[]) and ${unblocked(viewerId, 'post_reaction.person_id')}
    group by post_id, reaction`.execute(tx)
  return rows
}

const picturesOf = async (tx: Tx<TalkTables>, posts: string[]) =>
  new Map(
    (
      await tx
        .selectFrom('post_picture')
        .select(['post_id', 'alt', 'width', 'height'])
        .where(sql<SqlBool>`post_id = any(${posts}::uuid[])`)
        .execute()
    ).map(({ post_id, ...picture }) => [post_id, picture]),
  )

const writerOf = (row: Row, names: Map<string, string>, talk: Talk): Writer => {
  if (row.alias !== null) return { kind: 'alias', number: row.alias }
  const name = row.author_id ? names.get(row.author_id) : undefined
  // A pseudonym leads to nobody's profile, or it would be none.
  return name ? { kind: 'named', name, personId: talk.confidential ? null : row.author_id } : { kind: 'gone' }
}

interface Around {
  talk: Talk
  viewerId: string | null
  readTo: Date | null
  now: Date
}

/** Everything that stands around the words of some posts, one query for each kind of it. */
export const complete = async (tx: Tx<TalkTables>, rows: Row[], { talk, viewerId, readTo, now }: Around) => {
  const ids = rows.map(({ id }) => id)
  if (!ids.length) return []
  const writers = rows.flatMap(({ author_id }) => (author_id ? [author_id] : []))
  const names = await namesIn(tx, talk, { personId: viewerId }, writers)
  const reactions = await reactionsOf(tx, viewerId, ids)
  const pictures = await picturesOf(tx, ids)
  const polls = await pollsOf(tx, viewerId, ids, now)
  return rows.map((row): ShownPost => {
    const gone = row.deleted_at !== null
    return {
      id: row.id,
      threadId: row.thread_id,
      text: gone ? '' : row.text,
      writer: writerOf(row, names, talk),
      own: row.own,
      editable: row.own && !row.hidden && mayStillEdit({ madeAt: row.made_at, deletedAt: row.deleted_at }, now),
      madeAt: row.made_at,
      edited: row.edited_at !== null,
      deleted: gone,
      hidden: row.hidden,
      locked: row.locked,
      slowMinutes: Math.ceil(row.slow_seconds / 60),
      held: row.held,
      isNew: readTo !== null && !row.own && row.made_at > readTo,
      picture: gone ? null : (pictures.get(row.id) ?? null),
      reactions: reactions.filter(({ post_id }) => post_id === row.id).map(({ post_id: _, ...rest }) => rest),
      poll: gone ? null : (polls.get(row.id) ?? null),
    }
  })
}

/** A post of this group that exists for this viewer. In a transaction that knows who looks. */
export const maybeRow = async (
  tx: Tx<TalkTables>,
  viewerId: string | null,
  groupId: string,
  id: string,
): Promise<Row | null> => {
  const { rows } = await sql<Row>`select ${columns(viewerId)} from post
    where post.id = ${id} and post.group_id = ${groupId} and ${visiblePost(viewerId)} and ${visibleThread(viewerId)}`.execute(
    tx,
  )
  return rows[0] ?? null
}

/** What others said since a moment, as this reader sees it: how many posts, and the first few of them. */
export const postsSince = async (
  tx: Tx<TalkTables>,
  { personId }: { personId: string },
  talk: Talk,
  { since, now }: { since: Date; now: Date },
): Promise<{ posts: ShownPost[]; count: number }> => {
  const { rows } = await sql<Row>`select ${columns(personId)} from post where post.group_id = ${talk.groupId}
      and coalesce(post.approved_at, post.made_at) > ${since} and post.made_at <= ${now}
      and post.deleted_at is null and post.mail_held_at is null and not ${mine(personId)} and not ${hiddenAway}
      and ${visiblePost(personId)} and ${visibleThread(personId)} order by post.made_at, post.id limit 200`.execute(tx)
  const posts = await complete(tx, rows.slice(0, 3), { talk, viewerId: personId, readTo: null, now })
  return { posts, count: rows.length }
}
