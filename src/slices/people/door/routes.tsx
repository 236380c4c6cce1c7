import { z } from 'zod'
import type { Community } from '#kernel/database/database.ts'
import { inTransaction } from '#kernel/database/transactions.ts'
import { Invalid } from '#kernel/errors/errors.ts'
import { record } from '#kernel/facts/record.ts'
import { anyone } from '#kernel/routes/access.ts'
import { json, ownPath, seeOther } from '#kernel/routes/answer.ts'
import { cookie, cookieName, cookieOf } from '#kernel/routes/cookies.ts'
import { type Asked, routes } from '#kernel/routes/registry.ts'
import {
  challengeIn,
  endSession,
  passkeyToFind,
  passSecondStep,
  signInByPasskey,
  startSession,
} from '#kernel/session/entry.ts'
import { hashPassword } from '#kernel/session/passwords.ts'
import { isSecure, originFor } from '#kernel/session/settings.ts'
import { newSecret, sealed } from '#kernel/session/tokens.ts'
import { deviceCookie } from '#kernel/session/tries.ts'
import { claimCode } from '../account/commands.ts'
import { SignedIn } from '../facts.ts'
import { ageRule } from '../guardians/queries.ts'
import { passwordProblem } from '../rules.ts'
import { castMembers, demoPassword } from '../seed.ts'
import type { PeopleTables } from '../tables.ts'
import { askForLetter, confirmSignUp, openLetter, replacePassword, whoSignsIn } from './commands.ts'
import {
  ByLetter,
  ConfirmSignUp,
  Forgotten,
  Linked,
  NewPassword,
  Onward,
  OpenLink,
  SecondStep,
  SignIn,
  SignUp,
} from './fields.ts'
import { ar } from './messages/ar.ts'
import { type DoorKey, en } from './messages/en.ts'
import { es } from './messages/es.ts'
import {
  type DemoPeople,
  ShowByLetter,
  ShowConfirmSignUp,
  ShowDeadLink,
  ShowForgotten,
  ShowNewPassword,
  ShowOpenLink,
  ShowSecondStep,
  ShowSent,
  ShowSignIn,
  ShowSignUp,
} from './pages.tsx'
import { maybeChallenged, maybeLink } from './queries.ts'

type Here<Input> = Asked<PeopleTables, DoorKey, Input, string>

const wrong = (field: string, message: string) => new Invalid([{ field, message }])

const signUpMark = 'sign-up'

const markIn = (headers: Headers) => cookieOf(headers, cookieName(signUpMark, isSecure()))

/** Where to go after coming in. Pages of the door itself would be a circle. */
const afterwards = (next: string | null | undefined) => {
  const path = ownPath(next, '/')
  return /^\/(sign-in|sign-up|sign-out|password)(\/|\?|$)/u.test(path) ? '/' : path
}

interface Coming {
  how: 'password' | 'letter' | 'sign-up'
  next: string | null | undefined
  remember?: boolean
}

/** The first step is proven: a session, or the question for the second step. A session of before is ended, never taken over. */
const comeIn = async (asked: Here<unknown>, personId: string, { how, next, remember = false }: Coming) => {
  const { db, actor, t } = asked
  const reached = await startSession(asked, personId, { remember })
  if (reached === 'secondStep')
    return seeOther(next ? `/sign-in/second?next=${encodeURIComponent(next)}` : '/sign-in/second')
  await inTransaction(db, async (tx) => {
    if (actor.sessionId) await tx.deleteFrom('session').where('id', '=', actor.sessionId).execute()
    await record(tx, { personId }, SignedIn, { personId, by: how, secondStep: false })
  })
  return seeOther(afterwards(next), t(how === 'sign-up' ? 'welcome' : 'signedIn'))
}

