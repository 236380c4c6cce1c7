import type { Db } from '#kernel/database/database.ts'
import { NotFound } from '#kernel/errors/errors.ts'
import { signedIn } from '#kernel/routes/access.ts'
import { seeOther } from '#kernel/routes/answer.ts'
import { type Asked, routes, type Typed } from '#kernel/routes/registry.ts'
import { timeWords } from '#kernel/time/words.ts'
import type { Problem } from '#ui/field.tsx'
import { may } from '../access.ts'
import { Answered, Removed } from '../fields.ts'
import { openInvitations } from '../invitations/queries.ts'
import { answerRequest } from '../joining/commands.ts'
import { removeMember } from '../leaving/commands.ts'
import { groupSentences, type MessageKey } from '../messages/catalogue.ts'
import { maybeGroup } from '../queries.ts'
import type { GroupTables } from '../tables.ts'
import { type Named, nameHost, standDown, type TakenOver, takeOver } from './commands.ts'
import { ShowMember, ShowMembers } from './pages.tsx'
import { rosterOf } from './queries.ts'

type Context = Pick<Asked<GroupTables, MessageKey, unknown, ''>, 'actor' | 'now' | 't' | 'language' | 'community'> & {
  db: Db<GroupTables>
}

const known = async ({ db, actor, now }: Context, id: string) => {
  const group = await maybeGroup(db, actor, id, now)
  if (!group || !may.seeRoster(actor, group)) throw new NotFound()
  return group
}

/** Who is here; for its hosts also whom they invited. */
export const showMembers = async (asked: Context, id: string, problems: Problem[] = []) => {
  const { db, actor, now, t, language, community } = asked
  const group = await known(asked, id)
  const invitations = may.run(actor, group) ? await openInvitations(db, actor, id, now) : []
  const words = timeWords(language, community.zone, now)
  return (
    <ShowMembers
      group={group}
      roster={await rosterOf(db, actor, group)}
      invitations={invitations}
      problems={problems}
      time={(at) => words.dayAndMonth(at)}
      t={t}
    />
  )
}

const showMember = async (
  asked: Context,
  { id, member }: { id: string; member: string },
  typed: Typed = {},
  problems: Problem[] = [],
) => {
  const group = await known(asked, id)
  const { members } = await rosterOf(asked.db, asked.actor, group)
  const entry = members.find(({ handle, own }) => handle === member && !own)
  if (!entry || !may.run(asked.actor, group)) throw new NotFound()
  return <ShowMember group={group} entry={entry} typed={typed} problems={problems} t={asked.t} />
}

const members = (id: string) => `/groups/${id}/members`

const answered: Record<Awaited<ReturnType<typeof answerRequest>>['kind'], MessageKey> = {
  member: 'letInDone',
  refused: 'refusedDone',
  asked: 'askedNow',
  full: 'isFullForHost',
  barred: 'isBarred',
  adultsOnly: 'adultsOnly',
  needsAdults: 'needsAdults',
  pseudonymTaken: 'pseudonymTaken',
  closed: 'isClosed',
}

const takenOver: Record<TakenOver['kind'], MessageKey> = {
  yours: 'takenOver',
  somebodyWasFaster: 'someoneWasFaster',
  adultsOnly: 'hostsAreAdults',
  needsCheck: 'hostsNeedCheck',
}

const namedHost: Record<Named, MessageKey> = {
  named: 'hostNamed',
  adultsOnly: 'hostsAreAdults',
  needsCheck: 'hostsNeedCheck',
}

export const memberRoutes = routes<GroupTables, MessageKey>('groups', groupSentences, ({ page, action }) => [
  page(
    '/groups/:id/members',
    { access: signedIn, shows: 'personal', sensitive: true, about: 'Who is in a group, for its members' },
    (asked) => showMembers(asked, asked.params.id),
  ),

  page(
    '/groups/:id/members/:member',
    { access: signedIn, shows: 'personal', sensitive: true, about: 'What a host can do about one member' },
    (asked) => showMember(asked, asked.params),
  ),

  action(
    '/groups/:id/members/:member/answer',
    { access: signedIn, input: Answered, effect: 'sends', about: 'A host answers somebody who asked to join' },
    async ({ db, actor, params, input, now, t }) => {
      const answer = { member: params.member, yes: input.yes === '1' }
      const outcome = await answerRequest(db, actor, params.id, answer, now)
      return seeOther(members(params.id), t(answered[outcome.kind]))
    },
    (asked, _, problems) => showMembers(asked, asked.params.id, problems),
  ),

  action(
    '/groups/:id/members/:member/remove',
    { access: signedIn, input: Removed, effect: 'sends', about: 'A host ends a membership, with a reason' },
    async ({ db, actor, params, input, now, t }) => {
      const ended = await removeMember(db, actor, params.id, { ...input, member: params.member }, now)
      return seeOther(members(params.id), t(ended.kind === 'needed' ? 'needed' : 'removed'))
    },
    (asked, typed, problems) => showMember(asked, asked.params, typed, problems),
  ),

  action(
    '/groups/:id/members/:member/host',
    { access: signedIn, effect: 'sends', about: 'Names another host' },
    async ({ db, actor, params, now, t }) => {
      const named = await nameHost(db, actor, params.id, params.member, now)
      return seeOther(members(params.id), t(namedHost[named]))
    },
  ),

  action(
    '/groups/:id/members/stand-down',
    { access: signedIn, effect: 'writes', about: 'A host goes on as a member' },
    async ({ db, actor, params, now, t }) =>
      seeOther(members(params.id), t((await standDown(db, actor, params.id, now)) ? 'stoodDown' : 'lastHost')),
  ),

  action(
    '/groups/:id/take-over',
    { access: signedIn, effect: 'sends', about: 'Looks after a group that has no host' },
    async ({ db, actor, params, now, t }) => {
      const { kind } = await takeOver(db, actor, params.id, now)
      return seeOther(`/groups/${params.id}`, t(takenOver[kind]))
    },
  ),
])
