import { cheapestFlow } from '../flow/flow.ts'
import { blankNetwork } from '../flow/network.ts'
import type { Watch } from '../problem.ts'
import type { Roster } from './roster.ts'

/** Every shift filled by those who like it most, the burden of a first shift at least on each. */
export const countBound = ({ problem, first, order }: Roster): bigint => {
  const { candidates, shifts, place = 1000, burden = 3 } = problem
  let sum = 0n
  shifts.forEach(({ need }, s) => {
    const worths = Array.from(order.subarray(first[s]!, first[s + 1]!), (k) =>
      Math.max(0, place + candidates.liking[k]! - burden),
    )
    worths.sort((a, b) => b - a)
    for (const worth of worths.slice(0, need)) sum += BigInt(worth)
  })
  return sum
}

/**
 * No roster can have more: the cheapest flow that forgets overlaps and counts hours only in shifts of the shortest
 * length, with the burden as arcs of rising cost. O(one flow over the candidates).
 */
export const bestWithoutOverlaps = (roster: Roster, watch?: Watch): bigint => {
  const { problem, order } = roster
  const { people, shifts, candidates, place = 1000, burden = 3 } = problem
  const shortest = shifts.reduce((least, _, s) => Math.min(least, roster.length(s)), Number.POSITIVE_INFINITY)
  const most = Int32Array.from({ length: people }, (_, p) =>
    shifts.length ? Math.min(shifts.length, Math.floor(problem.hours[p]! / shortest)) : 0,
  )
  const loads = most.reduce((sum, count) => sum + count, 0)
  const sink = shifts.length + people
  const network = blankNetwork(sink + 1, shifts.length + loads + order.length)
  let arc = 0
  const lay = (from: number, to: number, cost: number, capacity: number) => {
    network.from[arc] = from
    network.to[arc] = to
    network.cost[arc] = cost
    network.capacity[arc] = capacity
    return arc++
  }
  const treeArc = new Int32Array(sink + 1).fill(-1)
  const flow = new Float64Array(network.arcs + network.nodes)
  shifts.forEach(({ need }, s) => {
    treeArc[s] = lay(s, sink, 0, Number.POSITIVE_INFINITY)
    flow[s] = network.supply[s] = need
    network.supply[sink]! -= need
  })
  for (let p = 0; p < people; p++)
    for (let k = 1; k <= most[p]!; k++) {
      const up = lay(shifts.length + p, sink, burden * k, 1)
      if (k === 1) treeArc[shifts.length + p] = up
    }
  for (const k of order)
    lay(candidates.shift[k]!, shifts.length + candidates.person[k]!, -(place + candidates.liking[k]!), 1)
  const solved = cheapestFlow(network, watch, { treeArc, flow })
  if (solved.kind !== 'cheapest') throw new Error('leaving all places empty is always possible')
  return -solved.cost
}
