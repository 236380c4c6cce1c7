import { expect, test } from 'vitest'
import { sketched } from './outline.ts'

test('points within twenty metres of the one before are left out, the others rounded, and a ring stays closed', () => {
  const ring = [
    [-2.316571, 53.473012],
    [-2.316582, 53.473021],
    [-2.31319, 53.47244],
    [-2.312, 53.471],
    [-2.3, 53.47],
    [-2.316571, 53.473012],
  ]
  expect(sketched([[ring]])).toEqual([
    [
      [
        [-2.3166, 53.473],
        [-2.3132, 53.4724],
        [-2.312, 53.471],
        [-2.3, 53.47],
        [-2.3166, 53.473],
      ],
    ],
  ])
})

test('what would be too small to draw stays as it is, and so does a place without an outline', () => {
  const tiny = [
    [0, 0],
    [0.00001, 0],
    [0, 0.00001],
    [0, 0],
  ]
  expect(sketched([tiny])).toEqual([tiny])
  expect([sketched([]), sketched([1, 2])]).toEqual([[], [1, 2]])
})
