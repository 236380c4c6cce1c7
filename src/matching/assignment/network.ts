import { TOO_FAR } from '../flow/certificate.ts'
import { blankNetwork, LARGEST_COST, type Network, type Start } from '../flow/network.ts'
import { InvalidProblem } from '../problem.ts'
import { type Frame, frameOf, isFull } from './frame.ts'
import type { Nesting } from './nesting.ts'
import type { AssignmentProblem } from './problem.ts'

/**
 * The problem as a flow: mentee → mentor → (groups of mentors) → sink, and mentee → (groups of mentees) → sink for who
 * stays without. A quota on mentees is thus a lower bound on how many of them stay without.
 */
export interface AssignmentNetwork {
  readonly network: Network
  readonly start: Start
  /** Candidate of each arc from `firstCandidate` on. */
  readonly candidateOf: Int32Array
  readonly firstCandidate: number
  readonly pinned: Int32Array
  readonly sink: number
  readonly menteeGroups: Nesting
  readonly mentorGroups: Nesting
  /** What the rules beyond weight are worth: leaving a wish open, leaving somebody with nobody, a minimum missed. */
  readonly tiers: { wish: number; nobody: number; least: number }
  readonly wants: Int32Array
  readonly places: Int32Array
  readonly kept: Uint8Array | undefined
}

/** Pins are taken out beforehand, with their places; candidates that nobody can use do not become arcs. */
export const assignmentNetwork = (problem: AssignmentProblem): AssignmentNetwork => {
  const frame = frameOf(problem)
  return layOut(frame, tiersOf(frame))
}

/**
 * A change of plan is a simple cycle of the network, so a rule comes strictly before weight as soon as it outweighs what
 * one such cycle can gain: far less than the sum of all weights, and therefore exact at a million candidates.
 */
const tiersOf = (frame: Frame) => {
  const { problem, usable, menteeGroups, mentorGroups } = frame
  const { weight } = problem.candidates
  let highest = Number.NEGATIVE_INFINITY
  let lowest = Number.POSITIVE_INFINITY
  for (const k of usable) {
    highest = Math.max(highest, weight[k]!)
    lowest = Math.min(lowest, weight[k]!)
  }
  if (usable.length === 0) highest = lowest = 0
  const along = Math.min(problem.mentees, problem.mentors) + 1
  const bonus = problem.keep?.bonus ?? 0
  const keep = frame.kept ? (bonus === 'before weight' ? along * (highest - lowest) + 1 : bonus) : 0
  const gain = along * (highest - lowest + keep) + 1
  const ends = 2 * (menteeGroups.groups.length + mentorGroups.groups.length + 1)
  const wish = problem.aim === 'most weight' ? highest + keep : gain
  const nobody = problem.wants && problem.aim !== 'most weight' ? ends * Math.abs(wish) + gain : wish
  const least = problem.least ? ends * (Math.abs(wish) + Math.abs(nobody)) + gain : 0
  const plain = problem.aim === 'most weight' && least === 0 && bonus !== 'before weight'
  const largest = plain ? Math.max(highest + keep - lowest, Math.abs(wish)) : ends * (Math.abs(nobody) + least) + gain
  if (!(largest <= LARGEST_COST)) throw new InvalidProblem('candidates.weight', TOO_FAR)
  return { wish, nobody, least, keep, top: highest + keep }
}

const layOut = (frame: Frame, tiers: ReturnType<typeof tiersOf>): AssignmentNetwork => {
  const { problem, wants, places, least, served, usable, menteeGroups, mentorGroups } = frame
  const { mentees, mentors, candidates } = problem
  const firstMenteeGroup = mentees + mentors
  const firstMentorGroup = firstMenteeGroup + menteeGroups.groups.length
  const sink = firstMentorGroup + mentorGroups.groups.length
  const hasWishes = wants.some((count, i) => count > 1 || (count > 0 && served[i] === 1))
  const hasLeast = least.some((count) => count > 0)
  const others = mentees * (hasWishes ? 2 : 1) + mentors * (hasLeast ? 2 : 1) + (sink - firstMenteeGroup)
  const network = blankNetwork(sink + 1, others + usable.length, menteeGroups.groups.length > 0)
  const treeArc = new Int32Array(sink + 1).fill(-1)
  const flow = new Float64Array(network.arcs + network.nodes)
  let arc = 0
  const lay = (from: number, to: number, cost: number, capacity: number) => {
    network.from[arc] = from
    network.to[arc] = to
    network.cost[arc] = cost
    network.capacity[arc] = capacity
    return arc++
  }
  const beyond = (first: number, group: number) => (group < 0 ? sink : first + group)
  const without = new Float64Array(menteeGroups.groups.length)
  for (let i = 0; i < mentees; i++) {
    const to = beyond(firstMenteeGroup, menteeGroups.groupOf[i]!)
    const wishes = served[i] ? wants[i]! : Math.max(0, wants[i]! - 1)
    if (hasWishes) flow[lay(i, to, tiers.wish, served[i] ? Number.POSITIVE_INFINITY : wishes)] = wishes
    const last = lay(i, to, tiers.nobody, served[i] ? 0 : Number.POSITIVE_INFINITY)
    flow[last] = wants[i]! - wishes
    treeArc[i] = served[i] && hasWishes ? last - 1 : last
    network.supply[i] = wants[i]!
    for (let g = menteeGroups.groupOf[i]!; g >= 0; g = menteeGroups.parent[g]!) without[g]! += wants[i]!
  }
  const closed = (j: number) => places[j] === 0 || isFull(mentorGroups, frame.mentorMost, j)
  for (let j = 0; j < mentors; j++) {
    const to = beyond(firstMentorGroup, mentorGroups.groupOf[j]!)
    const needs = hasLeast ? lay(mentees + j, to, -tiers.least, least[j]!) : -1
    const more = lay(mentees + j, to, 0, places[j]! - least[j]!)
    treeArc[mentees + j] = closed(j) ? -1 : least[j]! > 0 ? needs : more
  }
  menteeGroups.groups.forEach((_, g) => {
    const up = lay(firstMenteeGroup + g, beyond(firstMenteeGroup, menteeGroups.parent[g]!), 0, Number.POSITIVE_INFINITY)
    network.lower![up] = Math.max(0, without[g]! - frame.menteeMost[g]!)
    flow[up] = without[g]! - network.lower![up]!
    treeArc[firstMenteeGroup + g] = up
  })
  mentorGroups.groups.forEach((_, g) => {
    const up = lay(firstMentorGroup + g, beyond(firstMentorGroup, mentorGroups.parent[g]!), 0, frame.mentorMost[g]!)
    treeArc[firstMentorGroup + g] = frame.mentorMost[g] === 0 ? -1 : up
  })
  const firstCandidate = arc
  const single = !hasWishes
  for (const k of usable) {
    const keeps = frame.kept?.[k] ? tiers.keep : 0
    lay(
      candidates.mentee[k]!,
      mentees + candidates.mentor[k]!,
      tiers.top - candidates.weight[k]! - keeps,
      single ? Number.POSITIVE_INFINITY : 1,
    )
  }
  network.supply[sink] = -wants.reduce((sum, count) => sum + count, 0)
  return {
    network,
    start: { treeArc, flow },
    candidateOf: usable,
    firstCandidate,
    pinned: frame.pinned,
    sink,
    menteeGroups,
    mentorGroups,
    tiers,
    wants,
    places,
    kept: frame.kept,
  }
}
