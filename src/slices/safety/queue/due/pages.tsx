import type { T } from '#kernel/messages/messages.ts'
import type { SafetyKey } from '../../messages/catalogue.ts'
import { dueIn } from '../rules.ts'

/** The largest unit that still says something. */
export const dueWords = ({ t, now }: { t: T<SafetyKey>; now: Date }, dueAt: Date) => {
  const { kind, minutes } = dueIn(dueAt, now)
  const over = kind === 'overdue'
  if (minutes < 120) return t(over ? 'overMinutes' : 'dueMinutes', { count: minutes })
  if (minutes < 48 * 60) return t(over ? 'overHours' : 'dueHours', { count: Math.floor(minutes / 60) })
  return t(over ? 'overDays' : 'dueDays', { count: Math.floor(minutes / 1_440) })
}
