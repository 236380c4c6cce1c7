import type { z } from 'zod'
import { type AnyDb, across } from '#kernel/database/database.ts'
import { Invalid } from '#kernel/errors/errors.ts'
import { anyone, signedIn } from '#kernel/routes/access.ts'
import { seeOther } from '#kernel/routes/answer.ts'
import { cookie } from '#kernel/routes/cookies.ts'
import { type Asked, routes, type Typed } from '#kernel/routes/registry.ts'
import type { Actor } from '#kernel/session/actor.ts'
import { isSecure, originFor } from '#kernel/session/settings.ts'
import { maybeLink } from '../door/queries.ts'
import { currentGrants } from '../queries.ts'
import { passwordProblem } from '../rules.ts'
import type { PeopleTables } from '../tables.ts'
import {
  askForNewEmail,
  changePassword,
  changeSelf,
  confirmEmail,
  endOtherSessions,
  endSession,
  provePassword,
} from './commands.ts'
import { ChangeEmail, ChangePassword, ConfirmEmail, LinkedEmail, Self } from './fields.ts'
import { type AccountKey, accountSentences } from './messages/catalogue.ts'
import {
  dayIn,
  ShowAccount,
  ShowChangeEmail,
  ShowChangePassword,
  ShowConfirmEmail,
  ShowDeadEmailLink,
  ShowSelf,
  ShowSessions,
} from './pages.tsx'
import { ownAccount, ownSessions } from './queries.ts'

type Here<Input = unknown> = Asked<PeopleTables, AccountKey, Input, string>

const wrong = (field: string, message: string) => new Invalid([{ field, message }])

const provenPassword = async ({ db, actor, now }: Here, password: string, field: string) => {
  const proof = await provePassword(db, actor, password, now)
  if (proof === 'wait') throw wrong(field, 'waitThenTry')
  if (proof === 'wrong') throw wrong(field, 'passwordWrong')
}

/** How many calls wait for somebody who rings organisations; null for whoever does not. Known by a later slice. */
export type AlsoHelps = (db: AnyDb, actor: Actor, now: Date) => Promise<number | null>

const account = async ({ db, actor, now, t, language, community }: Here, alsoHelps: AlsoHelps) => {
  const [own, grants, calls] = await Promise.all([
    ownAccount(db, actor, now),
    currentGrants(db, actor.personId ?? '', now),
    alsoHelps(across(db), actor, now),
  ])
  const advise = actor.seesOthers && !own.secondStep && own.passkeys === 0
  return (
    <ShowAccount
      t={t}
      account={own}
      grants={grants}
      calls={calls}
      advise={advise}
      day={dayIn(language, community.zone)}
    />
  )
}

const saveSelf = async ({ db, actor, input, now, t, setHeader }: Here<Self>) => {
  await changeSelf(db, actor, input, now)
  if (input.language)
    setHeader('set-cookie', cookie('language', input.language, { secure: isSecure(), maxAge: 31_536_000 }))
  return seeOther('/account', t('saved'))
}

const savePassword = async (asked: Here<ChangePassword>) => {
  const { db, actor, input, now, t } = asked
  const problem = passwordProblem(input.password, { name: actor.name, email: actor.email ?? '' })
  if (problem) throw wrong('password', problem)
  await provenPassword(asked, input.current, 'current')
  await changePassword(db, actor, input.password, now)
  return seeOther('/account', t('passwordChanged'))
}

const moveEmail = async (asked: Here<ChangeEmail>) => {
  const { db, actor, input, now, t, language, community, url } = asked
  await provenPassword(asked, input.password, 'password')
  await askForNewEmail(db, actor, { email: input.email, language, origin: originFor(community, url) }, now)
  return seeOther('/account', t('bothSent'))
}

const purpose = { old: 'email-old', new: 'email-new' } as const

const showConfirm = async ({ db, now, t }: Here, key: string, side: 'old' | 'new') => {
  const link = await maybeLink(db, purpose[side], key, now)
  return link ? <ShowConfirmEmail t={t} link={key} side={side} /> : <ShowDeadEmailLink t={t} />
}

const sayYes = async ({ db, actor, input, now, t }: Here<z.infer<typeof ConfirmEmail>>) => {
  const outcome = await confirmEmail(db, actor, input, now)
  const words = { changed: 'emailDone', waitsForOther: 'emailHalf', dead: 'linkIsDead' } as const
  return seeOther(actor.personId ? '/account' : '/', t(words[outcome.kind]))
}

const sideOf = (typed: Typed) => (typed.side === 'old' ? 'old' : 'new')

const limit = { perMinute: 10 }

export const accountRoutes = (alsoHelps: AlsoHelps) =>
  routes<PeopleTables, AccountKey>('people', accountSentences, ({ page, action }) => [
    page('/account', { access: signedIn, shows: 'own' }, (asked) => account(asked, alsoHelps)),
    page('/account/name', { access: signedIn, shows: 'own' }, ({ t, actor }) => (
      <ShowSelf t={t} typed={{ name: actor.name, language: actor.language ?? '' }} />
    )),
    action('/account/name', { access: signedIn, input: Self, effect: 'writes' }, saveSelf, ({ t }, typed, problems) => (
      <ShowSelf t={t} typed={typed} problems={problems} />
    )),
    page('/account/email', { access: signedIn, shows: 'own' }, ({ t, actor }) => (
      <ShowChangeEmail t={t} email={actor.email ?? ''} />
    )),
    action(
      '/account/email',
      { access: signedIn, input: ChangeEmail, effect: 'sends', limit },
      moveEmail,
      ({ t, actor }, typed, problems) => (
        <ShowChangeEmail t={t} email={actor.email ?? ''} typed={typed} problems={problems} />
      ),
    ),
    page('/account/email/confirm', { access: anyone, shows: 'own', input: LinkedEmail }, (asked) =>
      showConfirm(asked, asked.input.key, asked.input.side),
    ),
    action(
      '/account/email/confirm',
      { access: anyone, input: ConfirmEmail, effect: 'writes', limit },
      sayYes,
      (asked, typed) => showConfirm(asked, typed.key ?? '', sideOf(typed)),
    ),
    page('/account/password', { access: signedIn, shows: 'own' }, ({ t }) => <ShowChangePassword t={t} />),
    action(
      '/account/password',
      { access: signedIn, input: ChangePassword, effect: 'writes', limit },
      savePassword,
      ({ t }, _, problems) => <ShowChangePassword t={t} problems={problems} />,
    ),
    page(
      '/account/sessions',
      { access: signedIn, shows: 'own' },
      async ({ db, actor, now, t, language, community }) => (
        <ShowSessions t={t} sessions={await ownSessions(db, actor, now)} day={dayIn(language, community.zone)} />
      ),
    ),
    action('/account/sessions/end', { access: signedIn, effect: 'writes' }, async ({ db, actor, t }) =>
      seeOther('/account/sessions', t('othersEnded', { count: await endOtherSessions(db, actor) })),
    ),
    action('/account/sessions/:id/end', { access: signedIn, effect: 'writes' }, async ({ db, actor, params, t }) => {
      await endSession(db, actor, params.id)
      return seeOther('/account/sessions', t('sessionEnded'))
    }),
  ])
