import { across, type Db } from '#kernel/database/database.ts'
import { Invalid, NotFound } from '#kernel/errors/errors.ts'
import { anyOf, signedIn } from '#kernel/routes/access.ts'
import { seeOther } from '#kernel/routes/answer.ts'
import { routes } from '#kernel/routes/registry.ts'
import { personNames } from '#slices/people/queries.ts'
import { may } from '../../editing/access.ts'
import { ListingTyped, valuesTyped } from '../../editing/fields.ts'
import type { DirectoryTables } from '../../tables.ts'
import { type FreshnessKey, freshnessSentences } from '../messages/catalogue.ts'
import {
  answerByPhone,
  claimCall,
  claimNext,
  endChecker,
  nameChecker,
  nobodyAnswered,
  releaseCall,
  wrongNumber,
} from './commands.ts'
import { NewChecker, NoAnswer, OldChecker, PhoneTyped } from './fields.ts'
import { ShowCall, ShowCallChange, ShowCalls, ShowCheckers } from './pages.tsx'
import { callsFor, checkers, mustRing, openCall } from './queries.ts'

const list = '/directory/checks'
const steward = anyOf('steward')

const namedCheckers = async (db: Db<DirectoryTables>) => {
  const known = await checkers(db)
  const names = await personNames(
    across(db),
    known.map(({ person_id }) => person_id),
  )
  return known.map((one) => ({ ...one, name: names.get(one.person_id) ?? '…' }))
}

