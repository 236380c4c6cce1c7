import { expect, test } from 'vitest'
import { openingsBetween, type Schedule } from '#kernel/time/openings.ts'
import { type Alert, isRunning, saidFirst, withDays } from './rules.ts'

const weekly: Schedule = {
  freq: 'WEEKLY',
  interval: null,
  byday: 'MO,WE',
  bymonthday: null,
  dtstart: null,
  until: null,
  count: null,
  valid_from: null,
  valid_to: null,
  opens_at: '10:00',
  closes_at: '12:00',
}
const alert: Alert = {
  id: '1',
  words: 'Closed: burst pipe.',
  closed: true,
  from_on: '2026-11-23',
  until_on: '2026-11-24',
}
const from = new Date('2026-11-23T00:00:00Z')
const to = new Date('2026-11-30T00:00:00Z')

const opensOn = (days: Parameters<typeof withDays>[1]) => {
  const { schedules, closures } = withDays([weekly], days)
  return openingsBetween(schedules, closures, 'Europe/London', from, to).map(
    ({ start, end }) => `${start.toISOString().slice(5, 16)}–${end.toISOString().slice(11, 16)}`,
  )
}

test('without anything special the week counts', () => {
  expect(opensOn({ alerts: [], exceptions: [] })).toEqual(['11-23T10:00–12:00', '11-25T10:00–12:00'])
})

test('a closed alert shuts its days and no other, also against special hours; one that only warns shuts none', () => {
  const special = { on_date: '2026-11-24', opens_at: '14:00', closes_at: '15:00' }
  expect(opensOn({ alerts: [alert], exceptions: [special] })).toEqual(['11-25T10:00–12:00'])
  expect(opensOn({ alerts: [{ ...alert, closed: false }], exceptions: [] })).toHaveLength(2)
})

test('special hours stand instead of the usual ones of that day; without hours it is shut', () => {
  const other = { on_date: '2026-11-23', opens_at: '14:00', closes_at: '15:00' }
  const shut = { on_date: '2026-11-25', opens_at: null, closes_at: null }
  expect(opensOn({ alerts: [], exceptions: [other, shut] })).toEqual(['11-23T14:00–15:00'])
})

test('an alert runs from its first to its last day, both included, and is said first while it does', () => {
  expect(['2026-11-22', '2026-11-23', '2026-11-24', '2026-11-25'].map((today) => isRunning(alert, today))).toEqual([
    false,
    true,
    true,
    false,
  ])
  expect(saidFirst([alert], '2026-11-23', 'Food.')).toBe('Closed: burst pipe. — Food.')
  expect(saidFirst([alert], '2026-11-25', 'Food.')).toBe('Food.')
})
