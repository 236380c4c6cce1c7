import { describe, expect, test } from 'vitest'
import { lastDue } from './schedule.ts'

describe('what is due daily keeps to the clock on the wall', () => {
  test.each([
    ['Europe/London', '03:10', '2026-11-21T03:10:00Z', '2026-11-21T03:10:00.000Z'],
    ['Europe/London', '03:10', '2026-11-21T03:09:59Z', '2026-11-20T03:10:00.000Z'],
    ['America/New_York', '03:10', '2026-11-21T09:00:00Z', '2026-11-21T08:10:00.000Z'],
    ['Asia/Kolkata', '03:10', '2026-11-20T21:40:00Z', '2026-11-20T21:40:00.000Z'],
    ['Europe/London', '01:30', '2026-03-29T12:00:00Z', '2026-03-29T01:30:00.000Z'],
    ['Europe/London', '01:30', '2026-10-25T12:00:00Z', '2026-10-25T00:30:00.000Z'],
  ])('in %s, at %s, seen at %s: %s', (zone, daily, now, due) => {
    expect(lastDue({ daily }, zone, new Date(now)).toISOString()).toBe(due)
  })

  test('what is due every few minutes keeps to whole ones', () => {
    expect(lastDue({ every: 5 }, 'Asia/Kolkata', new Date('2026-11-21T10:04:59.999Z')).toISOString()).toBe(
      '2026-11-21T10:00:00.000Z',
    )
  })
})
