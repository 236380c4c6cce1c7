import { Invalid, NotFound, type Problem } from '#kernel/errors/errors.ts'
import { anyOf, signedIn } from '#kernel/routes/access.ts'
import { seeOther } from '#kernel/routes/answer.ts'
import { type Asked, type Route, routes, type Typed } from '#kernel/routes/registry.ts'
import { originFor } from '#kernel/session/settings.ts'
import { may } from '#slices/organisations/access.ts'
import { dayWords } from '#slices/organisations/pages.tsx'
import { organisationOf } from '#slices/organisations/queries.ts'
import { type MessageKey, organisationWords } from '../organisations-words/messages/catalogue.ts'
import { askSteward, changeStaffRole, endStaffRole, inviteToStaff, mayManage, withdrawFromStaff } from './commands.ts'
import { InviteForm, RoleForm } from './fields.ts'
import { ShowEndStaff, ShowStaff } from './pages.tsx'
import { adminCount, maybeMember, outstanding, type StaffTables, staffOf } from './queries.ts'

type Here<Input = unknown> = Asked<StaffTables, MessageKey, Input, '/organisations/:id'>
type AtMember<Input = unknown> = Asked<StaffTables, MessageKey, Input, '/organisations/:id/staff/:grant'>

const access = anyOf('editor', 'admin', 'steward')

const mustSee = ({ actor, params: { id } }: Pick<Here, 'actor' | 'params'>) => {
  if (!may.lookAfter(actor, id) && !may.verify(actor)) throw new NotFound()
}

const show = async (here: Here, typed?: Typed, problems?: Problem[]) => {
  const { db, actor, params, t, language, community, now } = here
  mustSee(here)
  const organisation = await organisationOf(db, params.id)
  const [staff, invitations, admins] = await Promise.all([
    staffOf(db, actor.personId, params.id, now),
    outstanding(db, params.id, now),
    adminCount(db, params.id, now),
  ])
  return (
    <ShowStaff
      {...{ t, organisation, staff, invitations, typed, problems }}
      day={dayWords(language, community.zone)}
      self={actor.personId}
      manages={mayManage(actor, params.id)}
      lastAdmin={admins === 1}
    />
  )
}

const invite = async (here: Here<InviteForm>) => {
  const { db, actor, params, input, now, t, language, community, url } = here
  if (!mayManage(actor, params.id)) throw new NotFound()
  if (input.email === actor.email) throw new Invalid([{ field: 'email', message: t('notYourself') }])
  const writing = { language, origin: originFor(community, url), community: community.name }
  await inviteToStaff(db, actor, { organisationId: params.id, ...input }, writing, now)
  return seeOther(`/organisations/${params.id}/staff`, t('invitedNow'))
}

const at = ({ params }: AtMember) => ({ organisationId: params.id, grantId: params.grant })
const backTo = (id: string) => `/organisations/${id}/staff`

const toEnd = async (here: AtMember) => {
  const { db, actor, params, now, t } = here
  const member = await maybeMember(db, actor.personId, at(here), now)
  const own = member?.personId === actor.personId
  if (!member || !(own || mayManage(actor, params.id))) throw new NotFound()
  return <ShowEndStaff t={t} organisation={await organisationOf(db, params.id)} member={member} own={own} />
}

const end = async (here: AtMember) => {
  const { db, actor, params, now, t } = here
  const own = (await maybeMember(db, actor.personId, at(here), now))?.personId === actor.personId
  const done = await endStaffRole(db, actor, at(here), now)
  if (done === 'lastAdmin') return seeOther(backTo(params.id), t('lastAdmin'))
  return own ? seeOther('/account/organisations', t('left')) : seeOther(backTo(params.id), t('endedRole'))
}

/** Who looks after an organisation: people and their roles, where both slices meet. */
export const staffRoutes: Route[] = routes<StaffTables, MessageKey>(
  'organisations',
  organisationWords,
  ({ page, action }) => [
    page('/organisations/:id/staff', { access, shows: 'personal', about: 'Who looks after an organisation' }, (here) =>
      show(here),
    ),
    action(
      '/organisations/:id/staff',
      { access, input: InviteForm, effect: 'sends', limit: { perMinute: 10, field: 'email', perHour: 6 } },
      (here) => invite(here),
      (here, typed, problems) => show(here, typed, problems),
    ),
    action(
      '/organisations/:id/staff/invitations/:invitation/withdraw',
      { access, effect: 'writes' },
      async ({ db, actor, params, now, t }) => {
        await withdrawFromStaff(db, actor, params.id, params.invitation, now)
        return seeOther(backTo(params.id), t('withdrawn'))
      },
    ),
    action('/organisations/:id/staff/hand-over', { access, effect: 'sends' }, async ({ db, actor, params, now, t }) => {
      await askSteward(db, actor, params.id, now)
      return seeOther(backTo(params.id), t('askedSteward'))
    }),
    action(
      '/organisations/:id/staff/:grant/role',
      { access, input: RoleForm, effect: 'writes' },
      async (here) => {
        const { db, actor, params, input, now, t } = here
        const done = await changeStaffRole(db, actor, at(here), input.role, now)
        return seeOther(backTo(params.id), t(done === 'done' ? 'changed' : 'lastAdmin'))
      },
      (here, typed, problems) => show(here, typed, problems),
    ),
    page('/organisations/:id/staff/:grant/end', { access: signedIn, shows: 'personal' }, (here) => toEnd(here)),
    action('/organisations/:id/staff/:grant/end', { access: signedIn, effect: 'writes' }, (here) => end(here)),
  ],
)
