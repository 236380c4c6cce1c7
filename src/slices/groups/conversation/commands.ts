import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { acrossTx, type Db, type Tx } from '#kernel/database/database.ts'
import { newId } from '#kernel/database/id.ts'
import { asViewer } from '#kernel/database/viewer.ts'
import { NotFound } from '#kernel/errors/errors.ts'
import { record, theProgram } from '#kernel/facts/record.ts'
import { keepFile } from '#kernel/files/keep.ts'
import type { Picture } from '#kernel/files/picture.ts'
import { tell } from '#kernel/live/hearing.ts'
import type { Actor } from '#kernel/session/actor.ts'
import { stateOf } from '#slices/safety/queries.ts'
import { self } from '../commands.ts'
import { dropDraft, keepDraft } from './drafts/commands.ts'
import { PostMade } from './facts.ts'
import { maybeRow, type TalkTables } from './post/queries.ts'
import { calledIn, isNewcomer, type Posting, waitLeft } from './rules.ts'
import { peopleToCall, type Talk, talkToWrite } from './talk/queries.ts'

type TalkTx = Tx<TalkTables>

/** The topic on which a group's listeners hear what is new. */
export const topicOf = (groupId: string): string => `talk ${groupId}`

export interface Written {
  text: string
  once: string
  anonymous: boolean
  /** The thread that this replies to; null begins one. */
  threadId: string | null
  picture?: { picture: Picture; alt: string } | null
}

/**
 * Says something in a group. The same form sent twice makes one post. Words that may not be posted now are kept as a draft, so that
 * nothing is lost.
 */
export const writePost = (
  db: Db<TalkTables>,
  actor: Actor,
  groupId: string,
  written: Written,
  now: Date,
): Promise<Posting> =>
  asViewer(db, actor, async (tx) => {
    const talk = await talkToWrite(tx, actor, groupId, now)
    return (await refusal(tx, actor, talk, written, now)) ?? (await addPost(tx, actor, talk, written, now))
  })

/** The post itself, where the caller's transaction already knows that it may be written; also the ground of a poll. */
export const addPost = async (
  tx: TalkTx,
  actor: Actor,
  talk: Talk,
  written: Written,
  now: Date,
): Promise<Extract<Posting, { kind: 'posted' }>> => {
  const anonymous = written.anonymous && talk.anonymous
  const held = !talk.hosts && (await isFirstPost(tx, self(actor)))
  const id = anonymous || talk.confidential ? randomUUID() : newId()
  const row = await insertPost(tx, { id, actor, talk, anonymous, held, written, now })
  if (!row) return await sentBefore(tx, actor, written.once)
  await addAround(tx, actor, talk, { ...written, id, anonymous })
  await changed(tx, talk.groupId, {
    kind: 'post',
    post: id,
    thread: written.threadId,
    by: anonymous ? null : self(actor),
  })
  // Who did it stands in the record of facts, which more people read than may know an anonymous writer or who is in a circle.
  await record(tx, anonymous || talk.confidential ? theProgram : actor, PostMade, { groupId: talk.groupId, postId: id })
  return { kind: 'posted', postId: id, threadId: written.threadId, held }
}

interface Inserted {
  id: string
  actor: Actor
  talk: Talk
  anonymous: boolean
  held: boolean
  written: Written
  now: Date
}

const insertPost = async (tx: TalkTx, { id, actor, talk, anonymous, held, written, now }: Inserted) =>
  await tx
    .insertInto('post')
    .values({
      id,
      group_id: talk.groupId,
      thread_id: written.threadId,
      author_id: anonymous ? null : self(actor),
      alias: anonymous ? await aliasIn(tx, self(actor), written.threadId) : null,
      aliases: anonymous && !written.threadId ? 1 : 0,
      text: written.text,
      made_at: now,
      active_at: now,
      mail_held_at: held ? now : null,
      once: written.once,
      confidential: talk.confidential,
    })
    .onConflict((conflict) => conflict.column('once').doNothing())
    .returning('id')
    .executeTakeFirst()

/** The same number for the same writer within a thread, so that others can follow; never the same beyond it. */
const aliasIn = async (tx: TalkTx, personId: string, threadId: string | null): Promise<number> => {
  if (threadId === null) return 1
  const known = await tx
    .selectFrom('post_alias')
    .select('alias')
    .where('thread_id', '=', threadId)
    .where('person_id', '=', personId)
    .executeTakeFirst()
  if (known) return known.alias
  const { aliases } = await tx
    .updateTable('post')
    .set((post) => ({ aliases: post('aliases', '+', 1) }))
    .where('id', '=', threadId)
    .returning('aliases')
    .executeTakeFirstOrThrow()
  return aliases
}