export const ringingRoutes = routes<DirectoryTables, FreshnessKey>(
  'directory',
  freshnessSentences,
  ({ page, action }) => [
    page(
      '/directory/checks',
      { access: signedIn, shows: 'own', about: 'Organisations to be rung, for those who ring' },
      async ({ db, actor, now, t, language, community: { zone } }) => {
        const calls = await callsFor(db, await mustRing(db, actor), now)
        return <ShowCalls steward={may.steward(actor)} {...{ calls, t, language, now, zone }} />
      },
    ),
    action(
      '/directory/checks/next',
      { access: signedIn, effect: 'writes', about: 'Takes the next call on' },
      async ({ db, actor, now, t }) => {
        const id = await claimNext(db, actor, now)
        return id ? seeOther(`${list}/${id}`) : seeOther(list, t('callNoneFree'))
      },
    ),
    action(
      '/directory/checks/:id/claim',
      { access: signedIn, effect: 'writes', about: 'Takes a call on, so that two do not ring at once' },
      async ({ db, actor, params, now, t }) =>
        (await claimCall(db, actor, params.id, now)) === 'mine'
          ? seeOther(`${list}/${params.id}`)
          : seeOther(list, t('callTakenNow')),
    ),
    page(
      '/directory/checks/:id',
      { access: signedIn, shows: 'own', about: 'A call: number, what to say, what people read' },
      async ({ db, actor, params, now, t, language, community: { zone, name } }) => {
        const call = await openCall(db, await mustRing(db, actor), params.id, now)
        return <ShowCall community={name} {...{ call, t, language, now, zone }} />
      },
    ),
    action(
      '/directory/checks/:id/right',
      { access: signedIn, effect: 'writes', about: 'They said that all is right' },
      async ({ db, actor, params, now, t }) => {
        await answerByPhone(db, actor, params.id, { kind: 'right' }, now)
        return seeOther(list, t('callDone'))
      },
    ),
    action(
      '/directory/checks/:id/closed',
      { access: signedIn, effect: 'writes', about: 'They said that it is no more' },
      async ({ db, actor, params, now, t }) => {
        await answerByPhone(db, actor, params.id, { kind: 'closed' }, now)
        return seeOther(list, t('callDoneClosed'))
      },
    ),
    page(
      '/directory/checks/:id/change',
      { access: signedIn, shows: 'own', about: 'The listing as a form, for what is said by telephone' },
      async ({ db, actor, params, now, t, language, community: { zone } }) => {
        const call = await openCall(db, await mustRing(db, actor), params.id, now)
        return <ShowCallChange {...{ call, t, language, now, zone }} />
      },
    ),
    action(
      '/directory/checks/:id/change',
      { access: signedIn, input: PhoneTyped, effect: 'writes', about: 'Writes what was said by telephone' },
      async ({ db, actor, params, input, now, t }) => {
        const { record } = await openCall(db, await mustRing(db, actor), params.id, now)
        const typed = ListingTyped[record.kind].safeParse(input)
        if (!typed.success)
          throw new Invalid(
            typed.error.issues.map(({ path, message }) => ({ field: String(path[0] ?? 'name'), message })),
          )
        const { values, problems } = valuesTyped(record.kind, typed.data, record.values)
        if (problems.length) throw new Invalid(problems)
        await answerByPhone(db, actor, params.id, { kind: 'changed', values }, now)
        return seeOther(list, t('callDoneChanged'))
      },
      async ({ db, actor, params, now, t, language, community: { zone } }, typed, problems) => {
        const call = await openCall(db, await mustRing(db, actor), params.id, now)
        return <ShowCallChange {...{ call, typed, problems, t, language, now, zone }} />
      },
    ),
    action(
      '/directory/checks/:id/no-answer',
      { access: signedIn, input: NoAnswer, effect: 'writes', about: 'Nobody took the call: when to try again' },
      async ({ db, actor, params, input, now, t }) => {
        await nobodyAnswered(db, actor, params.id, input.again, now)
        return seeOther(list, t('callAgain'))
      },
      async ({ db, actor, params, now, t, language, community: { zone, name } }, _typed, problems) => {
        const call = await openCall(db, await mustRing(db, actor), params.id, now)
        return <ShowCall community={name} {...{ call, problems, t, language, now, zone }} />
      },
    ),
    action(
      '/directory/checks/:id/wrong-number',
      { access: signedIn, effect: 'writes', about: 'The number is somebody else’s' },
      async ({ db, actor, params, now, t }) => {
        await wrongNumber(db, actor, params.id, now)
        return seeOther(list, t('callWrong'))
      },
    ),
    action(
      '/directory/checks/:id/release',
      { access: signedIn, effect: 'writes', about: 'Puts a call back for others' },
      async ({ db, actor, params, now, t }) => {
        await releaseCall(db, actor, params.id, now)
        return seeOther(list, t('callReleased'))
      },
    ),
    page(
      '/directory/checkers',
      { access: steward, shows: 'personal', about: 'The volunteers who ring organisations' },
      async ({ db, actor, now, t, language, community: { zone } }) => {
        if (!may.steward(actor)) throw new NotFound()
        return <ShowCheckers checkers={await namedCheckers(db)} {...{ t, language, now, zone }} />
      },
    ),
    action(
      '/directory/checkers',
      { access: steward, input: NewChecker, effect: 'writes', about: 'Asks somebody to ring organisations' },
      async ({ db, actor, input, now, t }) => {
        const named = await nameChecker(db, actor, input.email, now)
        if (named === 'nobody') throw new Invalid([{ field: 'email', message: t('checkerNobody') }])
        return seeOther('/directory/checkers', t('checkerAdded'))
      },
      async ({ db, now, t, language, community: { zone } }, typed, problems) => (
        <ShowCheckers checkers={await namedCheckers(db)} {...{ typed, problems, t, language, now, zone }} />
      ),
    ),
    action(
      '/directory/checkers/end',
      { access: steward, input: OldChecker, effect: 'writes', about: 'Somebody rings no more' },
      async ({ db, actor, input, t }) => {
        await endChecker(db, actor, input.person)
        return seeOther('/directory/checkers', t('checkerEnded'))
      },
      async ({ db, now, t, language, community: { zone } }, typed, problems) => (
        <ShowCheckers checkers={await namedCheckers(db)} {...{ typed, problems, t, language, now, zone }} />
      ),
    ),
  ],
)
