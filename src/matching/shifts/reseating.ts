import { cheapestFlow } from '../flow/flow.ts'
import { blankNetwork } from '../flow/network.ts'
import type { Watch } from '../problem.ts'
import type { Roster } from './roster.ts'

/**
 * Empties these shifts and fills them anew in the best way in which nobody takes two of them: an assignment problem, so
 * exact by flow. As long as nobody holds two of them beforehand, the roster cannot become worse. Returns the arcs solved.
 */
export const reseat = (roster: Roster, shifts: readonly number[], watch?: Watch): number => {
  const { problem, first, order } = roster
  const { person, liking } = problem.candidates
  const { place = 1000, burden = 3 } = problem
  const before: number[] = []
  for (const s of shifts)
    for (let at = first[s]!; at < first[s + 1]!; at++)
      if (roster.chosen[order[at]!] && !roster.pinned[order[at]!]) before.push(order[at]!)
  for (const k of before) roster.drop(k)

  const nodeOf = new Map<number, number>()
  const people: number[] = []
  const edges: number[] = []
  const ends: number[] = []
  shifts.forEach((s, row) => {
    if (roster.filled[s]! >= problem.shifts[s]!.need) return
    for (let at = first[s]!; at < first[s + 1]!; at++) {
      const k = order[at]!
      const p = person[k]!
      if (roster.chosen[k] || !roster.fits(p, s) || worth(roster, k) <= 0) continue
      if (!nodeOf.has(p)) nodeOf.set(p, people.push(p) - 1)
      edges.push(k)
      ends.push(row)
    }
  })
  const sink = people.length + shifts.length
  const network = blankNetwork(sink + 1, sink + edges.length)
  const treeArc = new Int32Array(sink + 1).fill(-1)
  const flow = new Float64Array(network.arcs + network.nodes)
  people.forEach((_, at) => {
    network.supply[at] = 1
    flow[at] = 1
  })
  for (let node = 0; node < sink; node++) {
    network.from[node] = treeArc[node] = node
    network.to[node] = sink
  }
  shifts.forEach((s, row) => {
    network.capacity[people.length + row] = problem.shifts[s]!.need - roster.filled[s]!
    if (network.capacity[people.length + row] === 0) treeArc[people.length + row] = -1
  })
  edges.forEach((k, at) => {
    network.from[sink + at] = nodeOf.get(person[k]!)!
    network.to[sink + at] = people.length + ends[at]!
    network.cost[sink + at] = -worth(roster, k)
  })
  network.supply[sink] = -people.length
  const solved = cheapestFlow(network, watch, { treeArc, flow })
  if (solved.kind !== 'cheapest') throw new Error('leaving all places empty is always possible')
  edges.forEach((k, at) => {
    if (solved.flow[sink + at]! > 0) roster.put(k)
  })
  return network.arcs

  function worth(from: Roster, k: number) {
    return place + liking[k]! - burden * (from.shiftsOf[person[k]!]!.length + 1)
  }
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
