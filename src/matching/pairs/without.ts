import type { Watch } from '../problem.ts'
import { boundOf } from './certificate.ts'
import { copyOf, type Family } from './family.ts'
import { type Edges, type Graph, graphOf } from './graph.ts'
import { admit, bestPerVertex, gains, joined, MORE, type Settled, some } from './pricing.ts'
import { settle } from './search.ts'

/** Vertices that a problem must hold beyond its own, without edges, so that `without` can be asked of it. */
export const SPARE = 3

/** What is best without some vertices: twice its weight, its state, and the state asked, perhaps with more edges in it. */
export interface Without {
  doubled: bigint
  graph: Graph
  family: Family
  state: Settled
}

/**
 * The heaviest matching without `absent` (at most three), from a settled state whose last three vertices are spare: each of
 * the absent gets an edge to a spare vertex, heavier than any other and so always used. Thus blossoms and duals stand, and all there
 * is to do is to settle three spares. Where the state was searched over some edges only, the others are priced once more.
 */
export const without = (edges: Edges, state: Settled, absent: readonly number[], watch?: Watch): Without => {
  const family = copyOf(state.family)
  const n = family.n
  const force = 1 + edges.w.reduce((most, weight) => Math.max(most, weight), 1)
  const forced = {
    u: Int32Array.from(absent),
    v: Int32Array.from(absent, (_, i) => n - SPARE + i),
    w: new Float64Array(absent.length).fill(force),
  }
  absent.forEach((x, i) => {
    family.y[n - SPARE + i] = Math.max(0, 2 * force - family.y[x]!)
  })
  const searched = state.chosen ? some(edges, state.chosen) : edges
  let graph = graphOf(n, together(searched, forced))
  let added: Int32Array = new Int32Array()
  for (;;) {
    settle(graph, family, watch)
    if (!state.chosen) break
    const taken = new Uint8Array(edges.u.length)
    for (const e of state.chosen) taken[e] = 1
    for (const e of added) taken[e] = 1
    const worth = gains(family, edges, taken)
    if (!worth) break
    const more = bestPerVertex(n, edges, worth, MORE, taken)
    added = joined(added, more)
    graph = graphOf(n, together(together(searched, forced), some(edges, added)))
    admit(graph, family, graph.m - more.length)
  }
  const doubled = boundOf(n, family) - 2n * BigInt(force) * BigInt(absent.length)
  return { doubled, graph, family, state: added.length ? widened(edges, state, added) : state }
}

const widened = (edges: Edges, { family, chosen }: Settled, added: Int32Array): Settled => {
  const wider = joined(chosen!, added)
  return { family, chosen: wider, graph: graphOf(family.n, some(edges, wider)) }
}

const together = (one: Edges, other: Edges): Edges => {
  const u = joined(one.u, other.u)
  const v = joined(one.v, other.v)
  const w = new Float64Array(u.length)
  w.set(one.w)
  w.set(other.w, one.w.length)
  return { u, v, w }
}
