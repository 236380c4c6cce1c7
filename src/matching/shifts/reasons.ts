import type { Explanation, Reason } from '../problem.ts'
import type { ShiftsProblem } from './problem.ts'
import { Roster } from './roster.ts'

/**
 * Why this person has these shifts and none of their others: `works-then-already`, `has-no-hours-left`, `forbidden`, or
 * what it would cost the roster (`costs`, in units of the objective) if they took the place of the holder who makes
 * it cheapest (`held-by-others`, with whom). Of single exchanges alone: chains of them may cost less. O(candidates).
 */
export const explainDuties = (
  problem: ShiftsProblem,
  { plan }: { readonly plan: ArrayLike<number> },
  person: number,
): Explanation => {
  const roster = new Roster({ ...problem, pins: [] })
  for (const k of Array.from(plan)) roster.put(k)
  const { candidates, names, pins = [] } = problem
  const mine = Array.from(candidates.person as ArrayLike<number>).flatMap((p, k) => (p === person ? [k] : []))
  const shiftName = (k: number) => names?.shifts[candidates.shift[k]!] ?? String(candidates.shift[k])
  const held = mine.filter((k) => roster.chosen[k])
  const isPinned = (k: number) => pins.some(([p, s]) => p === person && s === candidates.shift[k])
  return {
    id: names?.people[person] ?? String(person),
    placed: held.length > 0,
    with: held.map(shiftName),
    reasons: [
      ...held.map((k): Reason => ({ because: isPinned(k) ? 'pinned' : 'can-and-needed', people: [shiftName(k)] })),
      ...mine.filter((k) => !roster.chosen[k]).map((k) => whyNot(roster, k, shiftName(k))),
    ],
    wouldChange: [],
  }
}

const whyNot = (roster: Roster, k: number, name: string): Reason => {
  const { problem, hoursLeft, shiftsOf } = roster
  const person = problem.candidates.person[k]!
  const shift = problem.candidates.shift[k]!
  if (problem.forbids?.some(([p, s]) => p === person && s === shift)) return { because: 'forbidden', people: [name] }
  if (shiftsOf[person]!.some((other) => roster.overlap(other, shift)))
    return { because: 'works-then-already', people: [name] }
  if (roster.length(shift) > hoursLeft[person]!) return { because: 'has-no-hours-left', people: [name] }
  const before = roster.objective()
  const costs = holdersOf(roster, shift).map((holder) => {
    roster.drop(holder)
    roster.put(k)
    const cost = Number(before - roster.objective())
    roster.drop(k)
    roster.put(holder)
    return cost
  })
  if (costs.length === 0) return { because: 'nobody-is-needed', people: [name] }
  return { because: 'held-by-others', people: [name], costs: Math.max(0, Math.min(...costs)) }
}

/** Candidates who hold the shift and may be asked to give it away. */
const holdersOf = ({ problem, first, order, chosen }: Roster, shift: number) =>
  Array.from(order.subarray(first[shift]!, first[shift + 1]!)).filter(
    (k) => chosen[k] && !problem.pins?.some(([p, s]) => s === shift && p === problem.candidates.person[k]),
  )
