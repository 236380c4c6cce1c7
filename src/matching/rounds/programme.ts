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
      checkTwo(`${field}[${i}]`, positions, a, b)
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
