import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Command } from 'commander'
import { afterAll, describe, expect, test, vi } from 'vitest'
import { scarceCohorts, wideCohorts } from '../../../bench/matching/cohorts.ts'
import { addSolve } from '../solve.ts'
import { readAssignment, readGraph, readJson } from './instances.ts'
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

  test('an exact answer takes the time it takes: without it there is none', async () => {
    await expect(solved('pairs', written('triangle.txt', triangle), '--seconds', '0')).rejects.toThrow(
      'There was no answer within 0 seconds.',
    )
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
  expect(() => readJson(written('broken.json', '{\n  "N": 3,\n  "G" 2\n}\n'))).toThrow(
    'broken.json, line 3: this is no JSON',
  )
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
