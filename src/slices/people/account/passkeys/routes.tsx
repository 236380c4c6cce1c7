import { z } from 'zod'
import { inTransaction } from '#kernel/database/transactions.ts'
import { Invalid, NotFound } from '#kernel/errors/errors.ts'
import { record } from '#kernel/facts/record.ts'
import { signedIn } from '#kernel/routes/access.ts'
import { json, seeOther } from '#kernel/routes/answer.ts'
import { type Asked, routes } from '#kernel/routes/registry.ts'
import { keepPasskey, passkeyToMake } from '#kernel/session/entry.ts'
import { PasskeyAdded } from '../../facts.ts'
import type { PeopleTables } from '../../tables.ts'
import { provePassword, removePasskey, self } from '../commands.ts'
import { PasskeyName, WithPassword } from '../fields.ts'
import { type AccountKey, accountSentences } from '../messages/catalogue.ts'
import { dayIn } from '../pages.tsx'
import { ownPasskeys } from '../queries.ts'
import { ShowPasskeys, ShowRemovePasskey } from './pages.tsx'

type Here<Input = unknown> = Asked<PeopleTables, AccountKey, Input, '/account/passkeys/:id/remove'>

const list = '/account/passkeys'

const wrong = (message: string) => new Invalid([{ field: 'password', message }])

const provenPassword = async ({ db, actor, now }: Omit<Here, 'params'>, password: string) => {
  const proof = await provePassword(db, actor, password, now)
  if (proof === 'wait') throw wrong('waitThenTry')
  if (proof === 'wrong') throw wrong('passwordWrong')
}

const showRemove = async ({ db, actor, params, t }: Here, problems?: Invalid['problems']) => {
  const passkey = (await ownPasskeys(db, actor)).find(({ id }) => id === params.id)
  if (!passkey) throw new NotFound()
  return <ShowRemovePasskey t={t} passkey={passkey} problems={problems} />
}

const remove = async (asked: Here<z.infer<typeof WithPassword>>) => {
  await provenPassword(asked, asked.input.password)
  await removePasskey(asked.db, asked.actor, asked.params.id)
  return seeOther(list, asked.t('passkeyRemoved'))
}

/** What the browser answers is checked by its signature; its shape is the browser's, so only its outline is ours. */
const Made = z.strictObject({ response: z.record(z.string(), z.unknown()), name: PasskeyName })

const limit = { perMinute: 10 }

export const passkeyRoutes = routes<PeopleTables, AccountKey>(
  'people',
  accountSentences,
  ({ page, action, endpoint }) => [
    page(list, { access: signedIn, shows: 'own' }, async ({ db, actor, t, language, community }) => (
      <ShowPasskeys t={t} passkeys={await ownPasskeys(db, actor)} day={dayIn(language, community.zone)} />
    )),
    endpoint(
      'POST',
      `${list}/options`,
      { access: signedIn, effect: 'writes', shows: 'own', input: WithPassword, limit },
      async (asked) => {
        await provenPassword(asked, asked.input.password)
        const made = await passkeyToMake(asked)
        return made.refused === null ? json(made.response) : json({ title: 'passkeyFailed' }, { status: 400 })
      },
    ),
    endpoint('POST', list, { access: signedIn, effect: 'writes', shows: 'own', input: Made, limit }, async (asked) => {
      const { input, db, actor } = asked
      const made = await keepPasskey(asked, input.response, input.name)
      if (made.refused !== null) return json({ title: 'passkeyFailed' }, { status: 400 })
      await inTransaction(db, (tx) => record(tx, actor, PasskeyAdded, { personId: self(actor) }))
      return json({ to: list })
    }),
    page(`${list}/:id/remove`, { access: signedIn, shows: 'own' }, (asked) => showRemove(asked)),
    action(
      `${list}/:id/remove`,
      { access: signedIn, input: WithPassword, effect: 'writes', limit },
      remove,
      (asked, _, problems) => showRemove(asked as Here, problems),
    ),
  ],
)
