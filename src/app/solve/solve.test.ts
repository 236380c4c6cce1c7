import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Command } from 'commander'
import { afterAll, describe, expect, test, vi } from 'vitest'
import { scarceCohorts, wideCohorts } from '../../../bench/matching/cohorts.ts'
import { addSolve } from '../solve.ts'
import { readAssignment, readGraph, readJson } from './instances.ts'
import { lineOf } from './json-lines.ts'
import { prepare } from './kernels.ts'
import { pairingFromCsv, programmeFromCsv } from './people-csv.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'wellmet-solve-'))
afterAll(() => rmSync(folder, { recursive: true }))

const written = (name: string, text: string) => {
  const file = path.join(folder, name)
  writeFileSync(file, text)
  return file
}

/** What the command line says to a file and some options. */
const solved = async (kernel: string, file: string, ...options: string[]) => {
  const said = vi.spyOn(console, 'log').mockImplementation(() => undefined)
  try {
    const program = new Command().exitOverride()
    addSolve(program)
    await program.parseAsync(['solve', kernel, file, ...options], { from: 'user' })
    return JSON.parse(said.mock.calls.at(-1)![0])
  } finally {
    said.mockRestore()
  }
}

const triangle = '4 4\n0 1 6\n1 2 6\n0 2 7\n2 3 2\n'

describe('wellmet solve', () => {
  test('pairs: the best, its bound, and how long it took', async () => {
    const answer = await solved('pairs', written('triangle.txt', triangle), '--plan')
    expect(answer).toMatchObject({
      placed: 4,
      objective: '8',
      bound: '8',
      proven: true,
      plan: [
        [0, 1],
        [2, 3],
      ],
    })
    expect(answer.seconds).toBeGreaterThan(0)
    expect(answer.mb).toBeGreaterThan(10)
  })

  test('assignment', async () => {
    const file = written('mentors.txt', '3 2 4\n1 1\n0 0 5\n1 0 9\n1 1 8\n2 1 1\n')
    expect(await solved('assignment', file)).toMatchObject({ placed: 2, objective: '13', proven: true })
  })

  test('rounds, from a spreadsheet', async () => {
    const file = written('four.csv', 'name,not_with\nAnn,\nBen,\nCem,\nDia,\n')
    const { plan, proven } = await solved('rounds', file, '--rounds', '3', '--plan')
    expect({ proven, repeats: plan.repeats, rounds: plan.rounds.length }).toEqual({
      proven: true,
      repeats: 0,
      rounds: 3,
    })
  })

  test.each([
    ['500 who have much time, 25 groups', wideCohorts(500, 25, 3525)],
    ['5,000 who have little time, 250 groups', scarceCohorts(5000, 250, 35250)],
  ])(
    'a time limit of nothing still brings a plan: %s',
    async (_name, instance) => {
      const { G: groups, cap, A: people } = instance
      const file = written('cohorts.json', JSON.stringify(instance))
      const { placed, plan } = await solved('groups', file, '--seconds', '0', '--plan')
      expect(placed).toBeGreaterThan(0.9 * Math.min(people.length, groups * cap))
      expect(plan.groups.length).toBeLessThanOrEqual(groups)
      expect(plan.groups.flatMap(({ members }: { members: number[] }) => members)).toHaveLength(placed)
    },
    120_000,
  )

  test('a rota too: what nobody has time to better is handed over as it stands', async () => {
    const people = 'name,A,B\nAnn,yes,yes\nBen,no,yes\n'
    const shifts = written('two.csv', 'shift,start,end\nA,Mon 9,12\nB,Mon 11,13\n')
    const file = written('two-people.csv', people)
    const { placed, plan } = await solved('shifts', file, '--shifts', shifts, '--seconds', '0', '--plan')
    expect({ placed, duties: plan.duties.sort() }).toEqual({
      placed: 2,
      duties: [
        ['Ann', 'A'],
        ['Ben', 'B'],
      ],
    })
  })

  test.each([
    ['pairs', 'no-time.txt', triangle, 4],
    ['assignment', 'no-time-for-mentors.txt', '3 2 4\n1 1\n0 0 5\n1 0 9\n1 1 8\n2 1 1\n', 2],
    ['pairs', 'no-time.csv', 'name,not_with\nAnn,Ben\nBen,\nCem,\nDia,\nEva,\n', 5],
    ['rounds', 'no-time-for-rounds.csv', 'name,not_with\nAnn,Ben\nBen,\nCem,\nDia,\n', 12],
  ])('nor does it keep %s without a plan, and the bound is one: %s', async (kernel, name, text, most) => {
    const file = written(name, text)
    const [quick, best] = [
      await solved(kernel, file, '--seconds', '0', '--rounds', '3'),
      await solved(kernel, file, '--rounds', '3'),
    ]
    expect(best.placed).toBe(most)
    expect(quick.placed).toBeGreaterThan(0)
    expect(BigInt(quick.objective)).toBeLessThanOrEqual(BigInt(best.objective))
    expect(BigInt(quick.bound)).toBeGreaterThanOrEqual(BigInt(best.objective))
    expect(quick.proven).toBe(quick.objective === quick.bound && quick.objective === best.objective)
  })

  test.each([
    ['no such kernel', ['coffee', 'x.txt'], 'It is one of pairs'],
    ['no such file', ['pairs', 'nowhere.txt'], 'nowhere.txt cannot be read.'],
    ['no seconds', ['pairs', 'x.txt', '--seconds', 'soon'], 'It is a number of seconds from 0 up.'],
  ])('refuses %s', async (_name, [kernel, file, ...options], message) => {
    vi.spyOn(process.stderr, 'write').mockImplementation(() => true)
    await expect(solved(kernel!, file!, ...options)).rejects.toThrow(message)
    vi.restoreAllMocks()
  })

  test('a bad file is told in one sentence with its line', async () => {
    await expect(solved('pairs', written('bad.txt', '2 1\n0 zwei 3\n'))).rejects.toThrow(
      'bad.txt, line 2: “zwei” is not a whole number.',
    )
  })
})

