import munkres from 'munkres'
import { expect, test } from 'vitest'
import { InvalidProblem } from '../problem.ts'
import { pick, type Random, seeded } from '../random.ts'
import { type AssignmentProblem, blockingPairs, reassign, solveAssignment, solveStable } from './assignment.ts'

const someProblem = (random: Random, people: number, spread = 5): AssignmentProblem => {
  const mentees = pick(random, people + 1)
  const mentors = pick(random, people + 1)
  const mentee: number[] = []
  const mentor: number[] = []
  for (let i = 0; i < mentees; i++)
    for (let j = 0; j < mentors; j++)
      if (random() < 0.6) {
        mentee.push(i)
        mentor.push(j)
      }
  const weight = mentee.map(() => pick(random, spread) - 1)
  return {
    mentees,
    mentors,
    candidates: { mentee, mentor, weight },
    places: Array.from({ length: mentors }, () => pick(random, 3)),
  }
}

/** The best of all plans by trying them: minimum loads, people, matches, weight. */
const best = (p: AssignmentProblem): number[] | null => {
  const { mentee, mentor, weight } = p.candidates
  const load = new Array(p.mentors).fill(0)
  const has = new Array(p.mentees).fill(0)
  const taken: boolean[] = []
  let top: number[] | null = null
  const allows = (k: number) =>
    has[mentee[k]!] < (p.wants?.[mentee[k]!] ?? 1) &&
    load[mentor[k]!] < p.places[mentor[k]!]! &&
    !p.forbids?.some(([i, j]) => i === mentee[k] && j === mentor[k])
  const within = () =>
    (p.quotas ?? []).every(
      ({ side, members, most }) =>
        Array.from(members).reduce((sum, person) => sum + (side === 'mentees' ? has : load)[person], 0) <= most,
    )
  const score = () => {
    const minima = load.reduce((sum, count, j) => sum + Math.min(count, p.least?.[j] ?? 0), 0)
    const chosen = taken.map((t, k) => (t ? k : -1)).filter((k) => k >= 0)
    const sum = chosen.reduce((total, k) => total + weight[k]!, 0)
    return p.aim === 'most weight' ? [sum] : [minima, has.filter((count) => count > 0).length, chosen.length, sum]
  }
  const walk = (k: number) => {
    if (!within()) return
    if (k === mentee.length) {
      if (p.pins?.some(([i, j]) => !taken.some((t, at) => t && mentee[at] === i && mentor[at] === j))) return
      const found = score()
      const first = found.findIndex((value, at) => value !== top?.[at])
      if (!top || (first >= 0 && found[first]! > top[first]!)) top = found
      return
    }
    taken[k] = false
    if (allows(k)) {
      taken[k] = true
      load[mentor[k]!]++
      has[mentee[k]!]++
      walk(k + 1)
      load[mentor[k]!]--
      has[mentee[k]!]--
      taken[k] = false
    }
    walk(k + 1)
  }
  walk(0)
  return top
}

const found = (p: AssignmentProblem) => {
  const s = solveAssignment(p)
  const load = new Array(p.mentors).fill(0)
  for (const k of s.plan) load[p.candidates.mentor[k]!]++
  const minima = load.reduce((sum, count, j) => sum + Math.min(count, p.least?.[j] ?? 0), 0)
  return p.aim === 'most weight' ? [Number(s.objective)] : [minima, s.people, s.placed, Number(s.objective)]
}

