import { InvalidProblem } from '../problem.ts'
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

/** How many steps of the aim below one step outweighs at least, where it cannot outweigh all that there could be. */
const ENOUGH = 256

/**
 * The least steps that are lexicographic whatever the plans, from what the problem can bring at most at each level. Where
 * those would leave the range in which doubles are exact, the steps are smaller: `sure` is false then, and the plan has to
 * be compared with the one by `coarse` steps. Throws `InvalidProblem` where even that does not fit.
 */
export const levelsFor = ({ n, u, v, affinity, repeats, kept, debt }: Pairable): { levels: Levels; sure: boolean } => {
  const mostAffinity = largest(affinity) * Math.ceil(n / 2)
  const debtStep = mostAffinity + 1
  const mostRepeats = repeatsAtMost(n, u, v, repeats)
  const mostKept = kept.includes(1) ? Math.ceil(n / 2) : 0
  const mostDebt = total(debt)
  const sure = stepsFrom(debtStep * mostDebt + mostAffinity + 1, debtStep, mostRepeats, mostKept)
  if (fits(sure)) return { levels: sure, sure: true }
  const repeat = debtStep * Math.min(mostDebt + 1, ENOUGH)
  const smaller = stepsFrom(repeat, debtStep, Math.min(mostRepeats, ENOUGH), Math.min(mostKept, ENOUGH))
  if (!fits(smaller)) refuse()
  return { levels: smaller, sure: false }
}

/** Half of what a matching takes: a trio is tried by edges that outweigh all others. */
const LARGEST = 2 ** 50

const fits = ({ placed, kept }: Levels) => 2 * placed + 2 * kept <= LARGEST

/** Steps for the first three aims alone: small, and always lexicographic. */
export const coarse = ({ n, u, v, repeats, kept }: Pairable): Levels =>
  stepsFrom(1, 0, repeatsAtMost(n, u, v, repeats), kept.includes(1) ? Math.ceil(n / 2) : 0)

export const refuse = (): never => {
  throw new InvalidProblem(
    'people',
    'are too many, or their meetings and debts too long, for exact arithmetic: fewer levels of affinity, shorter histories or smaller debts will do',
  )
}

const stepsFrom = (repeat: number, debt: number, mostRepeats: number, mostKept: number): Levels => {
  const kept = repeat * (mostRepeats + 1)
  return { placed: kept * (mostKept + 1), kept, repeat, debt }
}

/** Half of each person's worst repeat, summed; three who meet are three pairs, which that does not cover. */
const repeatsAtMost = (n: number, u: Int32Array, v: Int32Array, repeats: Float64Array): number => {
  const ofPerson = new Float64Array(n)
  for (let e = 0; e < u.length; e++) {
    ofPerson[u[e]!] = Math.max(ofPerson[u[e]!]!, repeats[e]!)
    ofPerson[v[e]!] = Math.max(ofPerson[v[e]!]!, repeats[e]!)
  }
  return Math.ceil(total(ofPerson) / 2) + 2 * largest(repeats)
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
