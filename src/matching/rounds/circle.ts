import { type Random, shuffle } from '../random.ts'
import { type Programme, presentIn, type Round } from './programme.ts'

/** How many seatings are tried. */
const SEATINGS = 60

/**
 * Where the same even number of people is there in every round: rounds from the circle method (Kirkman 1847), in which one
 * sits still, the others move on a seat each round, and everybody meets everybody once in n − 1 rounds. Seatings are
 * shuffled until enough rounds pair nobody whom something forbids or who has met before; null when none is found.
 */
export const circleRounds = (programme: Programme, random: Random, until?: () => boolean): Round[] | null => {
  const people = presentIn(programme, 0)
  const n = people.length
  if (n % 2 || n < 2 || !isSimple(programme, people)) return null
  const never = new Set([...(programme.exclusions ?? []), ...(programme.forbids ?? [])].map(([a, b]) => key(a, b)))
  for (const { a, b } of programme.met ?? []) never.add(key(a, b))
  const known = new Set((programme.candidates ?? []).map(({ a, b }) => key(a, b)))
  const may = (a: string, b: string) =>
    (never.size === 0 || !never.has(key(a, b))) && (!programme.candidates || known.has(key(a, b)))
  for (let seating = 0; seating < SEATINGS && !until?.(); seating++) {
    const seats = shuffle([...people], random)
    const rounds: Round[] = []
    for (let t = 0; t < n - 1 && rounds.length < programme.rounds && !until?.(); t++) {
      const pairs = pairsOn(seats, t)
      if (pairs.every(([a, b]) => may(a, b))) rounds.push({ pairs, trios: [], leftOut: [] })
    }
    if (rounds.length === programme.rounds) return rounds
  }
  return null
}

const isSimple = (programme: Programme, people: string[]): boolean => {
  const { held = [], planned = [], pins = [], rounds } = programme
  if (held.length || planned.length || pins.length || rounds > people.length - 1) return false
  return Array.from({ length: rounds }, (_, t) => presentIn(programme, t).length === programme.people.length).every(
    Boolean,
  )
}

const pairsOn = (seats: string[], t: number): [string, string][] => {
  const moving = seats.length - 1
  const at = (seat: number) => seats[(((seat + t) % moving) + moving) % moving]!
  const pairs: [string, string][] = [[seats[moving]!, at(0)]]
  for (let i = 1; i <= (moving - 1) / 2; i++) pairs.push([at(i), at(-i)])
  return pairs
}

const key = (a: string, b: string) => JSON.stringify(a < b ? [a, b] : [b, a])
