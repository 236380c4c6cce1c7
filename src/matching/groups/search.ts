import { keepGoing, partOf, type Watch } from '../problem.ts'
import { pick, type Random } from '../random.ts'
import { Placing } from './placing.ts'
import type { Availabilities, GroupsProblem } from './problem.ts'
import { type Seating, seat } from './seating.ts'

export interface Search {
  readonly a: Availabilities
  readonly problem: GroupsProblem
  readonly random: Random
  /** 1 is the usual amount of work: about half a second at 1,000 people. */
  readonly effort: number
  readonly until?: () => boolean
  readonly watch?: Watch
  /** Slots of a plan in force: the search begins there. */
  readonly begin?: ArrayLike<number>
}

/** Availabilities looked at in the first search for one unit of effort. */
const LOOKS = 20_000_000

/** Arcs solved in the second search: an arc costs more the larger the network, so that time grows less than size. */
const arcsFor = (people: number) => 2_000_000 / (1 + people / 100)

const LOOKS_EACH = 40_000

/** After so many exchanges in vain the search is thrown some exchanges away from where it stands. */
const patienceFor = (people: number) => 400 + 3 * people
const THROW = 3
/** Share of exchanges for a slot close by: most who can come at six can come at half past. */
const NEARBY = 0.5

export type Chosen = { open: Int32Array; seating: Seating }

/**
 * Chooses the slots: greedily by how many more can be placed, then by exchanging one slot for another as long as the work
 * lasts, each exchange judged by an exact re-placement (augmenting paths); in the end for preference, judged by the exact
 * cheapest flow. Never worse than the greedy choice, whose marginal gains are submodular (1 − 1/e of the optimum).
 */
export const chooseSlots = (search: Search): Chosen => {
  const { a, problem } = search
  const placing = new Placing(a)
  openGreedily(search, placing)
  exchange({ ...search, watch: partOf(search.watch, 0, 0.6) }, placing)
  let best = settle(a, placing.open, problem)
  best = prefer({ ...search, watch: partOf(search.watch, 0.6, 1) }, best)
  return best
}

const openGreedily = ({ a, problem, begin }: Search, placing: Placing) => {
  let left = problem.groups
  const given = begin ?? Int32Array.from(problem.pins?.slots ?? [])
  for (let i = 0; i < given.length && left > 0; i++, left--) placing.open[given[i]!]!++
  placing.fill()
  const demand = new Float64Array(a.slots)
  for (; left > 0; left--) {
    demandOf(a, placing, demand)
    let top = -1
    for (let s = 0; s < a.slots; s++) if (demand[s]! > 0 && (top < 0 || demand[s]! > demand[top]!)) top = s
    if (top < 0) break
    placing.open[top]!++
    placing.fill()
  }
}

/** People without a place who could come, for each slot, never more than one group takes; more yeses break ties. */
const demandOf = (a: Availabilities, placing: Placing, demand: Float64Array) => {
  const yeses = new Int32Array(a.slots)
  demand.fill(0)
  for (let person = 0; person < a.people; person++) {
    if (placing.slotOf[person]! >= 0) continue
    for (let k = a.first[person]!; k < a.first[person + 1]!; k++) {
      demand[a.slot[k]!]!++
      if (a.level[k] === 2) yeses[a.slot[k]!]!++
    }
  }
  for (let s = 0; s < a.slots; s++)
    if (demand[s]! > 0) demand[s] = Math.min(demand[s]!, a.size) + Math.min(yeses[s]!, 999) / 1000
}

/** No plan can place more: people who can come at all, and all seats. */
export const mostPlaces = (a: Availabilities, groups: number) => {
  let some = 0
  for (let person = 0; person < a.people; person++) if (a.first[person + 1]! > a.first[person]!) some++
  return Math.min(some, groups * a.size)
}

const exchange = (search: Search, placing: Placing) => {
  const { a, problem, random, effort, until, watch } = search
  const most = mostPlaces(a, problem.groups)
  const patience = patienceFor(a.people)
  const fixed = fixedCount(problem)
  const demand = new Float64Array(a.slots)
  const limit = placing.work + Math.min(LOOKS, LOOKS_EACH * a.people) * effort
  let best = placing.save()
  let bestPlaced = placing.placed
  for (let tries = 0, since = 0; placing.placed < most && placing.work < limit; tries++) {
    if (until?.()) break
    if (tries % 64 === 0)
      keepGoing(watch, { done: placing.work / limit, doing: 'exchanging slots', placed: bestPlaced, bound: most })
    demandOf(a, placing, demand)
    const leaving = dispensable(placing, fixed, random)
    const near = leaving + pick(random, 7) - 3
    const entering = random() < NEARBY && near >= 0 && near < a.slots ? near : wanted(demand, random)
    placing.work += a.people
    if (entering < 0 || leaving < 0 || entering === leaving) {
      since++
      continue
    }
    const before = placing.placed
    const state = placing.save()
    placing.close(leaving)
    placing.open[entering]!++
    placing.fill()
    if (placing.placed < before && since % patience < patience - THROW) placing.restore(state)
    if (placing.placed > bestPlaced) {
      best = placing.save()
      bestPlaced = placing.placed
      since = 0
    } else since++
  }
  placing.restore(best)
}

