import { type Expression, type SqlBool, sql } from 'kysely'
import type { Db, Tx } from '#kernel/database/database.ts'
import { asViewer } from '#kernel/database/viewer.ts'
import type { Actor } from '#kernel/session/actor.ts'
import { unblocked } from '#slices/people/blocks/queries.ts'
import type { ModeratedTables } from '#slices/safety/tables.ts'
import { type Poll, pollsOf } from './polls/queries.ts'
import { type Letters, mayStillEdit, type Reaction } from './rules.ts'
import type { ConversationTables } from './tables.ts'
import { namesIn, peopleToCall, type Talk } from './talk/queries.ts'

export type TalkTables = ConversationTables & ModeratedTables
type Viewer = Pick<Actor, 'personId'>

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
  held: boolean
  isNew: boolean
  picture: Picture | null
  reactions: { reaction: Reaction; count: number; mine: boolean }[]
  poll: Poll | null
}

export interface Thread extends ShownPost {
  /** The last of them, oldest first. */
  replies: ShownPost[]
  replyCount: number
}

interface Row {
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
}

/** How many threads stand on one page, and how many of each one's replies. */
export const threadsPerPage = 30
export const repliesShown = 3
export const repliesPerPage = 200

const mine = (viewerId: string | null) =>
  viewerId === null
    ? sql<boolean>`false`
    : sql<boolean>`(post.author_id is not distinct from ${viewerId}::uuid or exists (select from post_alias
        where post_alias.post_id = post.id and post_alias.person_id = ${viewerId}))`

const hiddenAway = sql<boolean>`exists (select from moderated where moderated.thing_kind = 'post'
  and moderated.thing_id = post.id and (moderated.hidden_at is not null or moderated.removed_at is not null))`

const lockedNow = sql<boolean>`exists (select from moderated where moderated.thing_kind = 'post'
  and moderated.thing_id = post.id and moderated.locked_at is not null)`

/**
 * Posts that exist for this viewer. Blocks hide what is signed; an anonymous post stays, for if it went away with a block, the
 * block would tell who wrote it.
 */
export const visiblePost = (viewerId: string | null): Expression<SqlBool> =>
  sql<SqlBool>`(${unblocked(viewerId, 'post.author_id')} and (not ${hiddenAway} or ${mine(viewerId)}))`

/** A reply goes with its thread: whose beginning is hidden from somebody, that thread does not exist for them. */
const visibleThread = (viewerId: string | null): Expression<SqlBool> =>
  sql<SqlBool>`(post.thread_id is null or exists (select from post reply
    join lateral (select begun.* from post begun where begun.id = reply.thread_id) beginning on true
    where reply.id = post.id and ${unblocked(viewerId, 'beginning.author_id')}
      and not exists (select from moderated where thing_kind = 'post' and thing_id = beginning.id
        and (hidden_at is not null or removed_at is not null) and beginning.author_id is distinct from ${viewerId}::uuid)))`

const columns = (viewerId: string | null) => sql`post.id, post.thread_id, post.author_id, post.alias, post.text,
  post.made_at, post.edited_at, post.deleted_at, post.mail_held_at is not null as held, ${mine(viewerId)} as own,
  ${hiddenAway} as hidden, ${lockedNow} as locked`

/** A deleted beginning stays as an empty place while somebody's reply hangs on it. */
const worthShowing = (viewerId: string | null) => sql`(post.deleted_at is null or exists (select from post as reply
  where reply.thread_id = post.id and reply.deleted_at is null and ${unblocked(viewerId, 'reply.author_id')}))`

const beginnings = async (tx: Tx<TalkTables>, viewerId: string | null, groupId: string, before: string | null) => {
  const older = before
    ? sql`and (post.made_at, post.id) < (select made_at, id from post as cursor where cursor.id = ${before} and cursor.group_id = ${groupId})`
    : sql``
  const { rows } = await sql<Row>`select ${columns(viewerId)} from post
    where post.group_id = ${groupId} and post.thread_id is null ${older}
      and ${visiblePost(viewerId)} and ${worthShowing(viewerId)}
    order by post.made_at desc, post.id desc limit ${threadsPerPage + 1}`.execute(tx)
  return rows
}

