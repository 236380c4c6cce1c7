import { expect, test } from 'vitest'
import { datesOf, dayAnswer, isHoliday } from './rules.ts'

test('the days of a sweep, two weeks at most', () => {
  expect(datesOf('2026-12-24', '2026-12-26')).toEqual(['2026-12-24', '2026-12-25', '2026-12-26'])
  expect(datesOf('2026-12-24', '2027-06-01')).toHaveLength(14)
  expect(datesOf('2026-12-24', '2026-12-01')).toEqual([])
})

test('a day is as usual, closed, or open at hours that can be read', () => {
  expect(dayAnswer('usual', '')).toEqual({ kind: 'usual' })
  expect(dayAnswer('closed', '10-12')).toEqual({ kind: 'closed' })
  expect(dayAnswer('other', '10–13')).toEqual({ kind: 'other', opens_at: '10:00', closes_at: '13:00' })
  for (const unread of ['', 'in the morning', '10-12, 14-16']) expect(dayAnswer('other', unread)).toBeNull()
})

test('bank holidays are those of the place', () => {
  expect([isHoliday('2026-12-25', 'GB-EAW'), isHoliday('2026-12-24', 'GB-EAW'), isHoliday('2026-12-25', null)]).toEqual(
    [true, false, false],
  )
})
