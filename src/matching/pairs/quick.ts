import { boundOf } from './certificate.ts'
import { matesOf } from './family.ts'
import { type Edges, graphOf } from './graph.ts'
import { type Levels, levelsFor, weightOfTrio, weightsOf } from './levels.ts'
import { checkEdges, DENSE } from './maximum-weight-matching.ts'
import { type Pairable, type PairingProblem, pairable } from './people.ts'
import { allowedBeside, type PlanOfPairs, planWith } from './plan.ts'
import { bestPerVertex, FIRST, some } from './pricing.ts'
import { firstMatching } from './start.ts'

/** A matching that is good but seldom the best, and what no matching exceeds. */
export interface QuickMatching {
  mates: Int32Array
  weight: bigint
  bound: bigint
}

/**
 * A matching at once, for whoever cannot wait for the heaviest: that with which the exact search begins, and then the heaviest
 * edges between those still free. Its prices say how much more there could be at most. O(n + m log m). Throws `InvalidProblem` as `maximumWeightMatching` does.
 */
export const quickMatching = (n: number, u: Int32Array, v: Int32Array, w: Float64Array): QuickMatching => {
  const edges = { u, v, w }
  checkEdges(n, edges)
  const isDense = u.length > DENSE * n
  const few = isDense ? some(edges, bestPerVertex(n, edges, w, FIRST, null)) : edges
  const graph = graphOf(n, few)
  const family = firstMatching(graph)
  const mates = matesOf(family, graph)
  marryTheRest(few, mates)
  if (isDense) marryTheRest(edges, mates)
  return { mates, weight: weightOf(edges, mates), bound: isDense ? halfOfHeaviest(n, edges) : boundOf(n, family) / 2n }
}

/** One round of meetings at once: `quickMatching` by the same aims as `pairPeople`, and whoever is over with a pair. */
export const quickPairs = (problem: PairingProblem): PlanOfPairs => {
  const all = pairable(problem)
  const { levels } = levelsFor(all)
  const weights = weightsOf(all, levels)
  const { u, v, w } = allowedBeside(all, weights)
  const { mates, bound } = quickMatching(all.n, u, v, w)
  const trio = problem.trio === false ? null : thirdOf(all, levels, mates)
  for (const x of trio?.people ?? []) mates[x] = -1
  const { objective, ...plan } = planWith(problem, all, levels, weights, mates, trio)
  const best = all.affinity.reduce((most, affinity) => Math.max(most, affinity), 0)
  const three = problem.trio === false ? 0 : 3 * levels.placed + levels.kept + best
  return { ...plan, objective, bound: bound + BigInt(three) }
}

const marryTheRest = ({ u, v, w }: Edges, mates: Int32Array): void => {
  const free = (e: number) => mates[u[e]!]! < 0 && mates[v[e]!]! < 0
  const left: number[] = []
  for (let e = 0; e < u.length; e++) if (w[e]! > 0 && free(e)) left.push(e)
  for (const e of left.sort((one, other) => w[other]! - w[one]! || one - other)) {
    if (!free(e)) continue
    mates[u[e]!] = v[e]!
    mates[v[e]!] = u[e]!
  }
}

/** Nobody brings more than half of their heaviest edge. */
const halfOfHeaviest = (n: number, { u, v, w }: Edges): bigint => {
  const heaviest = new Float64Array(n)
  for (let e = 0; e < u.length; e++) {
    heaviest[u[e]!] = Math.max(heaviest[u[e]!]!, w[e]!)
    heaviest[v[e]!] = Math.max(heaviest[v[e]!]!, w[e]!)
  }
  return Array.from(heaviest).reduce((sum, weight) => sum + BigInt(weight), 0n) / 2n
}

const weightOf = ({ u, v, w }: Edges, mates: Int32Array): bigint => {
  const heaviest = new Map<number, number>()
  for (let e = 0; e < u.length; e++) {
    if (mates[u[e]!] !== v[e]!) continue
    const lower = Math.min(u[e]!, v[e]!)
    heaviest.set(lower, Math.max(w[e]!, heaviest.get(lower) ?? 0))
  }
  let sum = 0n
  for (const weight of heaviest.values()) sum += BigInt(weight)
  return sum
}

/** The best pair for the first who is over and can join one. */
const thirdOf = (all: Pairable, levels: Levels, mates: Int32Array) => {
  const { edgeOf, pinned } = all
  for (const [x, mate] of mates.entries()) {
    if (mate >= 0 || pinned[x]! >= 0) continue
    let best: { people: [number, number, number]; pairs: [number, number, number]; weight: number } | null = null
    for (const [a, b] of mates.entries()) {
      if (b <= a) continue
      const [ab, bx, ax] = [edgeOf(a, b), edgeOf(b, x), edgeOf(a, x)]
      if (ab === undefined || bx === undefined || ax === undefined) continue
      const weight = weightOfTrio(all, levels, [ab, bx, ax])
      if (!best || weight > best.weight) best = { people: [a, b, x], pairs: [ab, bx, ax], weight }
    }
    if (best) return best
  }
  return null
}
