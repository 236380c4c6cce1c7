import { pairPeople } from '../pairs/pair-people.ts'
import type { PairingProblem, Two } from '../pairs/people.ts'
import { quickPairs } from '../pairs/quick.ts'
import { Cancelled, keepGoing, type Watch } from '../problem.ts'
import { type Random, seeded, shuffle } from '../random.ts'
import { circleRounds } from './circle.ts'
import {
  checkProgramme,
  leastRepeats,
  meetingsIn,
  type Programme,
  type ProgrammePlan,
  presentIn,
  type Round,
} from './programme.ts'
import { thinned } from './thinning.ts'

/** How many times all rounds are gone through again at most, in search of a plan without repeats. */
const SWEEPS = 40

export interface RoundsSearch {
  readonly watch?: Watch
  readonly seed?: number
  /**
   * A clock of the caller's: when it says so, the best plan so far is handed over, and rounds that have none yet are
   * paired at once; of more than two hundred people each is paired among some of the others only. With it a plan is not repeatable.
   */
  readonly until?: () => boolean
}

/**
 * Plans all rounds of a programme ahead: first round after round by exact pairing, each knowing what was before, then again
 * with what comes after in view, until nobody meets twice or nothing helps. Each round by itself leaves out as few as can
 * be; repeats, then unequal turns at being third, are driven down over the whole: `leastRepeats` says how far that can go.
 * The same programme and seed give the same plan. O(sweeps · rounds · one pairing). Throws `InvalidProblem`, `Cancelled`.
 */
export const planRounds = (programme: Programme, { seed = 1, ...clocks }: RoundsSearch = {}): ProgrammePlan => {
  checkProgramme(programme)
  const { watch, until } = clocks
  const random = seeded(seed)
  if (until && programme.people.length > FEW) return planMany(programme, random, { watch, until })
  const least = leastRepeats(programme, 0)
  let best = score(programme, inOrder(programme, clocks))
  const ideal = until?.() ? null : circleRounds(programme, random, until)
  if (ideal) best = better(best, score(programme, ideal))
  best = swept(programme, best, least, random, clocks)
  return { ...best, leastRepeats: leastRepeats(programme, best.leftOut) }
}

/** Up to so many people a round takes a moment, whomever each of them could meet. */
const FEW = 200

/** Many people in little time: Kirkman's circle where nothing stands against it, otherwise some others for each person. */
const planMany = (programme: Programme, random: Random, clocks: Clocks): ProgrammePlan => {
  const ideal = circleRounds(programme, random, clocks.until)
  const easier = thinned(programme, random)
  const begun = score(easier, ideal ?? inOrder(easier, clocks))
  return { ...swept(easier, begun, 0, random, clocks), leastRepeats: 0 }
}

/** All rounds gone through again, each with those before and after it in view. */
const swept = (programme: Programme, begun: Scored, least: number, random: Random, clocks: Clocks): Scored => {
  const { watch, until } = clocks
  let [best, current] = [begun, begun]
  for (let sweep = 0; sweep < SWEEPS && !isPerfect(best, least) && !until?.(); sweep++) {
    const rounds = [...current.rounds]
    for (let t = programme.held?.length ?? 0; t < programme.rounds && !until?.(); t++) {
      keepGoing(watch, {
        done: (1 + sweep + t / programme.rounds) / (1 + SWEEPS),
        doing: 'looking for a plan without repeats',
      })
      const people = shuffle(presentIn(programme, t), random)
      rounds[t] = paired(roundAsProblem(programme, rounds, t, people), clocks) ?? rounds[t]!
    }
    const next = score(programme, rounds)
    current = better(next, current)
    best = better(best, next)
  }
  return best
}

type Clocks = Pick<RoundsSearch, 'watch' | 'until'>

const inOrder = (programme: Programme, clocks: Clocks): Round[] => {
  const rounds: Round[] = [...(programme.held ?? [])]
  for (let t = rounds.length; t < programme.rounds; t++) {
    keepGoing(clocks.watch, { done: t / programme.rounds / (1 + SWEEPS), doing: 'planning round by round' })
    const problem = roundAsProblem(programme, rounds, t, presentIn(programme, t))
    rounds.push(paired(problem, clocks) ?? atOnce(problem))
  }
  return rounds
}

/** The best round; null where the time is over before it is found. */
const paired = (problem: PairingProblem, { watch, until }: Clocks): Round | null => {
  const cancelled = () => (until?.() ?? false) || (watch?.cancelled?.() ?? false)
  try {
    return roundOf(pairPeople(problem, { watch: { cancelled } }))
  } catch (error) {
    if (error instanceof Cancelled && until?.()) return null
    throw error
  }
}