test('no plan of all plans is better, whatever the rules', () => {
  const random = seeded(1)
  for (let round = 0; round < 1500; round++) {
    const p: any = someProblem(random, 4)
    if (random() < 0.3) p.aim = 'most weight'
    if (random() < 0.4) p.wants = Array.from({ length: p.mentees }, () => pick(random, 3))
    if (random() < 0.4 && !p.aim) p.least = p.places.map((count: number) => pick(random, count + 1))
    if (random() < 0.5) {
      const half = (n: number) => Array.from({ length: n }, (_, i) => i).filter((i) => i % 2 === 0)
      const all = (n: number) => Array.from({ length: n }, (_, i) => i)
      p.quotas = [
        { side: 'mentors', members: all(p.mentors), most: pick(random, 5) },
        { side: 'mentors', members: half(p.mentors), most: pick(random, 3) },
        { side: 'mentees', members: half(p.mentees), most: pick(random, 3) },
        { side: 'mentees', members: all(p.mentees), most: pick(random, 5) },
      ]
    }
    const count = p.candidates.mentee.length
    if (count > 0 && random() < 0.4) {
      const k = pick(random, count)
      const pair = [p.candidates.mentee[k], p.candidates.mentor[k]]
      if (random() < 0.5) p.forbids = [pair]
      else p.pins = [pair]
    }
    const expected = best(p)
    if (expected === null) expect(() => solveAssignment(p)).toThrow(InvalidProblem)
    else expect(found(p)).toEqual(expected)
  }
}, 60_000)

test('agrees with the Hungarian method on full squares, equal and constant weights included', () => {
  const random = seeded(2)
  for (const [n, spread] of [
    [1, 5],
    [8, 1],
    [20, 3],
    [40, 1000],
    [60, 2],
  ] as const) {
    const matrix = Array.from({ length: n }, () => Array.from({ length: n }, () => pick(random, spread)))
    const mentee = Array.from({ length: n * n }, (_, k) => Math.floor(k / n))
    const mentor = mentee.map((_, k) => k % n)
    const weight = mentee.map((i, k) => matrix[i]![mentor[k]!]!)
    const solved = solveAssignment({
      mentees: n,
      mentors: n,
      candidates: { mentee, mentor, weight },
      places: new Array(n).fill(1),
    })
    const reference = munkres(matrix.map((row) => row.map((value) => 1000 - value)))
    expect(solved.placed).toBe(n)
    expect(Number(solved.objective)).toBe(reference.reduce((sum: number, [i, j]: any) => sum + matrix[i]![j]!, 0))
  }
})

test('the same problem gives the same plan, and each part of a bottleneck counts up', () => {
  const random = seeded(3)
  for (let round = 0; round < 2000; round++) {
    const p = someProblem(random, 12, 50)
    const solved = solveAssignment(p)
    if (round % 20 === 0) expect(solveAssignment(p)).toEqual(solved)
    for (const part of solved.bottlenecks) {
      const places = part.mentors.reduce((sum, j) => sum + p.places[j]!, 0)
      expect(part.mentees.length - places).toBe(part.open)
    }
    expect(solved.unplaced.length).toBe(p.mentees - solved.placed)
  }
})

test('a bottleneck claims nothing that a quota, several wishes or the weights make untrue', () => {
  const random = seeded(6)
  let claims = 0
  for (let round = 0; round < 1500; round++) {
    const p: any = someProblem(random, 5)
    if (random() < 0.3) p.aim = 'most weight'
    if (random() < 0.6) p.wants = Array.from({ length: p.mentees }, () => pick(random, 4))
    if (random() < 0.4)
      p.quotas = [{ side: 'mentors', members: Array.from({ length: p.mentors }, (_, j) => j), most: pick(random, 5) }]
    const solved = solveAssignment(p)
    for (const part of solved.bottlenecks) {
      claims++
      const alone = new Set(part.mentees)
      const candidates = { mentee: [] as number[], mentor: [] as number[], weight: [] as number[] }
      p.candidates.mentee.forEach((mentee: number, k: number) => {
        if (!alone.has(mentee)) return
        candidates.mentee.push(mentee)
        candidates.mentor.push(p.candidates.mentor[k])
        candidates.weight.push(1)
      })
      const wishes = part.mentees.reduce((sum, i) => sum + (p.wants?.[i] ?? 1), 0)
      const met = best({ ...p, candidates, aim: 'most weight', quotas: undefined, least: undefined })![0]!
      expect(wishes - met).toBe(part.open)
      for (const mentor of part.mentors) {
        const places = p.places.map((count: number, j: number) => count + +(j === mentor))
        expect(best({ ...p, places, candidates, aim: 'most weight', quotas: undefined })![0]).toBe(met + 1)
      }
    }
  }
  expect(claims).toBeGreaterThan(100)
}, 60_000)

