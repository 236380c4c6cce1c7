import { expect, test } from 'vitest'
import { isIn } from './rules.ts'

test.each([
  ['capitals', 'Food bank', 'FOOD'],
  ['accents', 'guardería', 'guarderia'],
  ['a hamza that is left out', 'إيجار', 'ايجار'],
  ['the two spellings at the end of an Arabic word', 'كهربائية', 'كهربائيه'],
  ['vowel marks', 'طَعام', 'طعام'],
])('a phrase is found whatever %s', (_, phrase, text) => {
  expect(isIn({ meaning: '', phrases: [{ phrase }] }, text)).toBe(true)
})

test('and not by what is not in it', () => {
  expect(isIn({ meaning: 'rent', phrases: [{ phrase: 'eviction' }] }, 'food')).toBe(false)
})
