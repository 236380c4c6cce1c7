import { InvalidProblem, LARGEST_WEIGHT, wholeNumber } from '../problem.ts'

export type Pair = readonly [mentee: number, mentor: number]

/** At most `most` matches of these people together. Groups of one side lie within each other or apart (laminar). */
export interface Quota {
  readonly side: 'mentees' | 'mentors'
  readonly members: ArrayLike<number>
  readonly most: number
}

/**
 * Mentees 0 … mentees − 1 and mentors 0 … mentors − 1; candidate k would match `mentee[k]` with `mentor[k]` at `weight[k]`
 * (whole numbers, higher is better). Typed arrays are taken as they are: a million candidates need no copy.
 */
export interface AssignmentProblem {
  readonly mentees: number
  readonly mentors: number
  readonly candidates: {
    readonly mentee: ArrayLike<number>
    readonly mentor: ArrayLike<number>
    readonly weight: ArrayLike<number>
  }
  /** Places of each mentor. */
  readonly places: ArrayLike<number>
  /** Mentors that each mentee wishes to have; 1 without. Nobody has two while another who could have one has none. */
  readonly wants?: ArrayLike<number>
  /** Mentees that each mentor needs at least; 0 without. Comes before everything else; what no plan reaches is told. */
  readonly least?: ArrayLike<number>
  readonly quotas?: readonly Quota[]
  /** Matches to keep where possible: worth `bonus` each in weight, or before all weight (but after who is matched). */
  readonly keep?: { readonly pairs: readonly Pair[]; readonly bonus: number | 'before weight' }
  readonly pins?: readonly Pair[]
  readonly forbids?: readonly Pair[]
  /** `most people` (default): as many matches as possible, then weight. `most weight`: a negative weight is not taken. */
  readonly aim?: 'most people' | 'most weight'
  /** What explanations call people; their numbers without. */
  readonly names?: { readonly mentees: readonly string[]; readonly mentors: readonly string[] }
}

/** Refuses what is not whole, out of range, unknown or there twice, by the name of the field. O(candidates). */
export const checkAssignment = (problem: AssignmentProblem): void => {
  const { mentees, mentors, candidates, places, wants, least, keep } = problem
  wholeNumber('mentees', mentees, 0, 2 ** 26)
  wholeNumber('mentors', mentors, 0, 2 ** 26)
  counts('places', places, mentors)
  if (wants) counts('wants', wants, mentees)
  if (least) counts('least', least, mentors)
  for (let mentor = 0; least && mentor < mentors; mentor++) {
    if (least[mentor]! > places[mentor]!)
      throw new InvalidProblem(`least[${mentor}]`, `is ${least[mentor]}, more than the ${places[mentor]} places`)
  }
  const { mentee, mentor, weight } = candidates
  if (mentor.length !== mentee.length) throw new InvalidProblem('candidates.mentor', lengths(mentor, mentee.length))
  if (weight.length !== mentee.length) throw new InvalidProblem('candidates.weight', lengths(weight, mentee.length))
  for (let k = 0; k < mentee.length; k++) {
    if (!isBelow(mentee[k]!, mentees)) throw unknown(`candidates.mentee[${k}]`, mentee[k]!, mentees)
    if (!isBelow(mentor[k]!, mentors)) throw unknown(`candidates.mentor[${k}]`, mentor[k]!, mentors)
    if (!(Number.isInteger(weight[k]!) && Math.abs(weight[k]!) <= LARGEST_WEIGHT))
      wholeNumber(`candidates.weight[${k}]`, weight[k]!, -LARGEST_WEIGHT, LARGEST_WEIGHT)
  }
  for (const field of ['pins', 'forbids'] as const) checkPairs(field, problem[field] ?? [], problem)
  checkPairs('keep.pairs', keep?.pairs ?? [], problem)
  if (keep && keep.bonus !== 'before weight') wholeNumber('keep.bonus', keep.bonus, 0, LARGEST_WEIGHT)
  checkQuotas(problem)
  checkNames('names.mentees', problem.names?.mentees, mentees)
  checkNames('names.mentors', problem.names?.mentors, mentors)
}

const isBelow = (value: number, end: number) => Number.isInteger(value) && value >= 0 && value < end

const lengths = (list: ArrayLike<unknown>, due: number) => `has ${list.length} entries instead of ${due}`

const unknown = (field: string, value: number, end: number) =>
  new InvalidProblem(field, end === 0 ? `is ${value}, but nobody is there` : `is ${value}, not one of 0 … ${end - 1}`)

const counts = (field: string, list: ArrayLike<number>, due: number) => {
  if (list.length !== due) throw new InvalidProblem(field, lengths(list, due))
  for (let i = 0; i < due; i++) if (!isBelow(list[i]!, 2 ** 31)) wholeNumber(`${field}[${i}]`, list[i]!, 0, 2 ** 31 - 1)
}

const checkPairs = (field: string, pairs: readonly Pair[], { mentees, mentors }: AssignmentProblem) => {
  const seen = new Set<number>()
  pairs.forEach(([mentee, mentor], at) => {
    if (!isBelow(mentee, mentees)) throw unknown(`${field}[${at}]`, mentee, mentees)
    if (!isBelow(mentor, mentors)) throw unknown(`${field}[${at}]`, mentor, mentors)
    const key = mentee * mentors + mentor
    if (seen.has(key)) throw new InvalidProblem(`${field}[${at}]`, 'the same pair stands there twice')
    seen.add(key)
  })
}

const checkQuotas = ({ quotas = [], mentees, mentors }: AssignmentProblem) => {
  quotas.forEach(({ side, members, most }, at) => {
    const end = side === 'mentees' ? mentees : mentors
    wholeNumber(`quotas[${at}].most`, most, 0, 2 ** 31 - 1)
    const seen = new Set<number>()
    for (let i = 0; i < members.length; i++) {
      const member = members[i]!
      if (!isBelow(member, end)) throw unknown(`quotas[${at}].members[${i}]`, member, end)
      if (seen.has(member)) throw new InvalidProblem(`quotas[${at}].members[${i}]`, `${member} stands there twice`)
      seen.add(member)
    }
  })
}

const checkNames = (field: string, names: readonly string[] | undefined, due: number) => {
  if (!names) return
  if (names.length !== due) throw new InvalidProblem(field, lengths(names, due))
  if (new Set(names).size !== due) throw new InvalidProblem(field, 'two people have the same name')
}
