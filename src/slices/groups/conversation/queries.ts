import { sql } from 'kysely'
import type { Db, Tx } from '#kernel/database/database.ts'
import { asViewer } from '#kernel/database/viewer.ts'
import type { Actor } from '#kernel/session/actor.ts'
import { unblocked } from '#slices/people/blocks/queries.ts'
import {
  columns,
  complete,
  maybeRow,
  mine,
  type Row,
  type ShownPost,
  type TalkTables,
  visiblePost,
  visibleThread,
} from './post/queries.ts'
import { isDiscreet, type Letters, usualChoice } from './rules.ts'
import { peopleToCall, type Talk } from './talk/queries.ts'

type Viewer = Pick<Actor, 'personId'>

export interface Thread extends ShownPost {
  /** The last of them, oldest first. */
  replies: ShownPost[]
  replyCount: number
}

/** How many threads stand on one page, and how many of each one's replies. */
export const threadsPerPage = 12
export const repliesShown = 2
export const repliesPerPage = 50

/** A deleted beginning stays as an empty place while somebody's reply hangs on it. */
const worthShowing = (viewerId: string | null) => sql`(post.deleted_at is null or exists (select from post as reply
  where reply.thread_id = post.id and reply.deleted_at is null and ${unblocked(viewerId, 'reply.author_id')}))`

interface Span {
  before?: string | null
  only?: string | null
}

const beginnings = async (tx: Tx<TalkTables>, viewerId: string | null, groupId: string, { before, only }: Span) => {
  const one = only ? sql`and post.id = ${only}` : sql``
  const older = before
    ? sql`and (post.made_at, post.id) < (select made_at, id from post as cursor where cursor.id = ${before} and cursor.group_id = ${groupId})`
    : sql``
  const { rows } = await sql<Row>`select ${columns(viewerId)} from post
    where post.group_id = ${groupId} and post.thread_id is null ${older} ${one}
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

interface Standing {
  readTo: Date | null
  draft: string
  letters: Letters
  newest: string | null
}

interface StandingRow {
  read_to: Date | null
  draft: string | null
  letters: Letters | null
  newest: string | null
}

/** How the viewer stands to a conversation, in one trip: how far read, what was begun, when letters come, what is newest. */
const standingIn = async (tx: Tx<TalkTables>, viewerId: string | null, talk: Talk, key: string): Promise<Standing> => {
  const { rows } = await sql<StandingRow>`select
      (select read_to from read_marker where person_id = ${viewerId} and group_id = ${talk.groupId}) as read_to,
      (select text from post_draft where person_id = ${viewerId} and group_id = ${talk.groupId} and thread_key = ${key}) as draft,
      (select letters from talk_choice where person_id = ${viewerId} and group_id = ${talk.groupId}) as letters,
      (select id from post where group_id = ${talk.groupId} and ${visiblePost(viewerId)} and ${visibleThread(viewerId)}
        order by made_at desc, id desc limit 1) as newest`.execute(tx)
  const { read_to, draft, letters, newest } = rows[0]!
  return { readTo: read_to, draft: draft ?? '', letters: letters ?? usualChoice(isDiscreet(talk)), newest }
}

export interface TalkView {
  threads: Thread[]
  /** Leads to older threads. */
  older: string | null
  pins: Pin[]
  draft: string
  /** First posts that a host has not looked at yet; for hosts alone. */
  waiting: { id: string; threadId: string | null }[]
  /** The newest post that the viewer may see: live news begin after it. */
  newest: string | null
  unread: number
  letters: Letters
}

/** The newest threads of a group, or those before a given one. */
export const talkPage = (
  db: Db<TalkTables>,
  actor: Viewer,
  talk: Talk,
  { before = null, only = null, now }: Span & { now: Date },
): Promise<TalkView> =>
  asViewer(db, actor, async (tx) => {
    const viewerId = actor.personId
    const found = await beginnings(tx, viewerId, talk.groupId, { before, only })
    const begun = found.slice(0, threadsPerPage)
    const ids = begun.map(({ id }) => id)
    const replies = ids.length ? await lastReplies(tx, viewerId, ids) : []
    const counts = await replyCounts(tx, viewerId, ids)
    const { readTo, ...standing } = await standingIn(tx, viewerId, talk, talk.groupId)
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
      waiting: talk.hosts && !before ? await waitingIn(tx, viewerId, talk.groupId) : [],
      unread: posts.filter(({ isNew }) => isNew).length,
      ...standing,
    }
  })

const waitingIn = async (tx: Tx<TalkTables>, viewerId: string | null, groupId: string) => {
  const { rows } = await sql<{ id: string; threadId: string | null }>`select id, thread_id as "threadId" from post
    where group_id = ${groupId} and mail_held_at is not null and deleted_at is null and not ${mine(viewerId)}
      and ${visiblePost(viewerId)} and ${visibleThread(viewerId)} order by made_at limit 10`.execute(tx)
  return rows
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
    const { readTo, draft, newest } = await standingIn(tx, viewerId, talk, id)
    const [first, ...replies] = await complete(tx, [begun, ...shown], { talk, viewerId, readTo, now })
    const counts = await replyCounts(tx, viewerId, [id])
    return {
      thread: { ...first!, replies, replyCount: counts.get(id) ?? 0 },
      later: rows.length > repliesPerPage ? (shown.at(-1)?.id ?? null) : null,
      draft,
      newest,
    }
  })

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

/** How many posts came after one, of those that this viewer may see: what a broken connection missed. */
export const missedSince = (db: Db<TalkTables>, actor: Viewer, groupId: string, after: string): Promise<number> =>
  asViewer(db, actor, async (tx) => {
    const { rows } = await sql<{ count: number }>`select count(*)::int as count from (
      select from post where post.group_id = ${groupId} and ${visiblePost(actor.personId)} and ${visibleThread(actor.personId)}
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