const lastReplies = async (tx: Tx<TalkTables>, viewerId: string | null, threads: string[]) => {
  const { rows } = await sql<Row>`select last.* from unnest(${threads}::uuid[]) as thread (id)
    cross join lateral (select ${columns(viewerId)} from post where post.thread_id = thread.id
      and post.deleted_at is null and ${visiblePost(viewerId)}
      order by post.made_at desc, post.id desc limit ${repliesShown}) as last`.execute(tx)
  return rows.reverse()
}

const replyCounts = async (tx: Tx<TalkTables>, viewerId: string | null, threads: string[]) => {
  const { rows } = await sql<{ thread_id: string; count: number }>`select thread_id, count(*)::int as count from post
    where thread_id = any(${threads}::uuid[]) and deleted_at is null and ${visiblePost(viewerId)}
    group by thread_id`.execute(tx)
  return new Map(rows.map(({ thread_id, count }) => [thread_id, count]))
}

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
const complete = async (tx: Tx<TalkTables>, rows: Row[], { talk, viewerId, readTo, now }: Around) => {
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
      held: row.held,
      isNew: readTo !== null && !row.own && row.made_at > readTo,
      picture: gone ? null : (pictures.get(row.id) ?? null),
      reactions: reactions.filter(({ post_id }) => post_id === row.id).map(({ post_id: _, ...rest }) => rest),
      poll: gone ? null : (polls.get(row.id) ?? null),
    }
  })
}

const readToOf = async (tx: Tx<TalkTables>, viewerId: string | null, groupId: string) => {
  if (viewerId === null) return null
  const row = await tx
    .selectFrom('read_marker')
    .select('read_to')
    .where('person_id', '=', viewerId)
    .where('group_id', '=', groupId)
    .executeTakeFirst()
  return row?.read_to ?? null
}

export interface TalkView {
  threads: Thread[]
  /** Leads to older threads. */
  older: string | null
  pins: Pin[]
  draft: string
  letters: Letters | null
  /** The newest post that the viewer may see: live news begin after it. */
  newest: string | null
  unread: number
}

/** The newest threads of a group, or those before a given one. */
export const talkPage = (
  db: Db<TalkTables>,
  actor: Viewer,
  talk: Talk,
  { before = null, now }: { before?: string | null; now: Date },
): Promise<TalkView> =>
  asViewer(db, actor, async (tx) => {
    const viewerId = actor.personId
    const found = await beginnings(tx, viewerId, talk.groupId, before)
    const begun = found.slice(0, threadsPerPage)
    const ids = begun.map(({ id }) => id)
    const replies = ids.length ? await lastReplies(tx, viewerId, ids) : []
    const counts = await replyCounts(tx, viewerId, ids)
    const readTo = await readToOf(tx, viewerId, talk.groupId)
    const posts = await complete(tx, [...begun, ...replies], { talk, viewerId, readTo, now })
    const threads = posts
      .filter(({ threadId }) => threadId === null)
      .map((post) => ({
        ...post,
        replies: posts.filter(({ threadId }) => threadId === post.id),
        replyCount: counts.get(post.id) ?? 0,
      }))
    return {
      threads,
      older: found.length > threadsPerPage ? (ids.at(-1) ?? null) : null,
      pins: before ? [] : await pinsOf(tx, talk.groupId),
      draft: await draftOf(tx, viewerId, talk.groupId, talk.groupId),
      letters: null,
      newest: await newestPost(tx, viewerId, talk.groupId),
      unread: posts.filter(({ isNew }) => isNew).length,
    }
  })

const newestPost = async (tx: Tx<TalkTables>, viewerId: string | null, groupId: string): Promise<string | null> => {
  const { rows } = await sql<{
    id: string
  }>`select id from post where group_id = ${groupId} and ${visiblePost(viewerId)}
    order by made_at desc, id desc limit 1`.execute(tx)
  return rows[0]?.id ?? null
}

export interface ThreadView {
  thread: Thread
  /** Leads to later replies. */
  later: string | null
  draft: string
  newest: string | null
}

