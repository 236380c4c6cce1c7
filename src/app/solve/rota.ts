import type { ShiftsProblem } from '#matching/shifts/shifts.ts'
import { readJson } from './instances.ts'
import { fields, listOf, number, row, type Shape } from './json-shapes.ts'
import { shiftsShape } from './problem-shapes.ts'

/** People and shifts as the benchmark's generator writes them: `E` says who may take which shift, and how gladly (1 … 5). */
interface RotaFile {
  P: number
  shifts: { day: number; start: number; len: number; need: number }[]
  people: { max: number }[]
  E: [person: number, shift: number, liking: number][]
}

const rotaShape = fields({
  P: number,
  shifts: listOf(fields({ day: number, start: number, len: number, need: number })),
  people: listOf(fields({ max: number })),
  E: listOf(row(number, number, number)),
})

const shape: Shape = (value) => (isOwn(value) ? shiftsShape(value) : rotaShape(value))

const isOwn = (value: unknown): boolean => typeof value === 'object' && value !== null && 'candidates' in value

/** An instance of shifts, or the library's own problem as JSON. Throws `BadFile`. */
export const readRota = (file: string): ShiftsProblem => {
  const found: RotaFile | ShiftsProblem = readJson(file, shape)
  if ('candidates' in found) return found
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

const columns = { person: 0, shift: 1, liking: 2 } as const

/** Our name of a field in the file's words. */
export const inRota = (file: string) => {
  if (isOwn(readJson(file, shape))) return (field: string) => field
  return (field: string) =>
    field
      .replace(/^people$/, 'P')
      .replace(/^hours\[(\d+)\]$/, 'people[$1].max')
      .replace(/^hours$/, 'people')
      .replace(/^(shifts\[\d+\])\.end$/, '$1.len')
      .replace(
        /^candidates\.(person|shift|liking)\[(\d+)\]$/,
        (_, name: keyof typeof columns, k) => `E[${k}][${columns[name]}]`,
      )
      .replace(/^candidates/, 'E')
}
