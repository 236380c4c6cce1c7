import { describe, expect, test } from 'vitest'
import { wayOf } from '../claims/rules.ts'
import { endsSoon, holds } from '../verification/rules.ts'
import { isDue, wrongDates } from './rules.ts'

const today = '2026-11-21'

test.each([
  ['yesterday and in a year', '2026-11-20', '2027-11-21', []],
  ['today and tomorrow', today, '2026-11-22', []],
  ['a beginning that is still to come', '2026-11-22', '2027-11-21', ['since']],
  ['a review that is today', '2026-01-01', today, ['review_on']],
  ['a review that nobody will remember', '2026-01-01', '2031-01-01', ['review_on']],
  ['both', '2027-01-01', '2020-01-01', ['since', 'review_on']],
])('dates of a partnership: %s', (_, since, review_on, wrong) => {
  expect(Object.keys(wrongDates({ since, review_on }, today))).toEqual(wrong)
})

test.each([
  ['two weeks before', 'confirmed', '2026-12-05', true],
  ['a day earlier', 'confirmed', '2026-12-06', false],
  ['long after', 'confirmed', '2025-01-01', true],
  ['only proposed', 'proposed', '2026-11-22', false],
  ['over', 'ended', '2026-11-22', false],
] as const)('is looked at again: %s', (_, state, reviewOn, due) => {
  expect(isDue({ state, reviewOn }, today)).toBe(due)
})

describe('peer 23: a claim', () => {
  const own = 'ana@hearth.example'
  const website = 'https://hearth.example'
  test.each([
    ['by the confirmed address at the own domain holds at once', { email: own, own, website, led: false }, 'atOnce'],
    [
      'by another address there waits for its letter',
      { email: 'office@hearth.example', own: 'ana@home.example', website, led: false },
      'letter',
    ],
    [
      'by an address elsewhere is decided',
      { email: 'ana@home.example', own: 'ana@home.example', website, led: false },
      'decision',
    ],
    ['for an organisation without a website is decided', { email: own, own, website: null, led: false }, 'decision'],
    ['for one that somebody leads is theirs to decide', { email: own, own, website, led: true }, 'decision'],
  ] as const)('%s', (_, claim, way) => expect(wayOf(claim)).toBe(way))
})

test('a mark holds until its day and is looked at again in its last month', () => {
  const now = new Date('2026-11-21T12:00:00Z')
  const mark = (until: string, endedAt: Date | null = null) => ({ until: new Date(until), endedAt })
  expect([holds(mark('2026-11-21T12:00:00Z'), now), holds(mark('2026-11-21T12:00:01Z'), now)]).toEqual([false, true])
  expect(holds(mark('2030-01-01'), now)).toBe(true)
  expect(holds(mark('2030-01-01', now), now)).toBe(false)
  expect([endsSoon(mark('2026-12-20'), now), endsSoon(mark('2027-01-20'), now)]).toEqual([true, false])
})
