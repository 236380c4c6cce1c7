import { cheapestFlow } from '../flow/flow.ts'
import { blankNetwork, LARGEST_COST } from '../flow/network.ts'
import type { Roster } from './roster.ts'

/** Divided by the lengths of nearly all shifts without a rest. */
const PARTS = 27_720
/** Clocks count in hours, halves, quarters or minutes. */
const CLOCKS = [1, 2, 4, 60]

/** Into how many parts an hour falls so that all lengths are whole; undefined where minutes are not enough. */
export const clockOf = (roster: Roster): number | undefined =>
  CLOCKS.find((parts) => roster.problem.shifts.every((_, s) => Number.isInteger(roster.length(s) * parts)))

/**
 * The relaxation in which people may work parts of shifts, at several places at once: hours flow from shifts to people, each
 * hour worth its part of the whole, a burden as of a first shift taken off. Rounded up, so that no roster is worth more. Null
 * where lengths are no whole minutes, or amounts too large. O(one flow over the candidates).
 */
export const relaxByHours = (roster: Roster): bigint | null => {
  const { problem, order } = roster
  const { candidates, shifts, people, hours, place = 1000, burden = 3 } = problem
  const clock = clockOf(roster)
  if (clock === undefined) return null
  const sink = shifts.length + people
  const network = blankNetwork(sink + 1, sink + order.length)
  const treeArc = Int32Array.from({ length: sink + 1 }, (_, node) => (node < sink ? node : -1))
  const flow = new Float64Array(network.arcs + network.nodes)
  for (let node = 0; node < sink; node++) {
    network.from[node] = node
    network.to[node] = sink
  }
  shifts.forEach(({ need }, s) => {
    flow[s] = network.supply[s] = need * roster.length(s) * clock
    network.supply[sink]! -= network.supply[s]!
  })
  if (-network.supply[sink]! > LARGEST_COST) return null
  for (let p = 0; p < people; p++) {
    const most = Math.min(LARGEST_COST, Math.floor(hours[p]! * clock + 1e-9))
    network.capacity[shifts.length + p] = most
    if (most === 0) treeArc[shifts.length + p] = -1
  }
  for (const [at, k] of order.entries()) {
    const length = roster.length(candidates.shift[k]!) * clock
    const cost = Math.ceil((Math.max(0, place + candidates.liking[k]! - burden) * PARTS) / length)
    if (cost > LARGEST_COST) return null
    network.from[sink + at] = candidates.shift[k]!
    network.to[sink + at] = shifts.length + candidates.person[k]!
    network.cost[sink + at] = -cost
    network.capacity[sink + at] = length
  }
  const solved = cheapestFlow(network, undefined, { treeArc, flow })
  if (solved.kind !== 'cheapest') throw new Error('leaving all places empty is always possible')
  return -solved.cost / BigInt(PARTS)
}
