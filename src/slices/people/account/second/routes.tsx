import QRCode from 'qrcode'
import { Invalid, NotFound } from '#kernel/errors/errors.ts'
import { signedIn } from '#kernel/routes/access.ts'
import { file, seeOther } from '#kernel/routes/answer.ts'
import { type Asked, routes } from '#kernel/routes/registry.ts'
import { beginSecondStep, dropSecondStep, newBackupCodes, openSealed, proveSecondStep } from '#kernel/session/entry.ts'
import { sealed } from '#kernel/session/tokens.ts'
import { BackupCodesMade, SecondStepAdded, SecondStepRemoved } from '../../facts.ts'
import type { PeopleTables } from '../../tables.ts'
import {
  claimCode,
  endOlderSessions,
  hideCodes,
  noteSecondStep,
  provePassword,
  self,
  stopSettingUp,
} from '../commands.ts'
import { WithCode, WithPassword } from '../fields.ts'
import { type AccountKey, accountSentences } from '../messages/catalogue.ts'
import { clockIn } from '../pages.tsx'
import { ownSecondStep } from '../queries.ts'
import { ShowCodes, ShowNewCodes, ShowSecondStepOff, ShowSecondStepOn, ShowSettingUp, ShowTurnOff } from './pages.tsx'
import { base32, keyAddress } from './rules.ts'

type Here<Input = unknown> = Asked<PeopleTables, AccountKey, Input, string>

const settings = '/account/second-step'
const wrong = (field: string, message: string) => new Invalid([{ field, message }])

/** Asks for the password before anything about the second step changes (ASVS V7.5.1). */
const provenPassword = async ({ db, actor, input, now }: Here<{ password: string }>) => {
  const proof = await provePassword(db, actor, input.password, now)
  if (proof === 'wait') throw wrong('password', 'waitThenTry')
  if (proof === 'wrong') throw wrong('password', 'passwordWrong')
}

const refuse = (refused: string | null, field: string, message: string) => {
  if (refused !== null) throw wrong(field, message)
}

const show = async (asked: Here, problems?: Invalid['problems']) => {
  const { db, actor, now, t, community } = asked
  const state = await ownSecondStep(db, actor, now)
  if (state.kind === 'off') return <ShowSecondStepOff t={t} problems={problems} />
  if (state.kind === 'on') return <ShowSecondStepOn t={t} />
  const secret = await openSealed(state.secret)
  const address = keyAddress(secret, { community: community.name, email: actor.email ?? '' })
  const picture = await QRCode.toString(address, { type: 'svg', errorCorrectionLevel: 'M', margin: 2 })
  return <ShowSettingUp t={t} picture={picture} secret={base32(secret)} problems={problems} />
}

const shownCodes = async ({ db, actor, now }: Here) => {
  const state = await ownSecondStep(db, actor, now)
  if (state.kind !== 'on' || state.codes === null || state.codesUntil === null) return null
  return { codes: JSON.parse(await openSealed(state.codes)) as string[], until: state.codesUntil }
}

const showCodes = async (asked: Here) => {
  const shown = await shownCodes(asked)
  if (!shown) return seeOther(settings)
  const { language, community, t } = asked
  return <ShowCodes t={t} codes={shown.codes} until={clockIn(language, community.zone)(shown.until)} />
}

const codesFile = async (asked: Here) => {
  const shown = await shownCodes(asked)
  if (!shown) throw new NotFound()
  const head = asked.t('codesFileHead', { community: asked.community.name })
  return file(`${head}\n\n${shown.codes.join('\n')}\n`, 'text/plain; charset=utf-8', { name: 'backup-codes.txt' })
}

const begin = async (asked: Here<{ password: string }>) => {
  await provenPassword(asked)
  refuse(await beginSecondStep(asked, asked.input.password), 'password', 'passwordWrong')
  return seeOther(settings)
}

const prove = async (asked: Here<{ code: string }>) => {
  const { db, actor, input, now, t } = asked
  if ((await ownSecondStep(db, actor, now)).kind !== 'settingUp') return seeOther(settings)
  if (!(await claimCode(db, self(actor), sealed(input.code), now))) throw wrong('code', 'codeWrong')
  refuse(await proveSecondStep(asked, input.code), 'code', 'codeWrong')
  await endOlderSessions(db, actor)
  await noteSecondStep(db, actor, SecondStepAdded, now)
  return seeOther(`${settings}/codes`, t('secondIsOn'))
}

const renewCodes = async (asked: Here<{ password: string }>) => {
  await provenPassword(asked)
  refuse(await newBackupCodes(asked, asked.input.password), 'password', 'passwordWrong')
  await noteSecondStep(asked.db, asked.actor, BackupCodesMade, asked.now)
  return seeOther(`${settings}/codes`)
}

const remove = async (asked: Here<{ password: string }>) => {
  await provenPassword(asked)
  refuse(await dropSecondStep(asked, asked.input.password), 'password', 'passwordWrong')
  await endOlderSessions(asked.db, asked.actor)
  await noteSecondStep(asked.db, asked.actor, SecondStepRemoved, asked.now)
  return seeOther(settings, asked.t('secondIsOff'))
}

const limit = { perMinute: 10 }

export const secondStepRoutes = routes<PeopleTables, AccountKey>(
  'people',
  accountSentences,
  ({ page, action, endpoint }) => [
    page(settings, { access: signedIn, shows: 'own' }, (asked) => show(asked)),
    action(
      `${settings}/begin`,
      { access: signedIn, input: WithPassword, effect: 'writes', limit },
      begin,
      (asked, _, problems) => show(asked, problems),
    ),
    action(
      `${settings}/prove`,
      { access: signedIn, input: WithCode, effect: 'writes', limit },
      prove,
      (asked, _, problems) => show(asked, problems),
    ),
    action(`${settings}/stop`, { access: signedIn, effect: 'writes' }, async ({ db, actor, t }) => {
      await stopSettingUp(db, actor)
      return seeOther('/account', t('stopped'))
    }),
    page(`${settings}/codes`, { access: signedIn, shows: 'own' }, showCodes),
    endpoint(
      'GET',
      `${settings}/codes.txt`,
      { access: signedIn, effect: 'reads', shows: 'own', about: 'Backup codes, for minutes after they were made' },
      codesFile,
    ),
    page(`${settings}/codes/new`, { access: signedIn, shows: 'own' }, ({ t }) => <ShowNewCodes t={t} />),
    action(
      `${settings}/codes/new`,
      { access: signedIn, input: WithPassword, effect: 'writes', limit },
      renewCodes,
      ({ t }, _, problems) => <ShowNewCodes t={t} problems={problems} />,
    ),
    action(`${settings}/codes/kept`, { access: signedIn, effect: 'writes' }, async ({ db, actor, t }) => {
      await hideCodes(db, actor)
      return seeOther('/account', t('codesHidden'))
    }),
    page(`${settings}/remove`, { access: signedIn, shows: 'own' }, ({ t }) => <ShowTurnOff t={t} />),
    action(
      `${settings}/remove`,
      { access: signedIn, input: WithPassword, effect: 'writes', limit },
      remove,
      ({ t }, _, problems) => <ShowTurnOff t={t} problems={problems} />,
    ),
  ],
)
