import { describe, expect, test } from 'vitest'
import { InvalidProblem } from '../problem.ts'
import { pick, type Random, seeded } from '../random.ts'
import { levelsFor, weightOfTrio, weightsOf } from './levels.ts'
import { type PairingPlan, pairPeople, repairPairs } from './pair-people.ts'
import { type PairingProblem, pairable, type Two } from './people.ts'

const names = (n: number) => Array.from({ length: n }, (_, i) => `p${i}`)

const randomProblem = (random: Random, n: number): PairingProblem => {
  const people = names(n)
  const twos = (chance: number) => {
    const list: [string, string][] = []
    people.forEach((a, i) => {
      for (const b of people.slice(i + 1)) if (random() < chance) list.push([a, b])
    })
    return list
  }
  const density = random()
  const flat = random() < 0.3
  return {
    people,
    candidates: twos(density).map(([a, b]) => ({ a, b, affinity: flat ? 7 : pick(random, 1001) })),
    exclusions: twos(0.05),
    forbids: twos(0.05),
    met: twos(0.3).map(([a, b]) => ({ a, b, ago: 1 + pick(random, 12) })),
    debt: Object.fromEntries(people.filter(() => random() < 0.3).map((person) => [person, 1 + pick(random, 3)])),
    keep: random() < 0.5 ? twos(0.1) : [],
  }
}

/** The best over every plan of pairs and at most one trio. */
const bruteForce = (problem: PairingProblem): bigint => {
  const all = pairable(problem)
  const { levels } = levelsFor(all)
  const weights = weightsOf(all, levels)
  const best = new Float64Array(1 << all.n)
  for (let free = 1; free < 1 << all.n; free++) {
    const x = 31 - Math.clz32(free)
    const rest = free & ~(1 << x)
    best[free] = best[rest]!
    for (let y = 0; y < x; y++) {
      const e = rest & (1 << y) ? all.edgeOf(x, y) : undefined
      if (e !== undefined) best[free] = Math.max(best[free]!, weights[e]! + best[rest & ~(1 << y)]!)
    }
  }
  const everybody = (1 << all.n) - 1
  let most = best[everybody]!
  for (let a = 0; a < all.n; a++)
    for (let b = 0; b < a; b++)
      for (let c = 0; c < b; c++) {
        const [ab, bc, ac] = [all.edgeOf(a, b), all.edgeOf(b, c), all.edgeOf(a, c)]
        if (ab === undefined || bc === undefined || ac === undefined) continue
        const rest = best[everybody & ~(1 << a) & ~(1 << b) & ~(1 << c)]!
        most = Math.max(most, rest + weightOfTrio(all, levels, [ab, bc, ac]))
      }
  return BigInt(most)
}

const meetings = ({ pairs, trios }: Pick<PairingPlan, 'pairs' | 'trios'>): Two[] => [
  ...pairs,
  ...trios.flatMap(([a, b, c]): Two[] => [
    [a, b],
    [b, c],
    [a, c],
  ]),
]

describe('the best plan of all, trio and all', () => {
  test.each([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11])('of %i people', (n) => {
    const random = seeded(100 + n)
    for (let round = 0; round < 80; round++) {
      const problem = randomProblem(random, n)
      expect(pairPeople(problem).objective).toBe(bruteForce(problem))
    }
  })
})

test('10,000 random rounds without a forbidden pair', () => {
  const random = seeded(5)
  for (let round = 0; round < 10_000; round++) {
    const problem = randomProblem(random, 2 + pick(random, 12))
    const plan = pairPeople(problem)
    const never = new Set([...problem.exclusions!, ...problem.forbids!].flatMap(([a, b]) => [`${a} ${b}`, `${b} ${a}`]))
    for (const [a, b] of meetings(plan)) if (never.has(`${a} ${b}`)) throw new Error(`${a} met ${b}`)
    const seats = [...plan.pairs.flat(), ...plan.trios.flat(), ...plan.leftOut].sort()
    expect(seats).toEqual([...problem.people].sort())
  }
}, 60_000)