test('a stable matching has no two who would both rather have each other', () => {
  const random = seeded(4)
  for (let round = 0; round < 1500; round++) {
    const p: any = someProblem(random, 9, 1000)
    if (round % 3 === 0) p.wants = Array.from({ length: p.mentees }, () => pick(random, 3))
    const likes = () => p.candidates.mentee.map(() => pick(random, 6))
    const likings = { byMentee: likes(), byMentor: likes() }
    const { plan, placed } = solveStable(p, likings)
    expect(blockingPairs(p, plan, likings)).toHaveLength(0)
    expect(placed).toBeLessThanOrEqual(solveAssignment(p).placed)
  }
})

test('when a mentor leaves, nobody moves who need not', () => {
  const random = seeded(5)
  for (let round = 0; round < 100; round++) {
    const p = someProblem(random, 15, 100)
    if (p.mentors < 2) continue
    const first = solveAssignment(p)
    const previous = Array.from(first.plan, (k) => [p.candidates.mentee[k]!, p.candidates.mentor[k]!] as const)
    const { plan, fresh, moved, movedByFresh } = reassign(p, { previous, gone: { mentors: [0] } })
    expect(plan.placed).toBe(fresh.placed)
    expect(moved).toBeLessThanOrEqual(movedByFresh)
  }
})

test.each([
  ['mentees', { mentees: -1 }],
  ['places[0]', { places: [-1, 1] }],
  ['places[1]', { places: [1, Number.NaN] }],
  ['candidates.weight[1]', { candidates: { mentee: [0, 1], mentor: [0, 1], weight: [1, 2 ** 53] } }],
  ['candidates.mentee[1]', { candidates: { mentee: [0, 7], mentor: [0, 1], weight: [1, 1] } }],
  ['candidates[1]', { candidates: { mentee: [0, 0], mentor: [1, 1], weight: [1, 1] } }],
  ['pins[0]', { pins: [[0, 1]] }],
  ['least[0]', { least: [2, 0] }],
  [
    'quotas[1]',
    {
      quotas: [
        { side: 'mentees', members: [0, 1], most: 1 },
        { side: 'mentees', members: [1, 2], most: 1 },
      ],
    },
  ],
] as const)('refuses a problem by the name of the field: %s', (field, change) => {
  const p: any = {
    mentees: 3,
    mentors: 2,
    candidates: { mentee: [0, 1], mentor: [0, 1], weight: [1, 1] },
    places: [1, 1],
  }
  expect(() => solveAssignment({ ...p, ...change })).toThrow(expect.objectContaining({ field }))
})

test('one more place with any mentor who is named places one more person', () => {
  const random = seeded(71)
  let tried = 0
  for (let round = 0; round < 60; round++) {
    const [mentees, mentors] = [8 + pick(random, 8), 2 + pick(random, 4)]
    const all = Array.from({ length: mentees * mentors }, (_, at) => at).filter(() => random() < 0.5)
    const problem = {
      mentees,
      mentors,
      places: Array.from({ length: mentors }, () => 1 + pick(random, 2)),
      candidates: {
        mentee: all.map((at) => Math.floor(at / mentors)),
        mentor: all.map((at) => at % mentors),
        weight: all.map(() => pick(random, 50)),
      },
    }
    const { placed, unplaced } = solveAssignment(problem)
    for (const { because, people = [] } of unplaced.flatMap(({ wouldChange }) => wouldChange.slice(0, 1))) {
      if (because !== 'one-more-place') continue
      for (const mentor of people) {
        const places = problem.places.map((count, j) => count + +(j === Number(mentor)))
        expect(solveAssignment({ ...problem, places }).placed).toBe(placed + 1)
        tried++
      }
    }
  }
  expect(tried).toBeGreaterThan(100)
})
