import type { Db } from '#kernel/database/database.ts'
import { Invalid, NotFound } from '#kernel/errors/errors.ts'
import { anyone, signedIn } from '#kernel/routes/access.ts'
import { seeOther } from '#kernel/routes/answer.ts'
import { type Asked, routes, type Typed } from '#kernel/routes/registry.ts'
import type { Actor } from '#kernel/session/actor.ts'
import { timeWords } from '#kernel/time/words.ts'
import type { Problem } from '#ui/field.tsx'
import { may } from './access.ts'
import { acceptAgreement, archiveGroup, editGroup, foundGroup, restoreGroup } from './commands.ts'
import { conversationIn, conversationRoutes } from './conversation/routes.tsx'
import { AgreeForm, GroupFilter, GroupForm, JoinForm } from './fields.ts'
import { ShowEdit, ShowFound } from './founding/pages.tsx'
import { glassRoutes, writtenDown } from './glass/routes.tsx'
import { invitationRoutes } from './invitations/routes.tsx'
import { joinGroup } from './joining/commands.ts'
import { leavingRoutes } from './leaving/routes.tsx'
import { ShowGroups } from './list/pages.tsx'
import { groupsFor, likingsOf } from './list/queries.ts'
import { memberRoutes } from './members/routes.tsx'
import { groupSentences, type MessageKey } from './messages/catalogue.ts'
import { ShowGroup } from './pages.tsx'
import { posterRoutes } from './poster/routes.tsx'
import { type Group, groupPage, maybeGroup } from './queries.ts'
import type { GroupTables } from './tables.ts'

type Context = Pick<Asked<GroupTables, MessageKey, unknown, ''>, 'now' | 't' | 'language' | 'community'> & {
  db: Db<GroupTables>
  actor: Actor
}

const runBy = async ({ db, actor, now }: Context, id: string): Promise<Group> => {
  const group = await maybeGroup(db, actor, id, now)
  if (!group || !may.run(actor, group)) throw new NotFound()
  return group
}

const show = async (context: Context, id: string, typed: Typed = {}, problems: Problem[] = []) => {
  const { db, actor, now, t, language, community } = context
  const page = await groupPage(db, actor, id, now)
  if (!page) throw new NotFound()
  const words = timeWords(language, community.zone, now)
  return (
    <ShowGroup
      {...page}
      isMember={actor.personId !== null}
      day={(at) => words.dayAndMonth(at)}
      time={(at) => t('dayAndTime', { day: words.dayAndMonth(at), time: words.clock(at) })}
      typed={typed}
      problems={problems}
      t={t}
    >
      {await conversationIn(context, id)}
    </ShowGroup>
  )
}

/** Why somebody could not come in, beside the box; whoever is in or has asked goes on. */
const refusal: Record<Awaited<ReturnType<typeof joinGroup>>['kind'], MessageKey | null> = {
  member: null,
  asked: null,
  full: 'isFull',
  barred: 'isBarred',
  adultsOnly: 'adultsOnly',
  needsAdults: 'needsAdults',
  pseudonymTaken: 'pseudonymTaken',
  closed: 'isClosed',
  agreementChanged: 'versionChanged',
}

const founding = routes<GroupTables, MessageKey>('groups', groupSentences, ({ page, action }) => [
  page('/groups/new', { access: signedIn, shows: 'own', about: 'Start a group' }, ({ t }) => <ShowFound t={t} />),

  action(
    '/groups/new',
    { access: signedIn, input: GroupForm, effect: 'writes', limit: { perMinute: 5 }, about: 'Starts a group' },
    async ({ db, actor, input, now, t }) => {
      if (input.confidential && !input.pseudonym)
        throw new Invalid([{ field: 'pseudonym', message: t('pseudonymMissing') }])
      const founded = await foundGroup(db, actor, input, now)
      if (founded.kind === 'adultsOnly') throw new Invalid([{ field: 'name', message: t('hostsAreAdults') }])
      return seeOther(`/groups/${founded.id}`, t('founded'))
    },
    ({ t }, typed, problems) => <ShowFound values={typed} problems={problems} t={t} />,
  ),

  page('/groups/:id/edit', { access: signedIn, shows: 'personal', about: 'Change a group' }, async (asked) => (
    <ShowEdit group={await runBy(asked, asked.params.id)} t={asked.t} />
  )),

  action(
    '/groups/:id/edit',
    { access: signedIn, input: GroupForm, effect: 'writes', about: 'Changes a group' },
    async ({ db, actor, params, input, now, t }) => {
      await editGroup(db, actor, params.id, input, now)
      return seeOther(`/groups/${params.id}`, t('saved'))
    },
    async (asked, typed, problems) => (
      <ShowEdit group={await runBy(asked, asked.params.id)} values={typed} problems={problems} t={asked.t} />
    ),
  ),

  action(
    '/groups/:id/archive',
    { access: signedIn, effect: 'writes', about: 'Ends a group; it can be opened again' },
    async ({ db, actor, params, now }) => {
      await archiveGroup(db, actor, params.id, now)
      return seeOther(`/groups/${params.id}`)
    },
  ),

  action(
    '/groups/:id/restore',
    { access: signedIn, effect: 'writes', about: 'Opens a group again' },
    async ({ db, actor, params, now, t }) => {
      await restoreGroup(db, actor, params.id, now)
      return seeOther(`/groups/${params.id}`, t('restored'))
    },
  ),
])

const reading = routes<GroupTables, MessageKey>('groups', groupSentences, ({ page, action }) => [
  page(
    '/groups',
    { access: anyone, input: GroupFilter, shows: 'personal', sensitive: true, about: 'Your groups, and those to join' },
    async ({ db, actor, input, now, t }) => {
      const likings = await likingsOf(db, actor)
      const lists = await groupsFor(db, actor, { ...input, words: input.q, ...likings }, now)
      return <ShowGroups {...lists} filter={input} isMember={actor.personId !== null} t={t} />
    },
  ),

  page('/groups/:id', { access: anyone, shows: 'personal', sensitive: true, about: 'A group' }, (asked) =>
    show(asked, asked.params.id),
  ),

  action(
    '/groups/:id/join',
    {
      access: signedIn,
      input: JoinForm,
      effect: 'sends',
      limit: { perMinute: 30 },
      about: 'Joins a group, or asks to',
    },
    async ({ db, actor, params, input, now, t }) => {
      const { kind } = await joinGroup(db, actor, params.id, input, now)
      const refused = refusal[kind]
      if (refused) throw new Invalid([{ field: 'agree', message: t(refused) }])
      return seeOther(`/groups/${params.id}`, t(kind === 'asked' ? 'askedNow' : 'joinedNow'))
    },
    (asked, typed, problems) => show(asked, asked.params.id, typed, problems),
  ),

  action(
    '/groups/:id/agree',
    { access: signedIn, input: AgreeForm, effect: 'writes', about: 'Accepts the agreement of a group' },
    async ({ db, actor, params, input, now, t }) => {
      if (await acceptAgreement(db, actor, params.id, input.version, now))
        return seeOther(`/groups/${params.id}`, t('agreed'))
      throw new Invalid([{ field: 'agree', message: t('versionChanged') }])
    },
    (asked, typed, problems) => show(asked, asked.params.id, typed, problems),
  ),
])

export const groupRoutes = [
  ...founding,
  ...invitationRoutes,
  ...reading,
  ...memberRoutes,
  ...leavingRoutes,
  ...glassRoutes,
  ...posterRoutes,
  ...conversationRoutes,
].map(writtenDown)
