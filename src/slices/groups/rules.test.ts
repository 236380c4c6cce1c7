import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { beginning } from './found/rules.ts'
import { asKept, countShown, groupKinds, isSafeForMinors, joinings } from './rules.ts'

const wishes = fc.record({
  kind: fc.constantFrom(...groupKinds),
  confidential: fc.boolean(),
  hidden: fc.boolean(),
  joining: fc.constantFrom(...joinings),
  adults: fc.boolean(),
})

describe('what is kept of a wish', () => {
  test('a circle is never listed, never walked into, and for adults, whatever else was ticked', () => {
    fc.assert(
      fc.property(wishes, (wish) => {
        const { confidential, hidden, joining, adults } = asKept(wish)
        if (confidential) expect([hidden, joining, adults]).toEqual([true, 'invitation', true])
      }),
    )
  })

  test('rule 25: where people hold each other up, nobody under age is let in', () => {
    fc.assert(
      fc.property(wishes, (wish) => {
        expect(asKept({ ...wish, kind: 'support' }).adults).toBe(true)
      }),
    )
  })

  test('whoever asks for less secrecy gets no more, and the other way round', () => {
    fc.assert(
      fc.property(wishes, (wish) => {
        const kept = asKept({ ...wish, confidential: false })
        expect([kept.hidden, kept.joining]).toEqual([wish.hidden, wish.joining])
      }),
    )
  })
})

describe('rule 26: people under age among members', () => {
  const members = (...ids: string[]) => new Set(ids)
  test.each([
    ['nobody under age is there', [], [], members('a', 'b'), true],
    ['one without anybody', [{ id: 'm', guardians: [] }], [], members('m', 'a'), false],
    ['one with one adult whose papers were seen', [{ id: 'm', guardians: [] }], ['a'], members('m', 'a'), false],
    ['one with two', [{ id: 'm', guardians: [] }], ['a', 'b'], members('m', 'a', 'b'), true],
    ['one with two of whom one has left', [{ id: 'm', guardians: [] }], ['a', 'b'], members('m', 'a'), false],
    ['one with their guardian', [{ id: 'm', guardians: ['g'] }], [], members('m', 'g'), true],
    ['one whose guardian is elsewhere', [{ id: 'm', guardians: ['g'] }], [], members('m', 'a'), false],
    [
      'two of whom one has a guardian',
      [
        { id: 'm', guardians: ['g'] },
        { id: 'n', guardians: [] },
      ],
      [],
      members('m', 'n', 'g'),
      false,
    ],
    ['one who has left needs nobody', [{ id: 'm', guardians: [] }], [], members('a'), true],
  ])('%s', (_, minors, vetted, all, safe) => expect(isSafeForMinors({ minors, vetted }, all)).toBe(safe))
})

test('rule 7: of a circle no number below five is told', () => {
  expect([1, 4, 5].map((count) => countShown(count, true))).toEqual([null, null, 5])
  expect(countShown(1, false)).toBe(1)
})

test('the beginning of a text ends with a whole word', () => {
  expect(beginning('Tea and soup,\nand a table.', 14)).toBe('Tea and soup …')
  expect(beginning('Tea', 14)).toBe('Tea')
  expect(beginning('Tea and soup. We meet on Tuesdays.', 20)).toBe('Tea and soup.')
})
