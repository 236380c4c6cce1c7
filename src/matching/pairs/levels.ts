import { InvalidProblem, LARGEST_WEIGHT } from '../problem.ts'
import type { Pairable } from './people.ts'

/**
 * What one step of each aim weighs. Each outweighs all that the aims below it can bring together, so that a heaviest
 * matching is best by the first aim, among those by the second, and so on: people placed > pairs kept > repeats avoided >
 * debt served > affinity.
 */
export interface Levels {
  placed: number
  kept: number
  repeat: number
  debt: number
}

/** How far a plan serves each aim. */
export interface Aims {
  placed: number
  kept: number
  repeats: number
  debtServed: number
  affinity: number
}

/**
 * The least weights that are still lexicographic for this problem, from what it can bring at most at each level. Throws
 * `InvalidProblem` when they would leave the range in which doubles are exact.
 */
export const levelsFor = ({ n, u, v, affinity, repeats, kept, debt }: Pairable): Levels => {
  const mostAffinity = largest(affinity) * Math.ceil(n / 2)
  const ofPerson = new Float64Array(n)
  for (let e = 0; e < u.length; e++) {
    ofPerson[u[e]!] = Math.max(ofPerson[u[e]!]!, repeats[e]!)
    ofPerson[v[e]!] = Math.max(ofPerson[v[e]!]!, repeats[e]!)
  }
  // Three who meet are three pairs, which the halved sum over people does not cover.
  const mostRepeats = Math.ceil(total(ofPerson) / 2) + 2 * largest(repeats)
  const debtStep = mostAffinity + 1
  const repeatStep = debtStep * total(debt) + mostAffinity + 1
  const keptStep = repeatStep * (mostRepeats + 1)
  const placedStep = keptStep * (kept.includes(1) ? Math.ceil(n / 2) + 1 : 1)
  // A trio's rest is found with edges four times as heavy as any here.
  if (4 * (2 * placedStep + keptStep + repeatStep) > LARGEST_WEIGHT) {
    throw new InvalidProblem(
      'people',
      'are too many, or their meetings and debts too long, for exact arithmetic: fewer levels of affinity, shorter histories or smaller debts will do',
    )
  }
  return { placed: placedStep, kept: keptStep, repeat: repeatStep, debt: debtStep }
}

/** What each allowed pair weighs. */
export const weightsOf = (pairable: Pairable, levels: Levels): Float64Array =>
  pairable.affinity.map((affinity, e) => {
    const owed = pairable.debt[pairable.u[e]!]! + pairable.debt[pairable.v[e]!]!
    return (
      2 * levels.placed +
      pairable.kept[e]! * levels.kept -
      pairable.repeats[e]! * levels.repeat +
      owed * levels.debt +
      affinity
    )
  })

/** What three who meet weigh, given their three pairs: all their repeats count, no debt is served, affinity is the mean. */
export const weightOfTrio = (
  { affinity, repeats, kept }: Pairable,
  levels: Levels,
  pairs: readonly [number, number, number],
): number => {
  const [a, b, c] = pairs
  const again = repeats[a]! + repeats[b]! + repeats[c]!
  const fit = Math.floor((affinity[a]! + affinity[b]! + affinity[c]!) / 3)
  return 3 * levels.placed + Math.max(kept[a]!, kept[b]!, kept[c]!) * levels.kept - again * levels.repeat + fit
}

/** A plan's standing by each aim, from its pairs (edges) and its trios (three edges each). */
export const aimsOf = (pairable: Pairable, pairs: number[], trios: (readonly [number, number, number])[]): Aims => {
  const { u, v, affinity, repeats, kept, debt } = pairable
  const aims = { placed: 2 * pairs.length + 3 * trios.length, kept: 0, repeats: 0, debtServed: 0, affinity: 0 }
  for (const e of pairs) {
    aims.kept += kept[e]!
    aims.repeats += repeats[e]!
    aims.debtServed += debt[u[e]!]! + debt[v[e]!]!
    aims.affinity += affinity[e]!
  }
  for (const [a, b, c] of trios) {
    aims.kept += Math.max(kept[a]!, kept[b]!, kept[c]!)
    aims.repeats += repeats[a]! + repeats[b]! + repeats[c]!
    aims.affinity += Math.floor((affinity[a]! + affinity[b]! + affinity[c]!) / 3)
  }
  return aims
}

const largest = (values: Float64Array) => values.reduce((most, value) => Math.max(most, value), 0)
const total = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0)
