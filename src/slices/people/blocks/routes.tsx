import { signedIn } from '#kernel/routes/access.ts'
import { seeOther } from '#kernel/routes/answer.ts'
import { routes } from '#kernel/routes/registry.ts'
import { self } from '../account/commands.ts'
import { dayIn } from '../account/pages.tsx'
import type { PeopleTables } from '../tables.ts'
import { avoidPerson, blockPerson, otherPerson, stopAvoiding, unblockPerson } from './commands.ts'
import { type BlocksKey, blocksSentences } from './messages/catalogue.ts'
import { ShowAvoid, ShowBlock, ShowKeptAway } from './pages.tsx'
import { ownAvoided, ownBlocks } from './queries.ts'

export const blockRoutes = routes<PeopleTables, BlocksKey>('people', blocksSentences, ({ page, action }) => [
  page('/people/:id/block', { access: signedIn, shows: 'personal' }, async ({ db, actor, params, t }) => (
    <ShowBlock t={t} other={await otherPerson(db, actor, params.id)} />
  )),
  action('/people/:id/block', { access: signedIn, effect: 'writes' }, async ({ db, actor, params, now, t }) => {
    await blockPerson(db, actor, params.id, now)
    return seeOther('/account/blocks', t('blocked'))
  }),
  page('/people/:id/not-meet', { access: signedIn, shows: 'personal' }, async ({ db, actor, params, t }) => (
    <ShowAvoid t={t} other={await otherPerson(db, actor, params.id)} />
  )),
  action('/people/:id/not-meet', { access: signedIn, effect: 'writes' }, async ({ db, actor, params, now, t }) => {
    await avoidPerson(db, actor, params.id, now)
    return seeOther('/account/not-meet', t('avoided'))
  }),
  page('/account/blocks', { access: signedIn, shows: 'own' }, async ({ db, actor, t, language, community }) => {
    const list = await ownBlocks(db, self(actor))
    return <ShowKeptAway t={t} which="blocks" list={list} day={dayIn(language, community.zone)} />
  }),
  action('/account/blocks/:id/end', { access: signedIn, effect: 'writes' }, async ({ db, actor, params, t }) => {
    await unblockPerson(db, actor, params.id)
    return seeOther('/account/blocks', t('unblocked'))
  }),
  page(
    '/account/not-meet',
    { access: signedIn, shows: 'confidential' },
    async ({ db, actor, t, language, community }) => {
      const list = await ownAvoided(db, actor)
      return <ShowKeptAway t={t} which="not-meet" list={list} day={dayIn(language, community.zone)} />
    },
  ),
  action('/account/not-meet/:id/end', { access: signedIn, effect: 'writes' }, async ({ db, actor, params, t }) => {
    await stopAvoiding(db, actor, params.id)
    return seeOther('/account/not-meet', t('stopped'))
  }),
])
