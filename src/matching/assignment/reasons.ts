import type { Explanation, Reason } from '../problem.ts'
import type { AssignmentNetwork } from './network.ts'
import type { AssignmentProblem } from './problem.ts'

/** People whose open wishes can only be met by these mentors, all of whose places are taken: `open` of them stay open in every plan. */
export interface Bottleneck {
  readonly mentees: number[]
  readonly mentors: number[]
  readonly open: number
}

/** People with open wishes and all that exchanges can reach from them; what keeps their wishes open. */
export type Part = Bottleneck & { readonly because: 'full' | 'quota' | 'weight' }

/**
 * From every open wish, all that exchanges can reach, in connected parts. Where all places reached are taken and no quota
 * touches them, counting proves that no plan meets more of these wishes (Hall's condition); otherwise a quota stands in
 * the way, or the aim of most weight leaves places empty. O(candidates).
 */
export const partsOf = (problem: AssignmentProblem, laid: AssignmentNetwork, plan: Int32Array): Part[] => {
  const { mentees, mentors } = problem
  const { open, held, first, reach } = reachOf(problem, laid, plan)
  const searchOf = new Int32Array(mentees + mentors).fill(-1)
  const partOf: number[] = []
  const rootOf = (search: number): number => {
    while (partOf[search] !== search) search = partOf[search] = partOf[partOf[search]!]!
    return search
  }
  for (let start = 0; start < mentees; start++) {
    if (open[start]! <= 0 || searchOf[start]! >= 0 || first[start] === first[start + 1]) continue
    const search = partOf.length
    partOf.push(search)
    searchOf[start] = search
    const found = [start]
    for (const node of found)
      for (const other of node < mentees ? reach.subarray(first[node]!, first[node + 1]!) : held[node - mentees]!) {
        const seen = searchOf[other]!
        if (seen >= 0) partOf[rootOf(search)] = rootOf(seen)
        else {
          searchOf[other] = search
          found.push(other)
        }
      }
  }
  const parts = new Map<number, { mentees: number[]; mentors: number[]; open: number }>()
  searchOf.forEach((search, node) => {
    if (search < 0) return
    const root = rootOf(search)
    const part = parts.get(root) ?? { mentees: [], mentors: [], open: 0 }
    parts.set(root, part)
    if (node >= mentees) part.mentors.push(node - mentees)
    else part.mentees.push(node)
    if (node < mentees) part.open += Math.max(0, open[node]!)
  })
  return [...parts.values()].map((part) => ({ ...part, because: becauseOf(problem, part, held) }))
}

/** A wish can go to any candidate whom the mentee does not have yet; a place back to whoever holds it. */
const reachOf = (
  { mentees, mentors, candidates, wants }: AssignmentProblem,
  laid: AssignmentNetwork,
  plan: Int32Array,
) => {
  const { mentee, mentor } = candidates
  const open = Int32Array.from({ length: mentees }, (_, i) => wants?.[i] ?? 1)
  const held: number[][] = Array.from({ length: mentors }, () => [])
  const taken = new Uint8Array(mentee.length)
  for (const k of plan) {
    taken[k] = 1
    open[mentee[k]!]!--
    held[mentor[k]!]!.push(mentee[k]!)
  }
  const first = new Int32Array(mentees + 1)
  for (const k of laid.candidateOf) if (!taken[k]) first[mentee[k]! + 1]!++
  for (let i = 0; i < mentees; i++) first[i + 1]! += first[i]!
  const next = first.slice(0, mentees)
  const reach = new Int32Array(first[mentees]!)
  for (const k of laid.candidateOf) if (!taken[k]) reach[next[mentee[k]!]!++] = mentees + mentor[k]!
  return { open, held, first, reach }
}

const becauseOf = ({ quotas = [], places }: AssignmentProblem, part: Bottleneck, held: number[][]): Part['because'] => {
  const inside = { mentees: new Set(part.mentees), mentors: new Set(part.mentors) }
  if (quotas.some(({ side, members }) => Array.from(members).some((one) => inside[side].has(one)))) return 'quota'
  return part.mentors.every((mentor) => held[mentor]!.length >= places[mentor]!) ? 'full' : 'weight'
}

/** One explanation for each mentee who wished for somebody and has nobody. */
export const explainUnplaced = (problem: AssignmentProblem, plan: Int32Array, parts: Part[]): Explanation[] => {
  const { mentees, candidates, names, wants } = problem
  const placed = new Uint8Array(mentees)
  for (const k of plan) placed[candidates.mentee[k]!] = 1
  const known = new Uint8Array(mentees)
  for (let k = 0; k < candidates.mentee.length; k++) known[candidates.mentee[k]!] = 1
  const reasonOf = new Map<number, { reasons: Reason[]; wouldChange: Reason[] }>()
  const barred = {
    reasons: [{ because: 'every-candidate-barred' }],
    wouldChange: [{ because: 'lift-a-forbid-or-quota' }],
  }
  const unworthy = {
    reasons: [{ because: 'would-lower-the-total' }],
    wouldChange: [{ because: 'aim-for-most-people' }],
  }
  for (const part of parts) {
    const full = {
      reasons: [{ because: 'competes', count: part.open, people: nameAll(part.mentees, names?.mentees) }],
      wouldChange: [{ because: 'one-more-place', count: 1, people: nameAll(part.mentors, names?.mentors) }],
    }
    for (const i of part.mentees) reasonOf.set(i, { full, quota: barred, weight: unworthy }[part.because])
  }
  const none = { reasons: [{ because: 'no-candidates' }], wouldChange: [{ because: 'add-candidates' }] }
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
