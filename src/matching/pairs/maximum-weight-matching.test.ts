// @ts-expect-error the oracle comes without types
import blossom from 'edmonds-blossom'
import { describe, expect, test } from 'vitest'
import { Cancelled, InvalidProblem } from '../problem.ts'
import { pick, type Random, seeded } from '../random.ts'
import { certify, NotProven } from './certificate.ts'
import { maximumWeightMatching, proven } from './maximum-weight-matching.ts'
import { settleByPricing } from './pricing.ts'

type Triple = [number, number, number]

const columns = (edges: Triple[]) => ({
  u: Int32Array.from(edges, ([u]) => u),
  v: Int32Array.from(edges, ([, v]) => v),
  w: Float64Array.from(edges, ([, , w]) => w),
})

const match = (n: number, edges: Triple[]) => {
  const { u, v, w } = columns(edges)
  return maximumWeightMatching(n, u, v, w)
}

const randomGraph = (random: Random, n: number, density: number, heaviest: number): Triple[] => {
  const edges: Triple[] = []
  for (let i = 0; i < n; i++) {
    for (let j = i + 1; j < n; j++) if (random() < density) edges.push([i, j, 1 + pick(random, heaviest)])
  }
  return edges
}

/** Every matching is tried: over sets of vertices still free, as bits. */
const bruteForce = (n: number, edges: Triple[]): number => {
  const weight = Array.from({ length: n }, () => new Array<number>(n).fill(0))
  for (const [u, v, w] of edges) weight[u]![v] = weight[v]![u] = Math.max(w, weight[u]![v]!)
  const best = new Float64Array(1 << n)
  for (let free = 1; free < 1 << n; free++) {
    const x = 31 - Math.clz32(free)
    const rest = free & ~(1 << x)
    best[free] = best[rest]!
    for (let y = 0; y < x; y++) {
      if (rest & (1 << y)) best[free] = Math.max(best[free]!, weight[x]![y]! + best[rest & ~(1 << y)]!)
    }
  }
  return best[(1 << n) - 1]!
}

describe('against every possible matching', () => {
  test.each([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11])('%i vertices', (n) => {
    const random = seeded(n)
    for (let round = 0; round < 120; round++) {
      const edges = randomGraph(random, n, random(), [1, 2, 6, 1000][round % 4]!)
      expect(match(n, edges).weight).toBe(BigInt(bruteForce(n, edges)))
    }
  })

  test('by pricing too, from a few edges a vertex up', () => {
    const random = seeded(77)
    for (let round = 0; round < 200; round++) {
      const n = 2 + pick(random, 30)
      const edges = columns(randomGraph(random, n, random(), 1 + pick(random, 50)))
      const { graph, family } = settleByPricing(n, edges)
      expect(proven(n, edges, graph, family).weight).toBe(maximumWeightMatching(n, edges.u, edges.v, edges.w).weight)
    }
  })
})

test('agrees with edmonds-blossom on graphs up to 70 vertices', () => {
  const random = seeded(4)
  for (let round = 0; round < 300; round++) {
    const edges = randomGraph(random, 2 + pick(random, 69), 0.05 + random() / 3, [1, 3, 100, 1_000_000][round % 4]!)
    const mates: number[] = edges.length ? blossom(edges) : []
    const expected = edges.reduce((sum, [u, v, w]) => sum + (mates[u] === v ? w : 0), 0)
    expect(match(70, edges).weight).toBe(BigInt(expected))
  }
})

