import { InvalidProblem, wholeNumber } from '../problem.ts'

/** From `start` to `end`, in hours (or any unit) of one clock; `need` people at once. */
export interface Shift {
  readonly start: number
  readonly end: number
  readonly need: number
}

export type Duty = readonly [person: number, shift: number]

/**
 * People 0 … people − 1; candidate k says that `person[k]` has the skill and the time for `shift[k]` and likes it
 * `liking[k]` much. Nobody works longer than `hours[p]` in all, nor in two places at once.
 */
export interface ShiftsProblem {
  readonly people: number
  readonly shifts: readonly Shift[]
  readonly hours: ArrayLike<number>
  readonly candidates: {
    readonly person: ArrayLike<number>
    readonly shift: ArrayLike<number>
    readonly liking: ArrayLike<number>
  }
  /** What a filled place is worth beside the liking; 1,000 without. */
  readonly place?: number
  /** A person's k-th shift costs k times this: fairness as a convex cost; 3 without. */
  readonly burden?: number
  readonly pins?: readonly Duty[]
  readonly forbids?: readonly Duty[]
  readonly names?: { readonly people: readonly string[]; readonly shifts: readonly string[] }
}

/** Times and lengths beyond are slips, and would lose their minutes in a double. */
const LATEST = 2 ** 40

/** Refuses what is not whole, unknown, twice there or contradictory, by the name of the field. O(candidates). */
export const checkShifts = (problem: ShiftsProblem): void => {
  const { people, shifts, hours, candidates, pins = [], forbids = [] } = problem
  wholeNumber('people', people, 0, 2 ** 26)
  wholeNumber('place', problem.place ?? 1000, 0, 2 ** 40)
  wholeNumber('burden', problem.burden ?? 3, 0, 2 ** 30)
  if (hours.length !== people) throw new InvalidProblem('hours', `has ${hours.length} entries instead of ${people}`)
  for (let p = 0; p < people; p++)
    if (!(hours[p]! >= 0 && hours[p]! < LATEST))
      throw new InvalidProblem(`hours[${p}]`, `is ${hours[p]}; a length of time is needed`)
  shifts.forEach(({ start, end, need }, s) => {
    if (!(Math.abs(start) <= LATEST)) throw new InvalidProblem(`shifts[${s}].start`, 'is not a time')
    if (!(end > start)) throw new InvalidProblem(`shifts[${s}].end`, 'is not after its start')
    if (!(end <= LATEST)) throw new InvalidProblem(`shifts[${s}].end`, 'is not a time')
    wholeNumber(`shifts[${s}].need`, need, 0, 2 ** 20)
  })
  const { person, shift, liking } = candidates
  if (shift.length !== person.length)
    throw new InvalidProblem('candidates.shift', `has ${shift.length} entries instead of ${person.length}`)
  if (liking.length !== person.length)
    throw new InvalidProblem('candidates.liking', `has ${liking.length} entries instead of ${person.length}`)
  const known = new Set<number>()
  const key = (p: number, s: number) => p * shifts.length + s
  for (let k = 0; k < person.length; k++) {
    if (!isBelow(person[k]!, people))
      throw new InvalidProblem(`candidates.person[${k}]`, `is ${person[k]}, and nobody has that number`)
    if (!isBelow(shift[k]!, shifts.length))
      throw new InvalidProblem(`candidates.shift[${k}]`, `is ${shift[k]}, and no shift has that number`)
    if (!(Number.isInteger(liking[k]!) && Math.abs(liking[k]!) <= 2 ** 40))
      wholeNumber(`candidates.liking[${k}]`, liking[k]!, -(2 ** 40), 2 ** 40)
    if (known.has(key(person[k]!, shift[k]!)))
      throw new InvalidProblem(`candidates[${k}]`, 'names a person and a shift that stand there already')
    known.add(key(person[k]!, shift[k]!))
  }
  for (const [field, list] of [
    ['pins', pins],
    ['forbids', forbids],
  ] as const)
    list.forEach(([p, s], at) => {
      if (!isBelow(p, people) || !isBelow(s, shifts.length))
        throw new InvalidProblem(`${field}[${at}]`, 'names nobody or no shift that is known')
    })
  const barred = new Set(forbids.map(([p, s]) => key(p, s)))
  pins.forEach(([p, s], at) => {
    if (!known.has(key(p, s))) throw new InvalidProblem(`pins[${at}]`, 'is no candidate')
    if (barred.has(key(p, s))) throw new InvalidProblem(`pins[${at}]`, 'is forbidden as well')
  })
}

const isBelow = (value: number, end: number) => Number.isInteger(value) && value >= 0 && value < end
