import { partOf, type Watch } from '../problem.ts'
import { blankProgram, column, row } from '../proving/program.ts'
import { type Proving, prove } from '../proving/proving.ts'
import { seeded } from '../random.ts'
import { type GroupsPlan, type GroupsSearch, planOf, solveGroups, within } from './groups.ts'
import { type Availabilities, flatten, type GroupsProblem } from './problem.ts'
import { settle } from './search.ts'
import { standIns } from './stand-ins.ts'

/** Beyond so many availabilities in slots worth a thought the solver's answer is worse than the search's within seconds. */
export const PROVABLE = 1_500

/**
 * `solveGroups`, and where its own proof did not come to an end HiGHS, which does better with few slots and many groups.
 * Keeps the better plan and the smaller bound; not repeatable to the letter where the solver runs out of time.
 */
export const proveGroups = async (
  problem: GroupsProblem,
  { seconds, worker, ...search }: GroupsSearch & Proving = {},
  watch?: Watch,
): Promise<GroupsPlan> => {
  const own = solveGroups(problem, search, partOf(watch, 0, 0.5))
  if (own.proven) return own
  const a = flatten(problem)
  const worthAThought = thinned(a, problem)
  if (worthAThought.slot.length > PROVABLE) return own

  const found = await prove(programOf(problem, worthAThought, own), { seconds, worker }, partOf(watch, 0.5, 1))
  if (!found) return own
  const bound = Number.isFinite(found.bound) ? BigInt(Math.floor(found.bound + 1e-4)) : own.bound
  const theirs = found.columns && planOf(problem, a, opened(a, problem, found.columns), seeded(search.seed ?? 1))
  return within(a, theirs && theirs.objective > own.objective ? theirs : own, bound < own.bound ? bound : own.bound)
}

/** Availability in slots that stand for others, or are pinned, alone. */
const thinned = (a: Availabilities, { pins }: GroupsProblem): Availabilities => {
  const standIn = standIns(a)
  const kept = (k: number) => standIn[a.slot[k]!] === a.slot[k] || (pins?.slots?.includes(a.slot[k]!) ?? false)
  const left = Array.from(a.slot.keys()).filter(kept)
  const first = new Int32Array(a.people + 1)
  for (let person = 0, at = 0; person < a.people; person++) {
    while (at < left.length && left[at]! < a.first[person + 1]!) at++
    first[person + 1] = at
  }
  return {
    ...a,
    first,
    slot: Int32Array.from(left, (k) => a.slot[k]!),
    level: Uint8Array.from(left, (k) => a.level[k]!),
  }
}

const opened = (a: Availabilities, problem: GroupsProblem, columns: readonly number[]) =>
  settle(
    a,
    Int32Array.from({ length: a.slots }, (_, slot) => Math.round(columns[slot]!)),
    problem,
  )

/** y_s groups in slot s; x for each availability, which may stay continuous: with y fixed it is a flow. */
const programOf = (problem: GroupsProblem, a: Availabilities, own: GroupsPlan) => {
  const program = blankProgram()
  const least = problem.least ?? 1
  const fixed = new Int32Array(a.slots)
  for (const slot of problem.pins?.slots ?? []) fixed[slot]!++
  for (let s = 0; s < a.slots; s++) column(program, 0, least > 1 ? 0 : fixed[s]!, problem.groups, true)
  row(
    program,
    0,
    problem.groups,
    Array.from({ length: a.slots }, (_, s) => [s, 1] as const),
  )
  const inSlot: [number, number][][] = Array.from({ length: a.slots }, () => [])
  const inCap = new Map<number, [number, number][]>()
  for (let person = 0; person < a.people; person++) {
    const mine: [number, number][] = []
    for (let k = a.first[person]!; k < a.first[person + 1]!; k++) {
      const s = a.slot[k]!
      const x = column(program, 2 * a.people + 1 + a.level[k]!, 0, 1, false)
      mine.push([x, 1])
      inSlot[s]!.push([x, 1])
      row(program, -problem.groups, 0, [
        [x, 1],
        [s, -1],
      ])
      if (a.organisationOf[person]! < 0) continue
      const key = s * a.organisations + a.organisationOf[person]!
      const cap = inCap.get(key)
      if (cap) cap.push([x, 1])
      else inCap.set(key, [[x, 1]])
    }
    if (mine.length > 1) row(program, 0, 1, mine)
  }
  inSlot.forEach((terms, s) => {
    row(program, -problem.size * problem.groups, 0, [...terms, [s, -problem.size]])
    if (least > 1) row(program, 0, Number.POSITIVE_INFINITY, [...terms, [s, -least]])
  })
  for (const [key, terms] of inCap)
    if (terms.length > a.cap)
      row(program, -a.cap * problem.groups, 0, [...terms, [Math.floor(key / a.organisations), -a.cap]])
  program.begin = beginning(a, own, program.worth.length)
  return program
}

const beginning = (a: Availabilities, { plan }: GroupsPlan, columns: number) => {
  const begin: number[] = new Array(columns).fill(0)
  const slotOf = new Map(plan.flatMap(({ slot, members }) => members.map((person) => [person, slot] as const)))
  for (const { slot } of plan) begin[slot]!++
  for (let person = 0; person < a.people; person++)
    for (let k = a.first[person]!; k < a.first[person + 1]!; k++)
      if (slotOf.get(person) === a.slot[k]) begin[a.slots + k] = 1
  return begin
}