describe('shapes that break others', () => {
  test.each<[string, number, Triple[], bigint]>([
    ['nothing at all', 0, [], 0n],
    ['one alone', 1, [], 0n],
    ['two who may not meet', 2, [], 0n],
    [
      'a weight of nothing, and one below',
      4,
      [
        [0, 1, 0],
        [2, 3, -5],
      ],
      0n,
    ],
    [
      'parallel edges',
      2,
      [
        [0, 1, 3],
        [1, 0, 8],
        [0, 1, 5],
      ],
      8n,
    ],
    [
      'a triangle',
      3,
      [
        [0, 1, 6],
        [1, 2, 6],
        [0, 2, 6],
      ],
      6n,
    ],
    [
      'an S-blossom, used to augment',
      4,
      [
        [0, 1, 8],
        [0, 2, 9],
        [1, 2, 10],
        [2, 3, 7],
      ],
      15n,
    ],
    [
      'an S-blossom relabelled as T',
      6,
      [
        [0, 1, 9],
        [0, 2, 8],
        [1, 2, 10],
        [0, 3, 5],
        [3, 4, 4],
        [0, 5, 3],
      ],
      17n,
    ],
    [
      'a nested blossom, used to augment',
      6,
      [
        [0, 1, 9],
        [0, 2, 9],
        [1, 2, 10],
        [1, 3, 8],
        [2, 4, 8],
        [3, 4, 10],
        [4, 5, 6],
      ],
      23n,
    ],
    [
      'a nested blossom, opened again',
      8,
      [
        [0, 1, 8],
        [0, 2, 8],
        [1, 2, 10],
        [1, 3, 12],
        [2, 4, 12],
        [3, 4, 14],
        [3, 5, 12],
        [4, 6, 12],
        [5, 6, 14],
        [6, 7, 12],
      ],
      44n,
    ],
    [
      'a T-blossom that opens on the way',
      10,
      [
        [0, 1, 45],
        [0, 4, 45],
        [1, 2, 50],
        [2, 3, 45],
        [3, 4, 50],
        [0, 5, 30],
        [2, 8, 35],
        [3, 7, 35],
        [4, 6, 26],
        [8, 9, 5],
      ],
      146n,
    ],
  ])('%s', (_name, n, edges, weight) => {
    expect(match(n, edges).weight).toBe(weight)
  })

  test('constant weights: as many pairs as there can be', () => {
    const complete = randomGraph(seeded(1), 41, 1, 1)
    expect(match(41, complete).weight).toBe(20n)
    const ring = Array.from({ length: 1001 }, (_, i): Triple => [i, (i + 1) % 1001, 5])
    expect(match(1001, ring).weight).toBe(2500n)
  })

  test('blossoms nested a thousand deep', () => {
    const spiral: Triple[] = []
    for (let i = 0; i + 2 < 2001; i++) spiral.push([i, i + 1, 4000 - i], [i, i + 2, 4000 - i])
    expect(match(2001, spiral).weight).toBe(3_001_500n)
  })

  test('sums beyond 2⁵³ stay exact', () => {
    const heavy = 2 ** 51 - 1
    const edges = Array.from({ length: 20 }, (_, i): Triple => [2 * i, 2 * i + 1, heavy])
    expect(match(40, edges).weight).toBe(20n * BigInt(heavy))
  })
})

test('the same graph gives the same matching', () => {
  const edges = randomGraph(seeded(9), 120, 0.4, 5)
  expect(match(120, edges).mates).toEqual(match(120, edges).mates)
})

describe('the proof', () => {
  const edges = columns(randomGraph(seeded(3), 40, 0.3, 50))
  const { mates, certificate } = maximumWeightMatching(40, edges.u, edges.v, edges.w)

  test('fails when a pair is given up', () => {
    const fewer = mates.slice()
    const one = fewer.findIndex((mate) => mate >= 0)
    fewer[fewer[one]!] = -1
    fewer[one] = -1
    expect(() => certify(40, edges, fewer, certificate)).toThrow(NotProven)
  })

  test('fails when an edge is worth more than its prices', () => {
    const w = edges.w.map((weight, e) => (e === 0 ? weight + 1000 : weight))
    expect(() => certify(40, { ...edges, w }, mates, certificate)).toThrow(NotProven)
  })

  test('fails when a price is lowered', () => {
    const y = certificate.y.map((price, x) => (x === 7 ? price - 2 : price))
    expect(() => certify(40, edges, mates, { ...certificate, y })).toThrow(NotProven)
  })
})

describe('refuses by name', () => {
  test.each<[string, Triple[], string]>([
    ['an edge to itself', [[1, 1, 4]], 'edges[0]: joins 1 with itself'],
    [
      'an end that does not exist',
      [
        [0, 1, 4],
        [0, 3, 4],
      ],
      'edges[1]: joins 0 and 3, of which one does not exist',
    ],
    ['no number', [[0, 1, Number.NaN]], 'edges[0].weight: is not a number'],
    ['a fraction', [[0, 1, 0.5]], 'edges[0].weight: is 0.5, which is not a whole number'],
    [
      'more than can be exact',
      [[0, 1, 2 ** 53 + 2]],
      `edges[0].weight: is ${2 ** 53 + 2}; the largest allowed is ${2 ** 51}`,
    ],
  ])('%s', (_name, edges, message) => {
    expect(() => match(3, edges)).toThrow(InvalidProblem)
    expect(() => match(3, edges)).toThrow(message)
  })
})

test('stops when told to', () => {
  const { u, v, w } = columns(randomGraph(seeded(8), 50, 0.5, 9))
  expect(() => maximumWeightMatching(50, u, v, w, { cancelled: () => true })).toThrow(Cancelled)
})
