import { expect, test } from 'vitest'
import { pick, type Random, seeded } from '../random.ts'
import { explainPlace, type GroupsPlan, type GroupsProblem, solveGroups } from './groups.ts'
import { flatten } from './problem.ts'
import { regroup } from './regroup.ts'
import { seat } from './seating.ts'

const someProblem = (random: Random, people: number, rules: boolean): GroupsProblem => {
  const slots = 2 + pick(random, 5)
  const applicants = Array.from({ length: pick(random, people + 1) }, () => ({
    organisation: pick(random, 3),
    attributes: [pick(random, 2)],
    slots: Array.from({ length: slots }, (_, s) => [s, (1 + pick(random, 2)) as 1 | 2] as const).filter(
      () => random() < 0.4,
    ),
  }))
  const n = applicants.length
  const pins = rules && n > 3 ? { apart: [[0, 1] as const], together: [[2, 3] as const] } : undefined
  return {
    applicants,
    slots,
    groups: pick(random, 4),
    size: 1 + pick(random, 4),
    least: 1,
    organisationCap: 2,
    pins,
    ...(rules && { neverAlone: [{ attribute: 0, value: 1 }], least: 1 }),
  }
}

const expectLawful = (p: GroupsProblem, { plan, placed }: GroupsPlan) => {
  const people = plan.flatMap((g) => g.members)
  expect(new Set(people).size).toBe(people.length)
  expect(people.length).toBe(placed)
  expect(plan.length).toBeLessThanOrEqual(p.groups)
  for (const { slot, members } of plan) {
    expect(members.length).toBeLessThanOrEqual(p.size)
    expect(members.length).toBeGreaterThanOrEqual(p.least ?? 1)
    for (const a of members) expect(p.applicants[a]!.slots.some(([s]) => s === slot)).toBe(true)
    for (let o = 0; o < 3; o++)
      expect(members.filter((a) => p.applicants[a]!.organisation === o).length).toBeLessThanOrEqual(
        p.organisationCap ?? 99,
      )
    for (const [a, b] of p.pins?.apart ?? []) expect(members.includes(a) && members.includes(b)).toBe(false)
    for (const [a, b] of p.pins?.together ?? []) expect(members.includes(a)).toBe(members.includes(b))
    for (const { attribute, value } of p.neverAlone ?? [])
      expect(members.filter((a) => p.applicants[a]!.attributes?.[attribute] === value).length).not.toBe(1)
  }
}

/** The best of all choices of slots and places by trying them. */
const best = (p: GroupsProblem) => {
  const n = p.applicants.length
  let top = 0
  const open = new Array(p.slots).fill(0)
  const seatAll = (a: number, count: number[], org: Map<number, number>, placed: number, preference: number) => {
    if (a === n) {
      top = Math.max(top, (2 * n + 1) * placed + preference)
      return
    }
    seatAll(a + 1, count, org, placed, preference)
    for (const [s, level] of p.applicants[a]!.slots) {
      const key = s * 10 + p.applicants[a]!.organisation!
      if (count[s]! >= p.size * open[s] || (org.get(key) ?? 0) >= p.organisationCap! * open[s]) continue
      count[s]!++
      org.set(key, (org.get(key) ?? 0) + 1)
      seatAll(a + 1, count, org, placed + 1, preference + level)
      count[s]!--
      org.set(key, org.get(key)! - 1)
    }
  }
  const choose = (from: number, left: number) => {
    if (left === 0 || from === p.slots) return seatAll(0, new Array(p.slots).fill(0), new Map(), 0, 0)
    for (let y = 0; y <= left; y++) {
      open[from] = y
      choose(from + 1, left - y)
    }
    open[from] = 0
  }
  choose(0, p.groups)
  return top
}

test('finds the best of all plans of small problems', () => {
  const random = seeded(11)
  let exact = 0
  for (let round = 0; round < 100; round++) {
    const p = someProblem(random, 5, false)
    const solved = solveGroups(p)
    expectLawful(p, solved)
    const optimum = best(p)
    expect(Number(solved.objective)).toBeLessThanOrEqual(optimum)
    expect(Number(solved.bound)).toBeGreaterThanOrEqual(optimum)
    if (Number(solved.objective) === optimum) exact++
  }
  expect(exact).toBe(100)
}, 30_000)

test('breaks no rule, and gives the same plan again', () => {
  const random = seeded(12)
  for (let round = 0; round < 400; round++) {
    const p = someProblem(random, 14, true)
    const solved = solveGroups(p, { effort: 0.02 })
    expectLawful(p, solved)
    expect(solved.unplaced.length).toBe(p.applicants.length - solved.placed)
    if (round % 40 === 0) expect(solveGroups(p, { effort: 0.02 })).toEqual(solved)
  }
}, 30_000)

const slotOf = ({ plan }: GroupsPlan, person: number) => plan.find(({ members }) => members.includes(person))?.slot

