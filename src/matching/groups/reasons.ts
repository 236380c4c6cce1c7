import type { Explanation, Reason } from '../problem.ts'
import type { Group } from './arrange.ts'
import { flatten, type GroupsProblem } from './problem.ts'
import { seat } from './seating.ts'

/** What an explanation has to know of a plan. */
type Solved = { readonly plan: readonly Group[]; readonly unplaced: readonly Explanation[] }

/**
 * Why this person is in this slot. For every other slot that they could come to: `no-group-there`, or what moving them there
 * would cost the plan with the same slots (`costs`, in units of the objective, exact by one flow each; others may move too
 * then), as `gladder-but-dearer` where they said yes to it and only "if need be" here. Throws InvalidProblem for nobody.
 */
export const explainPlace = (problem: GroupsProblem, solved: Solved, person: number): Explanation => {
  const id = nameOf(problem, person)
  const group = solved.plan.find(({ members }) => members.includes(person))
  if (!group)
    return solved.unplaced.find((one) => one.id === id) ?? { id, placed: false, with: [], reasons: [], wouldChange: [] }
  const slots = problem.applicants[person]!.slots
  const here = slots.find(([slot]) => slot === group.slot)![1]
  const pinned = problem.pins?.people?.some(([who]) => who === person)
  const why: Reason = {
    because: pinned ? 'pinned' : here === 2 ? 'said-yes' : 'if-need-be',
    people: [slotName(problem, group.slot)],
  }
  const others = pinned ? [] : slots.filter(([slot]) => slot !== group.slot)
  return {
    id,
    placed: true,
    with: group.members.filter((one) => one !== person).map((one) => nameOf(problem, one)),
    reasons: [why, ...alternatives(problem, solved, person, others, here)],
    wouldChange: [],
  }
}

const alternatives = (
  problem: GroupsProblem,
  { plan }: Solved,
  person: number,
  others: GroupsProblem['applicants'][number]['slots'],
  here: number,
): Reason[] => {
  const open = new Int32Array(problem.slots)
  for (const { slot } of plan) open[slot]!++
  const staying = new Uint8Array(problem.applicants.length)
  const worth = (slot?: number) => {
    const there = slot === undefined ? [] : [[person, slot] as const]
    const a = flatten({ ...problem, pins: { people: [...(problem.pins?.people ?? []), ...there] } })
    staying[person] = +(slot !== undefined)
    const { placed, preference } = seat(a, open, problem.least ?? 1, staying)
    return (2 * a.people + 1) * placed + preference
  }
  const now = others.some(([slot]) => open[slot]! > 0) ? worth() : 0
  return others.map(([slot, level]): Reason => {
    if (open[slot] === 0) return { because: 'no-group-there', people: [slotName(problem, slot)] }
    const costs = Math.max(0, now - worth(slot))
    const because = level > here ? 'gladder-but-dearer' : costs > 0 ? 'would-cost' : 'as-good'
    return { because, people: [slotName(problem, slot)], costs }
  })
}

/** One explanation for each person whom the plan leaves out. */
export const explainUnplaced = (
  problem: GroupsProblem,
  slotOf: Int32Array,
  left: number[],
  plan: Group[],
): Explanation[] => {
  const { applicants, slots, size, groups } = problem
  const open = new Set(plan.map(({ slot }) => slot))
  const wanted = new Int32Array(slots)
  const without = applicants.flatMap((_, person) => (slotOf[person]! < 0 ? [person] : []))
  for (const person of without) for (const [slot] of applicants[person]!.slots) wanted[slot]!++
  const broken = new Set(left)
  const seatsFree = new Int32Array(slots)
  for (const { slot, members } of plan) seatsFree[slot]! += size - members.length
  return without.map((person) => {
    const mine = applicants[person]!.slots
    const best = mine.reduce((top, [slot]) => (top < 0 || wanted[slot]! > wanted[top]! ? slot : top), -1)
    const [because, change] =
      mine.length === 0
        ? ['no-slot-free', 'name-a-slot']
        : broken.has(person)
          ? ['a-rule-would-break', 'relax-the-rule']
          : mine.some(([slot]) => open.has(slot))
            ? mine.some(([slot]) => seatsFree[slot]! > 0)
              ? ['organisation-full', 'higher-organisation-cap']
              : ['groups-full', 'one-more-group']
            : ['no-group-in-their-slots', plan.length < groups ? 'more-people-for-a-group' : 'one-more-group']
    const count = best < 0 ? undefined : Math.min(size, wanted[best]!)
    const alone = change === 'one-more-group' && count! < (problem.least ?? 1)
    return {
      id: nameOf(problem, person),
      placed: false,
      with: [],
      reasons: [{ because: because! }],
      wouldChange: [
        {
          because: alone ? 'one-more-group-with-more-people' : change!,
          count,
          ...(best >= 0 && { people: [slotName(problem, best)] }),
        },
      ],
    }
  })
}

const nameOf = ({ names }: GroupsProblem, person: number) => names?.[person] ?? String(person)

const slotName = ({ slotNames }: GroupsProblem, slot: number) => slotNames?.[slot] ?? `slot ${slot}`
