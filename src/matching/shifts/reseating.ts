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
