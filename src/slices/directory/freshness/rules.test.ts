import { expect, test } from 'vitest'
import { after, daysFor, dueAt, firstWait, nextStage, type Stage } from './rules.ts'

test('food and crisis help are looked at sooner than a library, a library sooner than a park', () => {
  const days = [
    daysFor('food_bank'),
    daysFor('mental_health'),
    daysFor('library'),
    daysFor('sports_club'),
    daysFor('park'),
  ]
  expect(days).toEqual(days.toSorted((a, b) => a - b))
  expect(new Set(days).size).toBe(days.length)
  expect(daysFor('other', ['safety'])).toBe(daysFor('food_bank'))
  expect(daysFor('something new')).toBe(180)
})

test('without an answer: a reminder after 7 days, another after 21, a call after 28', () => {
  const start = new Date('2026-11-01T06:00:00Z')
  const steps: [Stage, number][] = []
  let at = after(start, firstWait)
  for (let stage: Stage = 'asked'; nextStage[stage]; ) {
    const next: { stage: Stage; waits: number } = nextStage[stage]!
    steps.push([next.stage, (at.getTime() - start.getTime()) / 86_400_000])
    stage = next.stage
    at = after(at, next.waits)
  }
  expect(steps).toEqual([
    ['reminded', 7],
    ['reminded_again', 21],
    ['to_ring', 28],
  ])
})

test('what nobody ever dated should have been looked at long ago', () => {
  expect(dueAt(null, 90) < new Date('1971-01-01')).toBe(true)
  expect(dueAt(new Date('2026-01-01T00:00:00Z'), 90).toISOString()).toBe('2026-04-01T00:00:00.000Z')
})
