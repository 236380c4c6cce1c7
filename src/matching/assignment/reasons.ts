import type { Explanation, Reason } from '../problem.ts'
import type { AssignmentNetwork } from './network.ts'
import type { AssignmentProblem } from './problem.ts'

/** People who can go only to these mentors, whose places (or quotas) are full: `open` of their wishes stay open in every plan. */
export interface Bottleneck {
  readonly mentees: number[]
  readonly mentors: number[]
  readonly open: number
}

/**
 * From every open wish, all that exchanges can reach, in connected parts. Each part proves by counting that nobody more
 * of it can be matched (Hall's condition). O(candidates).
 */
export const bottlenecks = (problem: AssignmentProblem, laid: AssignmentNetwork, plan: Int32Array): Bottleneck[] => {
  const { mentees, mentors, candidates } = problem
  const { mentee, mentor } = candidates
  const open = Int32Array.from({ length: mentees }, (_, i) => problem.wants?.[i] ?? 1)
  const held: number[][] = Array.from({ length: mentors }, () => [])
  for (const k of plan) {
    open[mentee[k]!]!--
    held[mentor[k]!]!.push(mentee[k]!)
  }
  const first = new Int32Array(mentees + 1)
  for (const k of laid.candidateOf) first[mentee[k]! + 1]!++
  for (let i = 0; i < mentees; i++) first[i + 1]! += first[i]!
  const next = first.slice(0, mentees)
  const reach = new Int32Array(laid.candidateOf.length)
  for (const k of laid.candidateOf) reach[next[mentee[k]!]!++] = mentees + mentor[k]!
  const partOf = new Int32Array(mentees + mentors).fill(-1)
  const parts: { mentees: number[]; mentors: number[]; open: number }[] = []
  for (let start = 0; start < mentees; start++) {
    if (open[start]! <= 0 || partOf[start]! >= 0 || first[start] === first[start + 1]) continue
    const found: number[] = [start]
    let part = parts.length
    partOf[start] = part
    for (let at = 0; at < found.length; at++) {
      const node = found[at]!
      const near = node < mentees ? reach.subarray(first[node]!, first[node + 1]!) : held[node - mentees]!
      for (const other of near) {
        const seen = partOf[other]!
        if (seen < 0) found.push(other)
        else if (seen < part && seen >= 0) part = Math.min(part, seen)
        if (seen < 0) partOf[other] = parts.length
      }
    }
    if (part === parts.length) parts.push({ mentees: [], mentors: [], open: 0 })
    for (const node of found) {
      partOf[node] = part
      if (node >= mentees) parts[part]!.mentors.push(node - mentees)
      else {
        parts[part]!.mentees.push(node)
        parts[part]!.open += open[node]!
      }
    }
  }
  return parts
}

/** One explanation for each mentee who wished for somebody and has nobody. */
export const explainUnplaced = (problem: AssignmentProblem, plan: Int32Array, parts: Bottleneck[]): Explanation[] => {
  const { mentees, candidates, names, wants } = problem
  const placed = new Uint8Array(mentees)
  for (const k of plan) placed[candidates.mentee[k]!] = 1
  const known = new Uint8Array(mentees)
  for (let k = 0; k < candidates.mentee.length; k++) known[candidates.mentee[k]!] = 1
  const reasonOf = new Map<number, { reasons: Reason[]; wouldChange: Reason[] }>()
  for (const part of parts) {
    const shared = {
      reasons: [{ because: 'competes', count: part.open, people: nameAll(part.mentees, names?.mentees) }],
      wouldChange: [{ because: 'one-more-place', count: 1, people: nameAll(part.mentors, names?.mentors) }],
    }
    for (const i of part.mentees) reasonOf.set(i, shared)
  }
  const none = { reasons: [{ because: 'no-candidates' }], wouldChange: [{ because: 'add-candidates' }] }
  const barred = {
    reasons: [{ because: 'every-candidate-barred' }],
    wouldChange: [{ because: 'lift-a-forbid-or-quota' }],
  }
  const explanations: Explanation[] = []
  for (let i = 0; i < mentees; i++) {
    if (placed[i] || (wants?.[i] ?? 1) === 0) continue
    const why = reasonOf.get(i) ?? (known[i] ? barred : none)
    explanations.push({ id: names?.mentees[i] ?? String(i), placed: false, with: [], ...why })
  }
  return explanations
}

/** What an explanation has to know of a plan. */
type Solved = { readonly plan: Int32Array; readonly prices: Float64Array; readonly unplaced: Explanation[] }

/**
 * Why this mentee is with this mentor: for each other candidate, what taking it instead would cost at least, in weight
 * (`costs`, from the prices of the places); `liked-more-but-dearer` where the mentee alone would have preferred it.
 */
export const explainMatch = (problem: AssignmentProblem, solved: Solved, mentee: number): Explanation => {
  const { candidates, names } = problem
  const mine: number[] = []
  for (let k = 0; k < candidates.mentee.length; k++) if (candidates.mentee[k] === mentee) mine.push(k)
  const chosen = new Set(solved.plan)
  const held = mine.filter((k) => chosen.has(k))
  const id = names?.mentees[mentee] ?? String(mentee)
  if (held.length === 0)
    return solved.unplaced.find((one) => one.id === id) ?? { id, placed: false, with: [], reasons: [], wouldChange: [] }
  const worth = (k: number) => candidates.weight[k]! - solved.prices[candidates.mentor[k]!]!
  const has = held[0]!
  const mentorName = (k: number) => names?.mentors[candidates.mentor[k]!] ?? String(candidates.mentor[k])
  const reasons = mine
    .filter((k) => !chosen.has(k))
    .map((k) => ({
      because: candidates.weight[k]! > candidates.weight[has]! ? 'liked-more-but-dearer' : 'fits-less',
      people: [mentorName(k)],
      costs: Math.max(0, worth(has) - worth(k)),
    }))
  return { id, placed: true, with: held.map(mentorName), reasons, wouldChange: [] }
}

const nameAll = (people: number[], names?: readonly string[]) => people.map((at) => names?.[at] ?? String(at))
