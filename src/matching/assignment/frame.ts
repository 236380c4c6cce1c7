import { InvalidProblem } from '../problem.ts'
import { type Nesting, nest } from './nesting.ts'
import type { AssignmentProblem, Pair } from './problem.ts'

/** What is left to decide: pins are taken out, with their places; candidates that nobody can use are left out. */
export type Frame = {
  problem: AssignmentProblem
  wants: Int32Array
  places: Int32Array
  least: Int32Array
  served: Uint8Array
  pinned: Int32Array
  kept: Uint8Array | undefined
  usable: Int32Array
  menteeGroups: Nesting
  mentorGroups: Nesting
  menteeMost: Float64Array
  mentorMost: Float64Array
}

/** Throws `InvalidProblem` where a candidate stands twice, or pins cannot be kept. O(candidates). */
export const frameOf = (problem: AssignmentProblem): Frame => {
  const { mentees, mentors, candidates, quotas = [] } = problem
  const wants = problem.wants ? Int32Array.from(problem.wants) : new Int32Array(mentees).fill(1)
  const places = Int32Array.from(problem.places)
  const least = problem.least ? Int32Array.from(problem.least) : new Int32Array(mentors)
  const menteeGroups = nest(quotas, 'mentees', mentees)
  const mentorGroups = nest(quotas, 'mentors', mentors)
  const menteeMost = Float64Array.from(menteeGroups.groups, ({ quota }) => quota.most)
  const mentorMost = Float64Array.from(mentorGroups.groups, ({ quota }) => quota.most)
  const served = new Uint8Array(mentees)
  const marks = markCandidates(problem)
  const pinned: number[] = []
  let usableCount = 0
  for (let k = 0; k < candidates.mentee.length; k++) {
    if (marks[k]! & PINNED) {
      const [mentee, mentor] = [candidates.mentee[k]!, candidates.mentor[k]!]
      pinned.push(k)
      served[mentee] = 1
      take(wants, mentee, `mentee ${mentee} is pinned to more mentors than wished for`)
      take(places, mentor, `mentor ${mentor} has fewer places than pins`)
      if (least[mentor]! > 0) least[mentor]!--
      takeQuota(menteeGroups, menteeMost, mentee)
      takeQuota(mentorGroups, mentorMost, mentor)
    }
  }
  const closed = Uint8Array.from(places, (free, mentor) => +(free === 0 || isFull(mentorGroups, mentorMost, mentor)))
  for (let k = 0; k < marks.length; k++) {
    const open =
      !(marks[k]! & (PINNED | FORBIDDEN)) && !closed[candidates.mentor[k]!] && wants[candidates.mentee[k]!]! > 0
    if (open) usableCount++
    else marks[k]! |= UNUSABLE
  }
  const usable = new Int32Array(usableCount)
  for (let k = 0, next = 0; k < marks.length; k++) if (!(marks[k]! & UNUSABLE)) usable[next++] = k
  const kept = problem.keep?.pairs.length ? marks.map((mark) => mark & KEPT) : undefined
  return {
    problem,
    wants,
    places,
    least,
    served,
    pinned: Int32Array.from(pinned),
    kept,
    usable,
    menteeGroups,
    mentorGroups,
    menteeMost,
    mentorMost,
  }
}

/** Whether a quota that the person falls under has nothing left. */
export const isFull = ({ groupOf, parent }: Nesting, most: Float64Array, person: number): boolean => {
  for (let group = groupOf[person]!; group >= 0; group = parent[group]!) if (most[group] === 0) return true
  return false
}

const PINNED = 1
const FORBIDDEN = 2
const KEPT = 4
const UNUSABLE = 8

/** One byte for each candidate. Refuses a candidate that stands twice, and a pin that is no candidate or forbidden. */
const markCandidates = ({ mentees, mentors, candidates, pins = [], forbids = [], keep }: AssignmentProblem) => {
  const { mentee, mentor } = candidates
  const marks = new Uint8Array(mentee.length)
  const first = new Int32Array(mentees + 1)
  for (let k = 0; k < mentee.length; k++) first[mentee[k]! + 1]!++
  for (let i = 0; i < mentees; i++) first[i + 1]! += first[i]!
  const order = new Int32Array(mentee.length)
  const next = first.slice(0, mentees)
  for (let k = 0; k < mentee.length; k++) order[next[mentee[k]!]!++] = k
  const seenBy = new Int32Array(mentors).fill(-1)
  for (const k of order) {
    if (seenBy[mentor[k]!] === mentee[k]!)
      throw new InvalidProblem(`candidates[${k}]`, `mentee ${mentee[k]} and mentor ${mentor[k]} stand there twice`)
    seenBy[mentor[k]!] = mentee[k]!
  }
  const find = ([i, j]: Pair) => order.subarray(first[i]!, first[i + 1]!).find((k) => mentor[k] === j)
  for (const pair of forbids) {
    const k = find(pair)
    if (k !== undefined) marks[k]! |= FORBIDDEN
  }
  for (const pair of keep?.pairs ?? []) {
    const k = find(pair)
    if (k !== undefined) marks[k]! |= KEPT
  }
  pins.forEach((pair, at) => {
    const k = find(pair)
    if (k === undefined) throw new InvalidProblem(`pins[${at}]`, 'is no candidate')
    if (marks[k]! & FORBIDDEN) throw new InvalidProblem(`pins[${at}]`, 'is forbidden as well')
    marks[k]! |= PINNED
  })
  return marks
}

const take = (from: Int32Array, person: number, otherwise: string) => {
  if (from[person] === 0) throw new InvalidProblem('pins', otherwise)
  from[person]!--
}

const takeQuota = ({ groupOf, parent, groups }: Nesting, most: Float64Array, person: number) => {
  for (let group = groupOf[person]!; group >= 0; group = parent[group]!) {
    if (most[group] === 0) throw new InvalidProblem('pins', `need more than quotas[${groups[group]!.at}] allows`)
    most[group]!--
  }
}
