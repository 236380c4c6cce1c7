import { InvalidProblem, wholeNumber } from '../problem.ts'

/** 2: yes, 1: if need be; slots that are not named are a no. */
export type Availability = readonly [slot: number, level: 1 | 2]

export interface Applicant {
  readonly slots: readonly Availability[]
  /** People of one organisation share its number; without one nobody is counted against the cap. */
  readonly organisation?: number
  /** One value for each attribute of the problem (age band, sector …); undefined values are not counted. */
  readonly attributes?: readonly (number | undefined)[]
}

/** Up to `groups` groups of at most `size` people, each in one of the weekly slots 0 … slots − 1. */
export interface GroupsProblem {
  readonly applicants: readonly Applicant[]
  readonly slots: number
  readonly groups: number
  readonly size: number
  /** A group with fewer people does not take place; 1 without. */
  readonly least?: number
  /** At most so many of one organisation in a group. */
  readonly organisationCap?: number
  /** Attribute values of which nobody may be the only one in a group: either none or two and more. */
  readonly neverAlone?: readonly { readonly attribute: number; readonly value: number }[]
  /** Attributes to spread evenly over the groups, after everything else. */
  readonly spread?: readonly number[]
  readonly pins?: {
    readonly people?: readonly (readonly [applicant: number, slot: number])[]
    /** Slots in which a group takes place in any case. */
    readonly slots?: readonly number[]
    readonly together?: readonly (readonly [number, number])[]
    readonly apart?: readonly (readonly [number, number])[]
  }
  readonly names?: readonly string[]
  readonly slotNames?: readonly string[]
}

/** Refuses what is not whole, unknown, twice there or contradictory, by the name of the field. O(availabilities). */
export const checkGroups = (problem: GroupsProblem): void => {
  const { applicants, slots, pins = {} } = problem
  wholeNumber('slots', slots, 0, 100_000)
  wholeNumber('groups', problem.groups, 0, 100_000)
  wholeNumber('size', problem.size, 1, 10_000)
  wholeNumber('least', problem.least ?? 1, 0, problem.size)
  if (problem.organisationCap !== undefined) wholeNumber('organisationCap', problem.organisationCap, 0, 10_000)
  applicants.forEach((applicant, a) => {
    const seen = new Set<number>()
    applicant.slots.forEach(([slot, level], at) => {
      wholeNumber(`applicants[${a}].slots[${at}]`, slot, 0, slots - 1)
      wholeNumber(`applicants[${a}].slots[${at}]`, level, 1, 2)
      if (seen.has(slot)) throw new InvalidProblem(`applicants[${a}].slots[${at}]`, `slot ${slot} stands there twice`)
      seen.add(slot)
    })
    if (applicant.organisation !== undefined)
      wholeNumber(`applicants[${a}].organisation`, applicant.organisation, 0, 2 ** 31)
  })
  const person = (field: string, a: number) => wholeNumber(field, a, 0, applicants.length - 1)
  const pinnedTo = new Map<number, number>()
  pins.people?.forEach(([a, slot], at) => {
    person(`pins.people[${at}]`, a)
    if (pinnedTo.has(a)) throw new InvalidProblem(`pins.people[${at}]`, `applicant ${a} is pinned twice`)
    if (!applicants[a]!.slots.some(([s]) => s === slot))
      throw new InvalidProblem(`pins.people[${at}]`, `applicant ${a} cannot come in slot ${slot}`)
    pinnedTo.set(a, slot)
  })
  pins.slots?.forEach((slot, at) => void wholeNumber(`pins.slots[${at}]`, slot, 0, slots - 1))
  if ((pins.slots?.length ?? 0) > problem.groups)
    throw new InvalidProblem('pins.slots', `are more than the ${problem.groups} groups`)
  for (const field of ['together', 'apart'] as const)
    pins[field]?.forEach(([a, b], at) => {
      person(`pins.${field}[${at}]`, a)
      person(`pins.${field}[${at}]`, b)
      if (a === b) throw new InvalidProblem(`pins.${field}[${at}]`, 'names one person twice')
    })
  if (problem.names && problem.names.length !== applicants.length)
    throw new InvalidProblem('names', 'are not as many as the applicants')
  if (problem.slotNames && problem.slotNames.length !== slots)
    throw new InvalidProblem('slotNames', 'are not as many as the slots')
}

/** The same availability in flat lists; a pinned person can come only where pinned. */
export interface Availabilities {
  readonly people: number
  readonly slots: number
  readonly size: number
  readonly cap: number
  readonly organisations: number
  readonly organisationOf: Int32Array
  readonly first: Int32Array
  readonly slot: Int32Array
  readonly level: Uint8Array
}

export const flatten = (problem: GroupsProblem): Availabilities => {
  const people = problem.applicants.length
  const pinned = new Map(problem.pins?.people)
  const lists = problem.applicants.map(({ slots }, a) =>
    pinned.has(a) ? slots.filter(([s]) => s === pinned.get(a)) : slots,
  )
  const first = new Int32Array(people + 1)
  for (let a = 0; a < people; a++) first[a + 1] = first[a]! + lists[a]!.length
  const flat = lists.flat()
  const numbers = new Map<number, number>()
  const organisationOf = Int32Array.from(problem.applicants, ({ organisation }) => {
    if (organisation === undefined || problem.organisationCap === undefined) return -1
    if (!numbers.has(organisation)) numbers.set(organisation, numbers.size)
    return numbers.get(organisation)!
  })
  return {
    people,
    slots: problem.slots,
    size: problem.size,
    cap: problem.organisationCap ?? 0,
    organisations: numbers.size,
    organisationOf,
    first,
    slot: Int32Array.from(flat, ([s]) => s),
    level: Uint8Array.from(flat, ([, level]) => level),
  }
}
