import fc from 'fast-check'
import { expect, test } from 'vitest'
import { spokenIn } from './rules.ts'

const places = (typed: string) => spokenIn(typed).places.map(({ name, rest, sure }) => [name, rest, sure])

test.each([
  ['library open now in Urmston', 'library in Urmston', true, false],
  ['food near me', 'food', false, true],
  ['comida gratis cerca de mí', 'comida gratis', false, true],
  ['farmacia abierta ahora', 'farmacia', true, false],
  ['طعام قريب مني', 'طعام', false, true],
  ['swimming', 'swimming', false, false],
  ['near me', '', false, true],
])('«%s» looks for «%s»; open now: %s, near me: %s', (typed, q, open, nearMe) => {
  expect(spokenIn(typed)).toMatchObject({ q, open, nearMe })
})

test('a little word says that a place follows, and goes with it', () => {
  expect(places('food bank in Old Trafford')[0]).toEqual(['old trafford', 'food bank', true])
  expect(places('swimming in Sale for children')).toContainEqual(['sale', 'swimming for children', true])
  expect(places('clínica en Hialeah')[0]).toEqual(['hialeah', 'clínica', true])
})

test('a postcode is a place wherever it stands', () => {
  expect(places('M33 food bank')[0]).toEqual(['m33', 'food bank', true])
  expect(places('food bank near M33 7WR')[0]).toEqual(['m33 7wr', 'food bank near', true])
  expect(places('33130 clinic')[0]).toEqual(['33130', 'clinic', true])
})

test('without a little word only what stands first or last may be one, the longest first', () => {
  expect(
    places('debt advice sale moor')
      .filter(([, , sure]) => !sure)
      .slice(0, 4),
  ).toEqual([
    ['advice sale moor', 'debt', false],
    ['debt advice sale', 'moor', false],
    ['sale moor', 'debt advice', false],
    ['debt advice', 'sale moor', false],
  ])
  expect(places('friends of longford park').map(([name]) => name)).not.toContain('of')
})

test.each(['step-free library', 'library step free', 'wheelchair accessible library'])(
  '«%s» is a library without steps',
  (typed) => {
    expect(spokenIn(typed)).toMatchObject({ q: 'library', stepfree: true })
  },
)

test('in quotation marks words are only words', () => {
  expect(spokenIn('"car boot sale"')).toEqual({
    q: '"car boot sale"',
    open: false,
    stepfree: false,
    nearMe: false,
    places: [],
  })
})

test('any text will do, and is looked at in time', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
      expect(spokenIn(text).places.length).toBeLessThan(200)
    }),
    { numRuns: 40 },
  )
})
