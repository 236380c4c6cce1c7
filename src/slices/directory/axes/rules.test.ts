import { describe, expect, test } from 'vitest'
import { hoursOf } from './rules.ts'

const now = new Date('2026-12-16T11:30:00Z') // a Wednesday
const spot = { zone: 'Europe/London', holiday_region: 'GB-EAW' }
const schedule = (byday: string | null, opens: string | null, closes: string | null, more = {}) => ({
  freq: 'WEEKLY' as 'WEEKLY' | 'MONTHLY' | null,
  interval: null,
  byday,
  bymonthday: null,
  dtstart: null,
  until: null,
  count: null,
  valid_from: null,
  valid_to: null,
  opens_at: opens,
  closes_at: closes,
  description: null as string | null,
  ...more,
})

describe('hours on a page', () => {
  test('the week by day, today marked, in the order of the clock', () => {
    const { week, state } = hoursOf([schedule('WE', '14:00', '16:00'), schedule('MO,WE', '09:00', '12:00')], spot, now)
    expect(
      week!.filter(({ spans }) => spans.length).map(({ weekday, isToday, spans }) => [weekday, isToday, spans.length]),
    ).toEqual([
      [1, false, 1],
      [3, true, 2],
    ])
    expect(week![2]!.spans[0]).toEqual({ opens: '09:00', closes: '12:00' })
    expect(state).toEqual({ kind: 'open', until: new Date('2026-12-16T12:00:00Z') })
  })

  test('only the bank holidays that fall on a day of opening', () => {
    expect(hoursOf([schedule('FR', '09:00', '12:00')], spot, now).holidays.map(({ date }) => date)).toEqual([
      '2026-12-25',
      '2027-01-01',
    ])
    expect(hoursOf([schedule('FR', '09:00', '12:00')], { ...spot, holiday_region: null }, now).holidays).toEqual([])
  })

  test('words that cannot be read make no week and no state', () => {
    const words = schedule(null, null, null, { freq: null, description: 'By appointment' })
    expect(hoursOf([words], spot, now)).toMatchObject({
      state: { kind: 'unknown' },
      week: null,
      wordings: ['By appointment'],
      isUnread: true,
    })
  })

  test('a wording that stands at several schedules is said once', () => {
    const one = { description: 'Mon and Tue 9 - 12' }
    expect(
      hoursOf([schedule('MO', '09:00', '12:00', one), schedule('TU', '09:00', '12:00', one)], spot, now).wordings,
    ).toHaveLength(1)
  })

  test('today is today where the place is', () => {
    const late = new Date('2026-12-16T23:30:00Z')
    const { week } = hoursOf([schedule('TH', '09:00', '12:00')], { zone: 'Asia/Tokyo', holiday_region: null }, late)
    expect(week!.find(({ isToday }) => isToday)!.weekday).toBe(4)
  })
})
