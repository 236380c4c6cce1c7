import { expect, test } from 'vitest'
import { Cancelled } from '../problem.ts'
import { pick, seeded } from '../random.ts'
import { cheapestFlow } from './flow.ts'
import { blankNetwork } from './network.ts'

const laid = (
  nodes: number,
  arcs: [from: number, to: number, cost: number, capacity: number, lower?: number][],
  supply: number[],
) => {
  const network = blankNetwork(nodes, arcs.length, true)
  arcs.forEach(([from, to, cost, capacity, lower = 0], arc) => {
    network.from[arc] = from
    network.to[arc] = to
    network.cost[arc] = cost
    network.capacity[arc] = capacity
    network.lower![arc] = lower
  })
  network.supply.set(supply)
  return network
}

test('sends the units the cheaper way first, and lower bounds in any case', () => {
  const network = laid(
    3,
    [
      [0, 1, 1, 2],
      [0, 2, 5, 9, 1],
      [1, 2, 1, 9],
    ],
    [4, 0, -4],
  )
  const found = cheapestFlow(network)
  expect(found).toMatchObject({ kind: 'cheapest', cost: 14n })
})

test('tells which nodes are stuck, and that a cost has no end', () => {
  expect(cheapestFlow(laid(2, [[0, 1, 1, 1]], [2, -2]))).toMatchObject({ kind: 'impossible' })
  expect(
    cheapestFlow(
      laid(
        2,
        [
          [0, 1, -1, Infinity],
          [1, 0, 0, Infinity],
        ],
        [0, 0],
      ),
    ),
  ).toEqual({ kind: 'unbounded' })
  expect(cheapestFlow(laid(0, [], []))).toMatchObject({ kind: 'cheapest', cost: 0n })
})

/** Every flow of a small network, tried. */
const cheapestByTrying = (arcs: [number, number, number, number, number][], supply: number[]) => {
  let best: number | null = null
  const left = [...supply]
  const walk = (at: number, cost: number) => {
    if (at === arcs.length) {
      if (left.every((units) => units === 0) && (best === null || cost < best)) best = cost
      return
    }
    const [from, to, price, most, least] = arcs[at]!
    for (let units = least; units <= most; units++) {
      left[from]! -= units
      left[to]! += units
      walk(at + 1, cost + units * price)
      left[from]! += units
      left[to]! -= units
    }
  }
  walk(0, 0)
  return best
}

test('agrees with trying every flow, lower bounds, ties and negative costs included', () => {
  const random = seeded(31)
  for (let round = 0; round < 800; round++) {
    const nodes = 2 + pick(random, 3)
    const arcs = Array.from({ length: 1 + pick(random, 6) }, (): [number, number, number, number, number] => {
      const least = pick(random, 2)
      return [pick(random, nodes), pick(random, nodes), pick(random, 4) - 1, least + pick(random, 3), least]
    })
    const supply = new Array(nodes).fill(0)
    const units = pick(random, 3)
    supply[0] += units
    supply[nodes - 1] -= units
    const found = cheapestFlow(laid(nodes, arcs, supply))
    const expected = cheapestByTrying(arcs, supply)
    if (expected === null) expect(found.kind).toBe('impossible')
    else expect(found).toMatchObject({ kind: 'cheapest', cost: BigInt(expected) })
  }
})

test('ends on networks where every step is degenerate', () => {
  const side = 120
  const arcs = Array.from({ length: side * side }, (_, at): [number, number, number, number] => [
    Math.floor(at / side),
    side + (at % side),
    1,
    1,
  ])
  const supply = Array.from({ length: 2 * side }, (_, node) => (node < side ? 1 : -1))
  expect(cheapestFlow(laid(2 * side, arcs, supply))).toMatchObject({ kind: 'cheapest', cost: BigInt(side) })
})

test('can be cancelled', () => {
  const random = seeded(32)
  const side = 300
  const arcs = Array.from({ length: 30_000 }, (): [number, number, number, number] => [
    pick(random, side),
    side + pick(random, side),
    pick(random, 1e6),
    1,
  ])
  const supply = Array.from({ length: 2 * side }, (_, node) => (node < side ? 1 : -1))
  const network = laid(2 * side, arcs, supply)
  let looks = 0
  const run = () => cheapestFlow(network, { cancelled: () => ++looks > 0 })
  expect(run).toThrow(Cancelled)
})
