import { Temporal } from 'temporal-polyfill'
import type { Problem } from '#kernel/errors/errors.ts'
import { anyOf } from '#kernel/routes/access.ts'
import { seeOther } from '#kernel/routes/answer.ts'
import { type Asked, routes, type Typed } from '#kernel/routes/registry.ts'
import { type SafetyKey, safetySentences } from '../messages/catalogue.ts'
import { setEvidenceDays } from '../queue/commands.ts'
import { EvidenceDays } from '../queue/fields.ts'
import { readerOf } from '../queue/pages.tsx'
import { evidenceDays } from '../queue/queries.ts'
import type { SafetyTables } from '../tables.ts'
import { dropWatch, planWatch } from './commands.ts'
import { NewWatch, OldWatch } from './fields.ts'
import { ShowRota } from './pages.tsx'
import { rotaPage } from './queries.ts'

type Here = Asked<SafetyTables, SafetyKey, unknown, string>

/** Nine in the morning of a day, where the community lives. */
const morning = (day: string, zone: string) =>
  new Date(Temporal.PlainDate.from(day).toZonedDateTime({ timeZone: zone, plainTime: '09:00' }).epochMilliseconds)

const show = async (asked: Here, typed?: Typed, problems?: Problem[]) => {
  const [rota, days] = await Promise.all([rotaPage(asked.db, asked.now), evidenceDays(asked.db)])
  return <ShowRota {...readerOf(asked)} rota={rota} days={days} typed={typed} problems={problems} />
}

const lead = anyOf('safeguarding')
const home = '/safeguarding/on-call'

/** Who is on call, and how long sealed copies are kept: the safeguarding lead's own matters. */
export const watchRoutes = routes<SafetyTables, SafetyKey>('safety', safetySentences, ({ page, action }) => [
  page(home, { access: lead, shows: 'personal', about: 'Who is on call and when' }, (asked) => show(asked)),
  action(
    home,
    { access: lead, effect: 'writes', input: NewWatch, about: 'Puts a safeguarding lead on call' },
    async ({ db, actor, input, now, t, community: { zone } }) => {
      const { person, from, until } = input
      await planWatch(db, actor, { person, from: morning(from, zone), until: morning(until, zone) }, now)
      return seeOther(home, t('rotaAdded'))
    },
    show,
  ),
  action(
    '/safeguarding/on-call/drops',
    { access: lead, effect: 'writes', input: OldWatch, about: 'Takes somebody off call' },
    async ({ db, actor, input, t }) => {
      await dropWatch(db, actor, input.watch)
      return seeOther(home, t('rotaDropped'))
    },
    show,
  ),
  action(
    '/safeguarding/evidence-days',
    { access: lead, effect: 'writes', input: EvidenceDays, about: 'For how many days sealed copies are kept' },
    async ({ db, actor, input, t }) => {
      await setEvidenceDays(db, actor, input.days)
      return seeOther(home, t('keepSaved'))
    },
    show,
  ),
])
