import { type AssignmentProblem, solveAssignment } from '#matching/assignment/assignment.ts'
import { solveGroups } from '#matching/groups/groups.ts'
import { maximumWeightMatching, pairPeople, planRounds, type Watch } from '#matching/matching.ts'
import { solveShifts } from '#matching/shifts/shifts.ts'
import { assignmentFromCsv } from './candidates-csv.ts'
import { readCohorts } from './cohorts.ts'
import { readAssignment, readGraph, readJson } from './instances.ts'
import { pairingFromCsv, programmeFromCsv } from './people-csv.ts'
import { readRota } from './rota.ts'

/** What `wellmet solve` was asked. */
export interface Question {
  kernel: Kernel
  file: string
  seed: number
  /** Rounds of a programme whose people come from a CSV file. */
  rounds: number
  seconds: number | null
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

/** Reads a question's file; the solving itself is what the function returned does, so that it can be timed alone. */
export const prepare = (question: Question): ((watch: Watch) => Answer | Promise<Answer>) =>
  prepared[question.kernel](question)

const prepared: Record<Kernel, (question: Question) => (watch: Watch) => Answer | Promise<Answer>> = {
  pairs: ({ file }) => {
    if (/\.(csv|json)$/i.test(file)) {
      const problem = /\.csv$/i.test(file) ? pairingFromCsv(file) : readJson(file)
      return (watch) => {
        const { pairs, trios, leftOut, aims, objective, bound } = pairPeople(problem, { watch })
        return { ...amounts(aims.placed, objective, bound), plan: { pairs, trios, leftOut, aims } }
      }
    }
    const { n, u, v, w } = readGraph(file)
    return (watch) => {
      const { mates, weight, certificate } = maximumWeightMatching(n, u, v, w, watch)
      const pairs = [...mates.entries()].filter(([x, mate]) => mate > x)
      return { ...amounts(2 * pairs.length, weight, certificate.doubledBound / 2n), plan: pairs }
    }
  },
  assignment: ({ file }) => {
    const problem = /\.csv$/i.test(file)
      ? assignmentFromCsv(file)
      : /\.json$/i.test(file)
        ? readJson(file)
        : mentoring(file)
    return (watch) => {
      const { placed, objective, bound, plan } = solveAssignment(problem, watch)
      const { mentee, mentor } = problem.candidates
      const name = (side: 'mentees' | 'mentors', one: number) => problem.names?.[side][one] ?? one
      return {
        ...amounts(placed, objective, bound),
        plan: Array.from(plan, (k) => [name('mentees', mentee[k]!), name('mentors', mentor[k]!)]),
      }
    }
  },
  groups: ({ file, seed, seconds }) => {
    const problem = readCohorts(file)
    return ({ cancelled }) => {
      const search = { seed, ...allowance(seconds, cancelled) }
      const { placed, objective, bound, proven, plan, unplaced } = solveGroups(problem, search)
      return { placed, objective: String(objective), bound: String(bound), proven, plan: { groups: plan, unplaced } }
    }
  },
  shifts: ({ file, seed, seconds }) => {
    const problem = readRota(file)
    return ({ cancelled }) => {
      const { placed, objective, bound, proven, plan, unplaced } = solveShifts(problem, {
        seed,
        ...allowance(seconds, cancelled),
      })
      const { person, shift } = problem.candidates
      const duties = Array.from(plan, (k) => [person[k], shift[k]])
      return { placed, objective: String(objective), bound: String(bound), proven, plan: { duties, unplaced } }
    }
  },
  rounds: ({ file, seed, rounds }) => {
    const programme = /\.csv$/i.test(file) ? programmeFromCsv(file, rounds) : readJson(file)
    return (watch) => {
      const plan = planRounds(programme, { watch, seed })
      const placed = plan.rounds.reduce((sum, { pairs, trios }) => sum + 2 * pairs.length + 3 * trios.length, 0)
      const { repeats, leftOut, turns } = plan
      // A repeat is what costs here; a plan without one and with nobody left out cannot be bettered.
      const objective = { ...amounts(placed, BigInt(-repeats), 0n), proven: repeats === 0 && leftOut === 0 }
      return { ...objective, plan: { rounds: plan.rounds, repeats, leftOut, turns } }
    }
  },
}

/**
 * How long a search that can always improve goes on: its usual work, which gives the same plan on every machine; or, where
 * somebody allows a time, more work than that time holds, until the clock says so.
 */
const allowance = (seconds: number | null, cancelled: Watch['cancelled']) =>
  seconds === null || !cancelled ? {} : { effort: Math.max(1, Math.ceil(16 * seconds)), until: cancelled }

const mentoring = (file: string): AssignmentProblem => {
  const { mentees, mentors, places, mentee, mentor, weight } = readAssignment(file)
  return { mentees, mentors, places, candidates: { mentee, mentor, weight }, aim: 'most weight' }
}

const amounts = (placed: number, objective: bigint, bound: bigint) => ({
  placed,
  objective: String(objective),
  bound: String(bound),
  proven: objective === bound,
})
