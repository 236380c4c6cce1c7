/**
 * A mixed-integer program to maximise: columns with worth and bounds, rows of (column, coefficient) between bounds.
 * Plain arrays, so that it can be handed to a worker.
 */
export interface Program {
  readonly worth: number[]
  readonly lower: number[]
  readonly upper: number[]
  readonly whole: number[]
  readonly rowLower: number[]
  readonly rowUpper: number[]
  readonly starts: number[]
  readonly indices: number[]
  readonly values: number[]
  /** A solution to begin with. */
  begin?: number[]
}

export const blankProgram = (): Program => ({
  worth: [],
  lower: [],
  upper: [],
  whole: [],
  rowLower: [],
  rowUpper: [],
  starts: [0],
  indices: [],
  values: [],
})

/** Adds a column and returns its number. */
export const column = (program: Program, worth: number, lower: number, upper: number, whole: boolean): number => {
  program.lower.push(lower)
  program.upper.push(upper)
  program.whole.push(whole ? 1 : 0)
  return program.worth.push(worth) - 1
}

/** Adds the row lower ≤ Σ coefficient · column ≤ upper. */
export const row = (
  program: Program,
  lower: number,
  upper: number,
  terms: Iterable<readonly [column: number, coefficient: number]>,
): void => {
  program.rowLower.push(lower)
  program.rowUpper.push(upper)
  for (const [at, coefficient] of terms) {
    program.indices.push(at)
    program.values.push(coefficient)
  }
  program.starts.push(program.indices.length)
}

/** What came back in time: the columns of the best solution found, and what no solution exceeds. */
export type Answer = { columns: number[] | null; bound: number; optimal: boolean }