describe('aims, strictly in their order', () => {
  test('a repeat is better than leaving two out', () => {
    const plan = pairPeople({ people: ['a', 'b'], met: [{ a: 'a', b: 'b', ago: 1 }] })
    expect(plan.pairs).toEqual([['a', 'b']])
  })

  test('no affinity outweighs a repeat, and the older repeat is the lesser', () => {
    const people = ['a', 'b', 'c', 'd']
    const affinities = [
      { a: 'a', b: 'b', affinity: 1000 },
      { a: 'c', b: 'd', affinity: 1000 },
    ]
    expect(pairPeople({ people, affinities, met: [{ a: 'a', b: 'b', ago: 5 }] }).aims.repeats).toBe(0)
    const met = [
      { a: 'a', b: 'b', ago: 9 },
      { a: 'a', b: 'c', ago: 1 },
      { a: 'a', b: 'd', ago: 2 },
    ]
    expect(pairPeople({ people, met }).pairs).toEqual([
      ['a', 'b'],
      ['c', 'd'],
    ])
  })

  test('who was left out last time is not the third this time', () => {
    const plan = pairPeople({ people: names(5), debt: { p0: 1, p4: 1 } })
    expect(plan.trios).toEqual([['p1', 'p2', 'p3']])
  })

  test('nobody is left out of an odd number, unless trios are off', () => {
    expect(pairPeople({ people: names(7) })).toMatchObject({ leftOut: [], aims: { placed: 7 } })
    expect(pairPeople({ people: names(7), trio: false }).leftOut).toHaveLength(1)
  })

  test('pins stay together, and a third may join them', () => {
    const affinities = [{ a: 'p0', b: 'p1', affinity: 1000 }]
    const plan = pairPeople({ people: names(5), affinities, pins: [['p1', 'p2']] })
    expect(meetings(plan).some(([a, b]) => a === 'p1' && b === 'p2')).toBe(true)
    expect(pairPeople({ people: names(3), pins: [['p1', 'p2']] }).trios).toHaveLength(1)
  })
})

test('where one weight cannot hold all aims by size, the plan is the same in the first three as by those alone', () => {
  const random = seeded(3)
  const people = names(200)
  const debt = Object.fromEntries(people.map((person) => [person, 900 + pick(random, 100)]))
  const met = people.slice(1).map((b, i) => ({ a: people[i]!, b, ago: 1 }))
  const keep = people.slice(0, 100).flatMap((a, i): Two[] => (i % 2 ? [] : [[a, people[i + 1]!]]))
  const affinities = people.slice(2).map((b, i) => ({ a: people[i]!, b, affinity: pick(random, 1001) }))
  const problem = { people, debt, met, keep, affinities }
  expect(levelsFor(pairable(problem)).sure).toBe(false)
  expect(pairPeople(problem).aims).toMatchObject({
    placed: 200,
    kept: 50,
    debtServed: Object.values(debt).reduce((a, b) => a + b),
  })
})

test('the same problem gives the same plan', () => {
  const problem = randomProblem(seeded(6), 31)
  expect(pairPeople(problem)).toMatchObject({ pairs: pairPeople(problem).pairs, trios: pairPeople(problem).trios })
})

test('after somebody drops out as many are placed as from nothing, and at least as many stay together', () => {
  const random = seeded(12)
  const company = ({ pairs, trios }: Pick<PairingPlan, 'pairs' | 'trios'>) =>
    new Set(meetings({ pairs, trios }).map((two) => two.join()))
  for (let round = 0; round < 60; round++) {
    const problem: PairingProblem = { ...randomProblem(random, 18 + pick(random, 4)), keep: [] }
    const before = pairPeople(problem)
    const { plan, changed } = repairPairs(problem, before, ['p3'])
    const { people, ...rest } = problem
    const without = <Pair extends { a: string; b: string }>(list: readonly Pair[]) =>
      list.filter(({ a, b }) => a !== 'p3' && b !== 'p3')
    const apart = (list: readonly Two[]) => list.filter((two) => !two.includes('p3'))
    const { p3: _, ...debt } = rest.debt as Record<string, number>
    const fresh = pairPeople({
      people: people.filter((person) => person !== 'p3'),
      candidates: without(problem.candidates!),
      exclusions: apart(problem.exclusions!),
      forbids: apart(problem.forbids!),
      met: without(problem.met!),
      debt,
    })
    const kept = (other: Pick<PairingPlan, 'pairs'>) =>
      before.pairs.filter((two) => company({ pairs: other.pairs, trios: [] }).has(two.join())).length
    expect(plan.aims.placed).toBe(fresh.aims.placed)
    expect(plan.aims.kept).toBeGreaterThanOrEqual(kept(fresh))
    for (const two of before.pairs) {
      if (company(plan).has(two.join()) && plan.pairs.some((pair) => pair.join() === two.join()))
        expect(changed).not.toContain(two[0])
    }
  }
})

