import { partOf, type Watch } from '../problem.ts'
import { blankProgram, column, row } from '../proving/program.ts'
import { type Proving, prove } from '../proving/proving.ts'
import type { ShiftsProblem } from './problem.ts'
import { Roster } from './roster.ts'
import { planOf, type ShiftsPlan, type ShiftsSearch, solveShifts } from './shifts.ts'

/** Beyond so many candidates the solver finds nothing within seconds. */
const PROVABLE = 20_000

/**
 * `solveShifts`, and HiGHS after it to prove the roster or to find a better one, where the size promises an answer. Keeps
 * the better roster and the smaller bound; not repeatable to the letter where the solver runs out of time.
 */
export const proveShifts = async (
  problem: ShiftsProblem,
  { seconds, worker, ...search }: ShiftsSearch & Proving = {},
  watch?: Watch,
): Promise<ShiftsPlan> => {
  const own = solveShifts(problem, search, partOf(watch, 0, 0.5))
  const count = problem.candidates.person.length
  if (own.proven || count > PROVABLE) return own

  const found = await prove(programOf(problem, own), { seconds, worker }, partOf(watch, 0.5, 1))
  if (!found) return own
  const bound = Number.isFinite(found.bound) ? BigInt(Math.floor(found.bound + 1e-4)) : own.bound
  const least = bound < own.bound ? bound : own.bound
  const better = found.columns ? theirs(problem, found.columns) : own
  const best = better.objective > own.objective ? better : own
  return { ...best, bound: least, proven: best.objective === least }
}

/** Every rule is checked again on the way back: a solver works in fractions. */
const theirs = (problem: ShiftsProblem, columns: number[]) => {
  const roster = new Roster(problem)
  const { person, shift } = problem.candidates
  for (let k = 0; k < person.length; k++) {
    const wished = columns[k]! > 0.5 && !roster.chosen[k]
    if (wished && roster.filled[shift[k]!]! < problem.shifts[shift[k]!]!.need && roster.fits(person[k]!, shift[k]!))
      roster.put(k)
  }
  return planOf(roster)
}

const programOf = (problem: ShiftsProblem, own: ShiftsPlan) => {
  const { people, shifts, hours, candidates, place = 1000, burden = 3, pins = [], forbids = [] } = problem
  const { person, shift, liking } = candidates
  const program = blankProgram()
  const named = (list: typeof pins) => new Set(list.map(([p, s]) => p * shifts.length + s))
  const [pinned, barred] = [named(pins), named(forbids)]
  const ofPerson: number[][] = Array.from({ length: people }, () => [])
  const ofShift: number[][] = shifts.map(() => [])
  for (let k = 0; k < person.length; k++) {
    const key = person[k]! * shifts.length + shift[k]!
    column(program, place + liking[k]!, pinned.has(key) ? 1 : 0, barred.has(key) ? 0 : 1, true)
    ofPerson[person[k]!]!.push(k)
    ofShift[shift[k]!]!.push(k)
  }
  ofShift.forEach((ks, s) => {
    if (ks.length > shifts[s]!.need)
      row(
        program,
        0,
        shifts[s]!.need,
        ks.map((k) => [k, 1] as const),
      )
  })
  ofPerson.forEach((ks, p) => {
    if (ks.length === 0) return
    const steps = ks.map((_, at) => [column(program, -burden * (at + 1), 0, 1, false), -1] as const)
    row(program, 0, 0, [...ks.map((k) => [k, 1] as const), ...steps])
    row(
      program,
      0,
      hours[p]!,
      ks.map((k) => [k, shifts[shift[k]!]!.end - shifts[shift[k]!]!.start] as const),
    )
    for (const together of atOneTime(problem, ks))
      row(
        program,
        0,
        1,
        together.map((k) => [k, 1] as const),
      )
  })
  program.begin = beginning(program.worth.length, person.length, own, ofPerson)
  return program
}

/** For each start of a shift, all that run at that moment: of these a person takes one at most. */
const atOneTime = ({ shifts, candidates }: ShiftsProblem, ks: number[]) => {
  const sets = ks.map((k) => {
    const moment = shifts[candidates.shift[k]!]!.start
    return ks.filter(
      (other) => shifts[candidates.shift[other]!]!.start <= moment && moment < shifts[candidates.shift[other]!]!.end,
    )
  })
  const seen = new Set<string>()
  return sets.filter((set) => set.length > 1 && !seen.has(set.join()) && seen.add(set.join()))
}

const beginning = (columns: number, count: number, { plan }: ShiftsPlan, ofPerson: number[][]) => {
  const begin: number[] = new Array(columns).fill(0)
  for (const k of plan) begin[k] = 1
  let at = count
  for (const ks of ofPerson) {
    const load = ks.filter((k) => begin[k] === 1).length
    for (let step = 0; step < load; step++) begin[at + step] = 1
    at += ks.length
  }
  return begin
}
