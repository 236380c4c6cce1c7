import { InvalidProblem } from '../problem.ts'
import { type AssignmentProblem, checkAssignment } from './problem.ts'
import { solveStable } from './stable.ts'

/** A plan that is good but seldom the best, and what no plan exceeds. Minimum loads may be missed, no other rule is. */
export interface QuickPlan {
  readonly placed: number
  readonly objective: bigint
  readonly bound: bigint
  /** Positions in `candidates`, ascending. */
  readonly plan: Int32Array
}

/**
 * A plan at once, for whoever cannot wait for the best: the heaviest matches first (where nothing is pinned, capped or asked
 * for at least, by deferred acceptance, which comes to the same). O(candidates · log candidates). Throws InvalidProblem.
 */
export const quickAssignment = (problem: AssignmentProblem): QuickPlan => {
  checkAssignment(problem)
  const { candidates, aim } = problem
  const { weight } = candidates
  const simple = !problem.pins?.length && !problem.quotas?.length && !problem.least?.length
  const pinned = new Set(simple ? [] : pinsOf(problem))
  const taken = simple ? solveStable(problem).plan : heaviestFirst(problem, pinned)
  const plan = taken.filter((k) => aim !== 'most weight' || weight[k]! > 0 || pinned.has(k)).sort()
  return {
    placed: plan.length,
    objective: Array.from(plan).reduce((sum, k) => sum + BigInt(weight[k]!), 0n),
    bound: mostOf(problem),
    plan,
  }
}

const pinsOf = ({ candidates, pins = [], mentors }: AssignmentProblem): number[] => {
  const at = new Map<number, number>()
  for (let k = 0; k < candidates.mentee.length; k++) at.set(candidates.mentee[k]! * mentors + candidates.mentor[k]!, k)
  return pins.map(([mentee, mentor], i) => {
    const k = at.get(mentee * mentors + mentor)
    if (k === undefined) throw new InvalidProblem(`pins[${i}]`, 'is no candidate')
    return k
  })
}

const heaviestFirst = (problem: AssignmentProblem, pinned: ReadonlySet<number>): Int32Array => {
  const { mentees, mentors, candidates, forbids = [], quotas = [] } = problem
  const { mentee, mentor, weight } = candidates
  const wishes = Array.from({ length: mentees }, (_, i) => problem.wants?.[i] ?? 1)
  const places = Array.from(problem.places)
  const left = quotas.map(({ most }) => most)
  const under = { mentees: quotasOf(quotas, 'mentees', mentees), mentors: quotasOf(quotas, 'mentors', mentors) }
  const barred = new Set(forbids.map(([i, j]) => i * mentors + j))
  const order = Int32Array.from({ length: mentee.length }, (_, k) => k)
  const rank = (k: number) => +pinned.has(k)
  order.sort((a, b) => rank(b) - rank(a) || weight[b]! - weight[a]! || a - b)
  return order.filter((k) => {
    const [i, j] = [mentee[k]!, mentor[k]!]
    const within = [...under.mentees[i]!, ...under.mentors[j]!]
    if (wishes[i] === 0 || places[j] === 0 || barred.has(i * mentors + j) || within.some((q) => left[q] === 0))
      return false
    wishes[i]!--
    places[j]!--
    for (const q of within) left[q]!--
    return true
  })
}

const quotasOf = (quotas: NonNullable<AssignmentProblem['quotas']>, side: 'mentees' | 'mentors', people: number) => {
  const of: number[][] = Array.from({ length: people }, () => [])
  quotas.forEach((quota, q) => {
    if (quota.side === side) for (const member of Array.from(quota.members)) of[member]!.push(q)
  })
  return of
}

/** Everybody with the mentors that they fit best, as if each had places without end. */
const mostOf = ({ mentees, candidates, wants }: AssignmentProblem): bigint => {
  const { mentee, weight } = candidates
  const best: number[][] = Array.from({ length: mentees }, () => [])
  for (let k = 0; k < mentee.length; k++) {
    const wish = wants?.[mentee[k]!] ?? 1
    const mine = best[mentee[k]!]!
    if (weight[k]! <= 0 || wish === 0 || (mine.length === wish && weight[k]! <= mine.at(-1)!)) continue
    if (mine.length === wish) mine.pop()
    mine.push(weight[k]!)
    mine.sort((a, b) => b - a)
  }
  return best.flat().reduce((sum, one) => sum + BigInt(one), 0n)
}
