/** Together with a potential (see `certificate.ts`) it still sums up exactly in a double. */
export const LARGEST_COST = 2 ** 51

/**
 * A network of arcs `from[a] → to[a]` between nodes 0 … nodes − 1. Each arc carries a whole number of units between
 * `lower[a]` (0 without) and `capacity[a]` (may be Infinity) at `cost[a]` a unit; `supply[v]` units enter at node v
 * (negative: leave), in sum 0. The arc lists have `nodes` spare places behind the last arc, where the solver puts arcs of
 * its own, so that a million arcs need not be copied; make them by `blankNetwork`.
 */
export interface Network {
  readonly nodes: number
  readonly arcs: number
  readonly from: Int32Array
  readonly to: Int32Array
  readonly cost: Float64Array
  readonly capacity: Float64Array
  readonly lower?: Float64Array
  readonly supply: Float64Array
}

/**
 * A strongly feasible spanning tree to begin with, over flows less lower bounds: `treeArc[v]` joins v to its parent (−1: v
 * hangs from the root), `flow` (arcs + nodes long) satisfies every supply, arcs outside the tree are empty or full.
 * Through its tree arcs every node must be able to send one unit more towards the root.
 */
export interface Start {
  readonly treeArc: Int32Array
  readonly flow: Float64Array
}

/** A network without arcs or supplies yet, all capacities unlimited, with room for the solver's own arcs. */
export const blankNetwork = (nodes: number, arcs: number, withLower = false) => ({
  nodes,
  arcs,
  from: new Int32Array(arcs + nodes),
  to: new Int32Array(arcs + nodes),
  cost: new Float64Array(arcs + nodes),
  capacity: new Float64Array(arcs + nodes).fill(Number.POSITIVE_INFINITY),
  ...(withLower && { lower: new Float64Array(arcs) }),
  supply: new Float64Array(nodes),
})