test('when somebody drops out, everybody else stays in their group, and fewer move than in a fresh plan', () => {
  const random = seeded(13)
  let movedAfresh = 0
  for (let round = 0; round < 150; round++) {
    const p = { ...someProblem(random, 20, false), least: 1 + pick(random, 2) }
    if (p.least > p.size) continue
    const before = solveGroups(p, { effort: 0.1 })
    if (before.placed < 2) continue
    const gone = before.plan[0]!.members[0]!
    const { plan: after, moved } = regroup(p, before, [gone])
    const left = { ...p, applicants: p.applicants.map((one, at) => (at === gone ? { ...one, slots: [] } : one)) }
    const fresh = solveGroups(left, { effort: 0.1 })
    expectLawful(p, after)
    expect(slotOf(after, gone)).toBeUndefined()
    expect(after.objective).toBeLessThanOrEqual(fresh.bound)
    const held = before.plan.flatMap(({ members }) => members).filter((person) => person !== gone)
    const unlike = (plan: GroupsPlan) => held.filter((person) => slotOf(plan, person) !== slotOf(before, person))
    expect(moved).toEqual(unlike(after).sort((a, b) => a - b))
    movedAfresh += unlike(fresh).length - moved.length
    for (const { slot, members } of before.plan) {
      const rest = members.filter((person) => person !== gone)
      if (rest.length < p.least) continue
      expect(after.plan.some((group) => group.slot === slot && rest.every((one) => group.members.includes(one)))).toBe(
        true,
      )
    }
    expect(moved.length).toBeLessThan(p.least)
  }
  expect(movedAfresh).toBeGreaterThan(0)
}, 30_000)

test('when somebody drops out and a group is to give, those who wait get one of their own', () => {
  const only = (slot: number) => ({ slots: [[slot, 2] as const] })
  const p: GroupsProblem = {
    applicants: [only(0), only(0), only(1), only(1), only(2)],
    slots: 3,
    groups: 2,
    size: 3,
    least: 2,
  }
  const before = { ...solveGroups(p), plan: [{ slot: 0, members: [0, 1] }] }
  const { plan, moved } = regroup(p, before, [])
  expect(plan.plan).toEqual([
    { slot: 0, members: [0, 1] },
    { slot: 1, members: [2, 3] },
  ])
  expect(moved).toEqual([])
  const dissolved = regroup(p, before, [0])
  expect(dissolved.plan.plan).toEqual([{ slot: 1, members: [2, 3] }])
  expect(dissolved.moved).toEqual([1])
})

test('why somebody is where they are: what every other slot would cost is what a plan with them there costs', () => {
  const random = seeded(14)
  for (let round = 0; round < 60; round++) {
    const p = { ...someProblem(random, 10, false), least: 1 }
    const solved = solveGroups(p)
    const open = new Int32Array(p.slots)
    for (const { slot } of solved.plan) open[slot]!++
    for (const [person, { slots }] of p.applicants.entries()) {
      const { placed, reasons } = explainPlace(p, solved, person)
      expect(placed).toBe(slotOf(solved, person) !== undefined)
      expect(reasons).toHaveLength(placed ? slots.length : 1)
      if (!placed) continue
      for (const { because, people, costs } of reasons.slice(1)) {
        const slot = Number(people![0]!.slice(5))
        expect(because === 'no-group-there').toBe(open[slot] === 0)
        if (costs === undefined) continue
        const there = seat(flatten({ ...p, pins: { people: [[person, slot]] } }), open, 1)
        if (there.slotOf[person] === slot)
          expect(BigInt(costs)).toBe(
            solved.objective - BigInt((2 * p.applicants.length + 1) * there.placed + there.preference),
          )
      }
    }
  }
})

test.each([
  ['applicants[0].slots[0]', { applicants: [{ slots: [[9, 2]] }] }],
  [
    'applicants[0].slots[1]',
    {
      applicants: [
        {
          slots: [
            [1, 2],
            [1, 1],
          ],
        },
      ],
    },
  ],
  ['groups', { groups: -1 }],
  ['size', { size: Number.NaN }],
  ['pins.people[0]', { pins: { people: [[0, 1]] } }],
] as const)('refuses a problem by the name of the field: %s', (field, change) => {
  const p: any = { applicants: [{ slots: [] }], slots: 3, groups: 1, size: 2 }
  expect(() => solveGroups({ ...p, ...change })).toThrow(expect.objectContaining({ field }))
})

test('one more group is not said to help where too few could come to it', () => {
  const alone = { applicants: [{ slots: [[0, 2]] }], slots: 1, groups: 0, size: 3 } as const
  const said = (least: number) => solveGroups({ ...alone, least }).unplaced[0]!.wouldChange[0]!.because
  expect([said(1), said(2)]).toEqual(['one-more-group', 'one-more-group-with-more-people'])
})

test('who finds a free seat but no room for their organisation hears just that, and a higher cap places them', () => {
  const random = seeded(73)
  let tried = 0
  for (let round = 0; round < 40; round++) {
    const applicants = Array.from({ length: 20 }, () => ({
      organisation: pick(random, 3),
      slots: [0, 1, 2, 3].filter(() => random() < 0.4).map((slot) => [slot, 2] as const),
    }))
    const problem: GroupsProblem = { applicants, slots: 4, groups: 2, size: 8, organisationCap: 2 }
    const solved = solveGroups(problem)
    for (const { reasons, wouldChange } of solved.unplaced) {
      if (reasons[0]!.because !== 'organisation-full') continue
      expect(wouldChange[0]!.because).toBe('higher-organisation-cap')
      tried++
    }
    if (solved.unplaced.some(({ reasons }) => reasons[0]!.because === 'organisation-full'))
      expect(solveGroups({ ...problem, organisationCap: 3 }).placed).toBeGreaterThan(solved.placed)
  }
  expect(tried).toBeGreaterThan(10)
})