/** One thread with its replies from the first; null where it does not exist for this viewer. */
export const maybeThread = (
  db: Db<TalkTables>,
  actor: Viewer,
  talk: Talk,
  id: string,
  { after = null, now }: { after?: string | null; now: Date },
): Promise<ThreadView | null> =>
  asViewer(db, actor, async (tx) => {
    const viewerId = actor.personId
    const begun = await maybeRow(tx, viewerId, talk.groupId, id)
    if (!begun || begun.thread_id !== null) return null
    const later = after
      ? sql`and (post.made_at, post.id) > (select made_at, id from post as cursor where cursor.id = ${after} and cursor.thread_id = ${id})`
      : sql``
    const { rows } = await sql<Row>`select ${columns(viewerId)} from post where post.thread_id = ${id}
      and post.deleted_at is null ${later} and ${visiblePost(viewerId)}
      order by post.made_at, post.id limit ${repliesPerPage + 1}`.execute(tx)
    const shown = rows.slice(0, repliesPerPage)
    const readTo = await readToOf(tx, viewerId, talk.groupId)
    const [first, ...replies] = await complete(tx, [begun, ...shown], { talk, viewerId, readTo, now })
    const counts = await replyCounts(tx, viewerId, [id])
    return {
      thread: { ...first!, replies, replyCount: counts.get(id) ?? 0 },
      later: rows.length > repliesPerPage ? (shown.at(-1)?.id ?? null) : null,
      draft: await draftOf(tx, viewerId, talk.groupId, id),
      newest: await newestPost(tx, viewerId, talk.groupId),
    }
  })

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

/** One post alone, for editing it; null where it does not exist for this viewer. */
export const maybePost = (
  db: Db<TalkTables>,
  actor: Viewer,
  talk: Talk,
  id: string,
  now: Date,
): Promise<ShownPost | null> =>
  asViewer(db, actor, async (tx) => {
    const row = await maybeRow(tx, actor.personId, talk.groupId, id)
    if (!row) return null
    const [post] = await complete(tx, [row], { talk, viewerId: actor.personId, readTo: null, now })
    return post ?? null
  })

/** Where the picture of a post lies; null where the post does not exist for this viewer or has none. */
export const maybePicture = (db: Db<TalkTables>, actor: Viewer, talk: Talk, id: string): Promise<string | null> =>
  asViewer(db, actor, async (tx) => {
    const row = await maybeRow(tx, actor.personId, talk.groupId, id)
    if (!row || row.deleted_at) return null
    const picture = await tx.selectFrom('post_picture').select('hash').where('post_id', '=', id).executeTakeFirst()
    return picture?.hash ?? null
  })

export interface Pin {
  id: string
  title: string
  url: string | null
  note: string
}

const pinsOf = (tx: Tx<TalkTables>, groupId: string): Promise<Pin[]> =>
  tx
    .selectFrom('pinned')
    .select(['id', 'title', 'url', 'note'])
    .where('group_id', '=', groupId)
    .orderBy('pinned_at')
    .limit(30)
    .execute()

const draftOf = async (tx: Tx<TalkTables>, viewerId: string | null, groupId: string, key: string): Promise<string> => {
  if (viewerId === null) return ''
  const row = await tx
    .selectFrom('post_draft')
    .select('text')
    .where('person_id', '=', viewerId)
    .where('group_id', '=', groupId)
    .where('thread_key', '=', key)
    .executeTakeFirst()
  return row?.text ?? ''
}

/** How many posts came after one, of those that this viewer may see: what a broken connection missed. */
export const missedSince = (db: Db<TalkTables>, actor: Viewer, groupId: string, after: string): Promise<number> =>
  asViewer(db, actor, async (tx) => {
    const { rows } = await sql<{ count: number }>`select count(*)::int as count from (
      select from post where post.group_id = ${groupId} and ${visiblePost(actor.personId)}
        and (post.made_at, post.id) > (select made_at, id from post as cursor where cursor.id = ${after} and cursor.group_id = ${groupId})
        limit 100) as missed`.execute(tx)
    return rows[0]?.count ?? 0
  })

/** What hosts keep in this group, for whoever may read it. */
export const pinsFor = (db: Db<TalkTables>, actor: Viewer, talk: Talk): Promise<Pin[]> =>
  asViewer(db, actor, (tx) => pinsOf(tx, talk.groupId))

/** Names that can be called here and begin as asked, at most eight: those of members whom the viewer may see, and nothing else of them. */
export const callable = (db: Db<TalkTables>, actor: Viewer, talk: Talk, begins: string): Promise<string[]> =>
  asViewer(db, actor, async (tx) => {
    const wanted = begins.normalize('NFKC').toLowerCase()
    const people = await peopleToCall(tx, talk, actor)
    const names = people
      .map(({ name }) => name)
      .filter((name) => name.normalize('NFKC').toLowerCase().startsWith(wanted))
    return [...new Set(names)].slice(0, 8)
  })
