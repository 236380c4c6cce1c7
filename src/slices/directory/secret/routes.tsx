import { anyOf } from '#kernel/routes/access.ts'
import { seeOther } from '#kernel/routes/answer.ts'
import { routes } from '#kernel/routes/registry.ts'
import type { DirectoryTables } from '../tables.ts'
import { hideWhereabouts, minutesOpen, openWhereabouts, showWhereabouts } from './commands.ts'
import { type SecretKey, secretSentences } from './messages/catalogue.ts'
import { ShowWhereabouts } from './pages.tsx'
import { placeKept } from './queries.ts'

const staff = anyOf('editor', 'admin')
const keepers = anyOf('editor', 'admin', 'steward')

export const secretRoutes = routes<DirectoryTables, SecretKey>('directory', secretSentences, ({ page, action }) => [
  page(
    '/places/:id/whereabouts',
    { access: keepers, shows: 'confidential', about: 'Where a place is, for its staff: secret or not' },
    async ({ community, params, actor, t }) => (
      <ShowWhereabouts place={await placeKept(community.write, actor, params.id)} minutes={minutesOpen} t={t} />
    ),
  ),
  action(
    '/places/:id/whereabouts/open',
    { access: staff, effect: 'writes', about: 'Opens a secret address to one of its staff, and writes it down' },
    async ({ db, params, actor, t }) => {
      await openWhereabouts(db, actor, params.id)
      return seeOther(`/places/${params.id}/whereabouts`, t('opened'))
    },
  ),
  action(
    '/places/:id/whereabouts/hide',
    { access: keepers, effect: 'writes', about: 'Makes an address secret everywhere, at once' },
    async ({ db, params, actor, now, t }) => {
      await hideWhereabouts(db, actor, params.id, now)
      return seeOther(`/places/${params.id}/whereabouts`, t('hidden'))
    },
  ),
  action(
    '/places/:id/whereabouts/show',
    { access: staff, effect: 'writes', about: 'Gives a secret address back to the public' },
    async ({ db, params, actor, now, t }) => {
      await showWhereabouts(db, actor, params.id, now)
      return seeOther(`/places/${params.id}/whereabouts`, t('shown'))
    },
  ),
])
