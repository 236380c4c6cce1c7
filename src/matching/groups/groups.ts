import { type Explanation, partOf, type Watch } from '../problem.ts'
import { seeded } from '../random.ts'
import { arrange, type Group } from './arrange.ts'
import { branch } from './branch.ts'
import { type Availabilities, checkGroups, flatten, type GroupsProblem } from './problem.ts'
import { chooseSlots, mostPlaces } from './search.ts'

export type { Group } from './arrange.ts'
export type { Applicant, Availability, GroupsProblem } from './problem.ts'

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
  if (plan.proven || proof === 0) return plan
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
): GroupsPlan => {
  const { groups, left } = arrange(problem, open, seating.slotOf, random)
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
    unplaced: explain(problem, a, slotOf, left, groups),
  }
}

/** The most preference that so many people can bring: everybody's best level, the best first. */
const bestPreferences = (a: Availabilities, most: number) => {
  let yeses = 0
  for (let person = 0; person < a.people; person++)
    if (a.level.subarray(a.first[person]!, a.first[person + 1]!).includes(2)) yeses++
  return BigInt(most + Math.min(most, yeses))
}

/**
 * Moves as few as possible after somebody has dropped out: the slots stay, everybody who still fits stays in their slot,
 * and only then are free seats filled. `gone` are positions of applicants who left.
 */
export const regroup = (problem: GroupsProblem, previous: GroupsPlan, gone: readonly number[]) => {
  const left = new Set(gone)
  const applicants = problem.applicants.map((one, at) => (left.has(at) ? { ...one, slots: [] } : one))
  const pins = problem.pins && { ...problem.pins, people: problem.pins.people?.filter(([person]) => !left.has(person)) }
  const remaining = { ...problem, applicants, pins }
  checkGroups(remaining)
  const a = flatten(remaining)
  const open = new Int32Array(problem.slots)
  const slotOf = new Int32Array(a.people).fill(-1)
  for (const { slot, members } of previous.plan) {
    open[slot]!++
    for (const person of members) if (!left.has(person)) slotOf[person] = slot
  }
  fillFreeSeats(a, open, slotOf)
  return planOf(remaining, a, { open, seating: { slotOf } }, seeded(1))
}

/** Who waits takes a free seat, a "yes" before an "if need be"; nobody is moved for it. */
const fillFreeSeats = (a: Availabilities, open: Int32Array, slotOf: Int32Array) => {
  const count = new Int32Array(a.slots)
  const ofOrganisation = new Int32Array(a.slots * a.organisations)
  const sit = (person: number, slot: number) => {
    slotOf[person] = slot
    count[slot]!++
    if (a.organisationOf[person]! >= 0) ofOrganisation[slot * a.organisations + a.organisationOf[person]!]!++
  }
  slotOf.forEach((slot, person) => {
    if (slot >= 0) sit(person, slot)
  })
  for (const level of [2, 1])
    for (let person = 0; person < a.people; person++)
      for (let k = a.first[person]!; k < a.first[person + 1]!; k++) {
        const slot = a.slot[k]!
        if (slotOf[person]! >= 0 || a.level[k] !== level || count[slot]! >= a.size * open[slot]!) continue
        const own = a.organisationOf[person]!
        if (own < 0 || ofOrganisation[slot * a.organisations + own]! < a.cap * open[slot]!) sit(person, slot)
      }
}

const explain = (
  { applicants, names, size, groups }: GroupsProblem,
  a: Availabilities,
  slotOf: Int32Array,
  left: number[],
  plan: Group[],
): Explanation[] => {
  const open = new Set(plan.map(({ slot }) => slot))
  const wanted = new Int32Array(a.slots)
  const without = applicants.flatMap((_, person) => (slotOf[person]! < 0 ? [person] : []))
  for (const person of without) for (const [slot] of applicants[person]!.slots) wanted[slot]!++
  const broken = new Set(left)
  return without.map((person) => {
    const mine = applicants[person]!.slots
    const best = mine.reduce((top, [slot]) => (top < 0 || wanted[slot]! > wanted[top]! ? slot : top), -1)
    const [because, change] =
      mine.length === 0
        ? ['no-slot-free', 'name-a-slot']
        : broken.has(person)
          ? ['a-rule-would-break', 'relax-the-rule']
          : mine.some(([slot]) => open.has(slot))
            ? ['groups-full', 'one-more-group']
            : ['no-group-in-their-slots', plan.length < groups ? 'more-people-for-a-group' : 'one-more-group']
    const count = best < 0 ? undefined : Math.min(size, wanted[best]!)
    return {
      id: names?.[person] ?? String(person),
      placed: false,
      with: [],
      reasons: [{ because: because! }],
      wouldChange: [{ because: change!, count, ...(best >= 0 && { people: [`slot ${best}`] }) }],
    }
  })
}
