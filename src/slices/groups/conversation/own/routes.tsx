import { v4 } from 'uuid'
import { Invalid, NotFound } from '#kernel/errors/errors.ts'
import { liveStream } from '#kernel/live/rooms.ts'
import { anyOf, signedIn } from '#kernel/routes/access.ts'
import { json, seeOther } from '#kernel/routes/answer.ts'
import { type Asked, routes } from '#kernel/routes/registry.ts'
import { topicOf } from '../commands.ts'
import { keepWords } from '../drafts/commands.ts'
import { KeptDraft, LettersChosen, LiveFrom, MentionSearch, NewPin, NewPoll, ReadTo, Voting } from '../fields.ts'
import { chooseLetters } from '../letters/commands.ts'
import { ownLetters } from '../letters/queries.ts'
import { listenersOf } from '../live/queries.ts'
import { type TalkKey, talkSentences } from '../messages/catalogue.ts'
import { pin, unpin } from '../pins/commands.ts'
import { askPoll, vote } from '../polls/commands.ts'
import type { TalkTables } from '../post/queries.ts'
import { callable, maybePost, missedSince, pinsFor } from '../queries.ts'
import { talk } from '../talk/queries.ts'
import { approveFirstPost, writerBehind } from '../watch/commands.ts'
import { markRead } from './commands.ts'
import { ShowLetters, ShowNewPoll, ShowPins, ShowWriterDoor } from './pages.tsx'

type InGroup = Asked<TalkTables, TalkKey, unknown, string> & { params: { id: string } }

const toWrite = async ({ db, actor, params, now }: InGroup) => {
  const found = await talk(db, actor, params.id, now)
  if (!found.writes) throw new NotFound()
  return found
}

const hosting = async (here: InGroup) => {
  const found = await talk(here.db, here.actor, here.params.id, here.now)
  if (!found.hosts) throw new NotFound()
  return { t: here.t, talk: found, pins: await pinsFor(here.db, here.actor, found) }
}

const letters = async ({ db, actor, params, now, t }: InGroup) => {
  const found = await talk(db, actor, params.id, now)
  if (!found.member) throw new NotFound()
  return { t, talk: found, letters: await ownLetters(db, actor, found) }
}

/** Whom news is of, as far as they are named: whoever blocks one of them hears nothing of it. */
const peopleIn = (news: Record<string, unknown> | null): string[] =>
  [news?.by, news?.begun].filter((id): id is string => typeof id === 'string')

/** Where a stream goes on: what the browser brings back after a broken connection, else what its page had shown. */
const goesOnAfter = (headers: Headers, after: string | undefined): string | null => {
  const given = headers.get('last-event-id') ?? after ?? ''
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/u.test(given) ? given : null
}

