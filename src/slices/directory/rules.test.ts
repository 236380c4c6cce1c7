import { describe, expect, test } from 'vitest'
import { type Cost, costOfPlace, costOfService, hidesItsDoor, isFree, isStepFree, type Price } from './rules.ts'

const price = (amount: number | null): Price => ({ option: null, amount, currency: 'GBP', description: null })

describe('what it costs', () => {
  test.each<[string, Cost['kind'], boolean | null, Price[], string | null]>([
    ['a price of nothing is free', 'free', true, [price(0)], null],
    ['a price beside nothing is a price', 'priced', false, [price(0), price(4)], null],
    ['words alone are words, not a filter', 'worded', null, [], 'You pay each time.'],
    ['silence is no price', 'unknown', null, [], null],
    ['an option without an amount says nothing', 'unknown', null, [price(null)], null],
  ])('%s', (_, kind, free, prices, words) => {
    const cost = costOfService('other', prices, words)
    expect([cost.kind, isFree(cost)]).toEqual([kind, free])
  })

  test('each kind says why it counts as free', () => {
    const because = (kind: 'food_bank' | 'facility' | 'other') => costOfService(kind, [price(0)], null)
    expect(because('food_bank')).toEqual({ kind: 'free', because: 'foodBank' })
    expect(because('facility')).toEqual({ kind: 'free', because: 'publicAccess' })
    expect(because('other')).toEqual({ kind: 'free', because: 'said' })
  })

  const free: Cost = { kind: 'free', because: 'publicAccess' }
  test.each<[string, Parameters<typeof costOfPlace>[0], { name: string; cost: Cost }[], Cost]>([
    [
      'a park is free whatever is in it',
      'park',
      [{ name: 'Golf', cost: { kind: 'unknown' } }],
      { kind: 'free', because: 'placeKind' },
    ],
    ['a church: nobody has told us', 'place_of_worship', [], { kind: 'unknown' }],
    ['only free courts: free', 'sports_facility', [{ name: 'Courts', cost: free }], free],
    [
      'one of two: partly',
      'sports_facility',
      [
        { name: 'Courts', cost: free },
        { name: 'Gym', cost: { kind: 'unknown' } },
      ],
      { kind: 'partlyFree', parts: ['Courts'] },
    ],
    [
      'none is free, something is known: by part',
      'sports_facility',
      [{ name: 'Pool', cost: { kind: 'worded', words: 'Pay' } }],
      { kind: 'byPart' },
    ],
  ])('%s', (_, kind, parts, cost) => expect(costOfPlace(kind, parts)).toEqual(cost))
})

describe('step-free', () => {
  const said = (features: Record<string, boolean>) =>
    isStepFree(Object.entries(features).map(([feature, present]) => ({ feature: feature as 'entrance', present })))
  test.each<[string, Record<string, boolean>, boolean | null]>([
    ['the way in and the doors', { entrance: true, doorways: true }, true],
    ['no way in', { entrance: false, doorways: true, toilets: true }, false],
    ['a way in, narrow doors: unknown', { entrance: true, doorways: false }, null],
    ['toilets and parking say nothing of the way in', { toilets: true, parking: true }, null],
    ['nothing said', {}, null],
  ])('%s', (_, features, expected) => expect(said(features)).toBe(expected))
})

test.each([
  ['Support for victims of domestic abuse', true],
  ['Manchester Rape Crisis', true],
  ['A women’s refuge in Salford', true],
  ['Support for refugees and asylum seekers', false],
  ['Counselling for young people', false],
])('the door of «%s» is hidden: %s', (text, hidden) => expect(hidesItsDoor(text)).toBe(hidden))
