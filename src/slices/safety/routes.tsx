import { across } from '#kernel/database/database.ts'
import { anyone } from '#kernel/routes/access.ts'
import { type Route, routes } from '#kernel/routes/registry.ts'
import { crisisRoutes } from './crisis/routes.tsx'
import { type SafetyKey, safetySentences } from './messages/catalogue.ts'
import { noticeRoutes } from './notices/routes.tsx'
import { evidenceDays } from './queue/queries.ts'
import { ShowSafety } from './staying/pages.tsx'
import type { SafetyTables } from './tables.ts'
import { watchRoutes } from './watch/routes.tsx'

const own = routes<SafetyTables, SafetyKey>('safety', safetySentences, ({ page }) => [
  page(
    '/safety',
    { access: anyone, shows: 'public', sensitive: true, about: 'Leaving quickly, reporting, and what is done with it' },
    async ({ db, t }) => <ShowSafety t={t} days={await evidenceDays(across(db))} />,
  ),
])

/** What needs no other slice. Reporting and the queue are composed in src/app/reporting, because they show everybody's things. */
export const safetyRoutes: Route[] = [...own, ...noticeRoutes, ...watchRoutes, ...crisisRoutes]
