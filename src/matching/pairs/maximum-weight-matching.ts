import { InvalidProblem, LARGEST_WEIGHT, type Watch, wholeNumber } from '../problem.ts'
import { boundOf, type Certificate, certify } from './certificate.ts'
import { type Family, matesOf } from './family.ts'
import { type Edges, graphOf } from './graph.ts'
import { settle } from './search.ts'
import { firstMatching } from './start.ts'

/** A heaviest matching: whom each vertex is matched with (−1: nobody), what it weighs in all, and the checked proof. */
export interface Matching {
  mates: Int32Array
  weight: bigint
  certificate: Certificate
}

export const maximumWeightMatching = (
  n: number,
  u: Int32Array,
  v: Int32Array,
  w: Float64Array,
  watch?: Watch,
): Matching => {
  const edges = { u, v, w }
  checkEdges(n, edges)
  const graph = graphOf(n, edges)
  const family = firstMatching(graph)
  settle(graph, family, watch)
  const mates = matesOf(family, graph)
  const certificate = certificateOf(family)
  return { mates, certificate, weight: certify(n, edges, mates, certificate) }
}

export const certificateOf = ({ n, y, z, parent }: Family): Certificate => {
  const proof = { y: y.slice(), z: z.slice(), parent: parent.slice() }
  return { ...proof, doubledBound: boundOf(n, proof) }
}

/** Refuses what is no graph: ends that do not exist, an edge from a vertex to itself, weights not whole or too large. */
export const checkEdges = (n: number, { u, v, w }: Edges): void => {
  wholeNumber('n', n, 0, 2 ** 24)
  if (u.length !== v.length || u.length !== w.length)
    throw new InvalidProblem('edges', 'have not as many ends as weights')
  for (let e = 0; e < u.length; e++) {
    const [a, b] = [u[e]!, v[e]!]
    if (a < 0 || a >= n || b < 0 || b >= n)
      throw new InvalidProblem(`edges[${e}]`, `joins ${a} and ${b}, of which one does not exist`)
    if (a === b) throw new InvalidProblem(`edges[${e}]`, `joins ${a} with itself`)
    const weight = w[e]!
    if (!Number.isInteger(weight) || weight > LARGEST_WEIGHT || weight < -LARGEST_WEIGHT)
      wholeNumber(`edges[${e}].weight`, weight, -LARGEST_WEIGHT, LARGEST_WEIGHT)
  }
}