const fixedCount = ({ pins, slots }: GroupsProblem) => {
  const fixed = new Int32Array(slots)
  for (const slot of pins?.slots ?? []) fixed[slot]!++
  return fixed
}

/** A slot that people without a place ask for: the most asked-for of a few drawn at random. */
const wanted = (demand: Float64Array, random: Random) => {
  const asked: number[] = []
  demand.forEach((count, slot) => void (count > 0 && asked.push(slot)))
  if (asked.length === 0) return -1
  let top = asked[pick(random, asked.length)]!
  for (let i = 0; i < 2; i++) {
    const other = asked[pick(random, asked.length)]!
    if (demand[other]! > demand[top]!) top = other
  }
  return top
}

/** Any slot that is not pinned: judging by who could come elsewhere was tried, and leads into poorer local optima. */
const dispensable = (placing: Placing, fixed: Int32Array, random: Random) => {
  const free: number[] = []
  for (let slot = 0; slot < fixed.length; slot++) if (placing.open[slot]! > fixed[slot]!) free.push(slot)
  return free.length > 0 ? free[pick(random, free.length)]! : -1
}

/** Closes groups that stay under the minimum, the emptiest first, until all that are open take place. */
export const settle = (a: Availabilities, wished: Int32Array, problem: GroupsProblem): Chosen => {
  const open = wished.slice()
  const least = problem.least ?? 1
  for (;;) {
    const seating = seat(a, open, least)
    let emptiest = -1
    for (let s = 0; s < a.slots; s++) {
      if (open[s] === 0 || seating.count[s]! >= least * open[s]!) continue
      if (emptiest < 0 || seating.count[s]! / open[s]! < seating.count[emptiest]! / open[emptiest]!) emptiest = s
    }
    if (emptiest < 0) return { open, seating }
    open[emptiest]!--
  }
}

const isBetter = (a: Seating, b: Seating) =>
  a.placed > b.placed || (a.placed === b.placed && a.preference > b.preference)

/** Exchanges (or adds) slots for the sake of those who come only if need be. */
const prefer = (search: Search, found: Chosen): Chosen => {
  const { a, problem, random, effort, until, watch } = search
  const fixed = fixedCount(problem)
  let best = found
  let arcs = 0
  let since = 0
  const used = () => best.open.reduce((sum, groups) => sum + groups, 0)
  const limit = arcsFor(a.people) * effort
  while (arcs < limit && since < 400 * effort && best.seating.preference < 2 * best.seating.placed) {
    if (until?.()) break
    keepGoing(watch, { done: arcs / limit, doing: 'improving preferences', placed: best.seating.placed })
    const demand = new Float64Array(a.slots)
    for (let person = 0; person < a.people; person++) {
      const now = best.seating.slotOf[person]!
      for (let k = a.first[person]!; k < a.first[person + 1]!; k++)
        if (a.level[k] === 2 && best.open[a.slot[k]!] === 0 && !hasLevelTwo(a, person, now)) demand[a.slot[k]!]!++
    }
    const asked = wanted(demand, random)
    if (asked < 0) break
    const open = best.open.slice()
    let entering = asked
    if (used() >= problem.groups) {
      const free: number[] = []
      for (let slot = 0; slot < a.slots; slot++) if (open[slot]! > fixed[slot]!) free.push(slot)
      if (free.length === 0) break
      const leaving = free[pick(random, free.length)]!
      const near = leaving + pick(random, 7) - 3
      if (random() < NEARBY && near >= 0 && near < a.slots) entering = near
      open[leaving]!--
    }
    open[entering]!++
    const next = settle(a, open, problem)
    arcs += next.seating.arcs
    since++
    if (isBetter(next.seating, best.seating)) since = 0
    if (!isBetter(best.seating, next.seating)) best = next
  }
  return best
}

const hasLevelTwo = (a: Availabilities, person: number, slot: number) => {
  for (let k = a.first[person]!; k < a.first[person + 1]!; k++) if (a.slot[k] === slot) return a.level[k] === 2
  return false
}
