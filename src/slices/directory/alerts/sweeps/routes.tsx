import type { Db } from '#kernel/database/database.ts'
import { Invalid } from '#kernel/errors/errors.ts'
import { anyOf, anyone } from '#kernel/routes/access.ts'
import { seeOther } from '#kernel/routes/answer.ts'
import { routes } from '#kernel/routes/registry.ts'
import type { DirectoryTables } from '../../tables.ts'
import { type AlertKey, alertSentences } from '../messages/catalogue.ts'
import { openSweep, tellHours } from './commands.ts'
import { HoursTyped, NewSweep, SweepKey } from './fields.ts'
import { ShowHolidayHours, ShowSweeps } from './pages.tsx'
import { type Asked, askedBy, organisationsToAsk, sweeps } from './queries.ts'
import { datesOf, dayAnswer } from './rules.ts'

const steward = anyOf('steward')

/** Every day of everything that was asked about, as answered. */
const answersTo = (asked: Asked, given: Record<string, unknown>) => {
  const said = (name: string) => (typeof given[name] === 'string' ? String(given[name]).slice(0, 60) : undefined)
  const days = asked.things.flatMap((thing) =>
    datesOf(asked.from, asked.to).map((date) => {
      const field = `${thing.id}_${date}`
      return { thing, date, answer: dayAnswer(said(`day_${field}`), said(`hours_${field}`)) }
    }),
  )
  const unread = days.filter(({ answer }) => answer === null)
  if (unread.length)
    throw new Invalid(unread.map(({ thing, date }) => ({ field: `hours_${thing.id}_${date}`, message: 'hoursUnread' })))
  return days.map(({ thing, date, answer }) => ({ thing, date, answer: answer! }))
}

/** What was asked so far, and how many would be written to now. */
const sweepsShown = async (db: Db<DirectoryTables>, house: { demo: boolean }) => ({
  sweeps: await sweeps(db),
  toAsk: (await organisationsToAsk(db, house)).length,
})

export const sweepRoutes = routes<DirectoryTables, AlertKey>('directory', alertSentences, ({ page, action }) => [
  page(
    '/directory/holidays',
    { access: steward, shows: 'own', about: 'Ask every organisation for its holiday hours' },
    async ({ db, now, t, language, community }) => (
      <ShowSweeps {...(await sweepsShown(db, community))} {...{ t, language, now, zone: community.zone }} />
    ),
  ),
  action(
    '/directory/holidays',
    { access: steward, input: NewSweep, effect: 'writes', about: 'Writes to every organisation with hours' },
    async ({ db, actor, input, now, t, community }) => {
      await openSweep(db, actor, input, community, now)
      return seeOther('/directory/holidays', t('sweepOpened'))
    },
    async ({ db, now, t, language, community }, typed, problems) => (
      <ShowSweeps
        {...(await sweepsShown(db, community))}
        {...{ typed, problems, t, language, now, zone: community.zone }}
      />
    ),
  ),
  page(
    '/holiday-hours',
    {
      access: anyone,
      shows: 'own',
      input: SweepKey,
      about: 'An organisation’s hours for some holidays, by the key of a letter',
    },
    async ({ db, input, now, t, language, community: { zone } }) => (
      <ShowHolidayHours asked={await askedBy(db, input.key, now)} letter={input.key} {...{ t, language, now, zone }} />
    ),
  ),
  action(
    '/holiday-hours',
    {
      access: anyone,
      input: HoursTyped,
      effect: 'writes',
      limit: { perMinute: 20 },
      about: 'Takes an organisation’s holiday hours, once',
    },
    async ({ db, input, now, t }) => {
      const asked = await askedBy(db, input.key, now)
      await tellHours(db, input.key, answersTo(asked, input), now)
      return seeOther(`/organisations/${asked.organisationId}`, t('hoursThanks'))
    },
    async ({ db, now, t, language, community: { zone } }, typed, problems) => {
      const letter = typed.key ?? ''
      return (
        <ShowHolidayHours
          asked={await askedBy(db, letter, now)}
          {...{ letter, typed, problems, t, language, now, zone }}
        />
      )
    },
  ),
])
