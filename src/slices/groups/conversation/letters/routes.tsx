import { z } from 'zod'
import { across } from '#kernel/database/database.ts'
import { NotFound } from '#kernel/errors/errors.ts'
import { anyone } from '#kernel/routes/access.ts'
import { file, seeOther } from '#kernel/routes/answer.ts'
import { type Asked, routes } from '#kernel/routes/registry.ts'
import { LettersChosen } from '../fields.ts'
import { type TalkKey, talkSentences } from '../messages/catalogue.ts'
import type { TalkTables } from '../post/queries.ts'
import { chooseByKey } from './commands.ts'
import { ShowByKey } from './pages.tsx'
import { maybeHeld } from './queries.ts'

const params = { key: z.string().regex(/^[A-Za-z0-9_-]{32}$/u) }

type ByKey = Asked<TalkTables, TalkKey, unknown, '/letters/:key'>

const held = async ({ db, params, now, t }: ByKey) => {
  const found = await maybeHeld(across(db), params.key, now)
  if (!found) throw new NotFound()
  return { t, held: found, letterKey: params.key }
}

/** From a letter, without an account at hand: opening the link changes nothing, its button does. */
export const letterRoutes = routes<TalkTables, TalkKey>('groups', talkSentences, ({ page, action, endpoint }) => [
  page(
    '/letters/:key',
    { access: anyone, shows: 'own', params, about: 'From a letter: when letters about a group come' },
    async (here) => <ShowByKey {...(await held(here))} />,
  ),
  action(
    '/letters/:key',
    { access: anyone, effect: 'writes', params, input: LettersChosen, about: 'Sets it, by the key in the letter' },
    async ({ db, params, input, now, t }) => {
      await chooseByKey(db, params.key, input.letters, now)
      return seeOther(`/letters/${params.key}`, t('lettersSaved'))
    },
    async (here, typed, problems) => <ShowByKey {...(await held(here))} typed={typed} problems={problems} />,
  ),
  page(
    '/letters/:key/never',
    { access: anyone, shows: 'own', params, about: 'Where mail programs lead that cannot refuse by themselves' },
    ({ params: { key } }) => seeOther(`/letters/${key}`),
  ),
  endpoint(
    'POST',
    '/letters/:key/never',
    {
      access: anyone,
      effect: 'writes',
      shows: 'own',
      params,
      withoutToken: { because: 'RFC 8058: mail programs post here by themselves; the key in the address is the proof' },
      limit: { perMinute: 600 },
      about: 'One-click «unsubscribe» of mail programs (RFC 8058): no more letters about this group',
    },
    async ({ db, params: { key }, now }) => {
      await chooseByKey(db, key, 'never', now)
      return file('ok\n', 'text/plain; charset=utf-8', { inline: true })
    },
  ),
])
