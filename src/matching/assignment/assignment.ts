import { cheapestFlow } from '../flow/flow.ts'
import type { Explanation, Watch } from '../problem.ts'
import { type AssignmentNetwork, assignmentNetwork } from './network.ts'
import { type AssignmentProblem, checkAssignment, type Pair } from './problem.ts'
import { type Bottleneck, explainUnplaced, partsOf } from './reasons.ts'
import { blockingPairs } from './stable.ts'

export type { AssignmentProblem, Pair, Quota } from './problem.ts'
export { type Bottleneck, explainMatch } from './reasons.ts'
export { blockingPairs, type StablePlan, solveStable } from './stable.ts'

/** Positions of the chosen candidates, and what is known about them. Weights and objectives are in the problem's unit. */
export interface AssignmentPlan {
  /** Matches made; with one mentor for each mentee also the people placed. */
  readonly placed: number
  /** Mentees who have at least one mentor. */
  readonly people: number
  readonly objective: bigint
  /** No plan that keeps the same rules can have more; equal to the objective. */
  readonly bound: bigint
  readonly proven: true
  /** Positions in `candidates`, ascending. */
  readonly plan: Int32Array
  /** What one place with each mentor is worth to the whole, in cost units of the network; 0 where places are free. */
  readonly prices: Float64Array
  readonly kept: number
  /** Mentors whose minimum no plan reaches together with all the others'. */
  readonly short: { mentor: number; has: number; least: number }[]
  /** Pairs who would both rather have each other: positions in `candidates`. The price of the optimum against stability. */
  readonly blocking: Int32Array
  /** Who has nobody, why, and what would change that. */
  readonly unplaced: Explanation[]
  /** Groups of people who compete for too few places: the proof that no more can be matched. */
  readonly bottlenecks: Bottleneck[]
  readonly pivots: number
}

/**
 * Matches mentees with mentors: minimum loads first, then nobody left with nobody, then as many matches as possible, then
 * matches to keep (where asked), then the highest weight; within places, wishes, quotas, pins and forbids. Optimal, with
 * the certificate checked at every call.
 *
 * Time: a network simplex over the candidates, in practice about candidates^1.2 (a million in some two seconds);
 * space: about 60 bytes a candidate. Source: see `cheapestFlow`. Throws InvalidProblem and Cancelled.
 */
export const solveAssignment = (problem: AssignmentProblem, watch?: Watch): AssignmentPlan => {
  checkAssignment(problem)
  const laid = assignmentNetwork(problem)
  const flow = cheapestFlow(laid.network, watch, laid.start)
  if (flow.kind !== 'cheapest') throw new Error('a plan that matches nobody always exists')

  const plan = chosen(laid, flow.flow)
  const parts = partsOf(problem, laid, plan)
  const objective = sumOf(plan, problem.candidates.weight)
  return {
    placed: plan.length,
    people: new Set(Array.from(plan, (k) => problem.candidates.mentee[k]!)).size,
    objective,
    bound: objective,
    proven: true,
    plan,
    prices: pricesOf(problem, laid, flow.potential),
    kept: laid.kept ? plan.reduce((sum, k) => sum + +(laid.kept![k]! > 0), 0) : 0,
    short: shortOf(problem, plan),
    blocking: blockingPairs(problem, plan),
    unplaced: explainUnplaced(problem, plan, parts),
    bottlenecks: parts.filter(({ because }) => because === 'full').map(({ because: _, ...part }) => part),
    pivots: flow.pivots,
  }
}

/** The smallest change of a plan that is in force: who was with whom, and who has left. */
export interface Change {
  readonly previous: readonly Pair[]
  readonly gone?: { readonly mentees?: readonly number[]; readonly mentors?: readonly number[] }
}

/**
 * Solves anew after people have dropped out (or joined), and moves as few of the others as possible: as many people
 * matched as can be, then the most old matches kept, then weight. `fresh` is the optimum that keeps nothing on
 * purpose, for comparison. Twice the time of `solveAssignment`.
 */
export const reassign = (problem: AssignmentProblem, { previous, gone }: Change, watch?: Watch) => {
  const left = { mentees: new Set(gone?.mentees), mentors: new Set(gone?.mentors) }
  const wants = Array.from({ length: problem.mentees }, (_, i) => (left.mentees.has(i) ? 0 : (problem.wants?.[i] ?? 1)))
  const places = Array.from(problem.places, (count, j) => (left.mentors.has(j) ? 0 : count))
  const least = problem.least && Array.from(problem.least, (count, j) => (left.mentors.has(j) ? 0 : count))
  const here = ([mentee, mentor]: Pair) => !left.mentees.has(mentee) && !left.mentors.has(mentor)
  const pairs = previous.filter(here)
  const pins = problem.pins?.filter(here)
  const remaining = { ...problem, wants, places, least, pins }
  const plan = solveAssignment({ ...remaining, keep: { pairs, bonus: 'before weight' } }, watch)
  const fresh = solveAssignment({ ...remaining, keep: { pairs, bonus: 0 } }, watch)
  return { plan, fresh, moved: pairs.length - plan.kept, movedByFresh: pairs.length - fresh.kept }
}

const chosen = ({ network, firstCandidate, candidateOf, pinned }: AssignmentNetwork, flow: Float64Array) => {
  const plan: number[] = Array.from(pinned)
  for (let arc = firstCandidate; arc < network.arcs; arc++)
    if (flow[arc]! > 0) plan.push(candidateOf[arc - firstCandidate]!)
  return Int32Array.from(plan).sort()
}

const sumOf = (plan: Int32Array, weight: ArrayLike<number>) => {
  let sum = 0n
  for (const k of plan) sum += BigInt(weight[k]!)
  return sum
}

const pricesOf = ({ mentees, mentors }: AssignmentProblem, { sink }: AssignmentNetwork, potential: Float64Array) =>
  Float64Array.from({ length: mentors }, (_, j) => Math.max(0, potential[sink]! - potential[mentees + j]!))

const shortOf = ({ mentors, least, candidates }: AssignmentProblem, plan: Int32Array) => {
  if (!least) return []
  const load = new Int32Array(mentors)
  for (const k of plan) load[candidates.mentor[k]!]!++
  return Array.from(load, (has, mentor) => ({ mentor, has, least: least[mentor]! })).filter((m) => m.has < m.least)
}
