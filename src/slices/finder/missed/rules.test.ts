import { expect, test } from 'vitest'
import { keptArea, keptWords } from './rules.ts'

test.each([
  ['Food Bank', 'food bank'],
  ['  ayuda   con la renta ', 'ayuda con la renta'],
  ['call me on 07700 900123', 'call me on'],
  ['maryam.k@example.org help', 'help'],
  ['12b Elm Road', 'elm road'],
  ['<script>alert(1)</script>', ''],
  ['don’t', "don't"],
  ['1 2 3', ''],
  ['a b c d', ''],
  ['بنك طعام', 'بنك طعام'],
])('of «%s» is kept «%s»', (typed, kept) => expect(keptWords(typed)).toBe(kept))

test('never more than a sentence', () => {
  expect(keptWords('word '.repeat(50)).split(' ')).toHaveLength(10)
  expect(keptWords(`${'w'.repeat(30)} `.repeat(9)).length).toBeLessThanOrEqual(80)
})

test('a rough area: of a postcode its district, of a position nothing', () => {
  const where = { name: 'M33 7WR', lat: 53, lon: -2, insteadOf: null }
  expect(keptArea({ ...where, kind: 'postcode' })).toBe('M33')
  expect(keptArea({ ...where, name: 'Sale', kind: 'town' })).toBe('Sale')
  expect(keptArea({ ...where, name: '', kind: 'position' })).toBe('')
  expect(keptArea(null)).toBe('')
})
