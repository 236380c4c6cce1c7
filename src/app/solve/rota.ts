import path from 'node:path'
import type { ShiftsProblem } from '#matching/shifts/shifts.ts'
import { readJson } from './instances.ts'
import { BadFile } from './number-rows.ts'

/** People and shifts as the benchmark's generator writes them: `E` says who may take which shift, and how gladly (1 … 5). */
interface RotaFile {
  P: number
  shifts: { day: number; start: number; len: number; need: number }[]
  people: { max: number }[]
  E: [person: number, shift: number, liking: number][]
}

/** An instance of shifts, or the library's own problem as JSON. Throws `BadFile`. */
export const readRota = (file: string): ShiftsProblem => {
  const found: RotaFile | ShiftsProblem = readJson(file)
  if (found && 'candidates' in found) return found
  for (const list of ['shifts', 'people', 'E'] as const) {
    if (!Array.isArray(found?.[list])) throw new BadFile(path.basename(file), 1, `there is no list “${list}”`)
  }
  return {
    people: found.P,
    shifts: found.shifts.map(({ day, start, len, need }) => ({
      start: 24 * day + start,
      end: 24 * day + start + len,
      need,
    })),
    hours: found.people.map(({ max }) => max),
    candidates: {
      person: found.E.map(([person]) => person),
      shift: found.E.map(([, shift]) => shift),
      liking: found.E.map(([, , liking]) => liking),
    },
  }
}
