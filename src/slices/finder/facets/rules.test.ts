import { expect, test } from 'vitest'
import { facetsOf } from './rules.ts'

test('offers what narrows, the commonest first, and keeps what is chosen', () => {
  const counts = { 'need:food': 3, 'need:debt': 5, 'for:women': 2, 'speaks:es': 8, 'kind:service': 4, 'free:': 2 }
  expect(facetsOf(counts, 8, ['for:women'])).toEqual([
    { group: 'for', choices: [{ trait: 'for:women', count: 2, on: true }] },
    {
      group: 'need',
      choices: [
        { trait: 'need:debt', count: 5, on: false },
        { trait: 'need:food', count: 3, on: false },
      ],
    },
  ])
})

test('a choice that nothing has can still be taken off', () => {
  expect(facetsOf({}, 0, ['has:quiet'])).toEqual([
    { group: 'has', choices: [{ trait: 'has:quiet', count: 0, on: true }] },
  ])
})

test('never offers a list that is too long to choose from', () => {
  const counts = Object.fromEntries(Array.from({ length: 40 }, (_, at) => [`need:n${at}`, at + 1]))
  expect(facetsOf(counts, 100, [])[0]!.choices).toHaveLength(10)
})
