import { keepGoing, partOf, silent, type Watch } from '../problem.ts'
import { type Random, shuffle } from '../random.ts'
import { Bundles } from './bundles.ts'
import { type Exchanging, exchangeBundles, giveByPrices } from './exchange.ts'
import { lowerPrices } from './prices.ts'
import { reseat } from './reseating.ts'
import { Roster } from './roster.ts'

export interface Search {
  readonly random: Random
  readonly effort: number
  /** No roster is worth more. */
  readonly bound: bigint
  readonly until?: (doing: 'pricing' | 'searching') => boolean
  readonly watch?: Watch
}

/** Candidates solved again for each candidate there is, and at least so many. */
const TIMES = 20
const AT_LEAST = 60_000
const AT_ONCE = 4_000
const CHAIN = 4
/** How far a search is, of 1, when there is a first roster. */
const BEGUN = 0.1
const SHORT_CHAIN = 2

/** A roster that is so near the bound is bettered by flows best, any other by people and their sets of shifts. */
const NEAR = 0.998
/** Cells of tables that take as long as one arc of a flow. */
const CELLS = 300
/** Arcs that the prices cost at most. */
const PRICES = 100_000

/**
 * Batches filled by flow, seats left open filled by chains; then large neighbourhoods until the work is used up, and where
 * hours or overlaps leave seats empty people and their sets of shifts. Returns what no roster exceeds.
 */
export const fillRoster = (roster: Roster, search: Search): bigint => {
  const { effort, watch } = search
  const shifts = roster.problem.shifts.map((_, s) => s)
  const size = batchSize(roster)
  keepGoing(watch, { done: 0, doing: 'filling shifts' })
  const bundles = isHopeless(roster) ? Bundles.of(roster) : null
  if (!bundles) begin(roster, shifts, size, search)
  keepGoing(watch, { done: BEGUN, doing: 'filling shifts' })
  if (isNear(roster, search.bound)) fillByChains(roster, shifts)
  const limit = Math.max(AT_LEAST, TIMES * Math.min(roster.order.length, 40_000)) * effort
  const tired = isNear(roster, search.bound) ? null : priced(roster, bundles ?? Bundles.of(roster), search, limit)
  const bound = tired && BigInt(tired.enough) < search.bound ? BigInt(tired.enough) : search.bound
  if (tired) exchangeBundles(roster, CELLS * limit, tired)
  else exchangeByFlow(roster, shifts, size, limit, search)
  return bound
}

const exchangeByFlow = (roster: Roster, shifts: number[], size: number, limit: number, search: Search): void => {
  const { random, bound, until, watch } = search
  for (let arcs = 0, round = 0; arcs < limit && !until?.('searching'); round++) {
    if (round % 8 === 0 && roster.objective() >= bound) return
    keepGoing(watch, {
      done: BEGUN + (1 - BEGUN) * (arcs / limit),
      doing: 'exchanging shifts',
      placed: roster.filled.reduce((sum, count) => sum + count, 0),
    })
    shuffle(shifts, random)
    arcs += 200 + reseat(roster, apart(roster, shifts, size), silent(watch))
    if (round % 8 === 7) fillByChains(roster, shifts)
  }
}

/** Whether there are fewer hours than the places ask for: then flows, which know no hours, need not begin. */
const isHopeless = (roster: Roster): boolean => {
  const { shifts, hours } = roster.problem
  const asked = shifts.reduce((sum, { need }, s) => sum + (need - roster.filled[s]!) * roster.length(s), 0)
  return Array.from(hours).reduce((sum, one) => sum + one, 0) < asked
}

const begin = (roster: Roster, shifts: number[], size: number, { watch, until }: Search): void => {
  const scarcity = (s: number) =>
    (roster.first[s + 1]! - roster.first[s]!) / Math.max(1, roster.problem.shifts[s]!.need)
  shifts.sort((a, b) => scarcity(a) - scarcity(b) || a - b)
  for (let at = 0; at < shifts.length && !until?.('searching'); at += size)
    reseat(roster, shifts.slice(at, at + size), silent(watch))
  fillByChains(roster, shifts, SHORT_CHAIN)
}

const isNear = (roster: Roster, bound: bigint) => Number(roster.objective()) >= NEAR * Number(bound)

/** Prices of seats, and the roster that they make where it is better; null where tables would be too large. */
const priced = (
  roster: Roster,
  bundles: Bundles | null,
  { random, until, watch, bound }: Search,
  limit: number,
): Exchanging | null => {
  if (!bundles) return null
  keepGoing(watch, { done: BEGUN, doing: 'pricing shifts' })
  giveByPrices(roster, { bundles, price: new Float64Array(roster.problem.shifts.length), random })
  const before = { objective: roster.objective(), held: roster.held() }
  const goOn = () => !until?.('searching') && !watch?.cancelled?.()
  const work = CELLS * Math.min(PRICES, limit / 4)
  const { price, bound: most } = lowerPrices(new Roster(roster.problem), bundles, {
    work,
    enough: Number(before.objective),
    goOn: () => !until?.('pricing') && !watch?.cancelled?.(),
  })
  const enough = Math.min(Number(bound), Math.floor(most + 1e-6))
  const exchanging = { bundles, price, random, enough, goOn, watch: partOf(watch, BEGUN, 1) }
  roster.replace([])
  giveByPrices(roster, exchanging)
  if (roster.objective() < before.objective) roster.replace(before.held)
  return exchanging
}
const batchSize = ({ order, problem }: Roster) => {
  const each = Math.max(1, order.length / Math.max(1, problem.shifts.length))
  return Math.max(2, Math.min(Math.ceil(AT_ONCE / each), problem.shifts.length))
}

/** The first shifts of the list of which nobody holds two. */
const apart = (roster: Roster, shifts: readonly number[], size: number) => {
  const { person } = roster.problem.candidates
  const busy = new Set<number>()
  const found: number[] = []
  for (const s of shifts) {
    if (found.length === size) break
    const here: number[] = []
    for (let at = roster.first[s]!; at < roster.first[s + 1]!; at++)
      if (roster.chosen[roster.order[at]!]) here.push(person[roster.order[at]!]!)
    if (here.some((p) => busy.has(p))) continue
    for (const p of here) busy.add(p)
    found.push(s)
  }
  return found
}

/** Fills open seats by the shortest chains of people who move on: at most so many moves for each seat. */
export const fillByChains = (roster: Roster, shifts: readonly number[], longest = CHAIN): void => {
  for (const s of shifts)
    while (roster.filled[s]! < roster.problem.shifts[s]!.need) {
      let done = false
      for (let depth = 1; depth <= longest && !done; depth++) done = chain(roster, s, depth, new Set([s]))
      if (!done) break
    }
}

const chain = (roster: Roster, shift: number, depth: number, seen: Set<number>): boolean => {
  const { first, order, problem } = roster
  for (let at = first[shift]!; at < first[shift + 1]!; at++) {
    const k = order[at]!
    const person = problem.candidates.person[k]!
    if (roster.chosen[k]) continue
    if (depth === 1) {
      if (!roster.fits(person, shift)) continue
      roster.put(k)
      return true
    }
    for (const held of [...roster.shiftsOf[person]!]) {
      if (seen.has(held) || !roster.fits(person, shift, held)) continue
      const old = roster.candidateOf(person, held)!
      if (roster.pinned[old]) continue
      seen.add(held)
      roster.drop(old)
      roster.put(k)
      if (chain(roster, held, depth - 1, seen)) return true
      roster.drop(k)
      roster.put(old)
    }
  }
  return false
}
