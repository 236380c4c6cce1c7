import type { Edges } from './graph.ts'
import { type Aims, aimsOf, type Levels, weightOfTrio } from './levels.ts'
import type { Pairable, PairingProblem } from './people.ts'

/** A round of coffees. Ids stand in the order of `people`; so do the pairs, by their first. */
export interface PlanOfPairs {
  pairs: [string, string][]
  trios: [string, string, string][]
  leftOut: string[]
  aims: Aims
  /** The sum that was maximised, of all aims in one number, and what no plan exceeds. */
  objective: bigint
  bound: bigint
}

type Three = { readonly people: readonly number[]; readonly pairs: readonly [number, number, number] } | null

/** The plan that these mates and this trio make, by the people's names; `chosen` are its edges. */
export const planWith = (
  problem: PairingProblem,
  all: Pairable,
  levels: Levels,
  weights: Float64Array,
  mates: Int32Array,
  trio: Three,
) => {
  const name = (x: number) => problem.people[x]!
  const chosen = [...mates.entries()].filter(([x, mate]) => mate > x).map(([x, mate]) => all.edgeOf(x, mate)!)
  const three = trio ? BigInt(weightOfTrio(all, levels, trio.pairs)) : 0n
  return {
    chosen,
    pairs: chosen.map((e): [string, string] => [
      name(Math.min(all.u[e]!, all.v[e]!)),
      name(Math.max(all.u[e]!, all.v[e]!)),
    ]),
    trios: trio ? [[...trio.people].sort((a, b) => a - b).map(name) as [string, string, string]] : [],
    leftOut: problem.people.filter((_, x) => mates[x]! < 0 && !trio?.people.includes(x)),
    aims: aimsOf(all, chosen, trio ? [trio.pairs] : []),
    objective: chosen.reduce((sum, e) => sum + BigInt(weights[e]!), three),
  }
}

/** Those pinned have no edge but the one to each other. */
export const allowedBeside = ({ u, v, pinned }: Pairable, weights: Float64Array): Edges => {
  if (!pinned.some((mate) => mate >= 0)) return { u, v, w: weights }
  const left = Int32Array.from(u.keys()).filter(
    (e) => (pinned[u[e]!]! < 0 && pinned[v[e]!]! < 0) || pinned[u[e]!] === v[e],
  )
  return { u: left.map((e) => u[e]!), v: left.map((e) => v[e]!), w: Float64Array.from(left, (e) => weights[e]!) }
}
