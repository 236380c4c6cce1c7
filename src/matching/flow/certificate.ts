import type { Network } from './network.ts'

/**
 * Confirms that `flow` is a cheapest one: it meets every supply and bound, and with `potential` no reduced cost
 * contradicts it (complementary slackness). Independent of how both were found; O(arcs). Throws where it does not hold,
 * which only a fault of the solver can cause.
 */
export const certify = (network: Network, flow: Float64Array, potential: Float64Array): void => {
  const { nodes, arcs, from, to, cost, capacity, lower, supply } = network
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
    if (Math.abs(potential[node]!) > EXACT) throw new Error(`the potential of node ${node} is no longer exact`)
  }
}

/** Three numbers below it still sum up exactly in a double. */
const EXACT = 2 ** 51
