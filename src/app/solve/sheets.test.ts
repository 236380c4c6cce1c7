import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { groupsFromCsv } from './availability-csv.ts'
import { prepare } from './kernels.ts'
import { hourOf, momentOf } from './moments.ts'
import { rotaFromCsv } from './rota-csv.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'wellmet-sheets-'))
afterAll(() => rmSync(folder, { recursive: true }))

const written = (name: string, text: string) => {
  const file = path.join(folder, name)
  writeFileSync(file, text)
  return file
}

const usual = { seed: 1, rounds: 5, seconds: null, prover: path.resolve('src/matching/proving/worker.ts') }

describe('groups from a spreadsheet', () => {
  const text =
    'name,organisation,with,not_with,Mon 18:00,Sat 10:00\nAnn,Library,,Dia,yes,if need be\nBen,Food bank,Ann,,Y,\nCem,Library,,,?,1\nDia,,,,no,SÍ\n'

  test('each row a person, each further column a time', () => {
    const file = written('groups.csv', text)
    expect(groupsFromCsv(file, { size: 3, sameOrganisation: 2 })).toEqual({
      applicants: [
        {
          organisation: 0,
          slots: [
            [0, 2],
            [1, 1],
          ],
        },
        { organisation: 1, slots: [[0, 2]] },
        {
          organisation: 0,
          slots: [
            [0, 1],
            [1, 2],
          ],
        },
        { slots: [[1, 2]] },
      ],
      slots: 2,
      groups: 2,
      size: 3,
      least: 2,
      organisationCap: 2,
      pins: { together: [[1, 0]], apart: [[0, 3]] },
      names: ['Ann', 'Ben', 'Cem', 'Dia'],
      slotNames: ['Mon 18:00', 'Sat 10:00'],
    })
    expect(groupsFromCsv(file, {})).toMatchObject({ groups: 1, size: 12, least: 2 })
  })

  test('the plan speaks of people and times by their names', async () => {
    const solve = prepare({ ...usual, kernel: 'groups', file: written('named.csv', text), wished: { groups: 2 } })
    const { placed, proven, plan } = await solve()
    expect({ placed, proven, plan }).toMatchObject({
      placed: 4,
      proven: true,
      plan: {
        groups: [
          { slot: 'Mon 18:00', members: ['Ann', 'Ben'] },
          { slot: 'Sat 10:00', members: ['Cem', 'Dia'] },
        ],
      },
    })
  })

  test('semicolons between columns, as spreadsheets save where the comma is decimal', () => {
    const file = written('semicolons.csv', 'name;lunes 18:00;not_with\r\nAna;sí;"Eva;Leo"\r\nEva;no;\r\nLeo;si;\r\n')
    expect(groupsFromCsv(file, {})).toMatchObject({
      names: ['Ana', 'Eva', 'Leo'],
      slotNames: ['lunes 18:00'],
      pins: {
        apart: [
          [0, 1],
          [0, 2],
        ],
      },
    })
  })

  test.each([
    ['nothing', '', 'line 1: there is no column “name”.'],
    ['no time', 'name,organisation\nAnn,Library\n', 'line 1: there is no column with a time.'],
    ['no name', 'name,Mon\nAnn,yes\n,yes\n', 'line 3: there is no name.'],
    ['a name twice', 'name,Mon\nAnn,yes\nAnn,no\n', 'line 3: “Ann” stands there twice.'],
    ['a time twice', 'name,Mon,Mon\nAnn,yes,no\n', 'line 1: the column “Mon” stands there twice.'],
    ['a column without a name', 'name,Mon,\nAnn,yes,no\n', 'line 1: column 3 has no name.'],
    ['another answer', 'name,Mon\nAnn,perhaps\n', 'line 2: “perhaps” under “Mon” is none of yes, if need be, no.'],
    ['a stranger', 'name,not_with,Mon\nAnn,Zoe,yes\n', 'line 2: nobody here is “Zoe”, who stands under not_with.'],
    ['oneself', 'name,with,Mon\nAnn,Ann,yes\n', 'line 2: “Ann” stands under their own with.'],
    ['a ragged row', 'name,Mon\nAnn,yes,no\n', 'line 2:'],
  ])('is refused in one sentence: %s', (_name, text, message) => {
    expect(() => groupsFromCsv(written('bad.csv', text), {})).toThrow(`bad.csv, ${message}`)
  })
})

