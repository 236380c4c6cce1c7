import { type Explanation, partOf, type Watch } from '../problem.ts'
import { seeded } from '../random.ts'
import { arrange, type Group } from './arrange.ts'
import { branch } from './branch.ts'
import { type Availabilities, checkGroups, flatten, type GroupsProblem } from './problem.ts'
import { explainUnplaced } from './reasons.ts'
import { chooseSlots, mostPlaces } from './search.ts'

export type { Group } from './arrange.ts'
export type { Applicant, Availability, GroupsProblem } from './problem.ts'
export { explainPlace } from './reasons.ts'

export interface GroupsSearch {
  readonly seed?: number
  /** Multiples of the usual work; the same number gives the same plan on every machine. */
  readonly effort?: number
  /** Multiples of the usual work of proving that there is nothing better, or finding it; 0 for none. */
  readonly proof?: number
  /** A clock of the caller's: the search or the proof ends early when it says so, and is then no longer repeatable. */
  readonly until?: (doing: 'searching' | 'proving') => boolean
  /** A plan in force: its slots are kept where people still fill them. */
  readonly previous?: { readonly groups: readonly Group[] }
}

export interface GroupsPlan {
  readonly placed: number
  /** 2 for each person who said yes to the slot, 1 for "if need be". */
  readonly preference: number
  /** (2 · applicants + 1) · placed + preference: "if need be" counts strictly after being placed. */
  readonly objective: bigint
  readonly bound: bigint
  readonly mostPlaceable: number
  readonly proven: boolean
  readonly plan: Group[]
  readonly unplaced: Explanation[]
}

/**
 * Chooses up to `groups` weekly slots and who comes to which: as many people as possible, then as few "if need be" as
 * possible; sizes, organisation caps, minimum size, pins, apart, together and never-alone are never broken. Choosing the
 * slots is capacitated maximum coverage (NP-hard): a search, then branch and bound as far as its work goes, which up to a
 * hundred people is nearly always to the end; the places are exact. `bound` says how far any plan could come. About a
 * second at 1,000 people. Throws InvalidProblem and Cancelled.
 */
export const solveGroups = (problem: GroupsProblem, search: GroupsSearch = {}, watch?: Watch): GroupsPlan => {
  checkGroups(problem)
  const a = flatten(problem)
  const { seed = 1, effort = 1, proof = 1, until, previous } = search
  const begin = previous && [
    ...(problem.pins?.slots ?? []),
    ...withoutPinned(previous.groups, problem.pins?.slots ?? []),
  ]
  const random = seeded(seed)
  const share = a.slot.length <= SMALL && proof > 0 ? SHARE_OF_SEARCH : 1
  const searching = until && (() => until('searching'))
  const found = chooseSlots({
    a,
    problem,
    random,
    effort: effort * share,
    until: searching,
    watch: partOf(watch, 0, 0.5),
    begin,
  })
  const plan = planOf(problem, a, found, random)
  if (plan.proven || proof === 0 || until?.('proving')) return plan
  const proven = branch({
    a,
    problem,
    found,
    proof,
    until: until && (() => until('proving')),
    watch: partOf(watch, 0.5, 1),
  })
  const better = proven.chosen === found ? plan : planOf(problem, a, proven.chosen, random)
  return within(a, better.objective >= plan.objective ? better : plan, BigInt(proven.bound))
}

/** Up to so many availabilities branch and bound finds the best plans itself, and the search before it is cut to a share. */
const SMALL = 4_000
const SHARE_OF_SEARCH = 0.25

/** The plan, and a bound that holds as well as its own. */
export const within = (a: Availabilities, plan: GroupsPlan, other: bigint): GroupsPlan => {
  const bound = other < plan.bound ? other : plan.bound
  const mostPlaceable = Math.min(plan.mostPlaceable, Number(bound / BigInt(2 * a.people + 1)))
  return { ...plan, bound, mostPlaceable, proven: plan.objective === bound }
}

const withoutPinned = (groups: readonly Group[], pinned: readonly number[]) => {
  const left = [...pinned]
  return groups.map(({ slot }) => slot).filter((slot) => left.indexOf(slot) < 0 || !left.splice(left.indexOf(slot), 1))
}

/** The plan that these slots and places make, with its bound and reasons. */
export const planOf = (
  problem: GroupsProblem,
  a: Availabilities,
  { open, seating }: { open: Int32Array; seating: { slotOf: Int32Array } },
  random: () => number,
  previous?: readonly Group[],
): GroupsPlan => {
  const { groups, left } = arrange(problem, open, seating.slotOf, random, previous)
  const slotOf = new Int32Array(a.people).fill(-1)
  for (const { slot, members } of groups) for (const person of members) slotOf[person] = slot
  let placed = 0
  let preference = 0
  for (let person = 0; person < a.people; person++)
    for (let k = a.first[person]!; k < a.first[person + 1]!; k++) {
      if (a.slot[k] !== slotOf[person]) continue
      placed++
      preference += a.level[k]!
    }
  const weight = BigInt(2 * a.people + 1)
  const most = mostPlaces(a, problem.groups)
  const objective = weight * BigInt(placed) + BigInt(preference)
  const bound = weight * BigInt(most) + bestPreferences(a, most)
  return {
    placed,
    preference,
    objective,
    bound,
    mostPlaceable: most,
    proven: objective === bound,
    plan: groups,
    unplaced: explainUnplaced(problem, slotOf, left, groups),
  }
}

/** The most preference that so many people can bring: everybody's best level, the best first. */
const bestPreferences = (a: Availabilities, most: number) => {
  let yeses = 0
  for (let person = 0; person < a.people; person++)
    if (a.level.subarray(a.first[person]!, a.first[person + 1]!).includes(2)) yeses++
  return BigInt(most + Math.min(most, yeses))
}
