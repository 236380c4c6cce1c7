import { pick, seeded, shuffle } from '#matching/random.ts'

/** An undirected graph with weights: its people, and its pairs as rows of two ends and a weight. */
export interface CoffeeInstance {
  n: number
  pairs: [number, number, number][]
}

const TOPICS = 12
const ROUNDS = 12
const MOST_REPEATS = 4

/**
 * A coffee round as a community brings it: organisations of uneven size whose members are not paired with one another, four
 * of twelve interests each, twelve rounds of history, some exclusions. Lexicographic in one weight: pairs made, repeats
 * avoided, affinity of 0 … 1000. `candidates` 0 means that everybody may meet everybody; else each names so many at random.
 * The draws are in the order of the shared generator, so that the same seed gives the same instance.
 */
export const coffeeRound = (n: number, candidates: number, seed: number): CoffeeInstance => {
  const random = seeded(seed)
  const organisations = Math.max(3, Math.round(n / 6))
  const organisation: number[] = []
  const interests: number[] = []
  for (let i = 0; i < n; i++) {
    organisation.push(Math.floor(random() * random() * organisations))
    let mask = 0
    for (let j = 0; j < 4; j++) mask |= 1 << pick(random, TOPICS)
    interests.push(mask)
  }
  const key = (i: number, j: number) => (i < j ? i * n + j : j * n + i)
  const met = new Map<number, number>()
  for (let round = 0; round < ROUNDS; round++) {
    const people = shuffle([...Array(n).keys()], random)
    for (let i = 0; i + 1 < n; i += 2)
      met.set(key(people[i]!, people[i + 1]!), (met.get(key(people[i]!, people[i + 1]!)) ?? 0) + 1)
  }
  const excluded = new Set<number>()
  for (let i = 0; i < n * 0.5; i++) excluded.add(key(pick(random, n), pick(random, n)))

  const repeat = 1000 * Math.ceil(n / 2) + 1
  const pair = MOST_REPEATS * repeat * (Math.ceil(n / 2) + 1)
  const pairs: [number, number, number][] = []
  const offer = (i: number, j: number) => {
    if (i === j || organisation[i] === organisation[j] || excluded.has(key(i, j))) return
    const affinity = Math.min(1000, bitsOf(interests[i]! & interests[j]!) * 200 + pick(random, 200))
    const repeats = Math.min(MOST_REPEATS, met.get(key(i, j)) ?? 0)
    pairs.push([i, j, pair + (MOST_REPEATS - repeats) * repeat + affinity])
  }
  if (candidates) offerSome(n, candidates, random, key, offer)
  else for (let i = 0; i < n; i++) for (let j = i + 1; j < n; j++) offer(i, j)
  return { n, pairs }
}

const offerSome = (
  n: number,
  candidates: number,
  random: () => number,
  key: (i: number, j: number) => number,
  offer: (i: number, j: number) => void,
) => {
  const seen = new Set<number>()
  for (let i = 0; i < n; i++) {
    for (let t = 0; t < candidates; t++) {
      const j = pick(random, n)
      if (j === i || seen.has(key(i, j))) continue
      seen.add(key(i, j))
      offer(Math.min(i, j), Math.max(i, j))
    }
  }
}

const bitsOf = (mask: number): number => {
  let count = 0
  for (let rest = mask; rest; rest &= rest - 1) count++
  return count
}

export const coffeeText = ({ n, pairs }: CoffeeInstance): string =>
  `${n} ${pairs.length}\n${pairs.map((pair) => pair.join(' ')).join('\n')}\n`
