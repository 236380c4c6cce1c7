import { expect, test } from 'vitest'
import { pick, type Random, seeded } from '../random.ts'
import { type GroupsProblem, solveGroups } from './groups.ts'
import { flatten } from './problem.ts'
import { seat } from './seating.ts'

/** Small enough to try every choice of slots; blocks of slots, caps, least sizes, pins: whatever bends the bound. */
const someProblem = (random: Random): GroupsProblem => {
  const slots = 3 + pick(random, 6)
  const people = 1 + pick(random, 24)
  const density = 0.15 + 0.5 * random()
  const size = 1 + pick(random, 7)
  const applicants = Array.from({ length: people }, () => ({
    ...(random() < 0.8 && { organisation: pick(random, 4) }),
    slots: Array.from({ length: slots }, (_, s) => [s, (1 + pick(random, 2)) as 1 | 2] as const).filter(
      () => random() < density,
    ),
  }))
  const groups = 1 + pick(random, 4)
  const pinned = applicants.findIndex((one) => one.slots.length > 1)
  return {
    applicants,
    slots,
    groups,
    size,
    ...(random() < 0.6 && { organisationCap: 1 + pick(random, 3) }),
    ...(random() < 0.4 && { least: 1 + pick(random, Math.min(size, 4)) }),
    pins: {
      ...(random() < 0.3 && { slots: [pick(random, slots)] }),
      ...(random() < 0.3 && pinned >= 0 && { people: [[pinned, applicants[pinned]!.slots[1]![0]] as const] }),
    },
  }
}

/** The best over every multiset of slots, with the exact places that the slots allow. */
const best = (problem: GroupsProblem): bigint => {
  const a = flatten(problem)
  const least = problem.least ?? 1
  const open = new Int32Array(a.slots)
  const pinned = least > 1 ? [] : (problem.pins?.slots ?? [])
  for (const slot of pinned) open[slot]!++
  let top = 0
  const choose = (from: number, left: number) => {
    const { placed, preference, count } = seat(a, open, least)
    if (open.every((groups, s) => groups === 0 || count[s]! >= least * groups || least === 1))
      top = Math.max(top, (2 * a.people + 1) * placed + preference)
    if (left === 0) return
    for (let slot = from; slot < a.slots; slot++) {
      open[slot]!++
      choose(slot, left - 1)
      open[slot]!--
    }
  }
  choose(0, problem.groups - pinned.length)
  return BigInt(top)
}

test('what is called proven is the best of all choices of slots, and nearly everything small is', () => {
  const random = seeded(31)
  let proven = 0
  for (let round = 0; round < 400; round++) {
    const problem = someProblem(random)
    const optimum = best(problem)
    const solved = solveGroups(problem, { effort: 0.01 })
    expect(solved.objective).toBeLessThanOrEqual(optimum)
    expect(solved.bound).toBeGreaterThanOrEqual(optimum)
    expect(BigInt(solved.mostPlaceable)).toBeGreaterThanOrEqual(optimum / BigInt(2 * problem.applicants.length + 1))
    if (!solved.proven) continue
    proven++
    expect(solved.objective).toBe(optimum)
  }
  expect(proven).toBe(400)
}, 60_000)

test('a proof that is cut short claims nothing, and its bound still holds', () => {
  const random = seeded(32)
  for (let round = 0; round < 150; round++) {
    const problem = someProblem(random)
    const optimum = best(problem)
    const solved = solveGroups(problem, { effort: 0.001, proof: 0.000_05 * pick(random, 20) })
    expect(solved.objective).toBeLessThanOrEqual(optimum)
    expect(solved.bound).toBeGreaterThanOrEqual(optimum)
    expect(solved.proven).toBe(solved.objective === solved.bound)
  }
}, 60_000)

test('without a proof there is only the bound that anybody can count', () => {
  const problem = someProblem(seeded(33))
  expect(solveGroups(problem, { proof: 0 }).bound).toBeGreaterThanOrEqual(solveGroups(problem).bound)
})
