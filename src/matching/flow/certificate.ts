import { InvalidProblem } from '../problem.ts'
import type { Network } from './network.ts'

/**
 * Confirms that `flow` is a cheapest one: it meets every supply and bound, and with `potential` no reduced cost
 * contradicts it (complementary slackness). Independent of how both were found; O(arcs). Throws where it does not hold,
 * which only a fault of the solver can cause, or costs so far apart that potentials are no longer exact (InvalidProblem).
 */
export const certify = (network: Network, flow: Float64Array, potential: Float64Array): void => {
  const { nodes, arcs, from, to, cost, capacity, lower, supply } = network
  if (!areExact(potential)) throw new InvalidProblem('cost', TOO_FAR)
  const left = supply.slice()
  for (let arc = 0; arc < arcs; arc++) {
    const units = flow[arc]!
    const least = lower?.[arc] ?? 0
    if (!(units >= least && units <= capacity[arc]!)) throw new Error(`arc ${arc} carries ${units}, out of its bounds`)
    left[from[arc]!]! -= units
    left[to[arc]!]! += units
    const reduced = cost[arc]! + potential[from[arc]!]! - potential[to[arc]!]!
    if (reduced < 0 && units < capacity[arc]!) throw new Error(`more on arc ${arc} would be cheaper`)
    if (reduced > 0 && units > least) throw new Error(`less on arc ${arc} would be cheaper`)
  }
  for (let node = 0; node < nodes; node++) {
    if (left[node] !== 0) throw new Error(`node ${node} keeps ${left[node]} units`)
  }
}

/** What is wrong with costs whose potentials leave the range in which doubles are exact. */
export const TOO_FAR = 'lies too far from the others to be summed exactly'

/** With a cost up to 2⁵¹ it sums up exactly, and the other end's potential taken away leaves at least the sign right. */
const EXACT = 2 ** 52

export const areExact = (potential: Float64Array): boolean => potential.every((value) => Math.abs(value) <= EXACT)
