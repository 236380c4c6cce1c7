import type { Edges } from './graph.ts'

/**
 * A proof that no matching weighs more, which anybody can check without knowing how it was found (Edmonds 1965): a price
 * y ≥ 0 for each vertex and z ≥ 0 for some odd sets of vertices, such that each edge weighs at most the prices of its
 * ends and of the sets that hold both. Any matching then weighs at most Σ y + Σ z · (size − 1) / 2, and this one weighs
 * just that. Prices are doubled, so that they are whole. Nodes 0 … n − 1 are vertices, the rest sets; `parent` nests them.
 */
export interface Certificate {
  y: Float64Array
  z: Float64Array
  parent: Int32Array
  /** Twice the bound, summed exactly. */
  doubledBound: bigint
}

/** Thrown when a proof does not hold: a fault of the program, never of the problem. */
export class NotProven extends Error {
  constructor(what: string) {
    super(`The proof of optimality does not hold: ${what}.`)
    this.name = 'NotProven'
  }
}

/**
 * Checks that a matching is feasible, that the prices are, and that the two values are equal to the last unit.
 * O(n + m · depth of nesting), by no code that the search uses. Returns the matching's weight; throws `NotProven`.
 */
export const certify = (n: number, edges: Edges, mates: Int32Array, proof: Certificate): bigint => {
  const weight = weightOf(edges, mates)
  for (let x = 0; x < n; x++) {
    if (mates[x]! >= 0 && mates[mates[x]!] !== x)
      throw new NotProven(`vertex ${x} is matched with one matched elsewhere`)
    if (!(proof.y[x]! >= 0)) throw new NotProven(`the price of vertex ${x} is negative`)
  }
  const worst = mostNegativeSlack(edges, proof)
  if (worst.slack < 0) throw new NotProven(`edge ${worst.edge} weighs more than its prices`)
  if (2n * weight !== proof.doubledBound || boundOf(n, proof) !== proof.doubledBound)
    throw new NotProven('weight and bound differ')
  return weight
}

/** The slack of an edge in doubled units: prices of both ends and of the sets that hold both, less twice the weight. */
export const slackOf = (
  { y, z, parent }: Pick<Certificate, 'y' | 'z' | 'parent'>,
  { u, v, w }: Edges,
  e: number,
): number => {
  const prices = y[u[e]!]! + y[v[e]!]! - 2 * w[e]!
  if (parent[u[e]!]! < 0 || parent[v[e]!]! < 0) return prices
  return prices + sharedPrice(z, parent, u[e]!, v[e]!)
}

const sharedPrice = (z: Float64Array, parent: Int32Array, a: number, b: number): number => {
  const [depthA, depthB] = [depthOf(parent, a), depthOf(parent, b)]
  for (let excess = depthA - depthB; excess > 0; excess--) a = parent[a]!
  for (let excess = depthB - depthA; excess > 0; excess--) b = parent[b]!
  while (a !== b) {
    a = parent[a]!
    b = parent[b]!
  }
  let sum = 0
  for (; a >= 0; a = parent[a]!) sum += z[a]!
  return sum
}

const depthOf = (parent: Int32Array, node: number): number => {
  let depth = 0
  for (let above = parent[node]!; above >= 0; above = parent[above]!) depth++
  return depth
}

const mostNegativeSlack = (edges: Edges, proof: Certificate) => {
  const worst = { edge: -1, slack: 0 }
  for (let e = 0; e < edges.u.length; e++) {
    const slack = slackOf(proof, edges, e)
    if (slack >= worst.slack) continue
    worst.edge = e
    worst.slack = slack
  }
  return worst
}

/** Twice what any matching can weigh at most under these prices. Throws where a set is even or its price negative. */
export const boundOf = (n: number, { y, z, parent }: Pick<Certificate, 'y' | 'z' | 'parent'>): bigint => {
  const inside = new Int32Array(parent.length)
  let bound = 0n
  for (let x = 0; x < n; x++) {
    bound += BigInt(y[x]!)
    for (let node = parent[x]!; node >= 0; node = parent[node]!) inside[node]!++
  }
  for (let node = n; node < parent.length; node++) {
    if (z[node] === 0) continue
    if (!(z[node]! > 0) || inside[node]! % 2 === 0) throw new NotProven(`set ${node} has an impossible price or size`)
    bound += BigInt(z[node]!) * BigInt((inside[node]! - 1) / 2)
  }
  return bound
}

/** What a matching weighs, exactly: of parallel edges the heaviest counts. Throws where matched vertices share no edge. */
const weightOf = ({ u, v, w }: Edges, mates: Int32Array): bigint => {
  const heaviest = new Map<number, number>()
  for (let e = 0; e < u.length; e++) {
    if (mates[u[e]!] !== v[e]!) continue
    const lower = Math.min(u[e]!, v[e]!)
    heaviest.set(lower, Math.max(w[e]!, heaviest.get(lower) ?? Number.NEGATIVE_INFINITY))
  }
  let sum = 0n
  for (let x = 0; x < mates.length; x++) {
    if (mates[x]! <= x) continue
    const weight = heaviest.get(x)
    if (weight === undefined) throw new NotProven(`vertices ${x} and ${mates[x]} share no edge`)
    sum += BigInt(weight)
  }
  return sum
}
