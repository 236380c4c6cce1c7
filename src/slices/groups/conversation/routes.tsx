import { v4 } from 'uuid'
import { across, type Db } from '#kernel/database/database.ts'
import { asViewer } from '#kernel/database/viewer.ts'
import { Invalid, NotFound } from '#kernel/errors/errors.ts'
import { maybeFile } from '#kernel/files/keep.ts'
import { asPicture, limits } from '#kernel/files/picture.ts'
import { translator } from '#kernel/messages/messages.ts'
import { signedIn } from '#kernel/routes/access.ts'
import { file, seeOther } from '#kernel/routes/answer.ts'
import { type Asked, type Route, routes } from '#kernel/routes/registry.ts'
import { timeWords } from '#kernel/time/words.ts'
import { crisisHelp } from '#slices/safety/crisis/queries.ts'
import { writePost } from './commands.ts'
import type { Refused } from './compose/pages.tsx'
import { EditedPost, NewPost, Reacting, TalkPage, ThreadPage } from './fields.ts'
import { letterRoutes } from './letters/routes.tsx'
import { type TalkKey, talkSentences } from './messages/catalogue.ts'
import { deletePost, editPost, react } from './own/commands.ts'
import { ShowEdit } from './own/pages.tsx'
import { wayRoutes } from './own/routes.tsx'
import { Conversation, ShowTalk, ShowThread } from './pages.tsx'
import type { ShownPost, TalkTables } from './post/queries.ts'
import { maybePicture, maybePost, maybeThread, talkPage } from './queries.ts'
import type { Posting } from './rules.ts'
import { maybeTalk, type Talk, talk } from './talk/queries.ts'

type Here = Asked<TalkTables, TalkKey, unknown, string>
type InGroup = Here & { params: { id: string } }
type AtPost = Here & { params: { id: string; post: string } }

const aDay = 24 * 3_600_000

/** «today, 10:31 am», «Thursday, 3 pm», «19 Nov, 3 pm», in the community's zone; `coarse` tells the day alone. */
const whenOf = ({ language, community, now, t }: Here) => {
  const words = timeWords(language, community.zone, now)
  const [today, yesterday] = [words.date(now), words.date(new Date(now.getTime() - aDay))]
  const dayOf = (at: Date) => {
    const date = words.date(at)
    if (date === today) return t('today')
    if (date === yesterday) return t('yesterday')
    const days = Math.abs(now.getTime() - at.getTime()) / aDay
    if (days < 6) return words.weekdayOf(at)
    return days < 300 ? words.shortDate(at) : date
  }
  return (at: Date, coarse: boolean) =>
    coarse ? dayOf(at) : t('dayAndTime', { day: dayOf(at), time: words.clock(at) })
}

/** Numbers to ring beside one's own words of the last day, for oneself alone. */
const helpFor = async ({ db, language, community, now }: Here, posts: ShownPost[], unsent: string[]) => {
  const own = posts.filter((post) => post.own && now.getTime() - post.madeAt.getTime() < aDay)
  const text = [...own.map((post) => post.text), ...unsent].join('\n')
  return crisisHelp(across(db), { text, language, zone: community.zone })
}

const shownBy = async (
  here: Here,
  { typed = {}, problems = [] }: Refused,
  posts: ShownPost[],
  found: Talk,
  draft: string,
) => ({
  t: here.t,
  talk: found,
  typed,
  problems,
  mark: () => v4(),
  when: whenOf(here),
  help: await helpFor(here, posts, [typed.text ?? '', draft]),
})

interface Wanted {
  /** Threads older than this one. */
  before?: string | null
  /** This thread alone, as it stands in the list: what a live page asks for when something in it has changed. */
  only?: string | null
}

/** All of it by one transaction; null for whoever may not read there. */
const talkShown = async (here: InGroup, refused: Refused, { before = null, only = null }: Wanted = {}) => {
  const { db, actor, params, now } = here
  const seen = await asViewer(db, actor, async (tx) => {
    const found = await maybeTalk(tx, actor, params.id, now)
    return found && { found, view: await talkPage(tx, actor, found, { before, only, now }) }
  })
  if (!seen) return null
  const { found, view } = seen
  const posts = view.threads.flatMap((thread) => [thread, ...thread.replies])
  const shown = await shownBy(here, refused, posts, found, view.draft)
  return { ...shown, view, letters: view.letters, paged: before !== null || only !== null }
}

const talkFor = async (here: InGroup, refused: Refused, wanted: Wanted = {}) => {
  const shown = await talkShown(here, refused, wanted)
  if (!shown) throw new NotFound()
  return <ShowTalk {...shown} />
}

type Asks = Pick<Asked<any, any, unknown, string>, 'actor' | 'now' | 'language' | 'community'> & { db: Db<any> }

/** The newest of the conversation, as a part of the group's own page; null for whoever may not read it. */
export const conversationIn = async (asked: Asks, id: string) => {
  const t = translator<TalkKey>(asked.language, talkSentences)
  const here = { ...asked, t, params: { id } } as InGroup
  const shown = await talkShown(here, {})
  return shown && <Conversation {...shown} />
}

const threadFor = async (here: AtPost, refused: Refused, after: string | null = null) => {
  const { db, actor, params, now } = here
  const found = await talk(db, actor, params.id, now)
  const view = await maybeThread(db, actor, found, params.post, { after, now })
  if (!view) throw new NotFound()
  const shown = await shownBy(here, refused, [view.thread, ...view.thread.replies], found, view.draft)
  return <ShowThread {...shown} view={view} />
}

