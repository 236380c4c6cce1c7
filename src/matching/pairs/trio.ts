import { keepGoing, type Watch } from '../problem.ts'
import { boundOf, slackOf } from './certificate.ts'
import type { Edges } from './graph.ts'
import { type Levels, weightOfTrio } from './levels.ts'
import { type Nest, nestOf, priceAround } from './nest.ts'
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
const MANY = 5_000

/**
 * The best plan with one trio, if any is better than the best without (else null): exact, by branch and bound. The duals
 * of the plan without say, for any three, how much it could gain at most; trios are tried in that order, each by settling
 * the rest without them, until none left promises more than the best found. A trio promises at most half of what the
 * blossoms around it hold less the charges of its pairs (slack and shortfall), so that few triangles are looked at.
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
  private readonly charge: Float64Array
  private readonly nest: Nest
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
    const { family } = settled
    this.base = boundOf(family.n, family)
    const all = { u: pairable.u, v: pairable.v, w: weights }
    this.nest = nestOf(family.n, family.parent, family.z)
    this.charge = weights.map((_, e) => slackOf(family.y, this.nest, all, e) + shortfall(pairable, levels, e))
    this.widest = this.nest.sum.reduce((most, sum) => Math.max(most, sum), 0)
  }

  /** A width that lets through a few pairs per person. */
  firstWidth(): number {
    const few = Math.min(this.charge.length, 6 * this.pairable.n)
    const step = Math.max(1, Math.floor(this.charge.length / 4096))
    const sample = this.charge.filter((_, e) => e % step === 0).sort()
    return Math.max(1, sample[Math.floor((few / Math.max(1, this.charge.length)) * (sample.length - 1))] ?? 1)
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

  /** Every trio of three pairs whose charges are within a width each, and within what still matters together. */
  lookAtTriangles(width: number): void {
    const { n, u, v } = this.pairable
    const later: number[][] = Array.from({ length: n }, () => [])
    for (let e = 0; e < u.length; e++) if (this.charge[e]! <= width) later[Math.min(u[e]!, v[e]!)]!.push(e)
    const other = (e: number) => Math.max(u[e]!, v[e]!)
    const near = new Float64Array(n).fill(Number.POSITIVE_INFINITY)
    for (let a = 0; a < n; a++) {
      for (const ab of later[a]!) near[other(ab)] = this.charge[ab]!
      for (const ab of later[a]!) {
        const b = other(ab)
        const room = this.widest - 2 * this.gain - this.charge[ab]!
        if (room <= 0) continue
        for (const bc of later[b]!) {
          if (this.charge[bc]! + near[other(bc)]! < room) this.consider(a, b, other(bc))
        }
      }
      for (const ab of later[a]!) near[other(ab)] = Number.POSITIVE_INFINITY
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

  /** The prices of all blossoms that hold two or three of them: those around the two that are closest. */
  private heldByTwo(a: number, b: number, c: number): number {
    return Math.max(priceAround(this.nest, a, b), priceAround(this.nest, b, c), priceAround(this.nest, a, c))
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

/**
 * By how much, doubled and spread over its pairs, a trio weighs less than half of what the three would weigh as pairs: all
 * of their repeats count, none of their debts, and only a third of their affinities.
 */
const shortfall = ({ u, v, affinity, repeats, debt }: Pairable, levels: Levels, e: number): number =>
  2 * repeats[e]! * levels.repeat + Math.floor((2 * affinity[e]!) / 3) + 2 * (debt[u[e]!]! + debt[v[e]!]!) * levels.debt
