import path from 'node:path'
import { type AssignmentProblem, solveAssignment } from '#matching/assignment/assignment.ts'
import { solveGroups } from '#matching/groups/groups.ts'
import { proveGroups } from '#matching/groups/prove.ts'
import {
  Cancelled,
  InvalidProblem,
  maximumWeightMatching,
  type PairingProblem,
  pairPeople,
  planRounds,
  quickAssignment,
  quickMatching,
  quickPairs,
} from '#matching/matching.ts'
import { proveShifts } from '#matching/shifts/prove.ts'
import { solveShifts } from '#matching/shifts/shifts.ts'
import { type GroupsWished, groupsFromCsv } from './availability-csv.ts'
import { type Blame, blameJson, blameRows, blameSheet } from './blame.ts'
import { assignmentFromCsv } from './candidates-csv.ts'
import { inCohorts, readCohorts } from './cohorts.ts'
import { readAssignment, readGraph, readJson } from './instances.ts'
import { pairingFromCsv, programmeFromCsv } from './people-csv.ts'
import { assignmentShape, pairsShape, roundsShape } from './problem-shapes.ts'
import { inRota, readRota } from './rota.ts'
import { rotaFromCsv } from './rota-csv.ts'
import { exactUntil, groupsTime, leavesTimeForHighs, shiftsTime } from './timing.ts'

/** What `wellmet solve` was asked. */
export interface Question {
  kernel: Kernel
  file: string
  seed: number
  /** Rounds of a programme whose people come from a CSV file. */
  rounds: number
  seconds: number | null
  /** What a CSV file of people and times does not say about the groups. */
  wished?: GroupsWished
  /** The CSV file with the shifts, beside that with the people. */
  shifts?: string
  /** The prover's program, where it does not lie where this one expects it. */
  prover?: string
}

/** An answer in the words of the instance; amounts are decimal strings, as they pass 2⁵³. */
export interface Answer {
  placed: number
  objective: string
  bound: string
  proven: boolean
  plan: unknown
}

export const kernels = ['pairs', 'assignment', 'groups', 'shifts', 'rounds'] as const
export type Kernel = (typeof kernels)[number]

type Solve = () => Answer | Promise<Answer>

/**
 * Reads a question's file; the solving itself is what the function returned does, so that it can be timed alone. What the
 * solver refuses is told as the file's fault, with its line.
 */
export const prepare = (question: Question): (() => Promise<Answer>) => {
  const { solve, blame } = prepared[question.kernel](question)
  return async () => {
    try {
      return await solve()
    } catch (error) {
      throw error instanceof InvalidProblem ? blame(error) : error
    }
  }
}

