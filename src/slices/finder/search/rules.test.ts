import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { detours, firstRing, hash, keysOf, nextRing, rings, tsqueryOf } from './rules.ts'

const wanted = (...alternatives: string[][]) => ({ typed: '', alternatives, said: alternatives, uses: 0 })

describe('how far we look', () => {
  test('every search ends everywhere', () => {
    const ends = (uses: number, held: number) => {
      let ring = firstRing(uses)
      for (let steps = 0; ring < rings.length - 1; steps++) {
        if (steps > rings.length) return false
        ring = nextRing(ring, held)
      }
      return ring === rings.length - 1
    }
    fc.assert(fc.property(fc.nat(), fc.nat({ max: 100 }), ends))
  })

  test('what is rare is weighed at once, what is common is met close by', () => {
    expect(rings[firstRing(12)]?.radius).toBe(Number.POSITIVE_INFINITY)
    expect(rings[firstRing(10_000)]?.radius).toBe(2_000)
    expect(rings[firstRing(150_000)]?.radius).toBe(1_000)
  })

  test('half of what is enough needs no leap, nothing at all does', () => {
    const near = (radius: number) => rings.findIndex((ring) => ring.radius === radius)
    expect(rings[nextRing(near(2_000), 16)]?.radius).toBe(4_000)
    expect(rings[nextRing(near(2_000), 0)]?.radius).toBe(8_000)
  })

  test('only where hundreds of things are within sight do we look no further than that', () => {
    expect(rings[firstRing(Number.POSITIVE_INFINITY)]).toEqual({ radius: 500, enough: 1_000 })
  })
})

test('fifty metres never beat a title, and a mention next door does not beat a name a mile away', () => {
  expect(50 + detours.B).toBeGreaterThan(detours.A)
  expect(detours.D).toBeLessThan(1_609)
  expect(detours.A < detours.B && detours.B < detours.C && detours.C < detours.D).toBe(true)
})

describe('keys', () => {
  test('are 32-bit numbers, the same for the same word', () => {
    fc.assert(fc.property(fc.string(), (word) => hash(word) === (hash(word) | 0)))
    expect(hash('food')).not.toBe(hash('foot'))
  })

  test('without a place are the words alone', () => {
    expect(keysOf(['food'], 2_000, null)).toEqual([hash('food')])
    expect(keysOf(['food'], 2_000, { lat: 53, lon: -2 }).length).toBeGreaterThan(4)
  })
})

describe('as a tsquery', () => {
  test('each wanted word, by any of its alternatives', () => {
    expect(tsqueryOf([wanted(['food', 'bank'], ['pantri']), wanted(['sale'])], 'AB')).toBe(
      `(('food':AB & 'bank':AB) | ('pantri':AB)) & (('sale':AB))`,
    )
  })

  test('nobody can write operators into it', () => {
    expect(tsqueryOf([wanted([`a' | 'b`, 'c\\'])])).toBe(`(('a | b' & 'c'))`)
  })
})