const askByMail = (asked: Here<{ email: string; next?: string }>, kind: 'sign-in' | 'reset') =>
  askForLetter(
    asked.db,
    asked.actor,
    {
      kind,
      email: asked.input.email,
      language: asked.language,
      origin: originFor(asked.community, asked.url),
      next: asked.input.next,
    },
    asked.now,
  )

/** Whom a demo may be looked at as. A community of real people has none. */
const demoPeople = ({ demo }: Community): DemoPeople | null =>
  demo
    ? { password: demoPassword, people: castMembers.map(({ email, role }) => ({ email, role: role ?? 'member' })) }
    : null

const signUp = async (asked: Here<SignUp>) => {
  const { input, setHeader, db, actor, now, language, community, url } = asked
  const problem = passwordProblem(input.password, input)
  if (problem) throw wrong('password', problem)
  const browser = newSecret()
  const { name, email, young, next } = input
  const password = await hashPassword(input.password)
  const origin = originFor(community, url)
  const ask = { kind: 'sign-up', name, email, young, password, browser, language, origin, next } as const
  await askForLetter(db, actor, ask, now)
  setHeader('set-cookie', cookie(signUpMark, browser, { secure: isSecure(), maxAge: 3_600 }))
  return seeOther('/sign-up/sent')
}

const confirm = async (asked: Here<z.infer<typeof ConfirmSignUp>>) => {
  const { db, actor, input, headers, now, t } = asked
  const link = { key: input.key, password: input.password, browser: markIn(headers) }
  const outcome = await confirmSignUp(db, actor, link, now)
  if (outcome.kind === 'wrongPassword') throw wrong('password', 'passwordWrong')
  if (outcome.kind === 'wait') throw wrong('password', 'waitThenTry')
  if (outcome.kind === 'dead') return seeOther('/sign-up', t('linkIsDead'))
  return comeIn(asked, outcome.personId, { how: 'sign-up', next: outcome.next })
}

const showConfirm = async (asked: Here<unknown>, key: string, problems?: Invalid['problems']) => {
  const link = await maybeLink(asked.db, 'sign-up', key, asked.now)
  if (!link) return <ShowDeadLink t={asked.t} retry="/sign-up" />
  const mark = markIn(asked.headers)
  const sameBrowser = mark !== null && sealed(mark) === link.browser
  return <ShowConfirmSignUp t={asked.t} link={key} email={link.email} sameBrowser={sameBrowser} problems={problems} />
}

const signIn = async (asked: Here<SignIn>) => {
  const { community, headers, input, now, setHeader } = asked
  const entry = await whoSignsIn(community, headers, input, now)
  if (entry.kind === 'wait') throw wrong('password', 'waitThenTry')
  if (entry.kind === 'wrong') throw wrong('password', 'signInWrong')
  setHeader('set-cookie', deviceCookie(community.slug, input.email))
  return comeIn(asked, entry.personId, { how: 'password', next: input.next, remember: input.remember })
}

const showNewPassword = async (asked: Here<unknown>, key: string, problems?: Invalid['problems']) => {
  const link = await maybeLink(asked.db, 'reset', key, asked.now)
  if (!link) return <ShowDeadLink t={asked.t} retry="/password/forgotten" />
  return <ShowNewPassword t={asked.t} link={key} email={link.email} problems={problems} />
}

const newPassword = async ({ db, actor, input, now, t }: Here<z.infer<typeof NewPassword>>) => {
  const problem = passwordProblem(input.password)
  if (problem) throw wrong('password', problem)
  const outcome = await replacePassword(db, actor, input, now)
  if (outcome.kind === 'passwordIsYou') throw wrong('password', 'passwordIsYou')
  if (outcome.kind === 'dead') return seeOther('/password/forgotten', t('linkIsDead'))
  return seeOther('/sign-in', t('passwordSaved'))
}

/** Words of better-auth after which the second step must begin anew. */
const mustStartAgain = /INVALID_TWO_FACTOR_COOKIE|TOO_MANY_ATTEMPTS/u