const prepared: Record<Kernel, (question: Question) => { solve: Solve; blame: Blame }> = {
  pairs: (question) => (isRows(question.file) ? pairsOfNumbers(question) : pairsOfPeople(question)),
  assignment: ({ file, ...time }) => {
    const problem = isCsv(file)
      ? assignmentFromCsv(file)
      : isRows(file)
        ? mentoring(file)
        : readJson(file, assignmentShape)
    const { mentee, mentor } = problem.candidates
    const name = (side: 'mentees' | 'mentors', one: number) => problem.names?.[side][one] ?? one
    const solve = () => {
      const until = exactUntil(time, mentee.length)
      const found = inTime(until, () => solveAssignment(problem, { cancelled: until })) ?? quickAssignment(problem)
      const plan = Array.from(found.plan, (k) => [name('mentees', mentee[k]!), name('mentors', mentor[k]!)])
      return { ...amounts(found), plan }
    }
    return { solve, blame: isRows(file) ? blameRows(file, { candidates: 3 }) : blameOf(file) }
  },
  groups: ({ file, seed, wished = {}, ...time }) => {
    const problem = isCsv(file) ? groupsFromCsv(file, wished) : readCohorts(file)
    const { names, slotNames } = problem
    const size = problem.applicants.reduce((sum, { slots }) => sum + slots.length, 0)
    const solve = async () => {
      const options = { seed, ...groupsTime(time, size) }
      const found = leavesTimeForHighs(time.seconds)
        ? await proveGroups(problem, options)
        : solveGroups(problem, options)
      const groups = found.plan.map(({ slot, members }) => ({
        slot: slotNames?.[slot] ?? slot,
        members: members.toSorted((one, other) => one - other).map((one) => names?.[one] ?? one),
      }))
      return { ...amounts(found), plan: { groups, unplaced: found.unplaced } }
    }
    return { solve, blame: isCsv(file) ? blameSheet(file) : blameJson(file, inCohorts(file)) }
  },
  shifts: ({ file, seed, shifts, ...time }) => {
    const problem = isCsv(file) ? rotaFromCsv(file, theShifts(file, shifts)) : readRota(file)
    const { names } = problem
    const { person, shift } = problem.candidates
    const duty = (k: number) => [names?.people[person[k]!] ?? person[k], names?.shifts[shift[k]!] ?? shift[k]]
    const solve = async () => {
      const { search, proving } = shiftsTime(time, person.length)
      const options = { seed, ...search }
      const found = proving ? await proveShifts(problem, { ...options, ...proving }) : solveShifts(problem, options)
      return { ...amounts(found), plan: { duties: Array.from(found.plan, duty), unplaced: found.unplaced } }
    }
    return { solve, blame: isCsv(file) ? blameSheet(file) : blameJson(file, inRota(file)) }
  },
  rounds: ({ file, seed, rounds, ...time }) => {
    const programme = isCsv(file) ? programmeFromCsv(file, rounds) : readJson(file, roundsShape)
    const solve = () => {
      const plan = planRounds(programme, { seed, until: exactUntil(time, 0) })
      const placed = plan.rounds.reduce((sum, { pairs, trios }) => sum + 2 * pairs.length + 3 * trios.length, 0)
      const { repeats, leastRepeats, leftOut, turns } = plan
      // A repeat is what costs here, as long as nobody is left out for want of it.
      const found = amounts({ placed, objective: BigInt(-repeats), bound: BigInt(-leastRepeats) })
      return { ...found, proven: found.proven && leftOut === 0, plan: { rounds: plan.rounds, repeats, leftOut, turns } }
    }
    return { solve, blame: blameOf(file) }
  },
}

const pairsOfPeople = ({ file, ...time }: Question) => {
  const problem: PairingProblem = isCsv(file) ? pairingFromCsv(file) : readJson(file, pairsShape)
  const size = problem.candidates?.length ?? problem.people.length ** 2 / 2
  const solve = () => {
    const until = exactUntil(time, size)
    const found = inTime(until, () => pairPeople(problem, { watch: { cancelled: until } })) ?? quickPairs(problem)
    const { pairs, trios, leftOut, aims } = found
    return { ...amounts({ ...found, placed: aims.placed }), plan: { pairs, trios, leftOut, aims } }
  }
  return { solve, blame: blameOf(file) }
}

const pairsOfNumbers = ({ file, ...time }: Question) => {
  const { n, u, v, w } = readGraph(file)
  const solve = () => {
    const until = exactUntil(time, u.length)
    const exact = inTime(until, () => maximumWeightMatching(n, u, v, w, { cancelled: until }))
    const { mates, weight, bound } = exact
      ? { ...exact, bound: exact.certificate.doubledBound / 2n }
      : quickMatching(n, u, v, w)
    const plan = [...mates.entries()].filter(([x, mate]) => mate > x)
    return { ...amounts({ placed: 2 * plan.length, objective: weight, bound }), plan }
  }
  return { solve, blame: blameRows(file, { edges: 2 }) }
}

/** What an exact solver finds, or null when its time is over before. */
const inTime = <Found>(until: (() => boolean) | undefined, solve: () => Found): Found | null => {
  try {
    return solve()
  } catch (error) {
    if (error instanceof Cancelled && until) return null
    throw error
  }
}

const blameOf = (file: string): Blame => (isCsv(file) ? blameSheet(file) : blameJson(file))

const isRows = (file: string) => !/\.(csv|json)$/i.test(file)

const isCsv = (file: string) => /\.csv$/i.test(file)

const theShifts = (file: string, shifts: string | undefined): string => {
  if (shifts !== undefined) return shifts
  throw new Error(`${path.basename(file)} names the people; --shifts FILE.csv says when the shifts are.`)
}

const mentoring = (file: string): AssignmentProblem => {
  const { mentees, mentors, places, mentee, mentor, weight } = readAssignment(file)
  return { mentees, mentors, places, candidates: { mentee, mentor, weight }, aim: 'most weight' }
}

const amounts = ({ placed, objective, bound }: { placed: number; objective: bigint; bound: bigint }) => ({
  placed,
  objective: String(objective),
  bound: String(bound),
  proven: objective === bound,
})
