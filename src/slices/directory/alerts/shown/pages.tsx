import { timeWords } from '#kernel/time/words.ts'
import { Note } from '#ui/card.tsx'
import type { Voice } from '../../axes/pages.tsx'
import { type Days, isAhead, isRunning, localDate } from '../rules.ts'

const soon = 21 * 86_400_000

/** What is different now and in the coming weeks, before everything else on a page. */
export const DaysAhead = ({ days, zone, voice }: { days: Days; zone: string; voice: Voice }) => {
  const { t, language, now, recordsIn } = voice
  const words = timeWords(language, zone, now)
  const today = localDate(now, zone)
  const until = localDate(new Date(now.getTime() + soon), zone)
  const alerts = days.alerts.filter((alert) => isAhead(alert, today) && alert.from_on <= until)
  const exceptions = days.exceptions.filter(({ on_date }) => on_date >= today && on_date <= until)
  if (!alerts.length && !exceptions.length) return null
  return (
    <Note
      icon="circle-alert"
      tone={alerts.some((alert) => alert.closed && isRunning(alert, today)) ? 'clay' : 'marigold'}
    >
      {alerts.map((alert) => (
        <p key={alert.id}>
          <strong>
            <bdi lang={recordsIn}>{alert.words}</bdi>
          </strong>{' '}
          {isRunning(alert, today)
            ? t('alertUntil', { until: words.calendarDate(alert.until_on) })
            : t('alertFromUntil', {
                from: words.calendarDate(alert.from_on),
                until: words.calendarDate(alert.until_on),
              })}
        </p>
      ))}
      {exceptions.map(({ on_date, opens_at, closes_at }) => (
        <p key={on_date}>
          {t('specialHours', {
            date: words.calendarDate(on_date),
            hours: opens_at && closes_at ? words.hours(opens_at, closes_at) : t('closed'),
          })}
        </p>
      ))}
    </Note>
  )
}
