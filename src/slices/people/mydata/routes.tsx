import { renderToString } from 'preact-render-to-string'
import type { z } from 'zod'
import { Invalid, NotFound, type Problem } from '#kernel/errors/errors.ts'
import { anyOf, signedIn } from '#kernel/routes/access.ts'
import { file, seeOther } from '#kernel/routes/answer.ts'
import { type Asked, type Route, routes } from '#kernel/routes/registry.ts'
import { timeWords } from '#kernel/time/words.ts'
import { provePassword, self } from '../account/commands.ts'
import type { PeopleTables } from '../tables.ts'
import { isOnlySteward } from '../trust/queries.ts'
import { eraseForPerson, eraseSelf } from './commands.ts'
import { ShowEraseFor } from './desk/pages.tsx'
import { EraseFor, EraseMe } from './fields.ts'
import { type MyDataKey, myDataSentences } from './messages/catalogue.ts'
import { ExportedPage, ShowData, ShowErase } from './pages.tsx'
import { everythingAbout, keepingTimes, maybeErasable } from './queries.ts'
import type { PersonalDataSource, RetentionKind } from './rules.ts'

type Here<Input = unknown> = Asked<PeopleTables, MyDataKey, Input, string>

const desk = anyOf('navigator', 'steward')

interface Known {
  sources: readonly PersonalDataSource[]
  clocks: readonly RetentionKind[]
}

const provenPassword = async ({ db, actor, input, now }: Here<z.infer<typeof EraseMe>>) => {
  const proof = await provePassword(db, actor, input.password, now)
  if (proof === 'right') return
  throw new Invalid([{ field: 'password', message: proof === 'wait' ? 'waitThenTry' : 'passwordWrong' }])
}

/** One's own data. The app brings the list of everybody who knows something about people: some stand above this slice. */
export const myDataRoutes = ({ sources, clocks }: Known): Route[] => {
  const remains = sources.flatMap((source) => source.remains ?? [])
  const exported = ({ db, actor }: Here) => everythingAbout(db, sources, self(actor))

  const asPage = async (asked: Here) => {
    const { t, language, community, now } = asked
    const words = timeWords(language, community.zone, now)
    const when = (at: Date) => `${words.date(at)}, ${words.clock(at)}`
    const shown = { t, language, community: community.name, date: words.date(now), when }
    const html = renderToString(<ExportedPage {...shown} all={await exported(asked)} />)
    return file(`<!doctype html>${html}`, 'text/html; charset=utf-8', { name: 'my-data.html' })
  }

  const asJson = async (asked: Here) => {
    const parts = Object.fromEntries((await exported(asked)).map(({ name, parts }) => [name, parts]))
    const whole = { community: asked.community.name, made_at: asked.now, parts }
    return file(`${JSON.stringify(whole, null, 2)}\n`, 'application/json', { name: 'my-data.json' })
  }

  const erase = async ({ db, actor, now, t, language }: Here, problems?: Problem[]) => {
    const last = await isOnlySteward(db, self(actor), now)
    return <ShowErase t={t} language={language} remains={remains} last={last} problems={problems} />
  }

  const eraseFor = async ({ db, actor, now, t, language }: Here, id: string, problems?: Problem[]) => {
    const mandate = await maybeErasable(db, actor, id, now)
    if (!mandate) throw new NotFound()
    return <ShowEraseFor t={t} language={language} mandate={mandate} remains={remains} problems={problems} />
  }

  return routes<PeopleTables, MyDataKey>('people', myDataSentences, ({ page, action, endpoint }) => [
    page('/account/data', { access: signedIn, shows: 'own' }, async ({ db, t, language }) => (
      <ShowData t={t} language={language} kept={await keepingTimes(db, clocks)} />
    )),
    endpoint('GET', '/account/data/export.json', { access: signedIn, effect: 'reads', shows: 'own' }, asJson),
    endpoint('GET', '/account/data/export.html', { access: signedIn, effect: 'reads', shows: 'own' }, asPage),
    page('/account/data/erase', { access: signedIn, shows: 'own' }, (asked) => erase(asked)),
    action(
      '/account/data/erase',
      { access: signedIn, input: EraseMe, effect: 'writes', limit: { perMinute: 10 } },
      async (asked) => {
        await provenPassword(asked)
        const done = await eraseSelf(asked.db, asked.actor, sources, asked.now)
        return done === 'erased' ? seeOther('/', asked.t('erased')) : seeOther('/account/data/erase')
      },
      (asked, _, problems) => erase(asked, problems),
    ),
    page('/desk/people/:id/erase', { access: desk, shows: 'personal' }, (asked) => eraseFor(asked, asked.params.id)),
    action(
      '/desk/people/:id/erase',
      { access: desk, input: EraseFor, effect: 'writes', limit: { perMinute: 10 } },
      async ({ db, actor, params, now, t }) => {
        const name = await eraseForPerson(db, actor, params.id, sources, now)
        return seeOther('/desk/people', t('erasedFor', { name }))
      },
      (asked, _, problems) => eraseFor(asked, asked.params.id, problems),
    ),
  ])
}
