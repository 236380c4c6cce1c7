import { InvalidProblem, LARGEST_WEIGHT, type Watch, wholeNumber } from '../problem.ts'
import { boundOf, type Certificate, certify } from './certificate.ts'
import { type Family, matesOf } from './family.ts'
import { type Edges, type Graph, graphOf } from './graph.ts'
import { type Settled, settleByPricing } from './pricing.ts'
import { settle } from './search.ts'
import { firstMatching } from './start.ts'

/** A heaviest matching: whom each vertex is matched with (−1: nobody), what it weighs in all, and the checked proof. */
export interface Matching {
  mates: Int32Array
  weight: bigint
  certificate: Certificate
}

/** From this many edges per vertex on, most are never looked at: see `settleByPricing`. */
export const DENSE = 48

/**
 * The heaviest matching of a general graph, exactly: of all sets of edges without a common vertex one whose weights sum to
 * the most. `u[e]`, `v[e]` in 0 … n − 1 are the ends of edge e and `w[e]` its weight, a whole number up to 2⁵¹ in size;
 * edges without positive weight are never used, of parallel ones the heaviest counts. For most people first and weight
 * second add a constant larger than any sum to each weight. O(n m log n) worst case, close to linear on what communities
 * bring; 60 bytes per edge. The same input gives the same matching. Edmonds 1965; Galil, Micali and Gabow 1986.
 *
 * Throws `InvalidProblem` (ends that do not exist, loops, weights that are not whole or too large), `Cancelled`, and
 * `NotProven` rather than return an answer whose proof fails.
 */
export const maximumWeightMatching = (
  n: number,
  u: Int32Array,
  v: Int32Array,
  w: Float64Array,
  watch?: Watch,
): Matching => {
  const edges = { u, v, w }
  checkEdges(n, edges)
  const { graph, family } = settled(n, edges, watch)
  return proven(n, edges, graph, family)
}

/** The settled state itself, for those who go on from it. Edges are taken as checked. */
export const settled = (n: number, edges: Edges, watch?: Watch): Settled => {
  if (edges.u.length > DENSE * n) return settleByPricing(n, edges, watch)
  const graph = graphOf(n, edges)
  const family = firstMatching(graph)
  settle(graph, family, watch)
  return { graph, family, chosen: null }
}

/** Reads the matching off a settled state and checks its proof against all edges. */
export const proven = (n: number, edges: Edges, graph: Graph, family: Family): Matching => {
  const mates = matesOf(family, graph)
  const prices = { y: family.y.slice(), z: family.z.slice(), parent: family.parent.slice() }
  const certificate = { ...prices, doubledBound: boundOf(n, prices) }
  return { mates, certificate, weight: certify(n, edges, mates, certificate) }
}

/** Refuses what is no graph: ends that do not exist, an edge from a vertex to itself, weights not whole or too large. */
export const checkEdges = (n: number, { u, v, w }: Edges): void => {
  wholeNumber('n', n, 0, 2 ** 24)
  if (u.length !== v.length || u.length !== w.length)
    throw new InvalidProblem('edges', 'have not as many ends as weights')
  for (let e = 0; e < u.length; e++) {
    const a = u[e]!
    const b = v[e]!
    const weight = w[e]!
    if (a < 0 || a >= n || b < 0 || b >= n)
      throw new InvalidProblem(`edges[${e}]`, `joins ${a} and ${b}, of which one does not exist`)
    if (a === b) throw new InvalidProblem(`edges[${e}]`, `joins ${a} with itself`)
    if (Number.isInteger(weight) && weight <= LARGEST_WEIGHT && weight >= -LARGEST_WEIGHT) continue
    wholeNumber(`edges[${e}].weight`, weight, -LARGEST_WEIGHT, LARGEST_WEIGHT)
  }
}
