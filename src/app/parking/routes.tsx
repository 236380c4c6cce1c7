import type { Db } from '#kernel/database/database.ts'
import { inSnapshot } from '#kernel/database/transactions.ts'
import type { Problem } from '#kernel/errors/errors.ts'
import { parkedCount, parkedJobs } from '#kernel/jobs/parking.ts'
import type { JobTables } from '#kernel/jobs/tables.ts'
import { anyOf } from '#kernel/routes/access.ts'
import { seeOther } from '#kernel/routes/answer.ts'
import { type Asked, routes, type Typed } from '#kernel/routes/registry.ts'
import { giveUp, tryAgain } from './commands.ts'
import { Giving, Trying } from './fields.ts'
import { ar } from './messages/ar.ts'
import { en, type MessageKey } from './messages/en.ts'
import { es } from './messages/es.ts'
import { type Parked, ShowParking } from './pages.tsx'

const parked = (db: Db<JobTables>): Promise<Parked> =>
  inSnapshot(db, async (tx) => ({ jobs: await parkedJobs(tx), count: await parkedCount(tx) }))

type Here = Asked<JobTables, MessageKey, unknown, string>

const show = async ({ community, t, language, now }: Here, typed?: Typed, problems?: Problem[]) => (
  <ShowParking
    parked={await parked(community.read)}
    t={t}
    language={language}
    zone={community.zone}
    now={now}
    typed={typed}
    problems={problems}
  />
)

const steward = anyOf('steward')
const home = '/steward/parking'

/** Where work that failed again and again can be seen and emptied. */
export const parkingRoutes = routes<JobTables, MessageKey>('parking', { en, es, ar }, ({ page, action }) => [
  page(home, { access: steward, shows: 'personal' }, (asked) => show(asked)),

  action(
    '/steward/parking/retries',
    { access: steward, effect: 'writes', input: Trying },
    async ({ db, actor, input, now, t }) =>
      seeOther(home, t('retried', { count: await tryAgain(db, actor, input, now) })),
    show,
  ),

  action(
    '/steward/parking/drops',
    { access: steward, effect: 'writes', input: Giving },
    async ({ db, actor, input, now, t }) =>
      seeOther(home, t('dropped', { count: await giveUp(db, actor, input, now) })),
    show,
  ),
])