/** The picture made anew before the transaction begins: it may have to wait for its turn. */
const pictureOf = async ({ picture, alt }: NewPost, t: Here['t']) => {
  if (!picture) return null
  const seen = await asPicture(new Uint8Array(await picture.arrayBuffer()), 'picture')
  if (seen.kind === 'refused') throw new Invalid([{ field: 'picture', message: t('pictureRefused') }])
  return { picture: seen.picture, alt }
}

/** Words that were not posted stand in the form again, with the reason. */
const refusedAs = (posting: Exclude<Posting, { kind: 'posted' }>, t: Here['t']) =>
  new Invalid([
    {
      field: 'text',
      message:
        posting.kind === 'locked' ? t('talkLocked') : t('talkSlow', { minutes: Math.ceil(posting.seconds / 60) }),
    },
  ])

const say = async (here: InGroup & { input: NewPost }, threadId: string | null) => {
  const { db, actor, params, input, now, t } = here
  await talk(db, actor, params.id, now)
  const { text, once, anonymous } = input
  const picture = await pictureOf(input, t)
  const posting = await writePost(db, actor, params.id, { text, once, anonymous, threadId, picture }, now)
  if (posting.kind !== 'posted') throw refusedAs(posting, t)
  const to = threadId ? `/groups/${params.id}/posts/${threadId}` : `/groups/${params.id}`
  return seeOther(`${to}#post-${posting.postId}`, t(posting.held ? 'postedHeld' : 'posted'))
}

const withPicture = { maxBody: limits.bytes + 256 * 1024 }

const ownPost = async (here: AtPost) => {
  const { db, actor, params, now } = here
  const found = await talk(db, actor, params.id, now)
  const post = await maybePost(db, actor, found, params.post, now)
  if (!post?.own || post.deleted) throw new NotFound()
  return { t: here.t, talk: found, post }
}

const postRoutes = routes<TalkTables, TalkKey>('groups', talkSentences, ({ page, action, endpoint }) => [
  page(
    '/groups/:id/talk',
    {
      access: signedIn,
      shows: 'confidential',
      sensitive: true,
      input: TalkPage,
      about: 'What is said in a group, newest first',
    },
    (here) => talkFor(here, {}, here.input),
  ),
  action(
    '/groups/:id/posts',
    { access: signedIn, input: NewPost, effect: 'writes', ...withPicture, about: 'Says something in a group' },
    (here) => say(here, null),
    (here, typed, problems) => talkFor(here, { typed, problems }),
  ),
  page(
    '/groups/:id/posts/:post',
    { access: signedIn, shows: 'confidential', sensitive: true, input: ThreadPage, about: 'A thread with its replies' },
    (here) => threadFor(here, {}, here.input.after ?? null),
  ),
  action(
    '/groups/:id/posts/:post/replies',
    { access: signedIn, input: NewPost, effect: 'writes', ...withPicture, about: 'Replies in a thread' },
    (here) => say(here, here.params.post),
    (here, typed, problems) => threadFor(here, { typed, problems }),
  ),
  page(
    '/groups/:id/posts/:post/edit',
    { access: signedIn, shows: 'confidential', about: 'One’s own words, to change or delete' },
    async (here) => <ShowEdit {...(await ownPost(here))} />,
  ),
  action(
    '/groups/:id/posts/:post/edit',
    { access: signedIn, input: EditedPost, effect: 'writes', about: 'Changes one’s own words' },
    async ({ db, actor, params, input, now, t }) => {
      const edited = await editPost(db, actor, { groupId: params.id, id: params.post, text: input.text }, now)
      if (edited === 'tooLate') throw new Invalid([{ field: 'text', message: t('tooLate') }])
      return seeOther(`/groups/${params.id}/posts/${params.post}`, t('changeSaved'))
    },
    async (here, typed, problems) => <ShowEdit {...(await ownPost(here))} typed={typed} problems={problems} />,
  ),
  action(
    '/groups/:id/posts/:post/delete',
    { access: signedIn, effect: 'writes', about: 'Deletes one’s own words' },
    async ({ db, actor, params, now, t }) => {
      await deletePost(db, actor, { groupId: params.id, id: params.post }, now)
      return seeOther(`/groups/${params.id}`, t('deletedNow'))
    },
  ),
  action(
    '/groups/:id/posts/:post/reactions',
    { access: signedIn, input: Reacting, effect: 'writes', limit: { perMinute: 60 }, about: 'Answers with a word' },
    async ({ db, actor, params, input, now }) => {
      await react(db, actor, { groupId: params.id, id: params.post, reaction: input.reaction }, now)
      return seeOther(`/groups/${params.id}/posts/${params.post}`)
    },
    (here, typed, problems) => threadFor(here, { typed, problems }),
  ),
  endpoint(
    'GET',
    '/groups/:id/posts/:post/picture',
    { access: signedIn, effect: 'reads', shows: 'confidential', about: 'The picture of a post' },
    async ({ db, actor, params, now }) => {
      const hash = await maybePicture(db, actor, await talk(db, actor, params.id, now), params.post)
      const found = hash ? await maybeFile(across(db), hash, params.post) : null
      if (!found) throw new NotFound()
      return file(found.bytes, found.type, { inline: true })
    },
  ),
])

/** The conversation hangs under its group: `/groups/:id/talk` and `/groups/:id/posts/…`. */
export const conversationRoutes: Route[] = [...postRoutes, ...wayRoutes, ...letterRoutes]
