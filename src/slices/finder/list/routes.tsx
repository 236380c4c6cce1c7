import { NotFound } from '#kernel/errors/errors.ts'
import { anyone } from '#kernel/routes/access.ts'
import { type Answer, seeOther } from '#kernel/routes/answer.ts'
import { cookie, cookieName, cookieOf } from '#kernel/routes/cookies.ts'
import { type Asked, routes } from '#kernel/routes/registry.ts'
import { isSecure, originFor } from '#kernel/session/settings.ts'
import type { FinderTables } from '../tables.ts'
import { KeptThing, Onward, SharedList } from './fields.ts'
import { type ListKey, listSentences } from './messages/catalogue.ts'
import { ShowKeep, ShowList } from './pages.tsx'
import { listItems } from './queries.ts'
import { listIn, listText, mostKept } from './rules.ts'

type Here = Pick<Asked<FinderTables, ListKey, unknown, string>, 'headers' | 'setHeader'>

const listOf = (here: Here): string[] => listIn(cookieOf(here.headers, cookieName('list', isSecure())) ?? '')

/** In the browser alone, and gone with its session. */
const keep = (here: Here, things: readonly string[]): void => {
  const life = { secure: isSecure(), ...(things.length ? {} : { maxAge: 0 }) }
  here.setHeader('set-cookie', cookie('list', listText(things), life))
}

const onward = (here: Here, things: string[], to: string, notice: string): Answer => {
  keep(here, things)
  return seeOther(to, notice)
}

/** A list without an account: what is on it stands in a cookie and in links, and nowhere with us. */
export const listRoutes = routes<FinderTables, ListKey>('finder', listSentences, ({ page, action }) => [
  page(
    '/list',
    {
      access: anyone,
      shows: 'own',
      sensitive: true,
      input: SharedList,
      about: 'A list of what was found: one’s own, or one that was sent',
    },
    async (asked) => {
      const { db, community, input, now, language, t } = asked
      const things = input.of ? listIn(input.of) : listOf(asked)
      const items = await listItems(db, things)
      const link = `${originFor(community, asked.url)}/list?of=${listText(items.map(({ thing }) => thing))}`
      return <ShowList items={items} isOwn={!input.of} link={link} now={now} language={language} t={t} />
    },
  ),
  page(
    '/list/keep/:id',
    { access: anyone, shows: 'own', input: Onward, about: 'Asks whether to keep something on one’s list' },
    async ({ db, params, input, now, language, t }) => {
      const [item] = await listItems(db, [params.id])
      if (!item) throw new NotFound()
      return <ShowKeep item={item} back={input.back} now={now} language={language} t={t} />
    },
  ),
  action(
    '/list/keep',
    { access: anyone, input: KeptThing, effect: 'writes', about: 'Keeps something on the list of this browser' },
    async (asked) => {
      const { db, input, t } = asked
      const [item] = await listItems(db, [input.thing])
      if (!item) throw new NotFound()
      const before = listOf(asked).filter((thing) => thing !== input.thing)
      if (before.length >= mostKept) return seeOther('/list', t('full'))
      return onward(asked, [...before, input.thing], input.back, t('kept', { title: item.title }))
    },
    ({ now, language, t }) => <ShowList items={[]} isOwn link="/list" now={now} language={language} t={t} />,
  ),
  action(
    '/list/take',
    { access: anyone, input: SharedList, effect: 'writes', about: 'Keeps a list that was sent' },
    (asked) => onward(asked, [...listOf(asked), ...listIn(asked.input.of)], '/list', asked.t('taken')),
    ({ now, language, t }) => <ShowList items={[]} isOwn link="/list" now={now} language={language} t={t} />,
  ),
  action(
    '/list/drop',
    { access: anyone, input: KeptThing, effect: 'writes', about: 'Takes something off the list of this browser' },
    (asked) =>
      onward(
        asked,
        listOf(asked).filter((thing) => thing !== asked.input.thing),
        '/list',
        asked.t('dropped'),
      ),
    ({ now, language, t }) => <ShowList items={[]} isOwn link="/list" now={now} language={language} t={t} />,
  ),
  action('/list/forget', { access: anyone, effect: 'writes', about: 'Empties the list of this browser' }, (asked) =>
    onward(asked, [], '/list', asked.t('forgotten')),
  ),
])
