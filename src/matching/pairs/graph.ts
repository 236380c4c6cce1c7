/**
 * An undirected graph with whole weights, as the search reads it. Edge e has two halves: 2e leaves `u[e]`, 2e + 1 leaves
 * `v[e]`; `tail[h]` is where half h begins and `tail[h ^ 1]` where it ends. `doubled` holds 2w, so that every dual and
 * every half of a slack stays a whole number. The halves that leave vertex x stand in `half[first[x]] … half[first[x + 1] − 1]`,
 * with their heads in `to` and their doubled weights in `cost` at the same places: one sweep of memory per vertex.
 */
export interface Graph {
  n: number
  m: number
  tail: Int32Array
  doubled: Float64Array
  first: Int32Array
  half: Int32Array
  to: Int32Array
  cost: Float64Array
}

/** Edges as three parallel arrays: ends and weight. */
export interface Edges {
  u: Int32Array
  v: Int32Array
  w: Float64Array
}

/** Lays the edges out by vertex, by counting; O(n + m). Vertices are 0 … n − 1; the edges are taken as already checked. */
export const graphOf = (n: number, { u, v, w }: Edges): Graph => {
  const m = u.length
  const tail = new Int32Array(2 * m)
  const doubled = new Float64Array(m)
  const first = new Int32Array(n + 1)
  for (let e = 0; e < m; e++) {
    tail[2 * e] = u[e]!
    tail[2 * e + 1] = v[e]!
    doubled[e] = 2 * w[e]!
    first[u[e]! + 1]!++
    first[v[e]! + 1]!++
  }
  for (let x = 0; x < n; x++) first[x + 1]! += first[x]!

  const half = new Int32Array(2 * m)
  const to = new Int32Array(2 * m)
  const cost = new Float64Array(2 * m)
  const place = first.slice(0, n)
  for (let h = 0; h < 2 * m; h++) {
    const at = place[tail[h]!]!++
    half[at] = h
    to[at] = tail[h ^ 1]!
    cost[at] = doubled[h >> 1]!
  }
  return { n, m, tail, doubled, first, half, to, cost }
}
