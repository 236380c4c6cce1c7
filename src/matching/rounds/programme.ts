import type { PairingProblem, Two } from '../pairs/people.ts'
import { InvalidProblem, positionOf, positionsOf, wholeNumber } from '../problem.ts'

/** Somebody in a programme: from which round to which they take part (1 is the first), and the rounds in which they pause. */
export interface Participant {
  id: string
  from?: number
  until?: number
  paused?: readonly number[]
}

/** A programme of rounds. `met` and `debt` are what was before round 1; lists mean what they mean for one round. */
export interface Programme
  extends Pick<PairingProblem, 'affinities' | 'candidates' | 'exclusions' | 'forbids' | 'met' | 'debt' | 'trio'> {
  people: readonly Participant[]
  rounds: number
  pins?: readonly { round: number; a: string; b: string }[]
  /** The first rounds, when they have taken place: never changed, always counted. */
  held?: readonly Round[]
  /** Rounds planned earlier, in full: kept together where people are still there and nobody is left out for it. */
  planned?: readonly Round[]
}

export interface Round {
  pairs: [string, string][]
  trios: [string, string, string][]
  leftOut: string[]
}

export interface ProgrammePlan {
  rounds: Round[]
  /** Meetings of two who had met in the programme or before it. */
  repeats: number
  /** No plan that leaves out as few has fewer repeats. */
  leastRepeats: number
  /** Person-rounds without company. */
  leftOut: number
  /** How often each person was left out or one of three. */
  turns: Record<string, number>
}

/** Everybody who takes part in a round (counted from 0), in the programme's order. */
export const presentIn = ({ people }: Programme, t: number): string[] =>
  people
    .filter(
      ({ from = 1, until = Number.POSITIVE_INFINITY, paused }) =>
        from <= t + 1 && t + 1 <= until && !paused?.includes(t + 1),
    )
    .map(({ id }) => id)

/** Whom a round brings together, two by two. */
export const meetingsIn = ({ pairs, trios }: Round): Two[] => [
  ...pairs,
  ...trios.flatMap(([a, b, c]): Two[] => [
    [a, b],
    [b, c],
    [a, c],
  ]),
]

/**
 * No plan in which so few are left out (`leftOut`, person-rounds) has fewer repeats than this: whoever takes part in more
 * rounds than there are people new to them, whom they may meet, must meet somebody again; and there are only so many
 * pairs of people who are new to each other. Nothing is claimed where rounds are held already. O(people² · rounds).
 */
export const leastRepeats = (programme: Programme, leftOut: number): number => {
  const { people, rounds, candidates, held = [] } = programme
  if (held.length > 0) return 0
  const at = new Map(people.map(({ id }, i) => [id, i]))
  const bothWays = (a: string, b: string) => {
    const [i, j] = [at.get(a)!, at.get(b)!]
    return Math.min(i, j) * people.length + Math.max(i, j)
  }
  const apart = new Set([...(programme.exclusions ?? []), ...(programme.forbids ?? [])].map(([a, b]) => bothWays(a, b)))
  for (const { a, b } of programme.met ?? []) apart.add(bothWays(a, b))
  const open = candidates && new Set(candidates.map(({ a, b }) => bothWays(a, b)))
  for (const { a, b } of programme.pins ?? []) open?.add(bothWays(a, b))
  const isNew = (i: number, j: number) => {
    const pair = Math.min(i, j) * people.length + Math.max(i, j)
    return i !== j && !apart.has(pair) && (open?.has(pair) ?? true)
  }
  const present = Array.from({ length: rounds }, (_, t) => new Set(presentIn(programme, t)))
  const roundsOf = people.map(({ id }) => present.filter((round) => round.has(id)))
  const freshFor = people.map(
    (_, i) => people.filter(({ id }, j) => isNew(i, j) && roundsOf[i]!.some((round) => round.has(id))).length,
  )
  const again = people.reduce((sum, _, i) => sum + Math.max(0, roundsOf[i]!.length - freshFor[i]!), 0)
  const pairs = freshFor.reduce((sum, fresh) => sum + fresh, 0) / 2
  return Math.max(0, Math.ceil((again - leftOut) / 2), meetingsAtLeast(present, leftOut) - pairs)
}

/** Where nobody is left out an odd round has three who meet, which is three meetings. */
const meetingsAtLeast = (present: readonly ReadonlySet<string>[], leftOut: number): number => {
  const seats = present.reduce((sum, { size }) => sum + size, 0)
  if (leftOut > 0) return Math.ceil((seats - leftOut) / 2)
  return present.reduce((sum, { size }) => sum + (size % 2 ? (size + 3) / 2 : size / 2), 0)
}

/** Refuses a programme that cannot be. Throws `InvalidProblem`. */
export const checkProgramme = (programme: Programme): void => {
  const { people, rounds, held = [], planned = [], pins = [] } = programme
  wholeNumber('rounds', rounds, 1, 1000)
  const positions = positionsOf(
    'people',
    people.map(({ id }) => id),
  )
  people.forEach(({ from = 1, until = rounds, paused = [] }, i) => {
    wholeNumber(`people[${i}].from`, from, 1, 1_000_000)
    wholeNumber(`people[${i}].until`, until, from, 1_000_000)
    for (const round of paused) wholeNumber(`people[${i}].paused`, round, 1, 1_000_000)
  })
  if (held.length > rounds) throw new InvalidProblem('held', `has ${held.length} rounds, of ${rounds} in all`)
  for (const [field, list] of Object.entries({ held, planned })) {
    for (const [t, round] of list.entries()) {
      for (const person of [...meetingsIn(round).flat(), ...round.leftOut])
        positionOf(`${field}[${t}]`, positions, person)
    }
  }
  pins.forEach(({ round, a, b }, i) => {
    wholeNumber(`pins[${i}].round`, round, 1, rounds)
    checkTwo(`pins[${i}]`, positions, a, b)
  })
  checkKnown(programme, positions)
}

/** Whoever is there in no round is never looked at by the pairing of one, so that everybody named is looked for here. */
const checkKnown = (programme: Programme, positions: ReadonlyMap<string, number>): void => {
  for (const field of ['candidates', 'affinities', 'met'] as const)
    programme[field]?.forEach(({ a, b }, i) => {
      // Millions of affinities are usual, and a name for each that is right would take longer than all else.
      if (a === b || !positions.has(a) || !positions.has(b)) checkTwo(`${field}[${i}]`, positions, a, b)
    })
  for (const field of ['exclusions', 'forbids'] as const)
    programme[field]?.forEach(([a, b], i) => {
      checkTwo(`${field}[${i}]`, positions, a, b)
    })
  for (const id of Object.keys(programme.debt ?? {})) positionOf('debt', positions, id)
}

const checkTwo = (field: string, positions: ReadonlyMap<string, number>, a: string, b: string): void => {
  if (positionOf(field, positions, a) === positionOf(field, positions, b))
    throw new InvalidProblem(field, `pairs “${a}” with itself`)
}
