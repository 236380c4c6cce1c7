import type { Problem } from '#kernel/errors/errors.ts'
import { NotFound } from '#kernel/errors/errors.ts'
import { anyOf } from '#kernel/routes/access.ts'
import { seeOther } from '#kernel/routes/answer.ts'
import { type Asked, routes, type Typed } from '#kernel/routes/registry.ts'
import { dayIn } from '../account/pages.tsx'
import { changeAgeRule } from '../guardians/commands.ts'
import { ageRule } from '../guardians/queries.ts'
import { maybePersonByEmail } from '../queries.ts'
import type { PeopleTables } from '../tables.ts'
import { AgesForm, CheckForm, NeedsForm } from '../trust/fields.ts'
import { type TrustKey, trustSentences } from '../trust/messages/catalogue.ts'
import { wrong } from '../trust/routes.tsx'
import { endOfDay } from '../trust/rules.ts'
import { changeNeeds, endCheck, keepCheck } from './commands.ts'
import { ShowAges, ShowChecks, ShowNeeds } from './pages.tsx'
import { needsNow, recordedChecks } from './queries.ts'

type Here<Input = unknown> = Asked<PeopleTables, TrustKey, Input, string>

const keepers = anyOf('steward', 'safeguarding')
const stewards = anyOf('steward')

const show = async ({ db, now, t, language, community }: Here, typed?: Typed, problems?: Problem[]) => (
  <ShowChecks
    t={t}
    checks={await recordedChecks(db)}
    now={now}
    day={dayIn(language, community.zone)}
    typed={typed}
    problems={problems}
  />
)

const recordCheck = async ({ db, actor, input, now, t }: Here<CheckForm>) => {
  const person = await maybePersonByEmail(db, input.email)
  if (!person) throw wrong('email', 'nobodyThere')
  if (actor.personId === null || actor.actedBy !== null) throw new NotFound()
  if (person.id === actor.personId) throw wrong('email', 'notOwnCheck')
  const until = endOfDay(input.until)!
  if (until <= now) throw wrong('until', 'dayIsPast')
  const { kind, issuer, reference } = input
  await keepCheck(db, { personId: person.id, kind, issuer, reference, until, recordedBy: actor.personId }, now)
  return seeOther('/steward/checks', t('checkKept', { name: person.name }))
}

/** What must be seen before somebody does what needs it, and how old people must be. */
export const checkRoutes = routes<PeopleTables, TrustKey>('people', trustSentences, ({ page, action }) => [
  page('/steward/checks', { access: keepers, shows: 'personal' }, (asked) => show(asked)),
  action('/steward/checks', { access: keepers, input: CheckForm, effect: 'writes' }, recordCheck, show),
  action('/steward/checks/:id/end', { access: keepers, effect: 'writes' }, async ({ db, actor, params, now, t }) => {
    await endCheck(db, actor, params.id, now)
    return seeOther('/steward/checks', t('checkEnded'))
  }),
  page('/steward/checks/needs', { access: stewards, shows: 'own' }, async ({ db, t }) => (
    <ShowNeeds t={t} needs={await needsNow(db)} />
  )),
  action(
    '/steward/checks/needs',
    { access: stewards, input: NeedsForm, effect: 'writes' },
    async ({ db, actor, input, t }) => {
      await changeNeeds(db, actor, input)
      return seeOther('/steward/checks/needs', t('saved'))
    },
    async ({ db, t }) => <ShowNeeds t={t} needs={await needsNow(db)} />,
  ),
  page('/steward/ages', { access: stewards, shows: 'own' }, async ({ db, t }) => (
    <ShowAges t={t} rule={await ageRule(db)} />
  )),
  action(
    '/steward/ages',
    { access: stewards, input: AgesForm, effect: 'writes' },
    async ({ db, actor, input, t }) => {
      await changeAgeRule(db, actor, { minimum: input.minimum, unknownIsMinor: input.unknown_is_minor })
      return seeOther('/steward/ages', t('saved'))
    },
    async ({ db, t }, typed, problems) => <ShowAges t={t} rule={await ageRule(db)} typed={typed} problems={problems} />,
  ),
])
