import { across } from '#kernel/database/database.ts'
import { NotFound } from '#kernel/errors/errors.ts'
import { anyOf, signedIn } from '#kernel/routes/access.ts'
import { type Asked, type Route, routes } from '#kernel/routes/registry.ts'
import { may } from '#slices/organisations/access.ts'
import { claimsBy, openClaims } from '#slices/organisations/claims/queries.ts'
import { openHandOvers } from '#slices/organisations/leaving/queries.ts'
import { dayWords } from '#slices/organisations/pages.tsx'
import { organisationOf } from '#slices/organisations/queries.ts'
import { todayIn } from '#slices/organisations/rules.ts'
import { endingMarks } from '#slices/organisations/verification/queries.ts'
import { personNames } from '#slices/people/queries.ts'
import { deskItems } from '../desk.ts'
import { organisationsOf, type StaffTables } from '../organisations-staff/queries.ts'
import { type MessageKey, organisationWords } from '../organisations-words/messages/catalogue.ts'
import { ShowDesk, ShowMine, ShowStewardDesk } from './pages.tsx'
import { inTurn } from './rules.ts'

type Here = Asked<StaffTables, MessageKey, unknown, string>

const wordsOf = ({ t, language, community, now }: Here) => ({ t, now, day: dayWords(language, community.zone) })

const itemsOf = async (here: Here, organisationId: string) => {
  const { db, actor, now, t, community } = here
  const items = await deskItems({ db: across(db), actor, organisationId, now, today: todayIn(community.zone, now), t })
  return inTurn(items, now)
}

const desk = async (here: Here & { params: { id: string } }) => {
  const { db, actor, params } = here
  if (!may.lookAfter(actor, params.id)) throw new NotFound()
  const organisation = await organisationOf(across(db), params.id)
  return <ShowDesk {...wordsOf(here)} organisation={organisation} items={await itemsOf(here, params.id)} />
}

const mine = async (here: Here) => {
  const { db, actor, now } = here
  const own = actor.personId ?? ''
  const [held, claims] = await Promise.all([organisationsOf(db, own, now), claimsBy(across(db), own)])
  const counted = await Promise.all(
    held.map(async (one) => ({ ...one, waiting: (await itemsOf(here, one.id)).length })),
  )
  return <ShowMine {...wordsOf(here)} mine={counted} claims={claims.filter(({ state }) => state === 'open')} />
}

const stewardDesk = async (here: Here) => {
  const { db, now } = here
  const [all, handOvers, marks] = await Promise.all([
    openClaims(across(db)),
    openHandOvers(across(db)),
    endingMarks(across(db), now),
  ])
  // A letter is on its way that may prove it: nobody has to decide yet.
  const claims = all.filter(({ proofUntil }) => !proofUntil || proofUntil <= now)
  const names = await personNames(
    across(db),
    [...claims, ...handOvers].map(({ personId }) => personId),
  )
  return <ShowStewardDesk {...wordsOf(here)} {...{ claims, handOvers, marks, names }} />
}

/** What awaits an organisation, and whoever looks after some. */
export const deskRoutes: Route[] = routes<StaffTables, MessageKey>('desk', organisationWords, ({ page }) => [
  page(
    '/organisations/:id/desk',
    { access: anyOf('editor', 'admin'), shows: 'personal', about: 'What awaits an organisation' },
    (here) => desk(here),
  ),
  page(
    '/account/organisations',
    { access: signedIn, shows: 'own', about: 'The organisations that one looks after' },
    (here) => mine(here),
  ),
  page(
    '/steward/organisations',
    { access: anyOf('steward'), shows: 'personal', about: 'Claims, marks and organisations that nobody leads' },
    (here) => stewardDesk(here),
  ),
])
