import type { Edges } from './graph.ts'
import { type Nest, nestOf, priceAround } from './nest.ts'

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
 * O(n + m log n), by no code that the search uses. Returns the matching's weight; throws `NotProven`.
 */
export const certify = (n: number, edges: Edges, mates: Int32Array, proof: Certificate): bigint => {
  const weight = weightOf(edges, mates)
  for (let x = 0; x < n; x++) {
    if (mates[x]! >= 0 && mates[mates[x]!] !== x)
      throw new NotProven(`vertex ${x} is matched with one matched elsewhere`)
    if (!(proof.y[x]! >= 0)) throw new NotProven(`the price of vertex ${x} is negative`)
  }
  const worst = mostNegativeSlack(nestOf(n, proof.parent, proof.z), edges, proof)
  if (worst.slack < 0) throw new NotProven(`edge ${worst.edge} weighs more than its prices`)
  if (2n * weight !== proof.doubledBound || boundOf(n, proof) !== proof.doubledBound)
    throw new NotProven('weight and bound differ')
  return weight
}

const mostNegativeSlack = (nest: Nest, edges: Edges, { y }: Certificate) => {
  const { u, v, w } = edges
  const worst = { edge: -1, slack: 0 }
  for (let e = 0; e < w.length; e++) {
    const prices = y[u[e]!]! + y[v[e]!]! - 2 * w[e]!
    if (prices >= worst.slack) continue
    const slack = prices + priceAround(nest, u[e]!, v[e]!)
    if (slack >= worst.slack) continue
    worst.edge = e
    worst.slack = slack
  }
  return worst
}

/** The slack of an edge in doubled units: prices of both ends and of the sets that hold both, less twice the weight. */
export const slackOf = (y: Float64Array, nest: Nest, { u, v, w }: Edges, e: number): number =>
  y[u[e]!]! + y[v[e]!]! - 2 * w[e]! + priceAround(nest, u[e]!, v[e]!)

/** Twice what any matching can weigh at most under these prices. Throws where a set is even or its price negative. */
export const boundOf = (n: number, { y, z, parent }: Pick<Certificate, 'y' | 'z' | 'parent'>): bigint => {
  const { size } = nestOf(n, parent, z)
  const bound = new ExactSum()
  for (let x = 0; x < n; x++) bound.add(y[x]!)
  for (let node = n; node < parent.length; node++) {
    if (z[node] === 0 || size[node] === 0) continue
    if (!(z[node]! > 0) || size[node]! % 2 === 0) throw new NotProven(`set ${node} has an impossible price or size`)
    bound.addTimes(z[node]!, (size[node]! - 1) / 2)
  }
  return bound.total()
}

/** Whole numbers summed exactly: in a double as long as that is exact, then over into a BigInt. */
class ExactSum {
  private large = 0n
  private small = 0

  add(value: number): void {
    if (Math.abs(this.small + value) > 2 ** 52) this.carry()
    this.small += value
  }

  addTimes(value: number, times: number): void {
    if (Math.abs(value * times) < 2 ** 51) this.add(value * times)
    else this.large += BigInt(value) * BigInt(times)
  }

  total(): bigint {
    this.carry()
    return this.large
  }

  private carry(): void {
    this.large += BigInt(this.small)
    this.small = 0
  }
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