test.each([
  ['nothing', '', 'line 1: the file ends where the first line (people, pairs) should stand'],
  ['too few pairs', '3 2\n0 1 5\n', 'line 3: the file ends where pair 2 of 2 should stand'],
  ['too many pairs', '3 1\n0 1 5\n1 2 5\n', 'line 3: there is more after the 1 pairs that the first line promises'],
  ['a short line', '3 1\n0 1\n', 'line 2: pair 1 of 1 needs 3 numbers, and has 2'],
  ['a long line', '3 1\n0 1 2 3\n', 'line 2: pair 1 of 1 needs 3 numbers, and has more'],
  ['a fraction', '3 1\n0 1 1.5\n', 'line 2: “1.5” is not a whole number'],
  ['no number', '3 1\n0 1 NaN\n', 'line 2: “NaN” is not a whole number'],
  ['a stranger', '3 1\n0 3 1\n', 'line 2: there is no 3: numbers run from 0 to 2'],
  ['somebody with themselves', '3 1\n1 1 1\n', 'line 2: 1 is paired with itself'],
  ['over 2⁵³', '3 1\n0 1 9007199254740993000\n', 'line 2: a number is over 2⁵³'],
  ['a negative size', '-3 1\n', 'line 1: the first line (people, pairs) says -3'],
])('a graph file with %s', (_name, text, message) => {
  expect(() => readGraph(written('graph.txt', text))).toThrow(message)
})

test('an assignment file with negative places', () => {
  expect(() => readAssignment(written('places.txt', '1 2 0\n1 -1\n'))).toThrow('line 2: mentor 1 has -1 places')
})

test('JSON that is none', () => {
  expect(() => readJson(written('broken.json', '{\n  "N": 3,\n  "G" 2\n}\n'), () => null)).toThrow(
    'broken.json, line 3: this is no JSON',
  )
})

const usual = { seed: 1, rounds: 3, seconds: null }

