import { seeded } from '../random.ts'
import { type GroupsPlan, planOf } from './groups.ts'
import { type Availabilities, checkGroups, flatten, type GroupsProblem } from './problem.ts'
import { type Seating, seat } from './seating.ts'

/** `moved` are people of the plan in force, still there, who had to leave their slot. */
export type Regrouped = { plan: GroupsPlan; moved: number[] }

/** Slots tried for a new group: those that most of the waiting could come to. */
const TRIED = 8

/**
 * Plans again after somebody has dropped out, and moves as few as possible: everybody stays in their group as long as it
 * takes place, those who wait take free seats (as many as possible, then those who said yes), and where groups are left
 * to give, the waiting get new ones. Only the members of a group that has become too small are placed anew. `gone` are
 * positions of applicants who left. Throws InvalidProblem.
 */
export const regroup = (problem: GroupsProblem, previous: GroupsPlan, gone: readonly number[]): Regrouped => {
  const remaining = without(problem, new Set(gone))
  checkGroups(remaining)
  const a = flatten(remaining)
  const stays = new Int32Array(a.people).fill(-1)
  const open = new Int32Array(a.slots)
  for (const { slot, members } of previous.plan) {
    const left = members.filter((person) => canCome(a, person, slot))
    for (const person of left) stays[person] = slot
    if (left.length > 0) open[slot]!++
  }
  const before = stays.slice()
  closeTooSmall(remaining, open, stays)
  const seating = openMore(remaining, a, open, stays)
  const plan = planOf(remaining, a, { open, seating }, seeded(1), previous.plan)
  const slotOf = new Map(plan.plan.flatMap(({ slot, members }) => members.map((person) => [person, slot] as const)))
  const moved = [...before.entries()].filter(([person, slot]) => slot >= 0 && slotOf.get(person) !== slot)
  return { plan, moved: moved.map(([person]) => person) }
}

const without = (problem: GroupsProblem, gone: ReadonlySet<number>): GroupsProblem => {
  const both = ([one, other]: readonly [number, number]) => !gone.has(one) && !gone.has(other)
  const { pins } = problem
  return {
    ...problem,
    applicants: problem.applicants.map((one, at) => (gone.has(at) ? { ...one, slots: [] } : one)),
    ...(pins && {
      pins: {
        ...pins,
        people: pins.people?.filter(([person]) => !gone.has(person)),
        together: pins.together?.filter(both),
        apart: pins.apart?.filter(both),
      },
    }),
  }
}

const canCome = (a: Availabilities, person: number, slot: number) =>
  a.slot.subarray(a.first[person]!, a.first[person + 1]!).includes(slot)

/** Seats everybody who stays where they are, and the others as well as the open groups allow. */
const seatAround = (problem: GroupsProblem, open: Int32Array, stays: Int32Array): Seating => {
  const held = [...stays.entries()].filter(([, slot]) => slot >= 0)
  const around = flatten({ ...problem, pins: { people: [...(problem.pins?.people ?? []), ...held] } })
  return seat(
    around,
    open,
    problem.least ?? 1,
    Uint8Array.from(stays, (slot) => +(slot >= 0)),
  )
}

/** Groups that cannot reach the least size any more end, the emptiest first, and their members wait with the others. */
const closeTooSmall = (problem: GroupsProblem, open: Int32Array, stays: Int32Array) => {
  const least = problem.least ?? 1
  for (;;) {
    const { count } = seatAround(problem, open, stays)
    const short = [...open.keys()].filter((slot) => open[slot]! > 0 && count[slot]! < least * open[slot]!)
    if (short.length === 0) return
    const emptiest = short.reduce((one, other) =>
      count[other]! / open[other]! < count[one]! / open[one]! ? other : one,
    )
    open[emptiest]!--
    if (open[emptiest]! > 0) continue
    for (const [person, slot] of stays.entries()) if (slot === emptiest) stays[person] = -1
  }
}

/** One new group after the other for those who wait, as long as there are groups to give and more people find a place. */
const openMore = (problem: GroupsProblem, a: Availabilities, open: Int32Array, stays: Int32Array): Seating => {
  let best = seatAround(problem, open, stays)
  for (let left = problem.groups - open.reduce((sum, groups) => sum + groups, 0); left > 0; left--) {
    const tries = slotsWanted(a, best).map((slot) => {
      const more = open.slice()
      more[slot]!++
      return { slot, seating: seatAround(problem, more, stays), groups: more[slot]! }
    })
    const able = tries.filter(
      ({ slot, seating, groups }) =>
        seating.placed > best.placed && seating.count[slot]! >= (problem.least ?? 1) * groups,
    )
    const top = able.sort((x, y) => worth(y.seating) - worth(x.seating) || x.slot - y.slot)[0]
    if (!top) break
    open[top.slot]!++
    best = top.seating
  }
  return best
}

const worth = ({ placed, preference, slotOf }: Seating) => (2 * slotOf.length + 1) * placed + preference

const slotsWanted = (a: Availabilities, { slotOf }: Seating) => {
  const wanted = new Int32Array(a.slots)
  for (let person = 0; person < a.people; person++)
    if (slotOf[person]! < 0) for (let k = a.first[person]!; k < a.first[person + 1]!; k++) wanted[a.slot[k]!]!++
  const slots = [...wanted.keys()].filter((slot) => wanted[slot]! > 0)
  return slots.sort((x, y) => wanted[y]! - wanted[x]! || x - y).slice(0, TRIED)
}
