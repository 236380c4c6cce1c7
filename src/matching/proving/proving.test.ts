import { expect, test } from 'vitest'
import { type GroupsProblem, solveGroups } from '../groups/groups.ts'
import { proveGroups } from '../groups/prove.ts'
import { Cancelled } from '../problem.ts'
import { pick, seeded } from '../random.ts'
import { proveShifts } from '../shifts/prove.ts'
import { type ShiftsProblem, solveShifts } from '../shifts/shifts.ts'
import { blankProgram, column, row } from './program.ts'
import { prove } from './proving.ts'

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

/** Market split: small, and hopeless for any solver by branch and bound. */
const hopeless = () => {
  const random = seeded(8)
  const program = blankProgram()
  for (let c = 0; c < 60; c++) column(program, 1 + pick(random, 9), 0, 1, true)
  for (let r = 0; r < 7; r++) {
    const terms = Array.from({ length: 60 }, (_, c) => [c, pick(random, 100)] as const)
    const half = Math.floor(terms.reduce((sum, [, coefficient]) => sum + coefficient, 0) / 2)
    row(program, half, half, terms)
  }
  return program
}

/** Left alone it would be at work for hours: that the test ends says that it was killed. */
test('a solver that does not come back is killed', async () => {
  const found = await prove(hopeless(), { seconds: 0.5 })
  expect(found === null || !found.optimal).toBe(true)
})

test('cancelling stops the solver', async () => {
  let looks = 0
  await expect(prove(hopeless(), { seconds: 20 }, { cancelled: () => ++looks > 3 })).rejects.toThrow(Cancelled)
})
