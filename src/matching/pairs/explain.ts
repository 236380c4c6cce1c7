import { type Explanation, positionOf, positionsOf, type Reason } from '../problem.ts'
import type { Levels } from './levels.ts'
import type { Pairable, PairingProblem, Two } from './people.ts'

/**
 * Says for one person why they sit where they sit, in reasons that a page can word: `pinned`, `fits` (affinity), `metBefore`,
 * `owed`, `bestForAll` (they fit better with others, who are needed elsewhere; `costs` is by how much), `oddNumber`,
 * `nobodyToMeet`, `othersNeedThem` (everybody whom they may meet is needed by somebody who would be left out instead). What
 * would change it: `liftForbid` and `allowTrio`, each tried (`placedBy` plans again) and said only where more people would
 * have company then; `oneMorePerson`, `moreCandidates`. An exclusion is never named nor counted.
 */
export const explainer = (
  problem: PairingProblem,
  all: Pairable,
  levels: Levels,
  mates: Int32Array,
  trio: readonly number[] | null,
  placedBy: (problem: PairingProblem) => number,
) => {
  const positions = positionsOf('people', problem.people)
  const name = (x: number) => problem.people[x]!
  const seated = mates.reduce((sum, mate) => sum + +(mate >= 0), trio?.length ?? 0)

  return (person: string): Explanation => {
    const x = positionOf('person', positions, person)
    const company = trio?.includes(x) ? trio.filter((other) => other !== x) : mates[x]! >= 0 ? [mates[x]!] : []
    const meetable = neighboursOf(all, x)
    const placed = company.length > 0
    return {
      id: person,
      placed,
      with: company.map(name),
      reasons: placed ? whyThese(all, levels, x, company, meetable, name) : whyLeftOut(all, meetable),
      wouldChange: placed ? [] : whatWouldHelp(problem, person, meetable, (other) => placedBy(other) > seated),
    }
  }
}

const neighboursOf = ({ u, v }: Pairable, x: number): number[] => {
  const edges: number[] = []
  for (let e = 0; e < u.length; e++) if (u[e] === x || v[e] === x) edges.push(e)
  return edges
}

const whyThese = (
  { affinity, repeats, debt, pinned, edgeOf, n }: Pairable,
  levels: Levels,
  x: number,
  company: number[],
  meetable: number[],
  name: (x: number) => string,
): Reason[] => {
  const pairs = company.map((other) => edgeOf(x, other)!)
  const reasons: Reason[] = []
  if (company.length === 2) reasons.push({ because: 'oddNumber', count: n })
  if (company.includes(pinned[x]!)) reasons.push({ because: 'pinned', people: [name(pinned[x]!)] })
  const fit = Math.max(...pairs.map((e) => affinity[e]!))
  if (fit > 0) reasons.push({ because: 'fits', count: fit })
  const again = pairs.reduce((sum, e) => sum + repeats[e]!, 0)
  if (again > 0) reasons.push({ because: 'metBefore', costs: again * levels.repeat })
  if (debt[x]! > 0) reasons.push({ because: 'owed', count: debt[x]! })
  const fitting = meetable.filter((e) => affinity[e]! - repeats[e]! * levels.repeat > fit - again * levels.repeat)
  if (fitting.length) {
    const best = fitting.reduce((most, e) => Math.max(most, affinity[e]! - repeats[e]! * levels.repeat), 0)
    reasons.push({ because: 'bestForAll', count: fitting.length, costs: best - (fit - again * levels.repeat) })
  }
  return reasons
}

const whyLeftOut = ({ n }: Pairable, meetable: number[]): Reason[] => {
  if (!meetable.length) return [{ because: 'nobodyToMeet' }]
  const reasons: Reason[] = [{ because: 'othersNeedThem', count: meetable.length }]
  return n % 2 ? [{ because: 'oddNumber', count: n }, ...reasons] : reasons
}

/** Forbids of one person that are tried at most: each takes a plan of its own. */
const TRIED = 12

const whatWouldHelp = (
  problem: PairingProblem,
  person: string,
  meetable: number[],
  helps: (other: PairingProblem) => boolean,
): Reason[] => {
  const { forbids = [], candidates, trio } = problem
  const lifted = ([a, b]: Two) => ({
    ...problem,
    forbids: forbids.filter((two) => !(two.includes(a) && two.includes(b))),
  })
  const mine = forbids.filter((two) => two.includes(person)).slice(0, TRIED)
  const changes: Reason[] = mine
    .filter((two) => helps(lifted(two)))
    .map((two) => ({ because: 'liftForbid', people: [...two] }))
  if (trio === false && helps({ ...problem, trio: true })) changes.push({ because: 'allowTrio' })
  if (candidates) changes.push({ because: 'moreCandidates', people: [person] })
  if (meetable.length || !candidates) changes.push({ because: 'oneMorePerson' })
  return changes
}
