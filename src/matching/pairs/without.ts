import type { Watch } from '../problem.ts'
import { boundOf } from './certificate.ts'
import { copyOf, type Family, isolate } from './family.ts'
import { type Edges, graphOf } from './graph.ts'
import { admit, bestPerVertex, gains, joined, MORE, type Settled, some } from './pricing.ts'
import { settle } from './search.ts'

/** A price at which nobody is ever matched. */
const DEAR = 2 ** 60

/** Twice the weight of a heaviest matching without some vertices, its state, and the (perhaps wider) choice of edges. */
export interface Without {
  doubled: bigint
  family: Family
  state: Settled
}

/**
 * What is best without `absent`: from a settled state a few vertices are taken out and the holes settled again, which looks
 * at a small part of the graph. Where the state was searched over some edges only, the others are priced once more; those
 * taken in stay in the state returned, for the next question. O(n + what the holes reach).
 */
export const without = (edges: Edges, state: Settled, absent: readonly number[], watch?: Watch): Without => {
  const family = copyOf(state.family)
  let { graph, chosen } = state
  for (const x of absent) {
    isolate(family, graph, x)
    family.y[x] = DEAR
  }
  for (;;) {
    settle(graph, family, watch, absent)
    if (!chosen) break
    const taken = new Uint8Array(edges.u.length)
    for (const e of chosen) taken[e] = 1
    const worth = gains(family, edges, taken)
    if (!worth) break
    const added = bestPerVertex(family.n, edges, worth, MORE, taken)
    chosen = joined(chosen, added)
    graph = graphOf(family.n, some(edges, chosen))
    admit(graph, family, chosen.length - added.length)
  }
  const y = family.y.slice()
  for (const x of absent) y[x] = 0
  return {
    doubled: boundOf(family.n, { y, z: family.z, parent: family.parent }),
    family,
    state: { graph, chosen, family: state.family },
  }
}
