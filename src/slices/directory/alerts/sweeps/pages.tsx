import type { Problem } from '#kernel/errors/errors.ts'
import type { Language, T } from '#kernel/messages/messages.ts'
import type { Typed } from '#kernel/routes/registry.ts'
import { timeWords } from '#kernel/time/words.ts'
import { Empty } from '#ui/card.tsx'
import { Fieldset, Form, Hidden, SelectField, TextField } from '#ui/form.tsx'
import { Crumbs, Page } from '#ui/page.tsx'
import { Table } from '#ui/table.tsx'
import { DateField } from '../form/pages.tsx'
import type { AlertKey } from '../messages/catalogue.ts'
import type { Asked, HoursThing, SweepListed } from './queries.ts'
import { datesOf, isHoliday } from './rules.ts'

interface Spoken {
  t: T<AlertKey>
  language: Language
  now: Date
  zone: string
  typed?: Typed
  problems?: Problem[]
}

/** A steward's page: ask everybody at once, and see who has answered. */
export const ShowSweeps = ({
  sweeps,
  toAsk,
  t,
  language,
  now,
  zone,
  typed = {},
  problems = [],
}: Spoken & { sweeps: SweepListed[]; toAsk: number }) => {
  const words = timeWords(language, zone, now)
  return (
    <Page title={t('sweepsTitle')} noindex>
      <div class="wrap narrow stack">
        <Crumbs links={[{ href: '/directory/freshness', label: t('sweepsBack') }]} />
        <h1>{t('sweepsTitle')}</h1>
        <p class="lead">{t('sweepsLead')}</p>
        <Form action="/directory/holidays" submit={t('sweepOpen')} problems={problems}>
          <TextField
            name="name"
            label={t('sweepName')}
            hint={t('sweepNameHint')}
            value={typed.name}
            problems={problems}
            maxLength={80}
          />
          <DateField name="from_on" label={t('sweepFrom')} value={typed.from_on ?? ''} problems={problems} />
          <DateField name="to_on" label={t('sweepTo')} value={typed.to_on ?? ''} problems={problems} />
          <DateField name="until" label={t('sweepUntil')} value={typed.until ?? ''} problems={problems} />
          <p class="soft">{t('sweepToAsk', { count: toAsk })}</p>
        </Form>
        {sweeps.length === 0 ? (
          <Empty title={t('sweepsEmpty')} />
        ) : (
          <Table
            caption={t('sweepsAsked')}
            columns={[t('sweepHoliday'), t('sweepDays'), t('sweepUntil'), t('sweepAsked'), t('sweepAnswered')]}
            rows={sweeps.map((sweep) => ({
              key: sweep.id,
              cells: [
                <bdi>{sweep.name}</bdi>,
                `${words.calendarDate(sweep.from_on)} – ${words.calendarDate(sweep.to_on)}`,
                words.date(new Date(sweep.answer_until.getTime() - 1)),
                String(sweep.asked),
                String(sweep.answered),
              ],
            }))}
          />
        )}
      </div>
    </Page>
  )
}

const Day = ({
  thing,
  date,
  day,
  t,
  typed = {},
  problems = [],
}: Spoken & { thing: HoursThing; date: string; day: string }) => {
  const holiday = isHoliday(date, thing.holiday_region)
  const field = `${thing.id}_${date}`
  const choices = [
    ...(holiday ? [] : [{ value: 'usual', label: t('hoursAsUsual') }]),
    { value: 'closed', label: t('hoursClosed') },
    { value: 'other', label: t('hoursOther') },
  ]
  return (
    <div class="day-hours">
      <SelectField
        name={`day_${field}`}
        label={day}
        value={typed[`day_${field}`] ?? choices[0]!.value}
        choices={choices}
        problems={problems}
      />
      <TextField
        name={`hours_${field}`}
        label={t('hoursWhich', { day })}
        hint={t('hoursWhichHint')}
        value={typed[`hours_${field}`]}
        problems={problems}
        optional
        short
      />
    </div>
  )
}

/** The organisation's page: each of its things with hours, each day. Opening it changes nothing. */
export const ShowHolidayHours = ({ asked, letter, ...spoken }: Spoken & { asked: Asked; letter: string }) => {
  const { t, language, now, zone, problems = [] } = spoken
  const words = timeWords(language, zone, now)
  const title = t('hoursTitle', { name: asked.organisation, holiday: asked.holiday })
  return (
    <Page title={title} noindex>
      <div class="wrap narrow stack">
        <h1>{title}</h1>
        <p class="lead">{t('hoursLead')}</p>
        <Form action="/holiday-hours" submit={t('hoursSave')} problems={problems}>
          <Hidden name="key" value={letter} />
          {asked.things.map((thing) => (
            <Fieldset key={thing.id} name={thing.id} legend={thing.name}>
              <div class="pair-fields">
                {datesOf(asked.from, asked.to).map((date) => (
                  <Day
                    key={date}
                    {...spoken}
                    {...{ thing, date }}
                    day={words.dayAndMonth(new Date(`${date}T12:00:00Z`))}
                  />
                ))}
              </div>
            </Fieldset>
          ))}
        </Form>
      </div>
    </Page>
  )
}
