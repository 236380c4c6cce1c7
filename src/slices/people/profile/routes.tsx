import { NotFound } from '#kernel/errors/errors.ts'
import type { GazetteerTables } from '#kernel/geo/tables.ts'
import { anyone, signedIn } from '#kernel/routes/access.ts'
import { seeOther } from '#kernel/routes/answer.ts'
import { type Asked, routes, type Typed } from '#kernel/routes/registry.ts'
import type { Actor } from '#kernel/session/actor.ts'
import { self } from '../account/commands.ts'
import { connectorOf } from '../connectors/queries.ts'
import { isMinor } from '../guardians/queries.ts'
import type { PeopleTables } from '../tables.ts'
import { saveProfile } from './commands.ts'
import { ShowEditProfile } from './edit/pages.tsx'
import { PeopleSearch, PreviewAs, ProfileForm } from './fields.ts'
import { type ProfileKey, profileSentences } from './messages/catalogue.ts'
import { ShowPeople, ShowPreview, ShowProfile } from './pages.tsx'
import { knownAreas, listed, maybeProfile, membersFor, type OwnProfile, ownProfile, profileAs } from './queries.ts'

type Here = Asked<PeopleTables & GazetteerTables, ProfileKey, unknown, string>

/** The form as it would have been typed. */
const typedFrom = (own: OwnProfile): Typed =>
  Object.fromEntries([
    ['name', own.name],
    ['name_audience', own.nameAudience],
    ['hidden', own.hidden ? '1' : ''],
    ...own.fields.flatMap(({ field, value, audience }) => [
      [field, value],
      [`${field}_audience`, audience],
    ]),
  ])

const edit = async ({ db, actor, t }: Here) => {
  const [own, areas] = await Promise.all([ownProfile(db, self(actor)), knownAreas(db)])
  return <ShowEditProfile t={t} typed={typedFrom(own)} areas={areas} />
}

/** Could the viewer let this person act for them? Never where one of the two is young. */
const mayHelp = async (db: Here['db'], { personId, actedBy }: Actor, id: string, now: Date) =>
  personId !== null && actedBy === null && !(await isMinor(db, personId, now)) && !(await isMinor(db, id, now))

export const profileRoutes = routes<PeopleTables & GazetteerTables, ProfileKey>(
  'people',
  profileSentences,
  ({ page, action }) => [
    page('/account/profile', { access: signedIn, shows: 'own' }, edit),
    action(
      '/account/profile',
      { access: signedIn, input: ProfileForm, effect: 'writes' },
      async ({ db, actor, input, now, t }) => {
        await saveProfile(db, actor, input, now)
        return seeOther('/account/profile/preview', t('saved'))
      },
      async ({ db, t }, typed, problems) => (
        <ShowEditProfile t={t} typed={typed} problems={problems} areas={await knownAreas(db)} />
      ),
    ),
    page(
      '/account/profile/preview',
      { access: signedIn, shows: 'own', input: PreviewAs },
      async ({ db, actor, input, t, now }) => (
        <ShowPreview t={t} as={input.as} profile={await profileAs(db, self(actor), input.as)} now={now} />
      ),
    ),
    page('/people', { access: signedIn, shows: 'personal', input: PeopleSearch }, async ({ db, actor, input, t }) => {
      const { people, total } = await membersFor(db, actor, { words: input.q, page: input.page })
      const pages = Math.ceil(total / listed)
      const shown = { t, people, total, words: input.q, page: input.page, pages, ownId: actor.personId }
      return <ShowPeople {...shown} />
    }),
    page('/people/:id', { access: anyone, shows: 'personal' }, async ({ db, actor, params, t, now }) => {
      const profile = await maybeProfile(db, actor, params.id)
      if (!profile) throw new NotFound()
      const connector = actor.personId ? await connectorOf(db, actor.personId) : null
      const shown = { t, profile, now, own: profile.id === actor.personId, connects: Boolean(connector?.agreedAt) }
      const helps = !shown.own && (await mayHelp(db, actor, profile.id, now))
      return <ShowProfile {...shown} helps={helps} />
    }),
  ],
)
