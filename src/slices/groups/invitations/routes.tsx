import type { Db } from '#kernel/database/database.ts'
import { Gone, Invalid, NotFound } from '#kernel/errors/errors.ts'
import { queueMail } from '#kernel/mail/queue.ts'
import { anyone, signedIn } from '#kernel/routes/access.ts'
import { seeOther } from '#kernel/routes/answer.ts'
import { routes, type Typed } from '#kernel/routes/registry.ts'
import type { Actor } from '#kernel/session/actor.ts'
import type { Problem } from '#ui/field.tsx'
import { AcceptForm, Invite, KeyInUrl, Withdrawn } from '../fields.ts'
import { invitationLetter } from '../mails.tsx'
import { showMembers } from '../members/routes.tsx'
import { groupSentences, type MessageKey } from '../messages/catalogue.ts'
import type { Say } from '../pages.tsx'
import type { GroupTables } from '../tables.ts'
import { type Accepted, acceptInvitation, inviteToGroup, withdrawInvitation } from './commands.ts'
import { ShowInvitation } from './pages.tsx'
import { maybeInvitation } from './queries.ts'

interface Context {
  db: Db<GroupTables>
  actor: Actor
  now: Date
  t: Say
}

const show = async ({ db, actor, now, t }: Context, key: string, typed: Typed = {}, problems: Problem[] = []) => {
  const invitation = await maybeInvitation(db, key, now)
  if (!invitation) throw new NotFound()
  if (invitation.ended) throw new Gone()
  return (
    <ShowInvitation
      invitation={invitation}
      invitationKey={key}
      isMember={actor.personId !== null}
      typed={typed}
      problems={problems}
      t={t}
    />
  )
}

const refusal: Record<Exclude<Accepted['kind'], 'member'>, MessageKey> = {
  asked: 'askedNow',
  full: 'isFull',
  barred: 'isBarred',
  adultsOnly: 'adultsOnly',
  needsAdults: 'needsAdults',
  pseudonymTaken: 'pseudonymTaken',
  closed: 'isClosed',
  notYours: 'invitationNotYours',
}

const members = (id: string) => `/groups/${id}/members`

export const invitationRoutes = routes<GroupTables, MessageKey>('groups', groupSentences, ({ page, action }) => [
  action(
    '/groups/:id/members/invite',
    {
      access: signedIn,
      input: Invite,
      effect: 'sends',
      limit: { perMinute: 10, field: 'email', perHour: 6 },
      about: 'Invites one address to a group',
    },
    async ({ db, actor, params, input, now, t, language, url }) => {
      const done = await inviteToGroup(db, actor, params.id, input.email, now, async (tx, { key, group }) => {
        const href = `${url.origin}/groups/invitation?key=${key}`
        await queueMail(tx, invitationLetter({ address: input.email, language, by: actor.name, group, href }))
      })
      if (done === 'tooMany') throw new Invalid([{ field: 'email', message: t('invitedTooMany') }])
      return seeOther(members(params.id), t('invited'))
    },
    (asked, _, problems) => showMembers(asked, asked.params.id, problems),
  ),

  action(
    '/groups/:id/members/withdraw',
    { access: signedIn, input: Withdrawn, effect: 'writes', about: 'Takes an invitation back' },
    async ({ db, actor, params, input, now, t }) => {
      await withdrawInvitation(db, actor, params.id, input.invitation, now)
      return seeOther(members(params.id), t('withdrawn'))
    },
    (asked, _, problems) => showMembers(asked, asked.params.id, problems),
  ),

  page(
    '/groups/invitation',
    { access: anyone, input: KeyInUrl, shows: 'personal', sensitive: true, about: 'An invitation to a group' },
    (asked) => show(asked, asked.input.key),
  ),

  action(
    '/groups/invitation',
    { access: signedIn, input: AcceptForm, effect: 'writes', about: 'Accepts an invitation, once' },
    async ({ db, actor, input, now, t }) => {
      const joined = await acceptInvitation(db, actor, input, now)
      if (joined.kind === 'member') return seeOther(`/groups/${joined.groupId}`, t('joinedNow'))
      const field = joined.kind === 'pseudonymTaken' ? 'pseudonym' : 'agree'
      throw new Invalid([{ field, message: t(refusal[joined.kind]) }])
    },
    (asked, typed, problems) => show(asked, typed.key ?? '', typed, problems),
  ),
])
