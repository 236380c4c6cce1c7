import { InvalidProblem, keepGoing, type Watch } from '../problem.ts'
import { type AssignmentProblem, checkAssignment } from './problem.ts'

/** What each side thinks of each candidate, higher is liked more; without it both sides go by the weight. */
export interface Likings {
  readonly byMentee?: ArrayLike<number>
  readonly byMentor?: ArrayLike<number>
}

export interface StablePlan {
  readonly placed: number
  readonly objective: bigint
  /** Positions in `candidates`, ascending. */
  readonly plan: Int32Array
  readonly proposals: number
}

/**
 * A matching in which no two people would both rather have each other (hospitals and residents): mentees propose in their
 * order of liking, mentors keep the best. Among all stable matchings the best one for every mentee. Equal likings go to
 * the earlier candidate. O(candidates · log candidates).
 *
 * Source: Gale and Shapley, College admissions and the stability of marriage (1962). Pins, forbids, wishes and places
 * count; quotas and minimum loads can contradict stability and are refused. Throws InvalidProblem and Cancelled.
 */
export const solveStable = (problem: AssignmentProblem, likings: Likings = {}, watch?: Watch): StablePlan => {
  checkAssignment(problem)
  for (const field of ['quotas', 'least', 'pins'] as const)
    if (problem[field]?.length) throw new InvalidProblem(field, 'cannot be promised together with stability')
  const market = marketOf(problem, likings)
  const accepted = new Uint8Array(market.count)
  const proposals = propose(problem, market, accepted, watch)
  const plan: number[] = []
  let objective = 0n
  for (let k = 0; k < market.count; k++) {
    if (!accepted[k]) continue
    plan.push(k)
    objective += BigInt(problem.candidates.weight[k]!)
  }
  return { placed: plan.length, objective, plan: Int32Array.from(plan), proposals }
}

/** Candidates outside the plan whose two people would both rather have each other than what they have. O(candidates). */
export const blockingPairs = (problem: AssignmentProblem, plan: ArrayLike<number>, likings: Likings = {}) => {
  const { mentees, mentors, candidates, places, wants } = problem
  const { count, allowed, menteeLikes, mentorLikes } = marketOf(problem, likings)
  const chosen = new Uint8Array(count)
  const has = { mentee: new Int32Array(mentees), mentor: new Int32Array(mentors) }
  const worst = { mentee: new Int32Array(mentees).fill(-1), mentor: new Int32Array(mentors).fill(-1) }
  for (let at = 0; at < plan.length; at++) {
    const k = plan[at]!
    const [i, j] = [candidates.mentee[k]!, candidates.mentor[k]!]
    chosen[k] = 1
    has.mentee[i]!++
    has.mentor[j]!++
    if (worst.mentee[i]! < 0 || menteeLikes(worst.mentee[i]!, k)) worst.mentee[i] = k
    if (worst.mentor[j]! < 0 || mentorLikes(worst.mentor[j]!, k)) worst.mentor[j] = k
  }
  const blocking: number[] = []
  for (let k = 0; k < count; k++) {
    if (chosen[k] || !allowed(k)) continue
    const [i, j] = [candidates.mentee[k]!, candidates.mentor[k]!]
    const wish = wants?.[i] ?? 1
    if (wish === 0 || places[j] === 0) continue
    const menteeWould = has.mentee[i]! < wish || menteeLikes(k, worst.mentee[i]!)
    if (menteeWould && (has.mentor[j]! < places[j]! || mentorLikes(k, worst.mentor[j]!))) blocking.push(k)
  }
  return Int32Array.from(blocking)
}

