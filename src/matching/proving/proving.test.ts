import { expect, test } from 'vitest'
import { type GroupsProblem, solveGroups } from '../groups/groups.ts'
import { proveGroups } from '../groups/prove.ts'
import { Cancelled } from '../problem.ts'
import { pick, seeded } from '../random.ts'
import { proveShifts } from '../shifts/prove.ts'
import { type ShiftsProblem, solveShifts } from '../shifts/shifts.ts'

const groupsOf = (people: number, groups: number, seed: number): GroupsProblem => {
  const random = seeded(seed)
  const applicants = Array.from({ length: people }, () => ({
    organisation: pick(random, 6),
    slots: Array.from({ length: 20 }, (_, s) => [s, (1 + pick(random, 2)) as 1 | 2] as const).filter(
      () => random() < 0.15,
    ),
  }))
  return { applicants, slots: 20, groups, size: 8, organisationCap: 3 }
}

const shiftsOf = (people: number, count: number, seed: number): ShiftsProblem => {
  const random = seeded(seed)
  const shifts = Array.from({ length: count }, () => {
    const start = 24 * pick(random, 7) + 8 + pick(random, 10)
    return { start, end: start + 2 + pick(random, 3), need: 1 + pick(random, 3) }
  })
  const pairs = Array.from({ length: people * count }, (_, at) => at).filter(() => random() < 0.15)
  const candidates = {
    person: pairs.map((at) => Math.floor(at / count)),
    shift: pairs.map((at) => at % count),
    liking: pairs.map(() => 1 + pick(random, 5)),
  }
  return { people, shifts, hours: Array.from({ length: people }, () => 6 + 2 * pick(random, 6)), candidates }
}

test('groups are proven best, and never worse than the search alone', async () => {
  const p = groupsOf(40, 3, 5)
  const proven = await proveGroups(p, { seconds: 10 })
  expect(proven.proven).toBe(true)
  expect(proven.objective).toBe(proven.bound)
  expect(proven.objective).toBeGreaterThanOrEqual(solveGroups(p).objective)
}, 20_000)

test('scarce shifts are proven best', async () => {
  const p = shiftsOf(20, 25, 3)
  const proven = await proveShifts(p, { seconds: 10 })
  expect(proven.proven).toBe(true)
  expect(proven.objective).toBeGreaterThanOrEqual(solveShifts(p).objective)
}, 20_000)

test('a solver that does not come back is killed, and the own plan stands', async () => {
  const p = groupsOf(120, 12, 6)
  const started = performance.now()
  const plan = await proveGroups(p, { seconds: 0.01, effort: 0.05 })
  expect(performance.now() - started).toBeLessThan(8_000)
  expect(plan.objective).toBe(solveGroups(p, { effort: 0.05 }).objective)
}, 20_000)

test('cancelling stops the solver', async () => {
  let calls = 0
  const cancelled = () => calls++ > 60
  await expect(proveGroups(groupsOf(150, 12, 7), { seconds: 20, effort: 0.02 }, { cancelled })).rejects.toThrow(
    Cancelled,
  )
}, 20_000)
