import type { Db } from '#kernel/database/database.ts'
import { Gone, Invalid, NotFound } from '#kernel/errors/errors.ts'
import { queueMail } from '#kernel/mail/queue.ts'
import { anyone, signedIn } from '#kernel/routes/access.ts'
import { seeOther } from '#kernel/routes/answer.ts'
import { routes } from '#kernel/routes/registry.ts'
import type { Actor } from '#kernel/session/actor.ts'
import type { Problem } from '#ui/field.tsx'
import { may } from '../access.ts'
import { AcceptForm, Answered, Invite, KeyInUrl, OfPerson, Removed } from '../fields.ts'
import { groupLetter } from '../mails.tsx'
import { groupSentences, type MessageKey } from '../messages/catalogue.ts'
import { type Say, ShowInvitation } from '../pages.tsx'
import { maybeGroup, maybeInvitation, rosterOf } from '../queries.ts'
import type { Joined } from '../rules.ts'
import type { GroupTables } from '../tables.ts'
import {
  acceptInvitation,
  answerRequest,
  inviteToGroup,
  leaveGroup,
  nameHost,
  removeMember,
  standDown,
  takeOver,
} from './commands.ts'
import { ShowLeave, ShowMembers } from './pages.tsx'

interface Context {
  db: Db<GroupTables>
  actor: Actor
  now: Date
  t: Say
}

const show = async ({ db, actor, now, t }: Context, id: string, problems: Problem[] = []) => {
  const group = await maybeGroup(db, actor, id, now)
  if (!group || !may.seeRoster(actor, group)) throw new NotFound()
  return <ShowMembers group={group} roster={await rosterOf(db, actor, group)} problems={problems} t={t} />
}

const showInvitation = async ({ db, actor, now, t }: Context, key: string, problems: Problem[] = []) => {
  const invitation = await maybeInvitation(db, key, now)
  if (!invitation) throw new NotFound()
  if (invitation.ended) throw new Gone()
  return (
    <ShowInvitation {...invitation} invitationKey={key} isMember={actor.personId !== null} problems={problems} t={t} />
  )
}

const refusal: Record<Exclude<Joined['kind'], 'member' | 'asked'> | 'notYours', MessageKey> = {
  full: 'isFull',
  barred: 'isBarred',
  adultsOnly: 'adultsOnly',
  pseudonymTaken: 'pseudonymTaken',
  closed: 'isClosed',
  notYours: 'invitationNotYours',
}

const members = (id: string) => `/groups/${id}/members`

export const memberRoutes = routes<GroupTables, MessageKey>('groups', groupSentences, ({ page, action }) => [
  page(
    '/groups/:id/members',
    { access: signedIn, shows: 'personal', sensitive: true, about: 'Who is in a group, for its members' },
    (asked) => show(asked, asked.params.id),
  ),

  action(
    '/groups/:id/members/answer',
    { access: signedIn, input: Answered, effect: 'sends', about: 'A host answers somebody who asked to join' },
    async ({ db, actor, params, input, now, t }) => {
      const outcome = await answerRequest(db, actor, params.id, { person: input.person, yes: input.yes === '1' }, now)
      const words: MessageKey =
        outcome.kind === 'refused'
          ? 'refusedDone'
          : outcome.kind === 'member'
            ? 'letInDone'
            : refusal[outcome.kind as 'full']
      return seeOther(members(params.id), t(words))
    },
    (asked, _, problems) => show(asked, asked.params.id, problems),
  ),

  action(
    '/groups/:id/members/remove',
    { access: signedIn, input: Removed, effect: 'sends', about: 'A host ends a membership, with a reason' },
    async ({ db, actor, params, input, now, t }) => {
      const ended = await removeMember(db, actor, params.id, input, now)
      return seeOther(members(params.id), t(ended.kind === 'needed' ? 'needed' : 'removed'))
    },
    (asked, _, problems) => show(asked, asked.params.id, problems),
  ),

  action(
    '/groups/:id/members/host',
    { access: signedIn, input: OfPerson, effect: 'sends', about: 'Names another host' },
    async ({ db, actor, params, input, now, t }) => {
      await nameHost(db, actor, params.id, input.person, now)
      return seeOther(members(params.id), t('hostNamed'))
    },
    (asked, _, problems) => show(asked, asked.params.id, problems),
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
    async ({ db, actor, params, now, t }) =>
      seeOther(
        `/groups/${params.id}`,
        t((await takeOver(db, actor, params.id, now)) ? 'takenOver' : 'someoneWasFaster'),
      ),
  ),

  action(
    '/groups/:id/members/invite',
    {
      access: signedIn,
      input: Invite,
      effect: 'sends',
      limit: { perMinute: 10 },
      about: 'Invites one address to a group',
    },
    async ({ db, actor, params, input, now, t, language, url }) => {
      await inviteToGroup(db, actor, params.id, input.email, now, async (tx, { email, key }) => {
        await queueMail(
          tx,
          groupLetter(
            { address: email, name: null, language },
            {
              kind: 'invitation',
              confidential: false,
              subject: 'mailInviteSubject',
              text: 'mailInviteText',
              href: `${url.origin}/groups/invitation?key=${key}`,
              button: 'mailInviteOpen',
            },
          ),
        )
      })
      return seeOther(members(params.id), t('invited'))
    },
    (asked, _, problems) => show(asked, asked.params.id, problems),
  ),

  page(
    '/groups/invitation',
    { access: anyone, input: KeyInUrl, shows: 'personal', sensitive: true, about: 'An invitation to a group' },
    (asked) => showInvitation(asked, asked.input.key),
  ),

  action(
    '/groups/invitation',
    { access: signedIn, input: AcceptForm, effect: 'writes', about: 'Accepts an invitation, once' },
    async ({ db, actor, input, now, t }) => {
      const joined = await acceptInvitation(db, actor, input, now)
      if (joined.kind === 'member') return seeOther(`/groups/${joined.groupId}`, t('joinedNow'))
      const field = joined.kind === 'pseudonymTaken' ? 'pseudonym' : 'agree'
      throw new Invalid([{ field, message: t(refusal[joined.kind as keyof typeof refusal]) }])
    },
    (asked, typed, problems) => showInvitation(asked, typed.key ?? '', problems),
  ),

  page('/groups/:id/leave', { access: signedIn, shows: 'personal', about: 'Leave a group' }, async (asked) => {
    const group = await maybeGroup(asked.db, asked.actor, asked.params.id, asked.now)
    if (!group?.mine || !['member', 'asking'].includes(group.mine.state)) throw new NotFound()
    return <ShowLeave group={group} t={asked.t} />
  }),

  action(
    '/groups/:id/leave',
    { access: signedIn, effect: 'writes', about: 'Leaves a group' },
    async ({ db, actor, params, now, t }) => {
      const ended = await leaveGroup(db, actor, params.id, now)
      return ended.kind === 'needed' ? seeOther(`/groups/${params.id}`, t('needed')) : seeOther('/groups', t('left'))
    },
  ),
])