const marketOf = ({ mentors, candidates, forbids = [] }: AssignmentProblem, { byMentee, byMentor }: Likings) => {
  const count = candidates.mentee.length
  for (const [field, list] of Object.entries({ byMentee, byMentor })) {
    if (list && list.length !== count) throw new InvalidProblem(field, `has ${list.length} entries instead of ${count}`)
    for (let k = 0; list && k < count; k++)
      if (!Number.isFinite(list[k]!)) throw new InvalidProblem(`${field}[${k}]`, 'is not a number')
  }
  const mentee = byMentee ?? candidates.weight
  const mentor = byMentor ?? candidates.weight
  const forbidden = new Set(forbids.map(([i, j]) => i * mentors + j))
  return {
    count,
    allowed: (k: number) =>
      forbidden.size === 0 || !forbidden.has(candidates.mentee[k]! * mentors + candidates.mentor[k]!),
    menteeLikes: (k: number, other: number) =>
      mentee[k]! > mentee[other]! || (mentee[k] === mentee[other] && k < other),
    mentorLikes: (k: number, other: number) =>
      mentor[k]! > mentor[other]! || (mentor[k] === mentor[other] && k < other),
  }
}

type Market = ReturnType<typeof marketOf>

const propose = (problem: AssignmentProblem, market: Market, accepted: Uint8Array, watch?: Watch) => {
  const { mentees, mentors, candidates, places, wants } = problem
  const lists = listsOf(mentees, candidates.mentee, market)
  const next = lists.first.slice(0, mentees)
  const held: number[][] = Array.from({ length: mentors }, () => [])
  const free: number[] = []
  for (let i = mentees - 1; i >= 0; i--) for (let w = wants?.[i] ?? 1; w > 0; w--) free.push(i)
  let proposals = 0
  for (let i = free.pop(); i !== undefined; i = free.pop()) {
    if (next[i] === lists.first[i + 1]) continue
    const k = lists.order[next[i]!++]!
    if ((++proposals & 0xfff) === 0) keepGoing(watch, { done: proposals / market.count, doing: 'proposing' })
    const j = candidates.mentor[k]!
    if (places[j] === 0) {
      free.push(i)
      continue
    }
    accepted[k] = 1
    push(held[j]!, k, market.mentorLikes)
    if (held[j]!.length <= places[j]!) continue
    const refused = pop(held[j]!, market.mentorLikes)
    accepted[refused] = 0
    free.push(candidates.mentee[refused]!)
  }
  return proposals
}

/** Each mentee's allowed candidates, best liked first, one list behind the other. */
const listsOf = (mentees: number, mentee: ArrayLike<number>, { count, allowed, menteeLikes }: Market) => {
  const first = new Int32Array(mentees + 1)
  for (let k = 0; k < count; k++) if (allowed(k)) first[mentee[k]! + 1]!++
  for (let i = 0; i < mentees; i++) first[i + 1]! += first[i]!
  const order = new Int32Array(first[mentees]!)
  const next = first.slice(0, mentees)
  for (let k = 0; k < count; k++) if (allowed(k)) order[next[mentee[k]!]!++] = k
  for (let i = 0; i < mentees; i++)
    order.subarray(first[i]!, first[i + 1]!).sort((a, b) => (menteeLikes(a, b) ? -1 : 1))
  return { first, order }
}

type Better = (a: number, b: number) => boolean

/** A heap with the least liked on top, so that a mentor with many places still answers in log time. */
const push = (heap: number[], k: number, likes: Better) => {
  let at = heap.push(k) - 1
  while (at > 0) {
    const above = (at - 1) >> 1
    if (likes(k, heap[above]!)) break
    heap[at] = heap[above]!
    at = above
  }
  heap[at] = k
}

const pop = (heap: number[], likes: Better) => {
  const top = heap[0]!
  const last = heap.pop()!
  if (heap.length === 0) return top
  let at = 0
  for (;;) {
    let below = 2 * at + 1
    if (below >= heap.length) break
    if (below + 1 < heap.length && likes(heap[below]!, heap[below + 1]!)) below++
    if (likes(heap[below]!, last)) break
    heap[at] = heap[below]!
    at = below
  }
  heap[at] = last
  return top
}