const secondStep = async (asked: Here<z.infer<typeof SecondStep>>) => {
  const { community, db, actor, headers, input, now, t } = asked
  const challenge = challengeIn(headers)
  const personId = challenge && (await maybeChallenged(community.read, challenge, now))
  if (!personId) return seeOther('/sign-in', t('startAgain'))
  if (!(await claimCode(db, personId, sealed(input.code), now))) throw wrong('code', 'codeWrong')
  const refused = await passSecondStep(asked, input.code)
  if (refused && mustStartAgain.test(refused)) return seeOther('/sign-in', t('startAgain'))
  if (refused) throw wrong('code', /LOCKED/u.test(refused) ? 'lockedForAWhile' : 'codeWrong')
  await inTransaction(db, async (tx) => {
    if (actor.sessionId) await tx.deleteFrom('session').where('id', '=', actor.sessionId).execute()
    await record(tx, { personId }, SignedIn, { personId, by: 'second-step', secondStep: true })
  })
  return seeOther(afterwards(input.next), t('signedIn'))
}

const PasskeyAnswer = z.strictObject({
  response: z.record(z.string(), z.unknown()),
  next: z.string().max(2_000).optional(),
})

const byPasskey = async (asked: Here<z.infer<typeof PasskeyAnswer>>) => {
  const personId = await signInByPasskey(asked, asked.input.response)
  if (!personId) return json({ title: 'passkeyFailed' }, { status: 401 })
  await inTransaction(asked.db, async (tx) => {
    if (asked.actor.sessionId) await tx.deleteFrom('session').where('id', '=', asked.actor.sessionId).execute()
    await record(tx, { personId }, SignedIn, { personId, by: 'passkey', secondStep: true })
  })
  return json({ to: afterwards(asked.input.next) })
}

