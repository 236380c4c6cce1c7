import fc from 'fast-check'
import { expect, test } from 'vitest'
import { listIn, listText, mostKept } from './rules.ts'

test('a list comes back from its text as it was', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.uuid(), { maxLength: mostKept }), (ids) => {
      expect(listIn(listText(ids))).toEqual(ids)
    }),
  )
})

test('any text is a list, of at most thirty', () => {
  fc.assert(fc.property(fc.string(), (text) => void expect(listIn(text).length).toBeLessThanOrEqual(mostKept)))
  const id = '0190c2f8-6b1a-7c3e-9f00-0123456789ab'
  expect(listIn(`${listText([id])}.cut-o`)).toEqual([id])
  expect(
    listIn(
      Array(50)
        .fill(listText([id]))
        .join('.'),
    ),
  ).toEqual([id])
})
