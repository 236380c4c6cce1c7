import type { Explanation, Watch } from '../problem.ts'
import { type Certificate, NotProven } from './certificate.ts'
import { explainer } from './explain.ts'
import { matesOf } from './family.ts'
import { type Aims, coarse, type Levels, levelsFor, refuse, weightOfTrio, weightsOf } from './levels.ts'
import { proven, settled } from './maximum-weight-matching.ts'
import { type Pairable, type PairingProblem, pairable } from './people.ts'
import { allowedBeside, type PlanOfPairs, planWith } from './plan.ts'
import { bestTrio, type Trio } from './trio.ts'
import { SPARE } from './without.ts'

/** The best round of coffees: objective and bound are equal. */
export interface PairingPlan extends PlanOfPairs {
  /** Proof for the best plan without a trio, over `people` (and three spare seats) as vertices and the allowed
   * pairs as edges; checked. */
  certificate: Certificate
  explain: (person: string) => Explanation
}

/**
 * The best round of meetings: most people placed, then as many pairs of `keep` as can be, then fewest and oldest repeats,
 * then those who are owed a turn, then affinity; strictly in this order. Where somebody would be left over, the best
 * allowed trio is made if that places more. Exact at every level; ties go to whoever stands earlier. Throws `InvalidProblem`
 * (unknown or repeated ids, somebody with themselves, pins against exclusions, sizes beyond exact arithmetic) and
 * `Cancelled`. O(n m log n) for the pairs; a trio adds a few searches for each trio that looks as good as the best.
 */
export const pairPeople = (problem: PairingProblem, { watch }: { watch?: Watch } = {}): PairingPlan => {
  const all = pairable(problem)
  const { levels, sure } = levelsFor(all)
  const best = bestBy(problem, all, levels, watch)
  if (!sure) compareWithCoarse(problem, all, best.plan.aims, watch)
  const { trio, mates, plan, certificate } = best
  return {
    ...plan,
    bound: plan.objective,
    certificate,
    explain: explainer(problem, all, levels, mates, trio?.people ?? null, placedBy),
  }
}

/** How many could be placed, whoever with whom. */
const placedBy = (problem: PairingProblem): number => {
  const candidates = problem.candidates?.map(({ a, b }) => ({ a, b }))
  return pairPeople({ ...problem, affinities: [], met: [], debt: {}, keep: [], candidates }).aims.placed
}

/** The plan that weighs most by these steps, with the one trio that helps where somebody is over. */
const bestBy = (problem: PairingProblem, all: Pairable, levels: Levels, watch?: Watch) => {
  const weights = weightsOf(all, levels)
  const edges = allowedBeside(all, weights)
  const state = settled(all.n + SPARE, edges, watch)
  const plain = proven(all.n + SPARE, edges, state.graph, state.family)
  const oneOver = plain.mates.indexOf(-1) < all.n && problem.trio !== false
  const trio = oneOver ? bestTrio(all, levels, edges, weights, state, watch) : null
  const mates = (trio ? matesWithout(trio) : plain.mates).subarray(0, all.n)
  const { chosen, ...plan } = planWith(problem, all, levels, weights, mates, trio)
  // The bound of the rest comes from its duals, so that what its pairs weigh proves it.
  const bound = trio ? trio.rest.doubled / 2n + BigInt(weightOfTrio(all, levels, trio.pairs)) : plain.weight
  if (plan.objective !== bound) throw new NotProven('weight and bound differ beside a trio')
  return { trio, mates, plan, certificate: plain.certificate }
}

/**
 * Where the steps are too small to be sure by size alone, the first three aims are planned by themselves: a plan that is
 * equal to that in all three, and heaviest, is best by the other two as well. Refuses the problem where it is not.
 */
const compareWithCoarse = (
  problem: PairingProblem,
  all: Pairable,
  { placed, kept, repeats }: Aims,
  watch?: Watch,
): void => {
  const bare = { ...all, affinity: new Float64Array(all.affinity.length), debt: new Float64Array(all.n) }
  const { aims: best } = bestBy(problem, bare, coarse(all), watch).plan
  if (best.placed !== placed || best.kept !== kept || best.repeats !== repeats) refuse()
}

/**
 * A plan again after some have dropped out, with the least disturbance: as many as can be are placed, and among such plans
 * as many of the earlier pairs as can be stay together; only then do the other aims count. `changed` are the people whose
 * company is not what it was, the dropped left aside; `freshlyChanged` how many a plan from nothing would have moved.
 */
export const repairPairs = (
  problem: PairingProblem,
  previous: Pick<PairingPlan, 'pairs' | 'trios'>,
  dropped: readonly string[],
  options: { watch?: Watch } = {},
) => {
  const gone = new Set(dropped)
  const here = ([a, b]: readonly [string, string]) => !gone.has(a) && !gone.has(b)
  const earlier = [
    ...previous.pairs,
    ...previous.trios.flatMap(([a, b, c]): [string, string][] => [
      [a, b],
      [b, c],
      [a, c],
    ]),
  ]
  const rest = restOf(problem, gone)
  const plan = pairPeople({ ...rest, keep: earlier.filter(here) }, options)
  const changes = (other: Pick<PairingPlan, 'pairs' | 'trios'>) => {
    const [before, after] = [companyIn(previous), companyIn(other)]
    return rest.people.filter((person) => before.get(person) !== after.get(person))
  }
  return { plan, changed: changes(plan), freshlyChanged: changes(pairPeople(rest, options)).length }
}

const restOf = (problem: PairingProblem, gone: Set<string>): PairingProblem => {
  const here = ([a, b]: readonly [string, string]) => !gone.has(a) && !gone.has(b)
  const both = ({ a, b }: { a: string; b: string }) => !gone.has(a) && !gone.has(b)
  return {
    ...problem,
    people: problem.people.filter((person) => !gone.has(person)),
    ...(problem.candidates && { candidates: problem.candidates.filter(both) }),
    affinities: problem.affinities?.filter(both) ?? [],
    exclusions: problem.exclusions?.filter(here) ?? [],
    forbids: problem.forbids?.filter(here) ?? [],
    pins: problem.pins?.filter(here) ?? [],
    met: problem.met?.filter(both) ?? [],
    debt: Object.fromEntries(Object.entries(problem.debt ?? {}).filter(([person]) => !gone.has(person))),
  }
}

/** With whom each person sits, as one comparable text. */
const companyIn = ({ pairs, trios }: Pick<PairingPlan, 'pairs' | 'trios'>) => {
  const company = new Map<string, string>()
  for (const group of [...pairs, ...trios]) {
    for (const person of group) company.set(person, JSON.stringify(group.filter((other) => other !== person).sort()))
  }
  return company
}

const matesWithout = ({ rest, people }: Trio): Int32Array => {
  const mates = matesOf(rest.family, rest.graph)
  for (const x of people) mates[x] = -1
  return mates
}