export const doorRoutes = routes<PeopleTables, DoorKey>('people', { en, es, ar }, ({ page, action, endpoint }) => [
  page('/sign-up', { access: anyone, shows: 'own', input: Onward }, async ({ db, t, input }) => (
    <ShowSignUp t={t} typed={{ next: input.next ?? '' }} minimum={(await ageRule(db)).minimum} />
  )),
  action(
    '/sign-up',
    { access: anyone, input: SignUp, effect: 'sends', limit: { perMinute: 10 } },
    signUp,
    async ({ t, db }, typed, problems) => (
      <ShowSignUp t={t} typed={typed} problems={problems} minimum={(await ageRule(db)).minimum} />
    ),
  ),
  page('/sign-up/sent', { access: anyone, shows: 'own' }, ({ t }) => (
    <ShowSent t={t} what="sentSignUp" retry="/sign-up" />
  )),
  page('/sign-up/confirm', { access: anyone, shows: 'own', input: Linked }, (asked) =>
    showConfirm(asked, asked.input.key),
  ),
  action(
    '/sign-up/confirm',
    { access: anyone, input: ConfirmSignUp, effect: 'writes', limit: { perMinute: 10 } },
    confirm,
    (asked, typed, problems) => showConfirm(asked, typed.key ?? '', problems),
  ),

  page('/sign-in', { access: anyone, shows: 'own', input: Onward }, ({ t, input, actor, community }) =>
    actor.personId ? (
      seeOther(afterwards(input.next))
    ) : (
      <ShowSignIn t={t} typed={{ next: input.next ?? '' }} demo={demoPeople(community)} />
    ),
  ),
  action(
    '/sign-in',
    { access: anyone, input: SignIn, effect: 'writes', limit: { perMinute: 20 } },
    signIn,
    ({ t, community }, typed, problems) => (
      <ShowSignIn t={t} typed={typed} problems={problems} demo={demoPeople(community)} />
    ),
  ),
  page('/sign-in/letter', { access: anyone, shows: 'own', input: Onward }, ({ t, input }) => (
    <ShowByLetter t={t} typed={{ next: input.next ?? '' }} />
  )),
  action(
    '/sign-in/letter',
    { access: anyone, input: ByLetter, effect: 'sends', limit: { perMinute: 10 } },
    async (asked) => {
      await askByMail(asked, 'sign-in')
      return seeOther('/sign-in/sent')
    },
    ({ t }, typed, problems) => <ShowByLetter t={t} typed={typed} problems={problems} />,
  ),
  page('/sign-in/sent', { access: anyone, shows: 'own' }, ({ t }) => (
    <ShowSent t={t} what="sentLink" retry="/sign-in/letter" />
  )),
  page('/sign-in/link', { access: anyone, shows: 'own', input: Linked }, async ({ db, input, now, t }) => {
    const link = await maybeLink(db, 'sign-in', input.key, now)
    return link ? (
      <ShowOpenLink t={t} link={input.key} email={link.email} />
    ) : (
      <ShowDeadLink t={t} retry="/sign-in/letter" />
    )
  }),
  action(
    '/sign-in/link',
    { access: anyone, input: OpenLink, effect: 'writes', limit: { perMinute: 10 } },
    async (asked) => {
      const opened = await openLetter(asked.db, asked.input.key, asked.now)
      if (opened.kind === 'dead') return seeOther('/sign-in/letter', asked.t('linkIsDead'))
      return comeIn(asked, opened.personId, { how: 'letter', next: opened.next, remember: asked.input.remember })
    },
    ({ t }) => <ShowDeadLink t={t} retry="/sign-in/letter" />,
  ),
  page('/sign-in/second', { access: anyone, shows: 'own', input: Onward }, ({ t, input, headers }) =>
    challengeIn(headers) ? <ShowSecondStep t={t} typed={{ next: input.next ?? '' }} /> : seeOther('/sign-in'),
  ),
  action(
    '/sign-in/second',
    { access: anyone, input: SecondStep, effect: 'writes', limit: { perMinute: 10 } },
    secondStep,
    ({ t }, typed, problems) => <ShowSecondStep t={t} typed={typed} problems={problems} />,
  ),
  endpoint(
    'POST',
    '/sign-in/passkey/options',
    { access: anyone, effect: 'writes', shows: 'own', input: z.strictObject({}), limit: { perMinute: 20 } },
    async (asked) => json(await passkeyToFind(asked)),
  ),
  endpoint(
    'POST',
    '/sign-in/passkey',
    { access: anyone, effect: 'writes', shows: 'own', input: PasskeyAnswer, limit: { perMinute: 20 } },
    byPasskey,
  ),

  page('/password/forgotten', { access: anyone, shows: 'own' }, ({ t }) => <ShowForgotten t={t} />),
  action(
    '/password/forgotten',
    { access: anyone, input: Forgotten, effect: 'sends', limit: { perMinute: 10 } },
    async (asked) => {
      await askByMail(asked, 'reset')
      return seeOther('/password/forgotten/sent')
    },
    ({ t }, typed, problems) => <ShowForgotten t={t} typed={typed} problems={problems} />,
  ),
  page('/password/forgotten/sent', { access: anyone, shows: 'own' }, ({ t }) => (
    <ShowSent t={t} what="sentLink" retry="/password/forgotten" />
  )),
  page('/password/new', { access: anyone, shows: 'own', input: Linked }, (asked) =>
    showNewPassword(asked, asked.input.key),
  ),
  action(
    '/password/new',
    { access: anyone, input: NewPassword, effect: 'writes', limit: { perMinute: 10 } },
    newPassword,
    (asked, typed, problems) => showNewPassword(asked, typed.key ?? '', problems),
  ),

  action('/sign-out', { access: anyone, effect: 'writes' }, async (asked) => {
    await endSession(asked)
    asked.setHeader('clear-site-data', '"cache", "storage"')
    return seeOther('/', asked.t('signedOut'))
  }),
])
