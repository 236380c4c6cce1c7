import { InvalidProblem, positionOf, positionsOf, wholeNumber } from '../problem.ts'

export type Two = readonly [string, string]

/**
 * Who is in this round, and what is known of them. Without `candidates` everybody may meet everybody whom no exclusion
 * and no forbid keeps apart; with them, only those pairs. All lists but `people` may be left out.
 */
export interface PairingProblem {
  people: readonly string[]
  candidates?: readonly { a: string; b: string; affinity?: number }[]
  /** How well two fit, 0 … 1000, where every pair may meet; those not named are 0. */
  affinities?: readonly { a: string; b: string; affinity: number }[]
  /** Never these two, for safety's sake; no explanation ever proposes to lift one. */
  exclusions?: readonly Two[]
  /** Not these two this time, by the organiser's wish. */
  forbids?: readonly Two[]
  /** These two, come what may; a third may join them. */
  pins?: readonly Two[]
  /** Earlier meetings: how many rounds ago, 1 being the last round. */
  met?: readonly { a: string; b: string; ago: number }[]
  /** How often somebody was left out or third so far; who is owed most is paired first. */
  debt?: Readonly<Record<string, number>>
  /** Pairs of an earlier plan, to be kept where that leaves nobody out. */
  keep?: readonly Two[]
  /** Whether three may meet where somebody would be left over; yes unless said otherwise. */
  trio?: boolean
}

/** The problem in numbers: allowed pairs as parallel arrays, in the order of the ids given. */
export interface Pairable {
  n: number
  u: Int32Array
  v: Int32Array
  affinity: Float64Array
  repeats: Float64Array
  kept: Uint8Array
  debt: Float64Array
  /** Whom each person is pinned to, or −1. */
  pinned: Int32Array
  edgeOf: (a: number, b: number) => number | undefined
}

/** More people than this need `candidates`: all their pairs would not fit into memory. */
const EVERYBODY = 4000

/** What meeting again costs: 8 in the round after, one less with each round, never less than 1; several add up, to 24. */
export const repeatCost = (ago: number) => Math.max(1, 9 - ago)
const MOST_REPEATS = 24

/** Checks a problem and lays it out in numbers. Throws `InvalidProblem`. O(n² or candidates). */
export const pairable = (problem: PairingProblem): Pairable => {
  const positions = positionsOf('people', problem.people)
  const n = positions.size
  const key = (a: number, b: number) => (a < b ? a * n + b : b * n + a)
  const two = (field: string, a: string, b: string) => {
    const [x, y] = [positionOf(field, positions, a), positionOf(field, positions, b)]
    if (x === y) throw new InvalidProblem(field, `pairs “${a}” with itself`)
    return key(x, y)
  }
  const keys = (field: string, list: readonly Two[] = []) => list.map(([a, b], i) => two(`${field}[${i}]`, a, b))

  const excluded = new Set(keys('exclusions', problem.exclusions))
  const apart = new Set([...excluded, ...keys('forbids', problem.forbids)])
  const kept = new Set(keys('keep', problem.keep))
  const affinities = affinitiesOf(problem, two)
  const repeats = repeatsOf(problem, two)
  const pinned = pinnedOf(n, keys('pins', problem.pins), apart)

  const allowed = problem.candidates
    ? [...affinities.keys()].filter((pair) => !apart.has(pair))
    : everyPair(n, apart, key)
  for (const pair of pinned.keys) if (!affinities.has(pair) && problem.candidates) allowed.push(pair)
  const edges = problem.candidates ? new Map(allowed.map((pair, e) => [pair, e])) : tableOf(n, allowed)
  return {
    n,
    u: filled(new Int32Array(allowed.length), allowed, (pair) => Math.floor(pair / n)),
    v: filled(new Int32Array(allowed.length), allowed, (pair) => pair % n),
    affinity: known(allowed, affinities),
    repeats: known(allowed, repeats),
    kept: filled(new Uint8Array(allowed.length), kept.size ? allowed : [], (pair) => +kept.has(pair)),
    debt: debtOf(problem, positions),
    pinned: pinned.mates,
    edgeOf: (a, b) => edges.get(key(a, b)),
  }
}

/** A loop of its own: at half a million pairs `from` with a function takes five times as long. */
const filled = <Column extends Int32Array | Uint8Array | Float64Array>(
  column: Column,
  pairs: readonly number[],
  of: (pair: number) => number,
): Column => {
  for (let e = 0; e < pairs.length; e++) column[e] = of(pairs[e]!)
  return column
}

const known = (pairs: readonly number[], values: ReadonlyMap<number, number>) =>
  filled(new Float64Array(pairs.length), values.size ? pairs : [], (pair) => values.get(pair) ?? 0)

type KeyOf = (field: string, a: string, b: string) => number

const affinitiesOf = (problem: PairingProblem, two: KeyOf) => {
  const affinities = new Map<number, number>()
  const field = problem.candidates ? 'candidates' : 'affinities'
  for (const [i, { a, b, affinity = 0 }] of (problem.candidates ?? problem.affinities ?? []).entries()) {
    const pair = two(`${field}[${i}]`, a, b)
    if (affinities.has(pair)) throw new InvalidProblem(`${field}[${i}]`, `names “${a}” and “${b}” a second time`)
    affinities.set(pair, wholeNumber(`${field}[${i}].affinity`, affinity, 0, 1000))
  }
  return affinities
}

const repeatsOf = ({ met = [] }: PairingProblem, two: KeyOf) => {
  const repeats = new Map<number, number>()
  for (const [i, { a, b, ago }] of met.entries()) {
    const pair = two(`met[${i}]`, a, b)
    const cost = repeatCost(wholeNumber(`met[${i}].ago`, ago, 1, 100_000))
    repeats.set(pair, Math.min(MOST_REPEATS, cost + (repeats.get(pair) ?? 0)))
  }
  return repeats
}

const debtOf = ({ debt = {} }: PairingProblem, positions: Map<string, number>) => {
  const debts = new Float64Array(positions.size)
  for (const [id, owed] of Object.entries(debt)) {
    debts[positionOf('debt', positions, id)] = wholeNumber(`debt.${id}`, owed, 0, 1000)
  }
  return debts
}

const pinnedOf = (n: number, pins: number[], apart: Set<number>) => {
  const mates = new Int32Array(n).fill(-1)
  for (const [i, pair] of pins.entries()) {
    const [a, b] = [Math.floor(pair / n), pair % n]
    if (apart.has(pair)) throw new InvalidProblem(`pins[${i}]`, 'pins two who must not meet')
    if (mates[a]! >= 0 || mates[b]! >= 0) throw new InvalidProblem(`pins[${i}]`, 'pins somebody who is pinned already')
    mates[a] = b
    mates[b] = a
  }
  return { mates, keys: pins }
}

/** The place of each pair in a list, as a table: at this size a Map would take ten times the memory. */
const tableOf = (n: number, pairs: number[]) => {
  const table = new Int32Array(n * n).fill(-1)
  pairs.forEach((pair, e) => {
    table[pair] = e
  })
  return { get: (pair: number) => (table[pair]! < 0 ? undefined : table[pair]) }
}

const everyPair = (n: number, apart: Set<number>, key: (a: number, b: number) => number) => {
  if (n > EVERYBODY) throw new InvalidProblem('people', `are ${n}; more than ${EVERYBODY} need \`candidates\``)
  const pairs: number[] = []
  for (let a = 0; a < n; a++)
    for (let b = a + 1; b < n; b++) if (apart.size === 0 || !apart.has(key(a, b))) pairs.push(key(a, b))
  return pairs
}
