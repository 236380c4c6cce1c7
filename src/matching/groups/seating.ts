import { cheapestFlow } from '../flow/flow.ts'
import { blankNetwork } from '../flow/network.ts'
import type { Availabilities } from './problem.ts'

export type Seating = { slotOf: Int32Array; placed: number; preference: number; count: Int32Array; arcs: number }

/**
 * The best places when the slots are fixed (`open[s]` groups in slot s): as many groups of at least `least` as possible,
 * then as many people, then the most who can come without "if need be". Whoever is `staying` goes before all of that, where
 * rules allow. A minimum-cost flow: exact, certified.
 */
export const seat = (a: Availabilities, open: Int32Array, least: number, staying?: Uint8Array): Seating => {
  const { people, slots, organisations, organisationOf, first, slot, level, size, cap } = a
  const capNode = new Map<number, number>()
  const crowd = new Map<number, number>()
  let links = 0
  for (let person = 0; person < people; person++)
    for (let k = first[person]!; k < first[person + 1]!; k++) {
      if (open[slot[k]!] === 0) continue
      links++
      if (organisationOf[person]! < 0) continue
      const key = slot[k]! * organisations + organisationOf[person]!
      crowd.set(key, (crowd.get(key) ?? 0) + 1)
    }
  const sink = people + slots
  let nodes = sink + 1
  for (const [key, many] of crowd) if (many > cap * open[Math.floor(key / organisations)]!) capNode.set(key, nodes++)
  const network = blankNetwork(nodes, people + 2 * slots + capNode.size + links)
  const flow = new Float64Array(network.arcs + nodes)
  const treeArc = new Int32Array(nodes).fill(-1)
  const without = 2 * people + 2
  let arcs = 0
  const lay = (from: number, to: number, cost: number, capacity: number) => {
    network.from[arcs] = from
    network.to[arcs] = to
    network.cost[arcs] = cost
    network.capacity[arcs] = capacity
    return arcs++
  }
  for (let person = 0; person < people; person++) {
    treeArc[person] = lay(person, sink, without, Number.POSITIVE_INFINITY)
    flow[person] = 1
    network.supply[person] = 1
  }
  for (let s = 0; s < slots; s++) {
    const needed = Math.min(least, size) * open[s]!
    const must = lay(people + s, sink, -4 * without, needed)
    const may = lay(people + s, sink, 0, size * open[s]! - needed)
    treeArc[people + s] = needed > 0 ? must : open[s]! > 0 ? may : -1
  }
  for (const [key, node] of capNode) {
    const up = lay(node, people + Math.floor(key / organisations), 0, cap * open[Math.floor(key / organisations)]!)
    treeArc[node] = cap > 0 ? up : -1
  }
  const base = arcs
  const linkOf = new Int32Array(links)
  for (let person = 0; person < people; person++)
    for (let k = first[person]!; k < first[person + 1]!; k++) {
      if (open[slot[k]!] === 0) continue
      const via =
        organisationOf[person]! < 0 ? undefined : capNode.get(slot[k]! * organisations + organisationOf[person]!)
      const cost = 2 - level[k]! - (staying?.[person] ? 8 * without : 0)
      linkOf[lay(person, via ?? people + slot[k]!, cost, Number.POSITIVE_INFINITY) - base] = k
    }
  network.supply[sink] = -people
  const solved = cheapestFlow(network, undefined, { treeArc, flow })
  if (solved.kind !== 'cheapest') throw new Error('a plan that places nobody always exists')

  const seating: Seating = {
    slotOf: new Int32Array(people).fill(-1),
    placed: 0,
    preference: 0,
    count: new Int32Array(slots),
    arcs: network.arcs,
  }
  for (let link = 0; link < links; link++) {
    if (solved.flow[base + link] === 0) continue
    const k = linkOf[link]!
    seating.slotOf[network.from[base + link]!] = slot[k]!
    seating.count[slot[k]!]!++
    seating.preference += level[k]!
    seating.placed++
  }
  return seating
}
