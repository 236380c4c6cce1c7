import { type Explanation, partOf, type Watch } from '../problem.ts'
import { seeded } from '../random.ts'
import { bestWithoutOverlaps, countBound } from './bounds.ts'
import { relaxByHours } from './hours.ts'
import { checkShifts, type Duty, type ShiftsProblem } from './problem.ts'
import { Roster } from './roster.ts'
import { fillByChains, fillRoster } from './search.ts'

export type { Duty, Shift, ShiftsProblem } from './problem.ts'
export { explainDuties } from './reasons.ts'

export interface ShiftsSearch {
  readonly seed?: number
  /** Multiples of the usual work; the same number gives the same plan on every machine. */
  readonly effort?: number
  /** A clock of the caller's: the search ends early when it says so, and is then no longer repeatable. */
  readonly until?: (doing: 'pricing' | 'searching') => boolean
  /** The flow bound costs a second at a quarter of a million candidates; without it the bound counts places alone. */
  readonly bound?: 'flow' | 'count'
}

export interface ShiftsPlan {
  readonly placed: number
  readonly objective: bigint
  readonly bound: bigint
  readonly mostPlaceable: number
  readonly proven: boolean
  /** Positions in `candidates`, ascending. */
  readonly plan: Int32Array
  /** Shifts that are short of people, why, and what would change that. */
  readonly unplaced: Explanation[]
}

/** Up to so many candidates the flow bound is computed without being asked for. */
const SMALL = 100_000

/**
 * Who works which shift: as many places filled as possible, then liking less a burden that grows with each shift of one
 * person. Hours and overlaps make it generalised assignment (NP-hard): batches by exact flow, chains for open seats, then
 * large neighbourhoods by exact flow, or where hours and overlaps leave seats empty whole sets of shifts at prices. No hour limit, overlap, pin or forbid is ever broken. A second or so at 500 people ×
 * 300 shifts. Throws InvalidProblem and Cancelled.
 */
export const solveShifts = (problem: ShiftsProblem, search: ShiftsSearch = {}, watch?: Watch): ShiftsPlan => {
  checkShifts(problem)
  const roster = new Roster(problem)
  const { seed = 1, effort = 1, until } = search
  const counted = boundOf(roster, search.bound, partOf(watch, 0, 0.2))
  const bound = fillRoster(roster, {
    random: seeded(seed),
    effort,
    until,
    bound: counted,
    watch: partOf(watch, 0.2, 1),
  })
  return planOf(roster, bound)
}

/** The least of what is told by flows: with time for all overlaps, and with parts of shifts. */
const boundOf = (roster: Roster, wished: ShiftsSearch['bound'], watch?: Watch): bigint => {
  const flows = wished === 'flow' || (wished === undefined && roster.order.length <= SMALL)
  if (!flows) return countBound(roster)
  const whole = bestWithoutOverlaps(roster, watch)
  const parts = hoursAreScarce(roster) ? relaxByHours(roster) : null
  return parts !== null && parts < whole ? parts : whole
}

/** Whether all places take more hours than there are, or nearly. */
const hoursAreScarce = (roster: Roster): boolean => {
  const { shifts, hours } = roster.problem
  const asked = shifts.reduce((sum, { need }, s) => sum + need * roster.length(s), 0)
  return 0.7 * Array.from(hours).reduce((sum, one) => sum + one, 0) < asked
}

/**
 * Fills the gaps after somebody has dropped out, moving as few of the others as possible: all other duties stay, open
 * seats are filled by the shortest chains of moves. `moved` counts old duties that changed hands.
 */
export const refillShifts = (problem: ShiftsProblem, previous: readonly Duty[], gone: readonly number[]) => {
  const left = new Set(gone)
  const here = ([p]: Duty) => !left.has(p)
  const hours = Array.from(problem.hours, (count, p) => (left.has(p) ? 0 : count))
  const remaining = { ...problem, hours, pins: problem.pins?.filter(here) }
  checkShifts(remaining)
  const roster = new Roster(remaining)
  const kept: number[] = []
  for (const [p, s] of previous.filter(here)) {
    const k = roster.candidateOf(p, s)
    if (k === undefined) continue
    kept.push(k)
    if (!roster.chosen[k] && roster.fits(p, s) && roster.filled[s]! < problem.shifts[s]!.need) roster.put(k)
  }
  fillByChains(
    roster,
    problem.shifts.map((_, s) => s),
  )
  return { plan: planOf(roster), moved: kept.filter((k) => !roster.chosen[k]).length }
}

/** The plan that a roster makes, with its reasons, and what no roster exceeds. */
export const planOf = (roster: Roster, bound = countBound(roster)): ShiftsPlan => {
  const { problem, first } = roster
  const objective = roster.objective()
  const plan = Int32Array.from(Array.from(roster.chosen.keys()).filter((k) => roster.chosen[k]))
  const mostPlaceable = problem.shifts.reduce((sum, { need }, s) => sum + Math.min(need, first[s + 1]! - first[s]!), 0)
  return {
    placed: plan.length,
    objective,
    bound,
    mostPlaceable,
    proven: objective === bound,
    plan,
    unplaced: explain(roster),
  }
}

const explain = (roster: Roster): Explanation[] => {
  const { problem, first, order, filled } = roster
  const found: Explanation[] = []
  problem.shifts.forEach(({ need }, s) => {
    if (filled[s]! >= need) return
    const tally = { 'nobody-else-has-skill-and-time': 0, 'works-then-already': 0, 'has-no-hours-left': 0 }
    const tired: string[] = []
    for (let at = first[s]!; at < first[s + 1]!; at++) {
      const k = order[at]!
      if (roster.chosen[k]) continue
      const p = problem.candidates.person[k]!
      if (roster.shiftsOf[p]!.some((held) => roster.overlap(held, s))) tally['works-then-already']++
      else {
        tally['has-no-hours-left']++
        tired.push(problem.names?.people[p] ?? String(p))
      }
    }
    if (first[s + 1]! - first[s]! < need) tally['nobody-else-has-skill-and-time'] = need - (first[s + 1]! - first[s]!)
    const reasons = Object.entries(tally)
      .filter(([, count]) => count > 0)
      .map(([because, count]) => ({ because, count }))
    const wouldChange =
      tired.length > 0
        ? [{ because: 'more-hours', people: tired }]
        : [{ because: 'one-more-person', count: need - filled[s]! }]
    found.push({ id: problem.names?.shifts[s] ?? String(s), placed: false, with: [], reasons, wouldChange })
  })
  return found
}
