/**
 * A problem that cannot be taken as it stands. `field` is the path of the offending value (`pairs[3].affinity`), `reason`
 * a clause that a person can act on; the message is the two joined.
 */
export class InvalidProblem extends Error {
  readonly field: string
  readonly reason: string

  constructor(field: string, reason: string) {
    super(`${field}: ${reason}`)
    this.name = 'InvalidProblem'
    this.field = field
    this.reason = reason
  }
}

/** Thrown by the exact solvers when `Watch.cancelled` says so: half an exact answer is none. */
export class Cancelled extends Error {
  constructor() {
    super('The search was cancelled.')
    this.name = 'Cancelled'
  }
}

/** How far a solver is: `done` of 1, and what it does just now. A search that can only improve also tells its best. */
export type Progress = { done: number; doing: string; placed?: number; bound?: number }

/** Solvers are synchronous; they ask `cancelled` and call `progress` a few hundred times at most each second. */
export type Watch = { progress?: (progress: Progress) => void; cancelled?: () => boolean }

/** Asks the watch whether to go on, and throws `Cancelled` where not. */
export const keepGoing = (watch: Watch | undefined, progress: Progress): void => {
  if (watch?.cancelled?.()) throw new Cancelled()
  watch?.progress?.(progress)
}

/** The watch for one part of a search: what that part does from 0 to 1 stands for `from` to `to` of the whole. */
export const partOf = (watch: Watch | undefined, from: number, to: number): Watch | undefined =>
  watch && {
    cancelled: watch.cancelled,
    progress: (progress) =>
      watch.progress?.({ ...progress, done: from + (to - from) * Math.min(1, Math.max(0, progress.done)) }),
  }

/** For work within work, which others tell of: it may be cancelled, and says nothing. */
export const silent = (watch: Watch | undefined): Watch | undefined => watch && { cancelled: watch.cancelled }

/**
 * A sentence in pieces, for the page to word in its own language: `because` is a stable key, the rest are its blanks.
 * `costs` is what following the reason cost in the objective's own units, where that is known.
 */
export type Reason = { because: string; people?: string[]; count?: number; costs?: number }

/** Why one person or thing stands where it stands, and what would have to change for it to stand elsewhere. */
export type Explanation = { id: string; placed: boolean; with: string[]; reasons: Reason[]; wouldChange: Reason[] }

/** Twice this and another twice this still sum up exactly in a double, as duals and slacks do; every solver refuses larger ones. */
export const LARGEST_WEIGHT = 2 ** 51

/** Whole numbers only, in lowest … highest: all solvers are exact, and fractions would make that a matter of luck. */
export const wholeNumber = (field: string, value: number, lowest: number, highest: number): number => {
  if (typeof value !== 'number' || Number.isNaN(value)) throw new InvalidProblem(field, 'is not a number')
  if (!Number.isInteger(value)) throw new InvalidProblem(field, `is ${value}, which is not a whole number`)
  if (value < lowest) throw new InvalidProblem(field, `is ${value}; the smallest allowed is ${lowest}`)
  if (value > highest) throw new InvalidProblem(field, `is ${value}; the largest allowed is ${highest}`)
  return value
}

/** Ids to positions; refuses an id that is empty or stands twice. */
export const positionsOf = (field: string, ids: readonly string[]): Map<string, number> => {
  const positions = new Map<string, number>()
  ids.forEach((id, position) => {
    if (typeof id !== 'string' || id === '') throw new InvalidProblem(`${field}[${position}]`, 'has no id')
    if (positions.has(id)) throw new InvalidProblem(`${field}[${position}]`, `“${id}” stands there twice`)
    positions.set(id, position)
  })
  return positions
}

/** The position of an id that somebody named; refuses one that nobody has. */
export const positionOf = (field: string, positions: ReadonlyMap<string, number>, id: string): number => {
  const position = positions.get(id)
  if (position === undefined) throw new InvalidProblem(field, `nobody here is “${id}”`)
  return position
}
