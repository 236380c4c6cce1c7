import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { InvalidProblem } from '#matching/matching.ts'
import { sheetOfCsv } from './csv.ts'
import { lineOf } from './json-lines.ts'
import type { Path } from './json-shapes.ts'
import { BadFile } from './number-rows.ts'

/** Says of a problem that a solver refused where in the file the fault stands, in the file's own words. */
export type Blame = (fault: InvalidProblem) => BadFile

/** For rows of numbers: `first` is the line of entry 0 of each list; other fields stand on line 1. */
export const blameRows =
  (file: string, first: Readonly<Record<string, number>>): Blame =>
  ({ field, reason }) => {
    const [list = '', at] = pathOf(field).filter((step) => step !== 'weight' && step !== 'mentee' && step !== 'mentor')
    const line = typeof at === 'number' && first[list] !== undefined ? first[list] + at : 1
    return new BadFile(path.basename(file), line, `${field} ${reason}`)
  }

/** For JSON: `words` turns the library's name of a field into the file's, where they differ. */
export const blameJson =
  (file: string, words: (field: string) => string = (field) => field): Blame =>
  ({ field, reason }) => {
    const own = words(field)
    return new BadFile(path.basename(file), lineOf(readFileSync(file, 'utf8'), pathOf(own)), `${own} ${reason}`)
  }

/** For spreadsheets: people stand a row each, in the order of the problem. */
export const blameSheet =
  (file: string): Blame =>
  ({ field, reason }) => {
    const at = /^(?:people|applicants|hours)\[(\d+)\]/.exec(field)?.[1]
    const line = at === undefined ? 1 : (sheetOfCsv(file, []).rows[Number(at)]?.line ?? 1)
    return new BadFile(path.basename(file), line, `${field} ${reason}`)
  }

/** “pins.people[3]” as steps. */
const pathOf = (field: string): Path =>
  (field.match(/[^.[\]]+/g) ?? []).map((step) => (/^\d+$/.test(step) ? Number(step) : step))
