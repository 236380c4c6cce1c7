import { across } from '#kernel/database/database.ts'
import { Invalid, NotFound } from '#kernel/errors/errors.ts'
import { signedIn } from '#kernel/routes/access.ts'
import { seeOther } from '#kernel/routes/answer.ts'
import { type Asked, routes } from '#kernel/routes/registry.ts'
import { originFor } from '#kernel/session/settings.ts'
import { self } from '../account/commands.ts'
import { dayIn } from '../account/pages.tsx'
import type { PeopleTables } from '../tables.ts'
import { endOfDay } from '../trust/rules.ts'
import { isAtDesk } from './access.ts'
import { beginActing, endMandate, letHelp, possibleHelper, stopActing } from './commands.ts'
import { LetHelp } from './fields.ts'
import type { Writing } from './mails.tsx'
import { type ActingKey, actingSentences } from './messages/catalogue.ts'
import { ShowActing, ShowLet, ShowNow } from './pages.tsx'
import { doneFor, helpedBy, helpersOf, maybeMandate } from './queries.ts'
import { mandateEnd } from './rules.ts'

export type Here<Input = unknown> = Asked<PeopleTables, ActingKey, Input, string>

export const writingOf = ({ language, community, url }: Here): Writing => ({
  language,
  community: community.name,
  zone: community.zone,
  origin: originFor(community, url),
})

/** The last moment of what somebody agrees to: the day of the form, else a year. */
export const endFrom = (until: string, now: Date): Date => {
  const end = mandateEnd(endOfDay(until), now)
  if (end <= now) throw new Invalid([{ field: 'until', message: 'dayIsPast' }])
  return end
}

const showActing = async ({ db, actor, now, t, language, community }: Here) => {
  if (actor.actedBy) return <ShowNow t={t} name={actor.name} />
  const own = self(actor)
  const [helpers, helped, done] = await Promise.all([
    helpersOf(db, own, now),
    helpedBy(db, own, now),
    doneFor(across(db), own, community.zone),
  ])
  const shown = { t, helpers, helped, done, community: community.name, day: dayIn(language, community.zone) }
  return <ShowActing {...shown} desk={isAtDesk(actor)} />
}

/** Letting somebody act, acting, stopping, and seeing what was done. */
export const actingRoutes = routes<PeopleTables, ActingKey>('people', actingSentences, ({ page, action }) => [
  page('/acting', { access: signedIn, shows: 'own' }, showActing),
  action('/acting/stop', { access: signedIn, effect: 'writes' }, async ({ db, actor, t }) => {
    await stopActing(db, actor)
    return seeOther('/acting', t('stopped'))
  }),
  action('/acting/:id/begin', { access: signedIn, effect: 'writes' }, async ({ db, actor, params, now, t }) => {
    const mandate = await maybeMandate(db, params.id, now)
    if (mandate?.kind === 'desk') throw new NotFound()
    const { name } = await beginActing(db, actor, params.id, now)
    return seeOther('/acting', t('actNow', { name }))
  }),
  action('/acting/:id/end', { access: signedIn, effect: 'sends' }, async (asked) => {
    const { db, actor, params, now, t } = asked
    await endMandate(db, actor, params.id, writingOf(asked), now)
    return seeOther('/acting', t('ended'))
  }),
  page('/people/:id/act-for-me', { access: signedIn, shows: 'personal' }, async (asked) => (
    <ShowLet t={asked.t} other={await possibleHelper(asked.db, asked.actor, asked.params.id, asked.now)} />
  )),
  action(
    '/people/:id/act-for-me',
    { access: signedIn, input: LetHelp, effect: 'sends', limit: { perMinute: 10 } },
    async (asked) => {
      const { db, actor, params, input, now, t } = asked
      const wanted = { helperId: params.id, until: endFrom(input.until, now) }
      return seeOther('/acting', t('letDone', { name: await letHelp(db, actor, wanted, writingOf(asked), now) }))
    },
    async (asked, typed, problems) => (
      <ShowLet
        t={asked.t}
        other={await possibleHelper(asked.db, asked.actor, asked.params.id, asked.now)}
        typed={typed}
        problems={problems}
      />
    ),
  ),
])