/** What happens around the posts: news, polls, what is kept, letters, what one has read. */
export const wayRoutes = routes<TalkTables, TalkKey>('groups', talkSentences, ({ page, action, endpoint }) => [
  endpoint(
    'GET',
    '/groups/:id/live',
    {
      access: signedIn,
      effect: 'reads',
      shows: 'confidential',
      input: LiveFrom,
      about: 'Says at once that something is new in a group (server-sent events); never what',
    },
    async ({ db, actor, community, params, input, headers, now }) => {
      const found = await talk(db, actor, params.id, now)
      if (!found.member || !actor.personId || !actor.sessionId) throw new NotFound()
      const after = goesOnAfter(headers, input.after)
      const missed = after ? await missedSince(db, actor, params.id, after) : 0
      const first = missed ? [{ event: 'missed', data: String(missed) }] : []
      const looker = { personId: actor.personId, sessionId: actor.sessionId }
      const keeper = {
        admits: (lookers: (typeof looker)[], news: Record<string, unknown> | null) =>
          listenersOf(community.read, params.id, lookers, { of: peopleIn(news), now: new Date() }),
        eventOf: ({ kind, post, thread }: Record<string, unknown>) => ({
          event: kind === 'post' ? 'post' : 'change',
          data: String(thread ?? post),
          ...(kind === 'post' ? { id: String(post) } : {}),
        }),
      }
      return liveStream(community, topicOf(params.id), looker, keeper, first)
    },
  ),
  endpoint(
    'GET',
    '/groups/:id/mentions',
    {
      access: signedIn,
      effect: 'reads',
      shows: 'confidential',
      input: MentionSearch,
      about: 'Names of members whom the viewer may see, for «@name»; never by e-mail address',
    },
    async (here) => json({ names: await callable(here.db, here.actor, await toWrite(here), here.input.q) }),
  ),
  action(
    '/groups/:id/read',
    { access: signedIn, input: ReadTo, effect: 'writes', about: 'Notes for oneself how far one has read' },
    async ({ db, actor, params, input, now, t }) => {
      await markRead(db, actor, { groupId: params.id, to: input.to }, now)
      return seeOther(`/groups/${params.id}`, t('readKept'))
    },
    () => {
      throw new NotFound()
    },
  ),
  endpoint(
    'POST',
    '/groups/:id/draft',
    {
      access: signedIn,
      effect: 'writes',
      shows: 'own',
      input: KeptDraft,
      limit: { perMinute: 60 },
      about: 'Keeps words as they are written, for their writer alone, so that a lost connection loses nothing',
    },
    async (here) => {
      const { db, actor, params, input, now } = here
      const threadId = input.thread === params.id ? null : input.thread
      await keepWords(db, actor, params.id, { threadId, text: input.text }, now)
      return json({ kept: true })
    },
  ),
  page('/groups/:id/polls', { access: signedIn, shows: 'confidential', about: 'The form for a poll' }, async (here) => (
    <ShowNewPoll t={here.t} talk={await toWrite(here)} once={v4()} />
  )),
  action(
    '/groups/:id/polls',
    { access: signedIn, input: NewPoll, effect: 'writes', about: 'Asks the group with a poll' },
    async ({ db, actor, params, input, now, t }) => {
      const posting = await askPoll(db, actor, params.id, input, now)
      if (posting.kind === 'locked') throw new Invalid([{ field: 'text', message: t('talkLocked') }])
      if (posting.kind === 'slow')
        throw new Invalid([{ field: 'text', message: t('talkSlow', { minutes: Math.ceil(posting.seconds / 60) }) }])
      return seeOther(`/groups/${params.id}#post-${posting.postId}`, t(posting.held ? 'postedHeld' : 'posted'))
    },
    async (here, typed, problems) => (
      <ShowNewPoll t={here.t} talk={await toWrite(here)} once={v4()} typed={typed} problems={problems} />
    ),
  ),
  action(
    '/groups/:id/posts/:post/votes',
    { access: signedIn, input: Voting, effect: 'writes', about: 'Chooses in a poll' },
    async ({ db, actor, params, input, now, t }) => {
      const counted = await vote(db, actor, { groupId: params.id, id: params.post, options: input.option }, now)
      const said = { counted: 'voteCounted', closed: 'voteClosed', onlyOne: 'voteOnlyOne' } as const
      return seeOther(`/groups/${params.id}/posts/${params.post}`, t(said[counted]))
    },
    () => {
      throw new NotFound()
    },
  ),
  page(
    '/groups/:id/pins',
    { access: signedIn, shows: 'confidential', about: 'What hosts keep for everybody, to change it' },
    async (here) => <ShowPins {...(await hosting(here))} />,
  ),
  action(
    '/groups/:id/pins',
    { access: signedIn, input: NewPin, effect: 'writes', about: 'Keeps something for everybody in the group' },
    async ({ db, actor, params, input, now, t }) => {
      await pin(db, actor, params.id, input, now)
      return seeOther(`/groups/${params.id}/pins`, t('pinned'))
    },
    async (here, typed, problems) => <ShowPins {...(await hosting(here))} typed={typed} problems={problems} />,
  ),
  action(
    '/groups/:id/pins/:pin/remove',
    { access: signedIn, effect: 'writes', about: 'Takes something away that was kept' },
    async ({ db, actor, params, now, t }) => {
      await unpin(db, actor, { groupId: params.id, id: params.pin }, now)
      return seeOther(`/groups/${params.id}/pins`, t('unpinned'))
    },
  ),
  page(
    '/groups/:id/letters',
    { access: signedIn, shows: 'own', about: 'When letters about a group come' },
    async (here) => <ShowLetters {...(await letters(here))} />,
  ),
  action(
    '/groups/:id/letters',
    { access: signedIn, input: LettersChosen, effect: 'writes', about: 'Sets when letters about a group come' },
    async ({ db, actor, params, input, now, t }) => {
      await chooseLetters(db, actor, { groupId: params.id, letters: input.letters }, now)
      return seeOther(`/groups/${params.id}/letters`, t('lettersSaved'))
    },
    async (here, typed, problems) => <ShowLetters {...(await letters(here))} typed={typed} problems={problems} />,
  ),
  action(
    '/groups/:id/posts/:post/approve',
    { access: signedIn, effect: 'sends', about: 'Lets a newcomer’s first post go to mail' },
    async ({ db, actor, params, now, t }) => {
      await approveFirstPost(db, actor, { groupId: params.id, id: params.post }, now)
      return seeOther(`/groups/${params.id}/posts/${params.post}`, t('approved'))
    },
  ),
  page(
    '/groups/:id/posts/:post/writer',
    { access: anyOf('safeguarding'), shows: 'confidential', about: 'The door to the name behind an anonymous post' },
    async ({ db, actor, params, now, t }) => {
      const found = await talk(db, actor, params.id, now)
      const post = await maybePost(db, actor, found, params.post, now)
      if (post?.writer.kind !== 'alias') throw new NotFound()
      return <ShowWriterDoor t={t} talk={found} post={post} />
    },
  ),
  action(
    '/groups/:id/posts/:post/writer',
    { access: anyOf('safeguarding'), effect: 'writes', about: 'Looks who wrote an anonymous post; written down' },
    async ({ db, actor, params, now }) =>
      seeOther(`/people/${await writerBehind(db, actor, { groupId: params.id, id: params.post }, now)}`),
  ),
])
