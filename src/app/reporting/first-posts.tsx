import { type AnyDb, across, type Db } from '#kernel/database/database.ts'
import { asViewer } from '#kernel/database/viewer.ts'
import { signedIn } from '#kernel/routes/access.ts'
import { seeOther } from '#kernel/routes/answer.ts'
import { type Asked, routes } from '#kernel/routes/registry.ts'
import type { Actor } from '#kernel/session/actor.ts'
import { maybePost } from '#slices/groups/conversation/queries.ts'
import type { ConversationTables } from '#slices/groups/conversation/tables.ts'
import { maybeTalk } from '#slices/groups/conversation/talk/queries.ts'
import { approveFirstPost } from '#slices/groups/conversation/watch/commands.ts'
import { FirstPost } from '#slices/safety/first/fields.ts'
import { ShowFirstPosts, type WaitingPost } from '#slices/safety/first/pages.tsx'
import { type SafetyKey, safetySentences } from '#slices/safety/messages/catalogue.ts'
import { readerOf } from '#slices/safety/queue/pages.tsx'
import type { SafetyTables } from '#slices/safety/tables.ts'

const heldFor = (db: AnyDb, actor: Actor) =>
  asViewer(across(db) as Db<ConversationTables>, actor, (tx) =>
    tx
      .selectFrom('post')
      .select(['id', 'group_id'])
      .where('mail_held_at', 'is not', null)
      .where('deleted_at', 'is', null)
      .orderBy('mail_held_at')
      .limit(200)
      .execute(),
  )

/** One that waits, if this person may read it and has the say in its group. */
const maybeWaiting = async (
  db: AnyDb,
  actor: Actor,
  { id, group_id }: { id: string; group_id: string },
  now: Date,
): Promise<WaitingPost | null> => {
  const talk = await maybeTalk(across(db), actor, group_id, now)
  if (!talk?.member && talk?.confidential) return null
  if (!talk || !(talk.hosts || actor.is('moderator', group_id))) return null
  const post = await maybePost(across(db), actor, talk, id, now)
  if (!post?.held || post.own || post.hidden) return null
  const { writer, madeAt, text, threadId } = post
  return {
    id,
    group: { id: group_id, name: talk.name },
    path: `/groups/${group_id}/posts/${threadId ?? id}#post-${id}`,
    writer: writer.kind === 'named' ? writer.name : null,
    madeAt,
    text,
  }
}

/** Newcomers' first posts that this person may let go to mail, the oldest first. */
const waitingPosts = async (db: AnyDb, actor: Actor, now: Date): Promise<WaitingPost[]> => {
  const found: WaitingPost[] = []
  for (const held of await heldFor(db, actor)) {
    const post = await maybeWaiting(db, actor, held, now)
    if (post) found.push(post)
  }
  return found
}

type Here = Asked<SafetyTables, SafetyKey, unknown, string>

const show = async (asked: Here) => {
  const posts = await waitingPosts(across(asked.community.read), asked.actor, asked.now)
  return <ShowFirstPosts {...readerOf(asked)} posts={posts} />
}

const home = '/moderation/first-posts'

/** For hosts, and for moderators in the groups that they may read: what waits before it goes to mail. */
export const firstPostRoutes = routes<SafetyTables, SafetyKey>('safety', safetySentences, ({ page, action }) => [
  page(home, { access: signedIn, shows: 'personal', about: 'First posts of newcomers, before they go to mail' }, show),
  action(
    home,
    { access: signedIn, effect: 'sends', input: FirstPost, about: 'Lets a newcomer’s first post go to mail' },
    async ({ db, actor, input, now, t }) => {
      await approveFirstPost(across(db), actor, { groupId: input.group, id: input.post }, now)
      return seeOther(home, t('firstPassed'))
    },
    show,
  ),
])
