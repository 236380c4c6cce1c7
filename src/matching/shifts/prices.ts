import type { Bundles } from './bundles.ts'
import type { Roster } from './roster.ts'

export interface Priced {
  /** What a seat in each shift is worth to others. */
  readonly price: Float64Array
  /** No roster can have more. */
  readonly bound: number
}

type Effort = { readonly work: number; readonly enough: number; readonly goOn: () => boolean }

/** After so many steps in vain the steps become half as long, and start again from the best prices. */
const PATIENCE = 10
/** How much of the last step's direction stays in the next. */
const MEMORY = 0.7
/** Of Polyak's step, as the beginning is near already; and where nothing is to be had any more. */
const FIRST_STEP = 0.1
const SHORTEST = 0.001

/**
 * A price for a seat in each shift, under which each person takes the best set of shifts for themselves: whatever the
 * prices, no roster is worth more than all seats at their price and what everybody earns after paying (Geoffrion,
 * Lagrangean relaxation for integer programming, 1974). Lowered by deflected subgradient steps (Camerini, Fratta and
 * Maffioli, On improving relaxation methods by modified gradient techniques, 1975). The roster may hold its pins alone.
 */
export const lowerPrices = (roster: Roster, bundles: Bundles, { work, enough, goOn }: Effort): Priced => {
  const { problem, filled } = roster
  const { people, shifts, candidates, place = 1000 } = problem
  const { shift, liking } = candidates
  const seats = shifts.map(({ need }, s) => need - filled[s]!)
  const base = Number(roster.objective())
  const price = new Float64Array(shifts.length)
  const taken = new Int32Array(shifts.length)
  const way = new Float64Array(shifts.length)
  const mine: number[] = []
  const worth = (k: number) => (seats[shift[k]!]! > 0 ? place + liking[k]! - price[shift[k]!]! : 0)
  const look = () => {
    taken.fill(0)
    let sum = base
    for (let s = 0; s < price.length; s++) sum += seats[s]! * price[s]!
    for (let p = 0; p < people; p++) {
      sum += bundles.best(roster, p, worth, mine)
      for (const k of mine) taken[shift[k]!]!++
    }
    return sum
  }
  const limit = bundles.work + work
  let now = beginWithHours(roster, price, look)
  let best = { price: price.slice(), bound: now }
  let length = FIRST_STEP
  let vain = 0
  while (best.bound >= enough + 1 && bundles.work < limit && goOn() && length > SHORTEST) {
    let square = 0
    for (let s = 0; s < price.length; s++) {
      way[s] = taken[s]! - seats[s]! + MEMORY * way[s]!
      if (price[s] === 0 && way[s]! < 0) way[s] = 0
      square += way[s]! * way[s]!
    }
    if (square === 0) break
    const far = (length * (now - enough)) / square
    for (let s = 0; s < price.length; s++) price[s] = Math.max(0, price[s]! + far * way[s]!)
    now = look()
    if (now < best.bound) {
      best = { price: price.slice(), bound: now }
      vain = 0
    } else if (++vain === PATIENCE) {
      vain = 0
      length /= 2
      price.set(best.price)
      way.fill(0)
      now = look()
    }
  }
  return best
}

/** What an hour of somebody's time could be worth: shares of what it brings in the shortest shift. */
const SHARES = [1, 0.9, 0.8, 0.7, 0.6, 0.5]

/** Begins as if each hour were worth the same: what a seat is worth beyond that is its price. Returns the bound. */
const beginWithHours = (roster: Roster, price: Float64Array, look: () => number): number => {
  const { shifts, place = 1000 } = roster.problem
  const shortest = shifts.reduce((least, _, s) => Math.min(least, roster.length(s)), Number.POSITIVE_INFINITY)
  const bounds = SHARES.map((share) => {
    for (let s = 0; s < price.length; s++) price[s] = Math.max(0, place * (1 - (share * roster.length(s)) / shortest))
    return look()
  })
  const share = SHARES[bounds.indexOf(Math.min(...bounds))]!
  for (let s = 0; s < price.length; s++) price[s] = Math.max(0, place * (1 - (share * roster.length(s)) / shortest))
  return look()
}
