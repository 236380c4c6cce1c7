import type { Availability, GroupsProblem } from '#matching/groups/groups.ts'
import { answerIn, type CsvRow, listIn, namesOf, sheetOfCsv } from './csv.ts'
import { BadFile } from './number-rows.ts'

/** What an organiser may say about the groups; what is left out is as `groupsFromCsv` tells. */
export interface GroupsWished {
  groups?: number
  size?: number
  least?: number
  sameOrganisation?: number
}

const SIZE = 12
/** One person is no group. */
const LEAST = 2

const ABOUT_PEOPLE = ['name', 'organisation', 'with', 'not_with']

/**
 * People and when they could come, a row each: `name` (needed), `organisation`, `with` and `not_with` (names; a;b), and one
 * column for each slot, with yes, if need be or no. Groups have at most 12 people and at least 2, and are as many as everybody
 * would need, unless wished otherwise; organisations have no cap but the one wished. Throws `BadFile`.
 */
export const groupsFromCsv = (file: string, wished: GroupsWished): GroupsProblem => {
  const { columns, rows, short } = sheetOfCsv(file, ['name'])
  const slotNames = columns.filter((column) => !ABOUT_PEOPLE.includes(column))
  if (slotNames.length === 0) throw new BadFile(short, 1, 'there is no column with a time')
  const names = namesOf(rows)
  const organisations = [...new Set(rows.map(({ record }) => record.organisation ?? ''))]
  const size = wished.size ?? SIZE
  return {
    applicants: rows.map((row) => ({
      slots: slotsOf(row, slotNames),
      ...(row.record.organisation && { organisation: organisations.indexOf(row.record.organisation) }),
    })),
    slots: slotNames.length,
    groups: wished.groups ?? Math.ceil(rows.length / size),
    size,
    least: Math.min(size, wished.least ?? LEAST),
    ...(wished.sameOrganisation !== undefined && { organisationCap: wished.sameOrganisation }),
    pins: { together: twosIn(rows, names, 'with'), apart: twosIn(rows, names, 'not_with') },
    names,
    slotNames,
  }
}

const slotsOf = (row: CsvRow, slotNames: string[]) =>
  slotNames.flatMap((column, slot): Availability[] => {
    const level = answerIn(row, column)
    return level === 0 ? [] : [[slot, level]]
  })

const twosIn = (rows: CsvRow[], names: string[], column: string) =>
  rows.flatMap(({ record, line, short }, person) =>
    listIn(record[column]).map((other): [number, number] => {
      const found = names.indexOf(other)
      if (found < 0) throw new BadFile(short, line, `nobody here is “${other}”, who stands under ${column}`)
      if (found === person) throw new BadFile(short, line, `“${other}” stands under their own ${column}`)
      return [person, found]
    }),
  )
