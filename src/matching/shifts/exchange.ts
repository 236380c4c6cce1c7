import { keepGoing, type Watch } from '../problem.ts'
import { pick, type Random, shuffle } from '../random.ts'
import type { Bundles } from './bundles.ts'
import type { Roster } from './roster.ts'

export interface Exchanging {
  readonly bundles: Bundles
  /** What a seat in each shift is worth to others. */
  readonly price: Float64Array
  readonly random: Random
  /** Nothing is worth more. */
  readonly enough: number
  readonly goOn: () => boolean
  readonly watch?: Watch
}

const MOST_AT_ONCE = 8
/** What choosing people and looking their shifts up costs beside the tables, in cells of them. */
const EACH = 400
const BETWEEN_LOOKS = 64

/** Exchanges in vain, for each person, after which worse rosters are let pass for a while, and for how long. */
const PATIENCE = 3
const CYCLE = 20
/** How much worse they may be: from a tenth of a place to next to nothing. */
const WARM = 0.1
const COLD = 0.001

/**
 * Takes all shifts from a few people who could stand in one place, and gives each in turn the best set that is open, first at
 * prices that leave to others what they need more: ruin and recreate (Schrimpf and others, Record breaking optimization
 * results using the ruin and recreate principle, 2000), with the relaxation's prices as the guide. Where nothing helps any more,
 * worse rosters pass for a while (simulated annealing). The roster is never worse in the end. Uses up `work` cells of tables.
 */
export const exchangeBundles = (roster: Roster, work: number, search: Exchanging): void => {
  const { random, bundles, enough, goOn, watch } = search
  const { people, place = 1000 } = roster.problem
  if (roster.order.length === 0) return
  const exchange = exchangeOf(roster, search)
  const begun = bundles.work
  let objective = Number(roster.objective())
  let best = { objective, held: roster.held() }
  let looks = 0
  const mayGoOn = () => {
    const done = (bundles.work - begun) / work
    if (++looks % BETWEEN_LOOKS === 0) keepGoing(watch, { done: Math.min(1, done), doing: 'exchanging shifts' })
    return objective < enough && done < 1 && goOn()
  }
  const run = (tries: number, heat: (done: number) => number, patience: number) => {
    for (let at = 0, since = 0; at < tries && since < patience && mayGoOn(); at++) {
      const now = heat(at / tries)
      const gain = exchange((change) => change >= 0 || (now > 0 && random() < Math.exp(change / now)))
      objective += gain
      since = gain > 0 ? 0 : since + 1
    }
  }
  while (mayGoOn()) {
    run(Number.POSITIVE_INFINITY, () => 0, PATIENCE * people)
    if (objective >= best.objective) best = { objective, held: roster.held() }
    else {
      roster.replace(best.held)
      objective = best.objective
    }
    run(CYCLE * people, (done) => place * WARM * (COLD / WARM) ** done, Number.POSITIVE_INFINITY)
  }
  if (objective < best.objective) roster.replace(best.held)
}

/** One exchange, undone where `passes` says no to what it changes; returns what it changed. */
const exchangeOf = (roster: Roster, { bundles, price, random }: Exchanging) => {
  const { problem, filled } = roster
  const { candidates, shifts, place = 1000 } = problem
  const { shift, liking } = candidates
  const mine: number[] = []
  let share = 1
  const plain = (k: number) => (filled[shift[k]!]! < shifts[shift[k]!]!.need ? place + liking[k]! : 0)
  const priced = (k: number) => plain(k) - share * price[shift[k]!]!
  const give = (people: readonly number[], worth: (k: number) => number) => {
    for (const person of people) {
      bundles.best(roster, person, worth, mine)
      for (const k of mine) roster.put(k)
    }
  }
  return (passes: (change: number) => boolean): number => {
    const people = shuffle(some(roster, random), random)
    const before = people.flatMap((person) => roster.heldBy(person))
    const worth = () => people.reduce((sum, person) => sum + roster.worthFor(person), 0)
    const earlier = worth()
    for (const k of before) roster.drop(k)
    share = random() < 0.5 ? 1 : random()
    give(people, priced)
    give(people, plain)
    bundles.work += EACH
    const change = worth() - earlier
    if (passes(change)) return change
    for (const person of people) for (const k of roster.heldBy(person)) roster.drop(k)
    for (const k of before) roster.put(k)
    return 0
  }
}

/** A few of those who could work in one shift. */
const some = ({ first, order, problem }: Roster, random: Random): number[] => {
  const { person, shift } = problem.candidates
  const s = shift[order[pick(random, order.length)]!]!
  const count = 2 + pick(random, MOST_AT_ONCE - 1)
  const people = new Set<number>()
  for (let tries = 0; people.size < count && tries < 2 * count; tries++)
    people.add(person[order[first[s]! + pick(random, first[s + 1]! - first[s]!)]!]!)
  return [...people]
}

/** Everybody in turn takes the best set that is open, at these prices and then at none. */
export const giveByPrices = (
  roster: Roster,
  { bundles, price, random }: Pick<Exchanging, 'bundles' | 'price' | 'random'>,
): void => {
  const { candidates, shifts, place = 1000, people } = roster.problem
  const { shift, liking } = candidates
  const mine: number[] = []
  const order = shuffle(
    Int32Array.from({ length: people }, (_, p) => p),
    random,
  )
  for (const share of [1, 0])
    for (const person of order) {
      const worth = (k: number) =>
        roster.filled[shift[k]!]! < shifts[shift[k]!]!.need ? place + liking[k]! - share * price[shift[k]!]! : 0
      bundles.best(roster, person, worth, mine)
      for (const k of mine) roster.put(k)
    }
}
