import { keepGoing, silent, type Watch } from '../problem.ts'
import { type Random, shuffle } from '../random.ts'
import { reseat } from './reseating.ts'
import type { Roster } from './roster.ts'

export interface Search {
  readonly random: Random
  readonly effort: number
  readonly until?: () => boolean
  readonly watch?: Watch
}

/** Candidates solved again for each candidate there is, and at least so many. */
const TIMES = 20
const AT_LEAST = 60_000
const AT_ONCE = 4_000
const CHAIN = 4

/** Batches filled by flow, seats left open filled by chains, then large neighbourhoods until the work is used up. */
export const fillRoster = (roster: Roster, search: Search): void => {
  const { random, effort, until, watch } = search
  const shifts = roster.problem.shifts.map((_, s) => s)
  const scarcity = (s: number) =>
    (roster.first[s + 1]! - roster.first[s]!) / Math.max(1, roster.problem.shifts[s]!.need)
  shifts.sort((a, b) => scarcity(a) - scarcity(b) || a - b)
  const size = batchSize(roster)
  for (let at = 0; at < shifts.length; at += size) reseat(roster, shifts.slice(at, at + size), silent(watch))
  fillByChains(roster, shifts)
  const limit = Math.max(AT_LEAST, TIMES * Math.min(roster.order.length, 40_000)) * effort
  for (let arcs = 0, round = 0; arcs < limit && !until?.(); round++) {
    keepGoing(watch, {
      done: arcs / limit,
      doing: 'exchanging shifts',
      placed: roster.filled.reduce((sum, count) => sum + count, 0),
    })
    shuffle(shifts, random)
    arcs += 200 + reseat(roster, apart(roster, shifts, size), silent(watch))
    if (round % 8 === 7) fillByChains(roster, shifts)
  }
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
