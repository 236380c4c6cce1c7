import { readFileSync } from 'node:fs'
import path from 'node:path'
import { LARGEST_WEIGHT } from '#matching/problem.ts'
import { lineOf } from './json-lines.ts'
import type { Path, Shape } from './json-shapes.ts'
import { BadFile, NumberRows } from './number-rows.ts'

/** A graph as the benchmark's generator writes it: `n m`, then a line `u v w` for each edge. */
export interface GraphFile {
  n: number
  u: Int32Array
  v: Int32Array
  w: Float64Array
}

/** Mentees and mentors as the generator writes them: `n m e`, the places of each mentor, then `mentee mentor weight`. */
export interface AssignmentFile {
  mentees: number
  mentors: number
  places: Int32Array
  mentee: Int32Array
  mentor: Int32Array
  weight: Float64Array
}

/** More rows than this are taken for a slip: they would not fit into memory. */
const MOST = 100_000_000
const MOST_PLACES = 2 ** 31 - 1

export const readGraph = (file: string): GraphFile =>
  inRows(file, (rows) => {
    const [n, m] = header(rows, 2, 'the first line (people, pairs)')
    const graph = { n: n!, u: new Int32Array(m!), v: new Int32Array(m!), w: new Float64Array(m!) }
    const row = new Float64Array(3)
    for (let e = 0; e < m!; e++) {
      rows.read(row, `pair ${e + 1} of ${m}`)
      graph.u[e] = person(rows, row[0]!, n!)
      graph.v[e] = person(rows, row[1]!, n!)
      graph.w[e] = weight(rows, row[2]!)
      if (row[0] === row[1]) throw rows.fault(`${row[0]} is paired with itself`)
    }
    rows.end(`the ${m} pairs that the first line promises`)
    return graph
  })

export const readAssignment = (file: string): AssignmentFile =>
  inRows(file, (rows) => {
    const [n, m, e] = header(rows, 3, 'the first line (mentees, mentors, candidates)')
    const places = new Float64Array(m!)
    rows.read(places, 'the second line (places of each mentor)')
    const wrong = places.findIndex((count) => count < 0 || count > MOST_PLACES)
    if (wrong >= 0) throw rows.fault(`mentor ${wrong} has ${places[wrong]} places`)
    const made = { mentee: new Int32Array(e!), mentor: new Int32Array(e!), weight: new Float64Array(e!) }
    const row = new Float64Array(3)
    for (let k = 0; k < e!; k++) {
      rows.read(row, `candidate ${k + 1} of ${e}`)
      made.mentee[k] = person(rows, row[0]!, n!)
      made.mentor[k] = person(rows, row[1]!, m!)
      made.weight[k] = weight(rows, row[2]!)
    }
    rows.end(`the ${e} candidates that the first line promises`)
    return { mentees: n!, mentors: m!, places: Int32Array.from(places), ...made }
  })

/** A JSON file of this form; what does not parse, or is not of the form, is told with its line. */
export const readJson = (file: string, shape: Shape): any => {
  const text = readFileSync(file, 'utf8').replace(/^\uFEFF/, '')
  const value = parsed(file, text)
  const wrong = shape(value)
  if (!wrong) return value
  throw new BadFile(
    path.basename(file),
    lineOf(text, wrong.at),
    `${named(wrong.at) || 'what stands there'} ${wrong.what}`,
  )
}

const parsed = (file: string, text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch (error) {
    const said = error instanceof Error ? error.message : ''
    const position = Number(/position (\d+)/.exec(said)?.[1] ?? text.length)
    throw new BadFile(path.basename(file), text.slice(0, position).split('\n').length, 'this is no JSON')
  }
}

/** A path as people write it: “A[3].sl”. */
const named = (path: Path): string =>
  path.map((step, i) => (typeof step === 'number' ? `[${step}]` : i ? `.${step}` : step)).join('')

const inRows = <Result>(file: string, read: (rows: NumberRows) => Result): Result => {
  const rows = new NumberRows(file)
  try {
    return read(rows)
  } finally {
    rows.close()
  }
}

const header = (rows: NumberRows, count: number, what: string): number[] => {
  const row = new Float64Array(count)
  rows.read(row, what)
  const wrong = row.find((value) => value < 0 || value > MOST)
  if (wrong !== undefined) throw rows.fault(`${what} says ${wrong}, which is no possible number`)
  return [...row]
}

const person = (rows: NumberRows, id: number, below: number): number => {
  if (id >= 0 && id < below) return id
  throw rows.fault(`there is no ${id}: numbers run from 0 to ${below - 1}`)
}

const weight = (rows: NumberRows, value: number): number => {
  if (Math.abs(value) <= LARGEST_WEIGHT) return value
  throw rows.fault(`the weight ${value} is too large: exact sums need ${LARGEST_WEIGHT} or less`)
}
