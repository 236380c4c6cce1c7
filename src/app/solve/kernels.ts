import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { type AssignmentProblem, solveAssignment } from '#matching/assignment/assignment.ts'
import { solveGroups } from '#matching/groups/groups.ts'
import { proveGroups } from '#matching/groups/prove.ts'
import { maximumWeightMatching, pairPeople, planRounds, type Watch } from '#matching/matching.ts'
import { proveShifts } from '#matching/shifts/prove.ts'
import { solveShifts } from '#matching/shifts/shifts.ts'
import { type GroupsWished, groupsFromCsv } from './availability-csv.ts'
import { assignmentFromCsv } from './candidates-csv.ts'
import { readCohorts } from './cohorts.ts'
import { readAssignment, readGraph, readJson } from './instances.ts'
import { pairingFromCsv, programmeFromCsv } from './people-csv.ts'
import { readRota } from './rota.ts'
import { rotaFromCsv } from './rota-csv.ts'

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

/** Reads a question's file; the solving itself is what the function returned does, so that it can be timed alone. */
export const prepare = (question: Question): ((watch: Watch) => Answer | Promise<Answer>) =>
  prepared[question.kernel](question)

const prepared: Record<Kernel, (question: Question) => (watch: Watch) => Answer | Promise<Answer>> = {
  pairs: ({ file }) => {
    if (/\.(csv|json)$/i.test(file)) {
      const problem = isCsv(file) ? pairingFromCsv(file) : readJson(file)
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
    const problem = isCsv(file) ? assignmentFromCsv(file) : /\.json$/i.test(file) ? readJson(file) : mentoring(file)
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
  groups: ({ file, seed, wished = {}, ...time }) => {
    const problem = isCsv(file) ? groupsFromCsv(file, wished) : readCohorts(file)
    const { names, slotNames } = problem
    const size = problem.applicants.reduce((sum, { slots }) => sum + slots.length, 0)
    return async () => {
      const options = { seed, ...groupsTime(time, size) }
      const found = leavesTimeForHighs(time.seconds)
        ? await proveGroups(problem, options)
        : solveGroups(problem, options)
      const groups = found.plan.map(({ slot, members }) => ({
        slot: slotNames?.[slot] ?? slot,
        members: members.toSorted((one, other) => one - other).map((one) => names?.[one] ?? one),
      }))
      return { ...searched(found), plan: { groups, unplaced: found.unplaced } }
    }
  },
  shifts: ({ file, seed, shifts, ...time }) => {
    const problem = isCsv(file) ? rotaFromCsv(file, theShifts(file, shifts)) : readRota(file)
    const { names } = problem
    const { person, shift } = problem.candidates
    const duty = (k: number) => [names?.people[person[k]!] ?? person[k], names?.shifts[shift[k]!] ?? shift[k]]
    return async () => {
      const { search, proving } = shared(
        time,
        person.length,
        time.seconds === null ? PROVABLE_AT_ONCE : PROVABLE_DUTIES,
      )
      const options = { seed, ...search }
      const found = proving ? await proveShifts(problem, { ...options, ...proving }) : solveShifts(problem, options)
      return {
        ...searched(found),
        plan: { duties: Array.from(found.plan, duty), unplaced: found.unplaced },
      }
    }
  },
  rounds: ({ file, seed, rounds }) => {
    const programme = isCsv(file) ? programmeFromCsv(file, rounds) : readJson(file)
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

const isCsv = (file: string) => /\.csv$/i.test(file)

const theShifts = (file: string, shifts: string | undefined): string => {
  if (shifts !== undefined) return shifts
  throw new Error(`${path.basename(file)} names the people; --shifts FILE.csv says when the shifts are.`)
}

/** Up to so many availabilities the proof is most of the work, beyond it the search. */
const PROVABLE_TIMES = 4_000
/** Own proof before HiGHS, in the library's units, where nobody says how long it may take. */
const OWN_PROOF = 3

/** To start HiGHS takes half a second by itself. */
const leavesTimeForHighs = (seconds: number | null) => seconds === null || seconds >= 1

const groupsTime = ({ seconds, prover }: Pick<Question, 'seconds' | 'prover'>, size: number) => {
  const worker = proverProgram(prover)
  const small = size <= PROVABLE_TIMES
  if (seconds === null) return { proof: small ? OWN_PROOF : 1, seconds: PROOF, worker }
  const began = performance.now()
  const shares = small ? { searching: 0.06, proving: 0.6 } : { searching: 0.85, proving: 0.98 }
  return {
    effort: Math.max(1, Math.ceil(16 * seconds)),
    proof: Number.POSITIVE_INFINITY,
    until: (doing: 'searching' | 'proving') => performance.now() - began >= 1000 * seconds * shares[doing],
    seconds: Math.max(0.1, 0.4 * seconds - 1),
    worker,
  }
}

/** Up to so many duties HiGHS proves a roster, or betters it, in a few seconds; beyond, time is better spent searching. */
const PROVABLE_DUTIES = 20_000
const PROVABLE_AT_ONCE = 4_000

/** Seconds for a proof where nobody says how long it may take, and the least that make one worth trying. */
const PROOF = 4
const LEAST_FOR_PROOF = 2

/**
 * Shares the time out between search and proof. Without a time the search does its usual work, which gives the same plan
 * on every machine; with one it does more work than that holds, until the clock says so.
 */
const shared = ({ seconds, prover }: Pick<Question, 'seconds' | 'prover'>, size: number, provable: number) => {
  const worker = proverProgram(prover)
  if (seconds === null) return { search: {}, proving: size <= provable ? { seconds: PROOF, worker } : null }
  const proves = seconds >= LEAST_FOR_PROOF && size <= provable
  const ends = performance.now() + 1000 * seconds * (proves ? 0.15 : 1)
  const search = { effort: Math.max(1, Math.ceil(16 * seconds)), until: () => performance.now() >= ends }
  return { search, proving: proves ? { seconds: 0.85 * seconds - 0.6, worker } : null }
}

const proverProgram = (prover: string | undefined) => (prover ? pathToFileURL(prover) : proverBesideThis())

/** The sources and the build have the same folders. */
const proverBesideThis = () =>
  new URL(`../../matching/proving/worker.${import.meta.url.endsWith('.ts') ? 'ts' : 'js'}`, import.meta.url)

const searched = ({
  placed,
  objective,
  bound,
  proven,
}: {
  placed: number
  objective: bigint
  bound: bigint
  proven: boolean
}) => ({
  placed,
  objective: String(objective),
  bound: String(bound),
  proven,
})

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