describe('explains', () => {
  const people = ['ann', 'ben', 'cem', 'dia']
  test('who could not be placed, and what would change that, never by lifting an exclusion', () => {
    const plan = pairPeople({
      people: ['ann', 'ben', 'cem'],
      exclusions: [['ann', 'cem']],
      forbids: [['ben', 'cem']],
      trio: false,
    })
    expect(plan.explain('cem')).toEqual({
      id: 'cem',
      placed: false,
      with: [],
      reasons: [{ because: 'nobodyToMeet' }],
      wouldChange: [{ because: 'oneMorePerson' }],
    })
  })

  test('why these two, and what it cost', () => {
    const affinities = [
      { a: 'ann', b: 'ben', affinity: 900 },
      { a: 'ann', b: 'cem', affinity: 800 },
      { a: 'ben', b: 'dia', affinity: 700 },
    ]
    const plan = pairPeople({ people, affinities })
    expect(plan.explain('ann')).toMatchObject({
      with: ['cem'],
      reasons: [
        { because: 'fits', count: 800 },
        { because: 'bestForAll', count: 1, costs: 100 },
      ],
    })
  })
})

describe('refuses by name', () => {
  const people = ['ann', 'ben', 'cem']
  test.each<[string, PairingProblem, string]>([
    ['a name twice', { people: ['ann', 'ann'] }, 'people[1]: “ann” stands there twice'],
    ['an empty name', { people: ['ann', ''] }, 'people[1]: has no id'],
    ['somebody unknown', { people, exclusions: [['ann', 'zoe']] }, 'exclusions[0]: nobody here is “zoe”'],
    [
      'somebody with themselves',
      { people, candidates: [{ a: 'ann', b: 'ann' }] },
      'candidates[0]: pairs “ann” with itself',
    ],
    [
      'a pair twice',
      {
        people,
        candidates: [
          { a: 'ann', b: 'ben' },
          { a: 'ben', b: 'ann' },
        ],
      },
      'candidates[1]: names “ben” and “ann” a second time',
    ],
    [
      'an affinity that is none',
      { people, affinities: [{ a: 'ann', b: 'ben', affinity: Number.NaN }] },
      'affinities[0].affinity: is not a number',
    ],
    [
      'a meeting to come',
      { people, met: [{ a: 'ann', b: 'ben', ago: 0 }] },
      'met[0].ago: is 0; the smallest allowed is 1',
    ],
    ['a negative debt', { people, debt: { ann: -1 } }, 'debt.ann: is -1; the smallest allowed is 0'],
    [
      'a pin against an exclusion',
      { people, exclusions: [['ann', 'ben']], pins: [['ben', 'ann']] },
      'pins[0]: pins two who must not meet',
    ],
    [
      'two pins on one',
      {
        people,
        pins: [
          ['ann', 'ben'],
          ['ben', 'cem'],
        ],
      },
      'pins[1]: pins somebody who is pinned already',
    ],
  ])('%s', (_name, problem, message) => {
    expect(() => pairPeople(problem)).toThrow(InvalidProblem)
    expect(() => pairPeople(problem)).toThrow(message)
  })
})

test('only what would bring company to more people is said to help', () => {
  const exclusions: [string, string][] = [
    ['Ann', 'Ben'],
    ['Ann', 'Cem'],
  ]
  const problem = { people: ['Ann', 'Ben', 'Cem', 'Dia'], exclusions, trio: false }
  const inVain: [string, string][] = [
    ['Ann', 'Ben'],
    ['Ann', 'Dia'],
    ['Ben', 'Cem'],
    ['Ben', 'Dia'],
  ]
  const plan = pairPeople({ ...problem, forbids: inVain })
  expect(plan.pairs).toEqual([['Cem', 'Dia']])
  expect(plan.explain('Ann').wouldChange).toEqual([{ because: 'oneMorePerson' }])
  const better = pairPeople({
    ...problem,
    forbids: [
      ['Ann', 'Dia'],
      ['Ben', 'Dia'],
      ['Cem', 'Dia'],
    ],
  })
  expect(better.explain('Ann').wouldChange[0]).toEqual({ because: 'liftForbid', people: ['Ann', 'Dia'] })
})
