import { expect, test } from 'vitest'
import { solveAssignment, solveStable } from './assignment/assignment.ts'
import { solveGroups } from './groups/groups.ts'
import { maximumWeightMatching } from './pairs/maximum-weight-matching.ts'
import { Cancelled, type Progress, type Watch } from './problem.ts'
import { pick, seeded } from './random.ts'
import { planRounds } from './rounds/plan-rounds.ts'
import { solveShifts } from './shifts/shifts.ts'

const random = seeded(41)
const many = (count: number, below: number) => Array.from({ length: count }, () => pick(random, below))

const assignment = (() => {
  const mentees = 2000
  const mentee = Array.from({ length: 20 * mentees }, (_, k) => Math.floor(k / 20))
  const mentor = mentee.map((i, k) => (i * 7 + (k % 20) * 31) % 1000)
  const weight = many(mentee.length, 1000)
  return { mentees, mentors: 1000, places: many(1000, 5), candidates: { mentee, mentor, weight } }
})()

const groups = {
  applicants: Array.from({ length: 100 }, () => ({
    slots: Array.from({ length: 40 }, (_, s) => [s, (1 + pick(random, 2)) as 1 | 2] as const).filter(
      () => random() < 0.2,
    ),
  })),
  slots: 40,
  groups: 6,
  size: 12,
}

const shifts = (() => {
  const person = Array.from({ length: 6000 }, (_, k) => k % 100)
  return {
    people: 100,
    shifts: many(60, 100).map((start) => ({ start, end: start + 4, need: 2 })),
    hours: many(100, 20),
    candidates: { person, shift: person.map((_, k) => Math.floor(k / 100)), liking: many(6000, 5) },
  }
})()

const graph = (() => {
  const u = Int32Array.from(many(120_000, 6000))
  const v = u.map((one) => (one + 1 + pick(random, 5999)) % 6000)
  return { u, v, w: Float64Array.from(many(120_000, 1000)) }
})()

const solvers: Record<string, (watch: Watch) => unknown> = {
  pairs: (watch) => maximumWeightMatching(6000, graph.u, graph.v, graph.w, watch),
  assignment: (watch) => solveAssignment(assignment, watch),
  stable: (watch) => solveStable({ ...assignment, places: new Array(1000).fill(1) }, {}, watch),
  groups: (watch) => solveGroups(groups, { effort: 0.2 }, watch),
  shifts: (watch) => solveShifts(shifts, {}, watch),
  rounds: (watch) =>
    planRounds({ people: Array.from({ length: 12 }, (_, i) => ({ id: `p${i}` })), rounds: 14 }, { watch }),
}

test.each(Object.keys(solvers))('%s tell how far they are, never less than before', (name) => {
  const heard: Progress[] = []
  solvers[name]!({ progress: (progress) => void heard.push(progress) })
  expect(heard.length).toBeGreaterThan(1)
  for (const [at, { done }] of heard.entries()) {
    expect(done).toBeGreaterThanOrEqual(heard[at - 1]?.done ?? 0)
    expect(done).toBeLessThanOrEqual(1)
  }
  expect(new Set(heard.map(({ done }) => done)).size).toBeGreaterThan(1)
})

test.each(Object.keys(solvers))('%s stop when they are cancelled', (name) => {
  let looks = 0
  expect(() => solvers[name]!({ cancelled: () => ++looks >= 2 })).toThrow(Cancelled)
  expect(looks).toBe(2)
})
