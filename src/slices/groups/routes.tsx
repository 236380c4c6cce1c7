import type { Db } from '#kernel/database/database.ts'
import { Invalid, NotFound } from '#kernel/errors/errors.ts'
import { anyone, signedIn } from '#kernel/routes/access.ts'
import { seeOther } from '#kernel/routes/answer.ts'
import { type Asked, routes } from '#kernel/routes/registry.ts'
import { timeWords } from '#kernel/time/words.ts'
import { acceptAgreement, archiveGroup, editGroup, foundGroup, joinGroup, restoreGroup } from './commands.ts'
import { conversationRoutes } from './conversation/routes.tsx'
import { AgreeForm, GroupFilter, GroupForm, JoinForm } from './fields.ts'
import { glassRoutes } from './glass/routes.tsx'
import { memberRoutes } from './members/routes.tsx'
import { groupSentences, type MessageKey } from './messages/catalogue.ts'
import { type Say, ShowEdit, ShowFound, ShowGroup, ShowGroups } from './pages.tsx'
import { type Group, groupPage, groupsFor, maybeGroup } from './queries.ts'
import type { Joined } from './rules.ts'
import type { GroupTables } from './tables.ts'

type Context = Pick<Asked<GroupTables, MessageKey, unknown, ''>, 'actor' | 'now' | 't' | 'language' | 'community'> & {
  db: Db<GroupTables>
}

/** The group, or the same 404 as for any other id. */
const known = async ({ db, actor, now }: Context, id: string): Promise<Group> => {
  const group = await maybeGroup(db, actor, id, now)
  if (!group) throw new NotFound()
  return group
}

const runBy = async (context: Context, id: string): Promise<Group> => {
  const group = await known(context, id)
  if (!group.mine?.host || group.mine.state !== 'member') throw new NotFound()
  return group
}

const show = async (
  context: Context,
  id: string,
  again: { typed?: Record<string, string>; problems?: Invalid['problems'] } = {},
) => {
  const { db, actor, now, t, language, community } = context
  const page = await groupPage(db, actor, id, now)
  if (!page) throw new NotFound()
  const words = timeWords(language, community.zone, now)
  return (
    <ShowGroup
      group={page.group}
      isMember={actor.personId !== null}
      hasHost={page.hasHost}
      looks={page.looks}
      time={(at) => words.date(at)}
      t={t}
      {...again}
    />
  )
}

/** What somebody is told who could not come in; null where they are in. */
export const whyNot = (joined: Joined, t: Say): string | null => {
  const words: Record<Joined['kind'], string | null> = {
    member: null,
    asked: null,
    full: t('isFull'),
    barred: t('isBarred'),
    adultsOnly: t('adultsOnly'),
    pseudonymTaken: t('pseudonymTaken'),
    closed: t('isClosed'),
  }
  return words[joined.kind]
}

export const groupRoutes = [
  ...routes<GroupTables, MessageKey>('groups', groupSentences, ({ page, action }) => [
    page(
      '/groups',
      { access: anyone, input: GroupFilter, shows: 'personal', about: 'Your groups, and those to join' },
      async ({ db, actor, input, t }) => {
        const lists = await groupsFor(db, actor, { kind: input.kind, words: input.q })
        return <ShowGroups {...lists} kind={input.kind} words={input.q} isMember={actor.personId !== null} t={t} />
      },
    ),

    page('/groups/new', { access: signedIn, shows: 'own', about: 'Start a group' }, ({ t }) => <ShowFound t={t} />),

    action(
      '/groups/new',
      { access: signedIn, input: GroupForm, effect: 'writes', about: 'Starts a group' },
      async ({ db, actor, input, now, t }) => {
        if (input.confidential && !input.pseudonym)
          throw new Invalid([{ field: 'pseudonym', message: t('pseudonymTaken') }])
        return seeOther(`/groups/${await foundGroup(db, actor, input, now)}`, t('founded'))
      },
      ({ t }, typed, problems) => <ShowFound values={typed} problems={problems} t={t} />,
    ),

    page('/groups/:id', { access: anyone, shows: 'personal', sensitive: true, about: 'A group' }, (asked) =>
      show(asked, asked.params.id),
    ),

    action(
      '/groups/:id/join',
      { access: signedIn, input: JoinForm, effect: 'sends', about: 'Joins a group, or asks to' },
      async ({ db, actor, params, input, now, t }) => {
        const joined = await joinGroup(db, actor, params.id, input, now)
        const refused = whyNot(joined, t)
        if (refused) throw new Invalid([{ field: 'agree', message: refused }])
        return seeOther(`/groups/${params.id}`, t(joined.kind === 'asked' ? 'askedNow' : 'joinedNow'))
      },
      (asked, typed, problems) => show(asked, asked.params.id, { typed, problems }),
    ),

    action(
      '/groups/:id/agree',
      { access: signedIn, input: AgreeForm, effect: 'writes', about: 'Accepts the agreement of a group' },
      async ({ db, actor, params, input, now, t }) => {
        if (await acceptAgreement(db, actor, params.id, input.version, now)) return seeOther(`/groups/${params.id}`)
        throw new Invalid([{ field: 'agree', message: t('versionChanged') }])
      },
      (asked, typed, problems) => show(asked, asked.params.id, { typed, problems }),
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
      async ({ db, actor, params, now, t }) => {
        await archiveGroup(db, actor, params.id, now)
        return seeOther(`/groups/${params.id}`, t('archived'))
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
  ]),
  ...memberRoutes,
  ...glassRoutes,
  ...conversationRoutes,
]
