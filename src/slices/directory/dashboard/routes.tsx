import { signedIn } from '#kernel/routes/access.ts'
import { routes } from '#kernel/routes/registry.ts'
import { may } from '../editing/access.ts'
import { mustRing } from '../freshness/ringing/queries.ts'
import type { DirectoryTables } from '../tables.ts'
import { type DashboardKey, dashboardSentences } from './messages/catalogue.ts'
import { ShowFreshness } from './pages.tsx'
import { freshnessOf } from './queries.ts'

export const dashboardRoutes = routes<DirectoryTables, DashboardKey>('directory', dashboardSentences, ({ page }) => [
  page(
    '/directory/freshness',
    { access: signedIn, shows: 'own', about: 'How fresh the directory is, for stewards and those who ring' },
    async ({ db, actor, now, t, language, community: { zone } }) => {
      await mustRing(db, actor)
      return (
        <ShowFreshness
          freshness={await freshnessOf(db, now)}
          steward={may.steward(actor)}
          {...{ t, language, now, zone }}
        />
      )
    },
  ),
])
