import { keepGoing, type Watch } from '../problem.ts'
import { boundOf, slackOf } from './certificate.ts'
import type { Edges } from './graph.ts'
import { type Levels, weightOfTrio } from './levels.ts'
import type { Pairable } from './people.ts'
import type { Settled } from './pricing.ts'
import { type Without, without } from './without.ts'

/** Three who meet, the three pairs (edges) that they are, and what is best for everybody else. */
export interface Trio {
  people: [number, number, number]
  pairs: [number, number, number]
  rest: Without
}

interface Candidate {
  people: [number, number, number]
  pairs: [number, number, number]
  /** The most, doubled, by which this trio could raise the plan. */
  promise: number
}

/** From so many candidates on, the most promising is tried before more are gathered. */
const MANY = 50_000

/**
 * The best plan with one trio, if any is better than the best without (else null): exact, by branch and bound. The duals
 * of the plan without say, for any three, how much it could gain at most; trios are tried in that order, each by settling
 * the rest without them, until none left promises more than the best found. A trio promises at most half of what the
 * blossoms around it hold less the slacks of its three pairs, so that only triangles of nearly tight edges are looked at.
 */
export const bestTrio = (
  pairable: Pairable,
  levels: Levels,
  edges: Edges,
  weights: Float64Array,
  settled: Settled,
  watch?: Watch,
): Trio | null => {
  const search = new TrioSearch(pairable, levels, edges, weights, settled, watch)
  search.lookAtMarked()
  for (let width = search.firstWidth(); ; width *= 8) {
    const enough = search.widest - 2 * search.gain
    search.lookAtTriangles(Math.min(width, enough))
    if (width >= search.widest - 2 * search.gain) return search.best
  }
}

class TrioSearch {
  best: Trio | null = null
  /** Doubled, over the plan without a trio. */
  gain = 0
  readonly widest: number
  private readonly slack: Float64Array
  private readonly base: bigint
  private readonly tried = new Set<string>()
  private waiting: Candidate[] = []
  private readonly pairable: Pairable
  private readonly levels: Levels
  private readonly edges: Edges
  private settled: Settled
  private readonly watch: Watch | undefined

  constructor(
    pairable: Pairable,
    levels: Levels,
    edges: Edges,
    weights: Float64Array,
    settled: Settled,
    watch?: Watch,
  ) {
    this.pairable = pairable
    this.levels = levels
    this.edges = edges
    this.settled = settled
    this.watch = watch
    const { n, family } = { n: pairable.n, family: settled.family }
    this.base = boundOf(n, family)
    const all = { u: pairable.u, v: pairable.v, w: weights }
    this.slack = weights.map((_, e) => slackOf(family, all, e))
    this.widest = deepest(n, family.parent, family.z)
  }

  /** A width that lets through a few pairs per person. */
  firstWidth(): number {
    const few = Math.min(this.slack.length, 6 * this.pairable.n)
    const step = Math.max(1, Math.floor(this.slack.length / 4096))
    const sample = this.slack.filter((_, e) => e % step === 0).sort()
    return Math.max(1, sample[Math.floor((few / Math.max(1, this.slack.length)) * (sample.length - 1))] ?? 1)
  }

  /** Every trio around a pair that is pinned or to be kept: the bound on slacks does not cover those. */
  lookAtMarked(): void {
    const { n, u, v, kept, pinned } = this.pairable
    for (let e = 0; e < u.length; e++) {
      if (!kept[e] && pinned[u[e]!] !== v[e]) continue
      for (let x = 0; x < n; x++) this.consider(u[e]!, v[e]!, x)
    }
    this.tryWaiting()
  }

  /** Every trio of three pairs whose slack is within a width. */
  lookAtTriangles(width: number): void {
    const { n, u, v } = this.pairable
    const later: number[][] = Array.from({ length: n }, () => [])
    for (let e = 0; e < u.length; e++) {
      if (this.slack[e]! <= width) later[Math.min(u[e]!, v[e]!)]!.push(Math.max(u[e]!, v[e]!))
    }
    const near = new Int32Array(n).fill(-1)
    for (let a = 0; a < n; a++) {
      for (const b of later[a]!) near[b] = a
      for (const b of later[a]!) for (const c of later[b]!) if (near[c] === a) this.consider(a, b, c)
    }
    this.tryWaiting()
  }

  private consider(a: number, b: number, c: number): void {
    const { edgeOf, pinned } = this.pairable
    if (a === c || b === c || [a, b, c].some((x) => pinned[x]! >= 0 && ![a, b, c].includes(pinned[x]!))) return
    const [ab, bc, ac] = [edgeOf(a, b), edgeOf(b, c), edgeOf(a, c)]
    if (ab === undefined || bc === undefined || ac === undefined) return
    const pairs: [number, number, number] = [ab, bc, ac]
    const people: [number, number, number] = [a, b, c]
    const { y } = this.settled.family
    const prices = y[a]! + y[b]! + y[c]! + this.heldByTwo(a, b, c)
    const promise = 2 * weightOfTrio(this.pairable, this.levels, pairs) - prices
    if (promise <= this.gain) return
    this.waiting.push({ people, pairs, promise })
    if (this.waiting.length >= MANY) this.tryMostPromising()
  }

  /** The prices of all blossoms that hold two or three of them. */
  private heldByTwo(a: number, b: number, c: number): number {
    const { parent, z } = this.settled.family
    if (parent[a]! < 0 && parent[b]! < 0 && parent[c]! < 0) return 0
    const count = new Map<number, number>()
    for (const x of [a, b, c]) {
      for (let node = parent[x]!; node >= 0; node = parent[node]!) count.set(node, 1 + (count.get(node) ?? 0))
    }
    let sum = 0
    for (const [node, held] of count) if (held > 1) sum += z[node]!
    return sum
  }

  private tryWaiting(): void {
    while (this.waiting.length) this.tryMostPromising()
  }

  private tryMostPromising(): void {
    const first = this.waiting.reduce((most, candidate) => (candidate.promise > most.promise ? candidate : most))
    this.waiting = this.waiting.filter((candidate) => candidate !== first)
    this.attempt(first)
    this.waiting = this.waiting.filter(({ promise }) => promise > this.gain)
  }

  private attempt({ people, pairs }: Candidate): void {
    const name = [...people].sort((a, b) => a - b).join()
    if (this.tried.has(name)) return
    this.tried.add(name)
    keepGoing(this.watch, { done: 0.9, doing: 'finding three' })
    const rest = without(this.edges, this.settled, people)
    this.settled = rest.state
    const gain = Number(2n * BigInt(weightOfTrio(this.pairable, this.levels, pairs)) + rest.doubled - this.base)
    if (gain <= this.gain) return
    this.gain = gain
    this.best = { people, pairs, rest }
  }
}

/** The greatest sum of prices of blossoms nested around one vertex. */
const deepest = (n: number, parent: Int32Array, z: Float64Array): number => {
  let most = 0
  for (let x = 0; x < n; x++) {
    let sum = 0
    for (let node = parent[x]!; node >= 0; node = parent[node]!) sum += z[node]!
    most = Math.max(most, sum)
  }
  return most
}
