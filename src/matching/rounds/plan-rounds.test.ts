import { describe, expect, test } from 'vitest'
import type { Two } from '../pairs/people.ts'
import { InvalidProblem } from '../problem.ts'
import { pick, seeded } from '../random.ts'
import { planRounds } from './plan-rounds.ts'
import { meetingsIn, type Programme, presentIn } from './programme.ts'

const people = (n: number) => Array.from({ length: n }, (_, i) => ({ id: `p${i}` }))

const someExclusions = (n: number, chance: number, seed: number): Two[] => {
  const random = seeded(seed)
  const list: Two[] = []
  for (let i = 0; i < n; i++) for (let j = i + 1; j < n; j++) if (random() < chance) list.push([`p${i}`, `p${j}`])
  return list
}

describe('a programme of coffees', () => {
  test.each([1, 2, 3, 4, 5, 6, 7, 8])(
    '20 people × 5 rounds with exclusions: nobody twice, nobody left out (%i)',
    (seed) => {
      const exclusions = someExclusions(20, 0.15, seed)
      const plan = planRounds({ people: people(20), rounds: 5, exclusions }, { seed })
      expect(plan).toMatchObject({ repeats: 0, leftOut: 0 })
      const never = new Set(exclusions.map(([a, b]) => [a, b].sort().join()))
      for (const [a, b] of plan.rounds.flatMap(meetingsIn)) expect(never.has([a, b].sort().join())).toBe(false)
    },
  )

  test('20 people meet all 19 others in 19 rounds', () => {
    expect(planRounds({ people: people(20), rounds: 19 })).toMatchObject({ repeats: 0, leftOut: 0 })
  })

  test('an odd number shares the turn at being three', () => {
    const { turns, leftOut, repeats } = planRounds({ people: people(15), rounds: 5 })
    expect({ leftOut, repeats }).toEqual({ leftOut: 0, repeats: 0 })
    expect(Math.max(...Object.values(turns))).toBe(1)
  })

  test('people join, pause and leave; everybody there is placed', () => {
    const programme: Programme = {
      people: [...people(18), { id: 'late', from: 3 }, { id: 'resting', paused: [2, 3] }, { id: 'leaving', until: 4 }],
      rounds: 6,
      exclusions: [['late', 'p0']],
    }
    const plan = planRounds(programme)
    expect(plan).toMatchObject({ repeats: 0, leftOut: 0 })
    plan.rounds.forEach((round, t) => {
      expect([...round.pairs.flat(), ...round.trios.flat(), ...round.leftOut].sort()).toEqual(
        presentIn(programme, t).sort(),
      )
    })
  })

  test('rounds held stand; those to come change only around who has left', () => {
    const programme: Programme = { people: people(20), rounds: 5 }
    const before = planRounds(programme)
    const left = people(20).map((person) => (person.id === 'p4' ? { ...person, until: 2 } : person))
    const after = planRounds({ ...programme, people: left, held: before.rounds.slice(0, 2), planned: before.rounds })
    expect(after.rounds.slice(0, 2)).toEqual(before.rounds.slice(0, 2))
    expect(after).toMatchObject({ repeats: 0, leftOut: 0 })
    for (const t of [2, 3, 4]) {
      const was = new Set(before.rounds[t]!.pairs.map((pair) => [...pair].sort().join()))
      const same = after.rounds[t]!.pairs.filter((pair) => was.has([...pair].sort().join()))
      expect(same.length).toBeGreaterThanOrEqual(8)
    }
  })

  test('pins hold in their round', () => {
    const plan = planRounds({ people: people(8), rounds: 3, pins: [{ round: 2, a: 'p1', b: 'p6' }] })
    expect(plan.rounds[1]!.pairs.map((pair) => [...pair].sort())).toContainEqual(['p1', 'p6'])
  })

  test.each([
    [2, 5, 4],
    [3, 5, 12],
    [4, 10, 14],
    [5, 8, 22],
    [6, 10, 15],
    [6, 5, 0],
  ])('where %i people meet in %i rounds, %i repeats cannot be avoided, and are all there are', (n, rounds, least) => {
    const plan = planRounds({ people: people(n), rounds })
    expect(plan).toMatchObject({ repeats: least, leastRepeats: least, leftOut: 0 })
  })

  test('fewer repeats than that there are in no programme, whatever keeps people apart', () => {
    for (let seed = 0; seed < 8; seed++) {
      const plan = planRounds({
        people: people(4 + (seed % 5)),
        rounds: 5,
        exclusions: someExclusions(4 + (seed % 5), 0.3, seed),
      })
      expect(plan.repeats).toBeGreaterThanOrEqual(plan.leastRepeats)
    }
  })

  test('when the time is over before the first round, all rounds still come, with nobody left out or met again', () => {
    const plan = planRounds({ people: people(301), rounds: 4 }, { until: () => true })
    expect(plan).toMatchObject({ repeats: 0, leftOut: 0 })
    expect(plan.rounds.map(({ pairs, trios }) => [pairs.length, trios.length])).toEqual(Array(4).fill([149, 1]))
  })

  test('many people in little time: each among some of the others, whom they may meet, and those who fit best', () => {
    const everybody = people(900)
    const fits = (i: number, j: number) => (i % 9 === j % 9 ? 500 : 1)
    const affinities = everybody.flatMap(({ id: a }, i) =>
      everybody.slice(i + 1).map(({ id: b }, more) => ({ a, b, affinity: fits(i, i + 1 + more) })),
    )
    const exclusions = someExclusions(900, 0.05, 7)
    let looks = 0
    const plan = planRounds({ people: everybody, rounds: 3, affinities, exclusions }, { until: () => ++looks > 200 })
    const met = plan.rounds.flatMap(meetingsIn)
    const never = new Set(exclusions.map((two) => two.join()))
    expect(met.filter(([a, b]) => never.has([a, b].join()) || never.has([b, a].join()))).toEqual([])
    expect(plan.rounds.map((round) => new Set([...meetingsIn(round).flat(), ...round.leftOut]).size)).toEqual([
      900, 900, 900,
    ])
    expect(plan.leftOut).toBeLessThan(60)
    const alike = met.filter(([a, b]) => fits(Number(a.slice(1)), Number(b.slice(1))) > 1)
    expect(alike.length).toBeGreaterThan(met.length / 2)
  })

  test('the same programme and seed give the same plan', () => {
    const programme = { people: people(13), rounds: 6, exclusions: someExclusions(13, 0.2, 3) }
    expect(planRounds(programme, { seed: 4 })).toEqual(planRounds(programme, { seed: 4 }))
  })

  test('no exclusion is ever broken, whoever comes and goes', () => {
    const random = seeded(11)
    for (let round = 0; round < 20; round++) {
      const n = 2 + pick(random, 12)
      const exclusions = someExclusions(n, random() / 2, round)
      const coming = people(n).map((person) => ({
        ...person,
        from: 1 + pick(random, 3),
        paused: [1 + pick(random, 5)],
      }))
      const plan = planRounds({ people: coming, rounds: 4, exclusions })
      const never = new Set(exclusions.map(([a, b]) => [a, b].sort().join()))
      for (const [a, b] of plan.rounds.flatMap(meetingsIn)) expect(never.has([a, b].sort().join())).toBe(false)
    }
  })
})

test.each<[string, Programme, string]>([
  ['no rounds', { people: people(4), rounds: 0 }, 'rounds: is 0; the smallest allowed is 1'],
  [
    'leaving before coming',
    { people: [{ id: 'a', from: 3, until: 2 }], rounds: 4 },
    'people[0].until: is 2; the smallest allowed is 3',
  ],
  [
    'a held round with a stranger',
    { people: people(2), rounds: 2, held: [{ pairs: [['p0', 'zoe']], trios: [], leftOut: [] }] },
    'held[0]: nobody here is “zoe”',
  ],
  [
    'somebody to be kept apart whom nobody knows',
    { people: people(2), rounds: 1, exclusions: [['p0', 'zoe']] },
    'exclusions[0]: nobody here is “zoe”',
  ],
  [
    'a pin of somebody with themselves',
    { people: people(2), rounds: 1, pins: [{ round: 1, a: 'p0', b: 'p0' }] },
    'pins[0]: pairs “p0” with itself',
  ],
])('refuses %s', (_name, programme, message) => {
  expect(() => planRounds(programme)).toThrow(InvalidProblem)
  expect(() => planRounds(programme)).toThrow(message)
})
