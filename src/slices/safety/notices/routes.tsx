import type { Problem } from '#kernel/errors/errors.ts'
import { signedIn } from '#kernel/routes/access.ts'
import { seeOther } from '#kernel/routes/answer.ts'
import { type Asked, routes, type Typed } from '#kernel/routes/registry.ts'
import { type SafetyKey, safetySentences } from '../messages/catalogue.ts'
import { readerOf } from '../queue/pages.tsx'
import type { SafetyTables } from '../tables.ts'
import { type Appealed, makeAppeal } from './commands.ts'
import { AppealWords } from './fields.ts'
import { ShowAppealForm, ShowNotices } from './pages.tsx'
import { ownNotice, ownNotices } from './queries.ts'

type Here = Asked<SafetyTables, SafetyKey, unknown, '/account/notices/:id'>

const answers: Record<Appealed, SafetyKey> = { made: 'noticeSent', once: 'noticeOnce', over: 'noticeOver' }

const ask = async (asked: Here, typed?: Typed, problems?: Problem[]) => (
  <ShowAppealForm
    {...readerOf(asked)}
    notice={await ownNotice(asked.db, asked.actor, asked.params.id)}
    typed={typed}
    problems={problems}
  />
)

export const noticeRoutes = routes<SafetyTables, SafetyKey>('safety', safetySentences, ({ page, action }) => [
  page(
    '/account/notices',
    { access: signedIn, shows: 'own', about: 'What was decided about oneself, and why' },
    async (asked) => (
      <ShowNotices
        {...readerOf(asked)}
        notices={await ownNotices(asked.db, asked.actor)}
        suspended={asked.actor.suspended}
      />
    ),
  ),
  page('/account/notices/:id', { access: signedIn, shows: 'own', about: 'To ask for a second opinion' }, (asked) =>
    ask(asked),
  ),
  action(
    '/account/notices/:id',
    { access: signedIn, effect: 'writes', input: AppealWords, about: 'Asks for a second opinion, once' },
    async ({ db, actor, params, input, now, t }) =>
      seeOther('/account/notices', t(answers[await makeAppeal(db, actor, params.id, input.words, now)])),
    ask,
  ),
])
