import { anyOf } from '#kernel/routes/access.ts'
import { routes } from '#kernel/routes/registry.ts'
import { finderSentences, type MessageKey } from '../messages/catalogue.ts'
import type { FinderTables } from '../tables.ts'
import { ShowMissed } from './pages.tsx'
import { missedSince } from './queries.ts'

const days = 90

export const missedRoutes = routes<FinderTables, MessageKey>('finder', finderSentences, ({ page }) => [
  page(
    '/steward/missed-searches',
    { access: anyOf('steward'), shows: 'own', about: 'What people looked for and did not find in the last 90 days' },
    async ({ db, now, t }) => (
      <ShowMissed {...(await missedSince(db, new Date(now.getTime() - days * 86_400_000)))} t={t} />
    ),
  ),
])