const addAround = async (
  tx: TalkTx,
  actor: Actor,
  talk: Talk,
  { id, anonymous, threadId, text, picture }: Written & { id: string },
) => {
  const person_id = self(actor)
  if (anonymous) {
    const { alias } = await tx.selectFrom('post').select('alias').where('id', '=', id).executeTakeFirstOrThrow()
    await tx
      .insertInto('post_alias')
      .values({ post_id: id, thread_id: threadId ?? id, person_id, alias: alias ?? 1 })
      .execute()
  }
  if (threadId) await tx.updateTable('post').set({ active_at: sql`now()` }).where('id', '=', threadId).execute()
  await saveMentions(tx, actor, talk, id, text)
  if (picture) {
    const hash = await keepFile(acrossTx(tx), picture.picture, { for: id })
    const { width, height } = picture.picture
    await tx.insertInto('post_picture').values({ post_id: id, hash, alt: picture.alt, width, height }).execute()
  }
  await dropDraft(tx, person_id, talk.groupId, threadId ?? talk.groupId)
}

export const saveMentions = async (tx: TalkTx, actor: Actor, talk: Talk, post_id: string, text: string) => {
  const called = text.includes('@') ? calledIn(text, await peopleToCall(tx, talk, actor)) : []
  await tx.deleteFrom('post_mention').where('post_id', '=', post_id).execute()
  if (!called.length) return
  await tx
    .insertInto('post_mention')
    .values(called.map((person_id) => ({ post_id, person_id })))
    .execute()
}

/** Sent before: the same answer again. A form's mark that belongs to somebody else's post is no mark of ours. */
const sentBefore = async (tx: TalkTx, actor: Actor, once: string) => {
  const { rows } = await sql<{ id: string; thread_id: string | null; held: boolean }>`
    select id, thread_id, mail_held_at is not null as held from post where once = ${once}
      and (author_id = ${self(actor)} or exists (select from post_alias where post_id = post.id and person_id = ${self(actor)}))`.execute(
    tx,
  )
  if (!rows[0]) throw new NotFound()
  return { kind: 'posted', postId: rows[0].id, threadId: rows[0].thread_id, held: rows[0].held } as const
}

const isFirstPost = async (tx: TalkTx, personId: string): Promise<boolean> => {
  const { rows } = await sql<{ known: boolean }>`select exists (select from post where mail_held_at is null
      and (author_id = ${personId} or id in (select post_id from post_alias where person_id = ${personId}))) as known`.execute(
    tx,
  )
  return isNewcomer(rows[0]?.known ? 1 : 0)
}

const refusal = async (
  tx: TalkTx,
  actor: Actor,
  talk: Talk,
  { threadId, text }: Written,
  now: Date,
): Promise<Posting | null> => {
  const thread = threadId ? await maybeRow(tx, self(actor), talk.groupId, threadId) : null
  if (threadId && (!thread || thread.thread_id !== null)) throw new NotFound()
  const because = await refusedBecause(tx, actor, talk, { locked: thread?.locked ?? false, threadId, now })
  if (because) await keepDraft(tx, actor, talk.groupId, { threadId, text }, now)
  return because
}

/** Why nothing may be posted here now: closed, or slowed down for this person. */
export const refusedBecause = async (
  tx: TalkTx,
  actor: Actor,
  talk: Talk,
  { locked, threadId, now }: { locked: boolean; threadId: string | null; now: Date },
): Promise<Posting | null> => {
  const inGroup = (await stateOf(acrossTx(tx), 'group', [talk.groupId])).get(talk.groupId)
  if (locked || inGroup?.locked) return { kind: 'locked' }
  const inThread = threadId ? (await stateOf(acrossTx(tx), 'post', [threadId])).get(threadId) : undefined
  const slow = Math.max(inGroup?.slowSeconds ?? 0, inThread?.slowSeconds ?? 0)
  if (!slow) return null
  // Two forms sent at one moment take turns here, or both would see that nothing was written lately.
  await sql`select pg_advisory_xact_lock(hashtextextended(${`slow ${talk.groupId} ${self(actor)}`}, 0))`.execute(tx)
  const seconds = waitLeft(await lastPostAt(tx, self(actor), talk.groupId), slow, now)
  return seconds ? { kind: 'slow', seconds } : null
}

const lastPostAt = async (tx: TalkTx, personId: string, groupId: string): Promise<Date | null> => {
  const { rows } = await sql<{ at: Date | null }>`select max(made_at) as at from post where group_id = ${groupId}
    and (author_id = ${personId} or id in (select post_id from post_alias where person_id = ${personId}))`.execute(tx)
  return rows[0]?.at ?? null
}

/**
 * Tells whoever looks at the group now, in every process, once this transaction commits. Who began the thread goes along: whoever
 * keeps away from them hears of nothing in it.
 */
export const changed = async (
  tx: TalkTx,
  groupId: string,
  news: { kind: 'post' | 'change'; post: string; thread: string | null; by: string | null },
): Promise<void> => {
  const begun = news.thread
    ? await tx.selectFrom('post').select('author_id').where('id', '=', news.thread).executeTakeFirst()
    : null
  await tell(acrossTx(tx), topicOf(groupId), { ...news, begun: begun?.author_id ?? null })
}
