import { cheapestFlow } from '../flow/flow.ts'
import { blankNetwork, LARGEST_COST } from '../flow/network.ts'
import type { Roster } from './roster.ts'

/** Seats to give out, hours to give them, and the candidates who may take them. */
export interface Asked {
  readonly seats: (shift: number) => number
  readonly hours: (person: number) => number
  readonly candidates: readonly number[]
}

/** No roster of what was asked for is worth more than `most`; the candidates in `whole` are those whom the relaxation takes whole. */
export interface Relaxed {
  most: bigint
  whole: number[]
}

/** Divided by the lengths of nearly all shifts without a rest. */
const PARTS = 27_720
/** Clocks count in hours, halves, quarters or minutes. */
const CLOCKS = [1, 2, 4, 60]

/**
 * The relaxation in which people may work parts of shifts, at several places at once: hours flow from shifts to people, each
 * hour worth its part of the whole, a burden as of a first shift taken off. Rounded up, so that `most` holds. Null where
 * lengths are no whole minutes or worths too large. O(one flow over the candidates).
 */
export const relaxByHours = (roster: Roster, { seats, hours, candidates: asked }: Asked): Relaxed | null => {
  const { problem } = roster
  const { shifts, candidates, place = 1000, burden = 3 } = problem
  const clock = CLOCKS.find((parts) => shifts.every((_, s) => Number.isInteger(roster.length(s) * parts)))
  if (clock === undefined) return null
  const [rows, people] = [numbered(asked, candidates.shift), numbered(asked, candidates.person)]
  const firstPerson = rows.ids.length
  const sink = firstPerson + people.ids.length
  const network = blankNetwork(sink + 1, sink + asked.length)
  const treeArc = Int32Array.from({ length: sink + 1 }, (_, node) => (node < sink ? node : -1))
  const flow = new Float64Array(network.arcs + network.nodes)
  for (let node = 0; node < sink; node++) {
    network.from[node] = node
    network.to[node] = sink
  }
  rows.ids.forEach((s, row) => {
    flow[row] = network.supply[row] = seats(s) * roster.length(s) * clock
    network.supply[sink]! -= network.supply[row]!
  })
  people.ids.forEach((p, at) => {
    const most = Math.floor(hours(p) * clock + 1e-9)
    network.capacity[firstPerson + at] = most
    if (most === 0) treeArc[firstPerson + at] = -1
  })
  for (const [at, k] of asked.entries()) {
    const length = roster.length(candidates.shift[k]!) * clock
    const cost = Math.ceil((Math.max(0, place + candidates.liking[k]! - burden) * PARTS) / length)
    if (cost > LARGEST_COST) return null
    network.from[sink + at] = rows.at.get(candidates.shift[k]!)!
    network.to[sink + at] = firstPerson + people.at.get(candidates.person[k]!)!
    network.cost[sink + at] = -cost
    network.capacity[sink + at] = length
  }
  const solved = cheapestFlow(network, undefined, { treeArc, flow })
  if (solved.kind !== 'cheapest') throw new Error('leaving all places empty is always possible')
  const isWhole = (at: number) => solved.flow[sink + at] === network.capacity[sink + at]
  return { most: -solved.cost / BigInt(PARTS), whole: asked.filter((_, at) => isWhole(at)) }
}

const numbered = (ks: readonly number[], of: ArrayLike<number>) => {
  const at = new Map<number, number>()
  for (const k of ks) if (!at.has(of[k]!)) at.set(of[k]!, at.size)
  return { at, ids: [...at.keys()] }
}

/** All places and all hours of the problem, whatever is given out already. */
export const everything = ({ problem, order }: Roster): Asked => ({
  seats: (s) => problem.shifts[s]!.need,
  hours: (p) => problem.hours[p]!,
  candidates: Array.from(order),
})

/** What is open just now, for these people alone. */
export const openFor = (roster: Roster, people: ReadonlySet<number>): Asked => {
  const { problem, order, chosen, filled, hoursLeft } = roster
  const { person, shift } = problem.candidates
  const isOpen = (k: number) =>
    !chosen[k] &&
    people.has(person[k]!) &&
    filled[shift[k]!]! < problem.shifts[shift[k]!]!.need &&
    roster.fits(person[k]!, shift[k]!)
  return {
    seats: (s) => problem.shifts[s]!.need - filled[s]!,
    hours: (p) => hoursLeft[p]!,
    candidates: Array.from(order).filter(isOpen),
  }
}
