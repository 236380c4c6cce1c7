import { keepGoing, silent, type Watch } from '../problem.ts'
import { pick, type Random, shuffle } from '../random.ts'
import { everything, openFor, relaxByHours } from './hours.ts'
import { reseat } from './reseating.ts'
import type { Roster } from './roster.ts'

export interface Search {
  readonly random: Random
  readonly effort: number
  /** Whether hours are what there is too little of, so that whom they go to matters most. */
  readonly scarce?: boolean
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
  const { random, effort, until, watch, scarce } = search
  const shifts = roster.problem.shifts.map((_, s) => s)
  const scarcity = (s: number) =>
    (roster.first[s + 1]! - roster.first[s]!) / Math.max(1, roster.problem.shifts[s]!.need)
  shifts.sort((a, b) => scarcity(a) - scarcity(b) || a - b)
  const size = batchSize(roster)
  begin(roster, shifts, size, search)
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
    if (scarce && round % 2 === 1) arcs += giveAnew(roster, shifts, random)
  }
}

/** The better of two beginnings: with scarce hours whoever works four hours here is missed twice for two elsewhere. */
const begin = (roster: Roster, shifts: readonly number[], size: number, { watch, scarce }: Search): void => {
  const fill = () => {
    for (let at = 0; at < shifts.length; at += size) reseat(roster, shifts.slice(at, at + size), silent(watch))
    fillByChains(roster, shifts)
  }
  fill()
  if (!scarce) return
  const plain = { objective: roster.objective(), held: held(roster) }
  giveBack(roster, plain.held)
  const fixed = (relaxByHours(roster, everything(roster))?.whole ?? []).filter((k) => putIfFits(roster, k))
  for (const k of fixed) roster.pinned[k] = 1
  fill()
  for (const k of fixed) roster.pinned[k] = 0
  if (roster.objective() < plain.objective) replace(roster, plain.held)
}

/** Candidates given out anew at once, where hours are scarce, and how much dearer they are than by an assignment. */
const ANEW = 1_500
const DEARER = 4

/** Takes all shifts from some people and gives them what the relaxation would; kept where that is no worse. */
const giveAnew = (roster: Roster, shifts: readonly number[], random: Random): number => {
  const { problem, order } = roster
  const each = Math.max(1, order.length / Math.max(1, problem.people))
  const count = Math.min(problem.people, Math.max(3, Math.round(ANEW / each / (1 + pick(random, 4)))))
  const people = new Set<number>()
  while (people.size < count) people.add(pick(random, problem.people))
  const before = { objective: roster.objective(), held: held(roster) }
  giveBack(
    roster,
    before.held.filter((k) => people.has(problem.candidates.person[k]!)),
  )
  const asked = openFor(roster, people)
  for (const k of relaxByHours(roster, asked)?.whole ?? []) putIfFits(roster, k)
  fillByChains(roster, shifts)
  if (roster.objective() < before.objective) replace(roster, before.held)
  return DEARER * asked.candidates.length
}

const giveBack = (roster: Roster, ks: readonly number[]): void => {
  for (const k of ks) roster.drop(k)
}

const replace = (roster: Roster, ks: readonly number[]): void => {
  giveBack(roster, held(roster))
  for (const k of ks) roster.put(k)
}

const putIfFits = (roster: Roster, k: number): boolean => {
  const { person, shift } = roster.problem.candidates
  const s = shift[k]!
  if (roster.chosen[k] || roster.filled[s]! >= roster.problem.shifts[s]!.need || !roster.fits(person[k]!, s))
    return false
  roster.put(k)
  return true
}

/** What the search itself has given out. */
const held = ({ chosen, pinned }: Roster): number[] => {
  const found: number[] = []
  for (let k = 0; k < chosen.length; k++) if (chosen[k] && !pinned[k]) found.push(k)
  return found
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
