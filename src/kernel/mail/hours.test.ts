import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { nextAllowed } from './hours.ts'

const london = { from: 9 * 60, to: 17 * 60, zone: 'Europe/London' }
const next = (now: string, hours = london) => nextAllowed(new Date(now), hours)?.toISOString() ?? 'now'

describe('rule 22: letters wait for the hours that are safe', () => {
  test.each([
    ['at the first minute', '2026-11-20T09:00:00Z', 'now'],
    ['in the last minute', '2026-11-20T16:59:59Z', 'now'],
    ['when the hours are over', '2026-11-20T17:00:00Z', '2026-11-21T09:00:00.000Z'],
    ['before they begin', '2026-11-20T03:00:00Z', '2026-11-20T09:00:00.000Z'],
    ['in summer, by the clock on the wall', '2026-07-01T08:00:00Z', 'now'],
    ['the evening before summer time begins', '2026-03-28T20:00:00Z', '2026-03-29T08:00:00.000Z'],
    ['the evening before it ends', '2026-10-24T20:00:00Z', '2026-10-25T09:00:00.000Z'],
  ])('%s', (_, now, expected) => expect(next(now)).toBe(expected))

  test('hours that begin in the hour that summer time skips begin after it', () =>
    expect(next('2026-03-29T00:30:00Z', { ...london, from: 90 })).toBe('2026-03-29T01:30:00.000Z'))

  test('hours through the night', () => {
    const night = { from: 20 * 60, to: 6 * 60, zone: 'America/New_York' }
    expect(next('2026-11-20T04:00:00Z', night)).toBe('now')
    expect(next('2026-11-20T15:00:00Z', night)).toBe('2026-11-21T01:00:00.000Z')
  })

  test('the moment that is named is allowed, comes later, and within a day and an hour', () => {
    const minute = fc.integer({ min: 0, max: 1439 })
    const zone = fc.constantFrom('Europe/London', 'America/New_York', 'Asia/Amman', 'Australia/Lord_Howe', 'UTC')
    const moment = fc.date({ min: new Date('2026-01-01'), max: new Date('2027-12-31'), noInvalidDate: true })
    fc.assert(
      fc.property(moment, minute, minute, zone, (now, from, to, place) => {
        fc.pre(from !== to)
        const then = nextAllowed(now, { from, to, zone: place })
        if (!then) return
        expect(then.getTime()).toBeGreaterThan(now.getTime())
        expect(then.getTime() - now.getTime()).toBeLessThanOrEqual(25 * 3_600_000)
      }),
    )
  })
})