/** The time is over: of so many people a round with some others for each is still exact in an instant. */
const INSTANT = 400

const atOnce = (problem: PairingProblem): Round =>
  roundOf(problem.candidates && problem.people.length <= INSTANT ? pairPeople(problem) : quickPairs(problem))

const roundOf = ({ pairs, trios, leftOut }: Round): Round => ({ pairs, trios, leftOut })

/** One round, with all others given as meetings before and after it. */
const roundAsProblem = (programme: Programme, rounds: Round[], t: number, people: string[]): PairingProblem => {
  const here = new Set(people)
  const both = (a: string, b: string) => here.has(a) && here.has(b)
  const met = (programme.met ?? []).filter(({ a, b }) => both(a, b)).map(({ a, b, ago }) => ({ a, b, ago: ago + t }))
  const turns = turnsIn(
    programme,
    rounds.filter((_, other) => other !== t),
  )
  rounds.forEach((round, other) => {
    if (other === t) return
    for (const [a, b] of meetingsIn(round)) if (both(a, b)) met.push({ a, b, ago: Math.abs(other - t) })
  })
  const two = (list: readonly Two[] = []) => list.filter(([a, b]) => both(a, b))
  return {
    people,
    ...(programme.candidates && { candidates: programme.candidates.filter(({ a, b }) => both(a, b)) }),
    affinities: (programme.affinities ?? []).filter(({ a, b }) => both(a, b)),
    exclusions: two(programme.exclusions),
    forbids: two(programme.forbids),
    pins: (programme.pins ?? [])
      .filter(({ round, a, b }) => round === t + 1 && both(a, b))
      .map(({ a, b }): Two => [a, b]),
    met,
    debt: Object.fromEntries(people.map((person) => [person, turns[person]!])),
    keep: two(programme.planned?.[t] && meetingsIn(programme.planned[t])),
    ...(programme.trio !== undefined && { trio: programme.trio }),
  }
}

const turnsIn = ({ people, debt }: Programme, rounds: Round[]): Record<string, number> => {
  const turns = Object.fromEntries(people.map(({ id }) => [id, debt?.[id] ?? 0]))
  for (const { trios, leftOut } of rounds) for (const person of [...trios.flat(), ...leftOut]) turns[person]! += 1
  return turns
}

type Scored = Omit<ProgrammePlan, 'leastRepeats'> & { unequal: number; affinity: number; disturbed: number }

const score = (programme: Programme, rounds: Round[]): Scored => {
  const seen = new Set((programme.met ?? []).map(({ a, b }) => name(a, b)))
  const fit = new Map(
    (programme.candidates ?? programme.affinities ?? []).map(({ a, b, affinity = 0 }) => [name(a, b), affinity]),
  )
  const planned = new Set(
    (programme.planned ?? []).flatMap((round, t) => meetingsIn(round).map(([a, b]) => `${t} ${name(a, b)}`)),
  )
  const scored = { repeats: 0, leftOut: 0, affinity: 0, disturbed: 0 }
  rounds.forEach((round, t) => {
    scored.leftOut += round.leftOut.length
    for (const [a, b] of meetingsIn(round)) {
      if (seen.has(name(a, b))) scored.repeats++
      seen.add(name(a, b))
      scored.affinity += fit.get(name(a, b)) ?? 0
      if (planned.size && !planned.has(`${t} ${name(a, b)}`)) scored.disturbed++
    }
  })
  const turns = turnsIn(programme, rounds)
  return { ...scored, rounds, turns, unequal: Object.values(turns).reduce((sum, times) => sum + times * times, 0) }
}

const name = (a: string, b: string) => JSON.stringify(a < b ? [a, b] : [b, a])

/** Turns cannot be proven level here, so that only what is visibly perfect ends the search early. */
const isPerfect = ({ repeats, leftOut, turns }: Scored, least: number) => {
  const times = Object.values(turns)
  return repeats === least && leftOut === 0 && Math.max(...times) - Math.min(...times) <= 1
}

const better = (one: Scored, other: Scored): Scored => {
  for (const aim of ['leftOut', 'disturbed', 'repeats', 'unequal'] as const) {
    if (one[aim] !== other[aim]) return one[aim] < other[aim] ? one : other
  }
  return one.affinity >= other.affinity ? one : other
}