test.each([
  ['pairs', 'g.txt', '3 2\n0 1 5\n1 2 9007199254740990\n', 'line 3: the weight 9007199254740990 is too large'],
  ['assignment', 'a.txt', '2 1 2\n1\n0 0 5\n0 0 6\n', 'line 4: candidates[1] mentee 0 and mentor 0 stand there twice.'],
  ['assignment', 'p.txt', '1 1 1\n3000000000\n0 0 5\n', 'line 2: mentor 0 has 3000000000 places.'],
  [
    'groups',
    'a.json',
    '{"A": [\n{"sl": [[0, 2]]},\n{"sl": [[0, 7]]}],\n"G": 1, "S": 2, "cap": 3}',
    'line 3: A[1].sl[0] is 7; the largest',
  ],
  [
    'groups',
    'b.json',
    '{"A": [\n{"sl": [[0, 2]]},\n{"sl": [0]}],\n"G": 1, "S": 2, "cap": 3}',
    'line 3: A[1].sl[0] is no list.',
  ],
  ['groups', 'c.json', '{"A": [],\n"G": -1, "S": 2, "cap": 3}', 'line 2: G is -1; the smallest allowed is 0.'],
  ['groups', 'd.json', '"A"', 'line 1: what stands there is no object with fields.'],
  [
    'shifts',
    'd.json',
    '{"P": 1, "shifts": [],\n"people": [\n{"max": -4}], "E": []}',
    'line 3: people[0].max is -4; a length',
  ],
  [
    'shifts',
    'e.json',
    '{"P": 1, "shifts": [],\n"people": [{"max": 4}],\n"E": [[0,0,1]]}',
    'line 3: E[0][1] is 0, and no shift has',
  ],
  [
    'shifts',
    'far.json',
    '{"P": 1, "people": [{"max": 4}], "E": [],\n"shifts": [{"day": 0, "len": 2, "need": 1,\n"start": 1e300}]}',
    'line 3: shifts[0].start is not a time.',
  ],
  [
    'shifts',
    'long.json',
    '{"P": 1, "people": [{"max": 4}], "E": [],\n"shifts": [{"day": 0, "start": 2, "need": 1,\n"len": 1e300}]}',
    'line 3: shifts[0].len is not a time.',
  ],
  [
    'shifts',
    'twice.json',
    '{"P": 1, "people": [{"max": 4}],\n"shifts": [{"day": 0, "start": 2, "need": 1, "len": 1}],\n"E": [[0,0,1],\n[0,0,2]]}',
    'line 4: E[1] names a person and a shift that stand there already.',
  ],
  [
    'assignment',
    'f.json',
    '{"mentees": 1, "mentors": 1, "places": [1]}',
    'line 1: what stands there has no field “candidates”.',
  ],
  ['pairs', 'g.json', '{"people": ["Ann",\n"Ben",\n"Ann"]}', 'line 3: people[2] “Ann” stands there twice.'],
  [
    'rounds',
    'h.json',
    '{"people": [{"id": "Ann"}], "rounds": 1,\n"exclusions": [["Ann", "Zoe"]]}',
    'line 2: exclusions[0] nobody here is “Zoe”.',
  ],
  ['rounds', 'i.csv', 'name,from,until\nAnn,,\nBen,3,2\n', 'line 3: people[1].until is 2; the smallest allowed is 3.'],
] as const)('%s: what cannot be is told with its line: %s', async (kernel, name, text, message) => {
  const file = written(name, text)
  await expect((async () => prepare({ ...usual, kernel, file })())()).rejects.toThrow(`${name}, ${message}`)
})

test('lines are found in JSON of any layout', () => {
  const json = '{"a\\"b": {"c": [1, "x]}",\n {"d": [\n[], 5]}]},\n "e": null}'
  const at = (...path: (string | number)[]) => lineOf(json, path)
  expect([
    at(),
    at('a"b', 'c', 1),
    at('a"b', 'c', 2),
    at('a"b', 'c', 2, 'd', 1),
    at('e'),
    at('e', 'f'),
    at('z'),
  ]).toEqual([1, 1, 2, 3, 4, 4, 1])
})

test('people from a spreadsheet', () => {
  const text =
    'name,interests,keep_apart,not_with,met,debt\nAnn,tea;chess,Library,Cem,Ben:2,1\nBen,chess,,,,\nCem,tea,Library,,Ann,\n'
  expect(pairingFromCsv(written('people.csv', text))).toEqual({
    people: ['Ann', 'Ben', 'Cem'],
    affinities: [
      { a: 'Ann', b: 'Ben', affinity: 250 },
      { a: 'Ann', b: 'Cem', affinity: 250 },
    ],
    exclusions: [
      ['Ann', 'Cem'],
      ['Ann', 'Cem'],
    ],
    met: [
      { a: 'Ann', b: 'Ben', ago: 2 },
      { a: 'Cem', b: 'Ann', ago: 1 },
    ],
    debt: { Ann: 1, Ben: 0, Cem: 0 },
  })
  const coming = 'name,from,until,paused\nAnn,2,,\nBen,,3,1;2\n'
  expect(programmeFromCsv(written('coming.csv', coming), 4).people).toEqual([
    { id: 'Ann', from: 2, paused: [] },
    { id: 'Ben', until: 3, paused: [1, 2] },
  ])
})

test.each([
  ['an unknown column', 'name,shoe size\nAnn,40\n', 'line 1: “shoe size” is no column'],
  ['a name twice', 'name\nAnn\nAnn\n', 'line 3: “Ann” stands there twice'],
  ['a stranger', 'name,not_with\nAnn,Zoe\n', 'line 2: nobody here is “Zoe”'],
  ['no name', 'name,debt\n,3\n', 'line 2: there is no name'],
  ['a ragged row', 'name,debt\nAnn,1\nBen\n', 'line 3:'],
  ['a debt in words', 'name,debt\nAnn,much\n', 'line 2: “much” under debt is not a whole number'],
])('a spreadsheet with %s', (_name, text, message) => {
  expect(() => pairingFromCsv(written('bad.csv', text))).toThrow(message)
})
