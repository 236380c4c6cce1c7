import type { Watch } from '../problem.ts'
import { type Family, isolate, outermost } from './family.ts'
import { type Edges, type Graph, graphOf } from './graph.ts'
import { type Nest, nestOf, priceAround } from './nest.ts'
import { settle } from './search.ts'
import { firstMatching } from './start.ts'

/** How many of its heaviest edges each vertex brings into the first, small problem. */
export const FIRST = 10
/** How many of the edges that the prices forbid each vertex brings into the next. */
export const MORE = 6

/** A settled matching, and over which of the problem's edges it was searched; null: over all. */
export interface Settled {
  graph: Graph
  family: Family
  chosen: Int32Array | null
}

/**
 * The heaviest matching of a dense graph, exactly, by way of sparse ones: solve with each vertex's best edges only, price
 * the edges left out with the duals, take in those that are worth more than their price, mend and go on until there are
 * none (column generation). Each round costs one sweep over all edges; the searches see a few edges per vertex.
 */
export const settleByPricing = (n: number, edges: Edges, watch?: Watch): Settled => {
  let chosen: Int32Array = bestPerVertex(n, edges, edges.w, FIRST, null)
  const taken = new Uint8Array(edges.u.length)
  let graph = graphOf(n, some(edges, chosen))
  const family = firstMatching(graph)
  for (;;) {
    settle(graph, family, watch)
    for (const e of chosen) taken[e] = 1
    const worth = gains(family, edges, taken)
    if (!worth) return { graph, family, chosen }
    const added = bestPerVertex(n, edges, worth, MORE, taken)
    chosen = joined(chosen, added)
    graph = graphOf(n, some(edges, chosen))
    admit(graph, family, chosen.length - added.length)
  }
}

/** By how much each edge left out outweighs its prices; null when none does. */
export const gains = (family: Family, edges: Edges, taken: Uint8Array): Float64Array | null => {
  const { y, spokenFor } = family
  const { u, v, w } = edges
  let nest: Nest | null = null
  let worth: Float64Array | null = null
  for (let e = 0; e < w.length; e++) {
    const a = u[e]!
    const b = v[e]!
    let slack = y[a]! + y[b]! - 2 * w[e]!
    if (slack >= 0 || taken[e]) continue
    if (spokenFor[a] === spokenFor[b]) {
      nest ??= nestOf(family.n, family.parent, family.z)
      slack += priceAround(nest, a, b)
    }
    if (slack >= 0) continue
    worth ??= new Float64Array(w.length)
    worth[e] = -slack
  }
  return worth
}

/**
 * The numbers, rising, of each vertex's `most` edges of greatest worth, those without worth or already taken left out. One
 * sweep with a short sorted list per vertex: O(m + n · most · log(m / n)) where worth and order are unrelated.
 */
export const bestPerVertex = (
  n: number,
  { u, v }: Edges,
  worth: Float64Array,
  most: number,
  taken: Uint8Array | null,
): Int32Array => {
  const best = new Float64Array(n * most)
  const which = new Int32Array(n * most).fill(-1)
  const offer = (x: number, e: number, value: number) => {
    const from = x * most
    let at = from + most - 1
    if (value < best[at]! || (value === best[at] && !comesBefore(e, which[at]!))) return
    for (; at > from && (best[at - 1]! < value || (best[at - 1] === value && comesBefore(e, which[at - 1]!))); at--) {
      best[at] = best[at - 1]!
      which[at] = which[at - 1]!
    }
    best[at] = value
    which[at] = e
  }
  for (let e = 0; e < worth.length; e++) {
    const value = worth[e]!
    if (value <= 0 || taken?.[e]) continue
    offer(u[e]!, e, value)
    offer(v[e]!, e, value)
  }
  return new Int32Array(new Set(which.filter((e) => e >= 0).sort()))
}

/** Among edges of equal worth any will do, but not always those to the same few vertices: they are taken as if shuffled. */
const comesBefore = (e: number, other: number) => Math.imul(e, 0x9e3779b1) >>> 0 < Math.imul(other, 0x9e3779b1) >>> 0

/**
 * Makes room in the duals for edges that are new from `from` on: where one weighs more than its prices, one end is taken out
 * of its blossoms, left free, and priced up. The searches then start from an optimum with a few holes.
 */
export const admit = (graph: Graph, family: Family, from: number): void => {
  const { tail, doubled } = graph
  const { y, out } = family
  for (let e = from; e < graph.m; e++) {
    const [a, b] = [tail[2 * e]!, tail[2 * e + 1]!]
    if (y[a]! + y[b]! >= doubled[e]!) continue
    const end = out[outermost(family, b)]! < 0 ? b : a
    isolate(family, graph, end)
    y[end]! += Math.max(0, doubled[e]! - y[a]! - y[b]!)
  }
}

export const some = ({ u, v, w }: Edges, which: Int32Array): Edges => ({
  u: Int32Array.from(which, (e) => u[e]!),
  v: Int32Array.from(which, (e) => v[e]!),
  w: Float64Array.from(which, (e) => w[e]!),
})

export const joined = (one: Int32Array, other: Int32Array): Int32Array => {
  const both = new Int32Array(one.length + other.length)
  both.set(one)
  both.set(other, one.length)
  return both
}