describe('a rota from two spreadsheets', () => {
  const shifts =
    'shift,start,end,needs,skills\nMon kitchen,Mon 9:00,12:00,2,Kitchen\nMon driving,Mon 11,Mon 1 pm,,\nNight,Sun 22:00,6:00,1,\n'
  const people =
    'name,skills,hours,Mon kitchen,Mon driving,Night\nAnn,kitchen;van,3,yes,if need be,no\nBen,,,yes,yes,?\nCem,Kitchen,7.5,n,y,y\n'

  test('who has the skill and the time', () => {
    const problem = rotaFromCsv(written('people.csv', people), written('shifts.csv', shifts))
    expect(problem).toEqual({
      people: 3,
      shifts: [
        { start: 9, end: 12, need: 2 },
        { start: 11, end: 13, need: 1 },
        { start: 166, end: 174, need: 1 },
      ],
      hours: [3, 13, 7.5],
      candidates: { person: [0, 0, 1, 1, 2, 2], shift: [0, 1, 1, 2, 1, 2], liking: [5, 1, 5, 1, 5, 5] },
      names: { people: ['Ann', 'Ben', 'Cem'], shifts: ['Mon kitchen', 'Mon driving', 'Night'] },
    })
  })

  test('the plan speaks of people and shifts by their names', async () => {
    const files = { file: written('people.csv', people), shifts: written('shifts.csv', shifts) }
    const { placed, plan } = await prepare({ ...usual, kernel: 'shifts', ...files })()
    expect({ placed, plan }).toMatchObject({ placed: 3, plan: { unplaced: [{ id: 'Mon kitchen' }] } })
    expect((plan as { duties: [string, string][] }).duties.sort()).toEqual([
      ['Ann', 'Mon kitchen'],
      ['Ben', 'Night'],
      ['Cem', 'Mon driving'],
    ])
  })

  test('without the shifts, the sentence says where they belong', () => {
    const file = written('people.csv', people)
    expect(() => prepare({ ...usual, kernel: 'shifts', file })).toThrow(
      'people.csv names the people; --shifts FILE.csv says when the shifts are.',
    )
  })

  test.each([
    ['no end', 'shift,start\nA,Mon 9\n', 'line 1: there is no column “end”.'],
    ['another column', 'shift,start,end,need\nA,Mon 9,12,1\n', 'line 1: “need” is no column; there are shift,'],
    ['no such time', 'shift,start,end\nA,Mon 25:00,12\n', 'line 2: “Mon 25:00” under start is no time such as'],
    ['no such day', 'shift,start,end\nA,2026-02-30 9:00,12\n', 'line 2: “2026-02-30 9:00” under start is no time'],
    ['no such end', 'shift,start,end\nA,Mon 9,noon\n', 'line 2: “noon” under end is no time such as 12:00.'],
    ['an end before its start', 'shift,start,end\nA,Mon 9,Mon 8\n', 'line 2: “Mon 8” under end is not after “Mon 9”.'],
    ['dates among weekdays', 'shift,start,end\nA,Mon 9,12\nB,2026-11-23 9,12\n', 'line 3: weekdays and dates stand'],
    ['needs in words', 'shift,start,end,needs\nA,Mon 9,12,two\n', 'line 2: “two” under needs is not a whole number.'],
    ['a shift twice', 'shift,start,end\nA,Mon 9,12\nA,Tue 9,12\n', 'line 3: “A” stands there twice.'],
  ])('shifts are refused in one sentence: %s', (_name, text, message) => {
    const file = written('name.csv', 'name,A\nAnn,yes\n')
    expect(() => rotaFromCsv(file, written('bad-shifts.csv', text))).toThrow(`bad-shifts.csv, ${message}`)
  })

  test.each([
    ['a shift without a column', 'name\nAnn\n', 'line 1: there is no column “A”.'],
    ['a column too many', 'name,A,B\nAnn,yes,no\n', 'line 1: “B” is neither a column about people nor a shift.'],
    ['hours in words', 'name,hours,A\nAnn,few,yes\n', 'line 2: “few” under hours is not a number of hours.'],
    ['another answer', 'name,A\nAnn,yes\nBen,often\n', 'line 3: “often” under “A” is none of yes, if need be, no.'],
  ])('people are refused in one sentence: %s', (_name, text, message) => {
    const shifts = written('one.csv', 'shift,start,end\nA,Mon 9,12\n')
    expect(() => rotaFromCsv(written('bad-people.csv', text), shifts)).toThrow(`bad-people.csv, ${message}`)
  })
})

test('times as people write them', () => {
  expect(['9', '9:30', '09.30', '12 am', '12 pm', '6:15 PM', '24:00'].map(hourOf)).toEqual([
    9, 9.5, 9.5, 0, 12, 18.25, 24,
  ])
  expect(['24:30', '9:60', '13 pm', '0 am', 'noon', ''].map(hourOf)).toEqual([null, null, null, null, null, null])
  expect(momentOf('miércoles 18:00')).toEqual({ kind: 'weekday', day: 2, hour: 18 })
  expect(momentOf('الأحد 10')).toEqual({ kind: 'weekday', day: 6, hour: 10 })
  expect(momentOf('2026-11-23T09:30')).toEqual({ kind: 'date', day: 20780, hour: 9.5 })
})
