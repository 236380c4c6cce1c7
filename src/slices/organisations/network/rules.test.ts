import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { arcs, drawingWidth, inOrder, type Knot, rowHeight, type Tie } from './rules.ts'

const knot = (name: string): Knot => ({ id: name.toLowerCase(), name })
const tie = (one: string, other: string): Tie => ({ id: `${one}-${other}`, one, other })
const names = (order: readonly Knot[]) => order.map(({ name }) => name).join('')

const network = fc
  .record({ size: fc.integer({ min: 1, max: 12 }), seeds: fc.array(fc.tuple(fc.nat(), fc.nat()), { maxLength: 20 }) })
  .map(({ size, seeds }) => {
    const knots = Array.from({ length: size }, (_, at) => knot(String.fromCharCode(65 + at)))
    const pairs = seeds.map(([a, b]) => [knots[a % size]!.id, knots[b % size]!.id] as const)
    const ties = pairs.filter(([a, b]) => a !== b).map(([a, b], nth) => ({ ...tie(a, b), id: `${nth}` }))
    return { knots, ties }
  })

describe('the order of a network', () => {
  test('whoever is tied most stands amid their own', () => {
    const knots = ['A', 'B', 'C', 'D', 'E'].map(knot)
    expect(names(inOrder(knots, [tie('c', 'a'), tie('c', 'b'), tie('c', 'd'), tie('c', 'e')]))).toMatch(/^..C..$/u)
  })

  test('a chain is drawn as a chain', () => {
    const order = names(inOrder(['D', 'B', 'A', 'C'].map(knot), [tie('a', 'b'), tie('b', 'c'), tie('c', 'd')]))
    expect(['ABCD', 'DCBA']).toContain(order)
  })

  test('those without a tie to each other stand in lots, the larger first', () => {
    const knots = ['A', 'B', 'X', 'Y', 'Z'].map(knot)
    const order = names(inOrder(knots, [tie('a', 'b'), tie('x', 'y'), tie('y', 'z')]))
    expect(order.slice(0, 3).split('').sort().join('')).toBe('XYZ')
  })

  test('everybody stands in it once, and the same network is always drawn the same', () => {
    fc.assert(
      fc.property(network, ({ knots, ties }) => {
        const order = inOrder(knots, ties)
        expect([...order].sort((a, b) => (a.id < b.id ? -1 : 1))).toEqual([...knots])
        expect(inOrder([...knots].reverse(), [...ties].reverse())).toEqual(order)
      }),
    )
  })

  test('each line begins and ends at a knot, and stays in the drawing', () => {
    fc.assert(
      fc.property(network, ({ knots, ties }) => {
        const lines = arcs(inOrder(knots, ties), ties)
        expect(lines.map(({ id }) => id)).toEqual(ties.map(({ id }) => id))
        for (const { path } of lines) {
          const [x1, y1, out, , , , x2, y2] = path.match(/-?\d+(\.\d+)?/gu)!.map(Number) as number[]
          for (const y of [y1!, y2!]) expect((y - rowHeight / 2) % rowHeight).toBe(0)
          // A curve swings out three quarters as far as what pulls it.
          expect(x1! - ((x1! - out!) * 3) / 4).toBeGreaterThanOrEqual(0)
          expect([x1, x2]).toEqual([drawingWidth - 8, drawingWidth - 8])
        }
      }),
    )
  })
})
