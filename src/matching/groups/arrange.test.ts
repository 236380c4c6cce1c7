import { expect, test } from 'vitest'
import { pick, type Random, seeded } from '../random.ts'
import { type GroupsPlan, type GroupsProblem, solveGroups } from './groups.ts'

const someProblem = (random: Random, people: number): GroupsProblem => {
  const slots = 1 + pick(random, 3)
  return {
    applicants: Array.from({ length: people }, () => ({
      attributes: [pick(random, 2)],
      slots: Array.from({ length: slots }, (_, s) => [s, (1 + pick(random, 2)) as 1 | 2] as const).filter(
        () => random() < 0.7,
      ),
    })),
    slots,
    groups: 1 + pick(random, 2),
    size: 2 + pick(random, 2),
  }
}

const ones = ({ applicants }: GroupsProblem, members: readonly number[]) =>
  members.filter((person) => applicants[person]!.attributes?.[0] === 1).length

/** The squares of how many share each value: the less, the more evenly they are spread. */
const unevenness = (p: GroupsProblem, groups: readonly (readonly number[])[]) =>
  groups.reduce((sum, members) => sum + ones(p, members) ** 2 + (members.length - ones(p, members)) ** 2, 0)

/** Every way to seat people in groups of these slots, some of them nowhere, that keeps size and availability. */
const everySeating = (
  p: GroupsProblem,
  slots: readonly number[],
  visit: (groups: number[][], worth: number) => void,
) => {
  const groups = slots.map((): number[] => [])
  const seatFrom = (person: number, worth: number) => {
    if (person === p.applicants.length) return visit(groups, worth)
    seatFrom(person + 1, worth)
    for (const [at, slot] of slots.entries()) {
      const level = p.applicants[person]!.slots.find(([s]) => s === slot)?.[1]
      if (level === undefined || groups[at]!.length === p.size) continue
      groups[at]!.push(person)
      seatFrom(person + 1, worth + 2 * p.applicants.length + 1 + level)
      groups[at]!.pop()
    }
  }
  seatFrom(0, 0)
}

const everyChoice = ({ slots, groups }: GroupsProblem): number[][] => {
  const one = Array.from({ length: slots }, (_, s) => [s])
  return groups === 1 ? one : one.flatMap(([s]) => one.map(([t]) => [s!, t!]))
}

const groupsOf = ({ plan }: GroupsPlan) => plan.map(({ members }) => members)

test('never alone: no plan leaves one alone, most are the best of all that do not, and what is called proven is', () => {
  const random = seeded(61)
  let exact = 0
  for (let round = 0; round < 300; round++) {
    const p = { ...someProblem(random, 5), neverAlone: [{ attribute: 0, value: 1 }] }
    const solved = solveGroups(p, { effort: 0.02 })
    let top = 0
    for (const slots of everyChoice(p))
      everySeating(p, slots, (groups, worth) => {
        if (worth > top && groups.every((members) => ones(p, members) !== 1)) top = worth
      })
    for (const members of groupsOf(solved)) expect(ones(p, members)).not.toBe(1)
    expect(Number(solved.objective)).toBeLessThanOrEqual(top)
    expect(Number(solved.bound)).toBeGreaterThanOrEqual(top)
    if (Number(solved.objective) === top) exact++
    else expect(solved.proven).toBe(false)
  }
  expect(exact).toBeGreaterThan(200)
})

test('spread costs nobody a place or a wish, and is as even as the same people in the same slots can be', () => {
  const random = seeded(62)
  let even = 0
  for (let round = 0; round < 300; round++) {
    const p = { ...someProblem(random, 6), groups: 2, spread: [0] }
    const solved = solveGroups(p, { effort: 0.02 })
    expect(solved.objective).toBe(solveGroups({ ...p, spread: [] }, { effort: 0.02 }).objective)
    const placed = groupsOf(solved).flat().sort().join()
    let least = Number.POSITIVE_INFINITY
    everySeating(
      p,
      solved.plan.map(({ slot }) => slot),
      (groups, worth) => {
        const same = worth === Number(solved.objective) && groups.flat().sort().join() === placed
        if (same && groups.every((members) => members.length > 0)) least = Math.min(least, unevenness(p, groups))
      },
    )
    if (unevenness(p, groupsOf(solved)) === least || solved.placed === 0) even++
  }
  expect(even).toBe(300)
})
