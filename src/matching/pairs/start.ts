import { type Family, familyOf, marry } from './family.ts'
import type { Graph } from './graph.ts'

/**
 * A first matching with duals that allow it: half of each vertex's heaviest edge, then vertex after vertex lowered until
 * one of its edges is tight, which is matched where both ends are free. O(n + m). Leaves a tenth of a sparse graph or so
 * for the searches to settle.
 */
export const firstMatching = (graph: Graph): Family => {
  const family = familyOf(graph.n)
  const { n, first, cost, to, half } = graph
  const { y, out } = family
  for (let x = 0; x < n; x++) {
    let heaviest = 0
    for (let at = first[x]!; at < first[x + 1]!; at++) if (cost[at]! > heaviest) heaviest = cost[at]!
    y[x] = heaviest / 2
  }
  for (let x = 0; x < n; x++) {
    if (out[x]! >= 0) continue
    let least = y[x]!
    let tight = -1
    for (let at = first[x]!; at < first[x + 1]!; at++) {
      const slack = y[x]! + y[to[at]!]! - cost[at]!
      if (slack > least || (slack === least && tight >= 0 && out[to[tight]!]! < 0)) continue
      least = slack
      tight = at
    }
    y[x]! -= least
    if (tight >= 0 && out[to[tight]!]! < 0) marry(family, graph, x, to[tight]!, half[tight]!)
  }
  return family
}
