import { pick, type Random } from '../random.ts'
import type { GroupsProblem } from './problem.ts'

export type Group = { slot: number; members: number[] }

/** How much worse one broken rule is than anything that spread can add up to. */
const RULE = 1_000_000

/** Exchanges tried at most; few people have tried theirs many times over after fewer. */
const PROPOSALS = 30_000
const PROPOSALS_EACH = 20

/**
 * Splits each slot's people into its groups, then exchanges people until no rule of the group is broken and attributes
 * are spread evenly. Exchanges keep everybody's preference unless they mend a rule; who still stands in a broken rule
 * leaves the plan, so that none is ever broken. Returns the groups and who had to leave. With the groups of a plan in force
 * everybody stays in theirs, and exchanges only mend what is broken.
 */
export const arrange = (
  problem: GroupsProblem,
  open: Int32Array,
  slotOf: Int32Array,
  random: Random,
  previous?: readonly Group[],
) => {
  const { groups, over } = previous ? join(problem, open, slotOf, previous) : split(problem, open, slotOf)
  const rules = rulesOf(problem)
  const mends = !previous || groups.some((group) => offenders(problem, group, rules).length > 0)
  if (rules.any && mends) improve(problem, groups, rules, random, previous !== undefined)
  const left = over.concat(rules.any ? expel(problem, groups, rules) : [])
  const gone = groups.filter((g) => g.members.length < Math.max(1, problem.least ?? 1))
  return { groups: groups.filter((g) => !gone.includes(g)), left: [...left, ...gone.flatMap((g) => g.members)] }
}

/** People of one organisation go round the groups of a slot in turn, which keeps both the cap and the size. */
const split = ({ applicants }: GroupsProblem, open: Int32Array, slotOf: Int32Array) => {
  const groups: Group[] = []
  const here = new Map<number, number[]>()
  for (let person = 0; person < slotOf.length; person++) {
    const slot = slotOf[person]!
    if (slot < 0) continue
    const members = here.get(slot)
    if (members) members.push(person)
    else here.set(slot, [person])
  }
  for (const [slot, members] of [...here].sort(([a], [b]) => a - b)) {
    const organisation = (person: number) => applicants[person]!.organisation ?? -1 - person
    members.sort((a, b) => organisation(a) - organisation(b) || a - b)
    const parts = Array.from({ length: open[slot]! }, (): Group => ({ slot, members: [] }))
    for (const [at, person] of members.entries()) parts[at % parts.length]!.members.push(person)
    groups.push(...parts)
  }
  return { groups, over: [] as number[] }
}

/** Newcomers take seats in the groups as they stand, the smallest first; `over` are those for whom no group has room. */
const join = (problem: GroupsProblem, open: Int32Array, slotOf: Int32Array, previous: readonly Group[]) => {
  const groups: Group[] = []
  const seated = new Set<number>()
  for (const [slot, count] of open.entries()) {
    const before = previous.filter((group) => group.slot === slot).slice(0, count)
    for (let at = 0; at < count; at++) {
      const members = (before[at]?.members ?? []).filter((person) => slotOf[person] === slot)
      for (const person of members) seated.add(person)
      groups.push({ slot, members })
    }
  }
  const over: number[] = []
  for (const [person, slot] of slotOf.entries()) {
    if (slot < 0 || seated.has(person)) continue
    const room = groups.filter((group) => group.slot === slot && hasRoom(problem, group, person))
    const smallest = room.sort((a, b) => a.members.length - b.members.length)[0]
    if (smallest) smallest.members.push(person)
    else over.push(person)
  }
  return { groups, over }
}

const hasRoom = ({ applicants, size, organisationCap }: GroupsProblem, { members }: Group, person: number) => {
  const own = applicants[person]!.organisation
  const alike = members.filter((one) => own !== undefined && applicants[one]!.organisation === own).length
  return members.length < size && (organisationCap === undefined || own === undefined || alike < organisationCap)
}

const rulesOf = ({ pins, neverAlone = [], spread = [], applicants }: GroupsProblem) => {
  const friends = new Map<number, number[]>()
  const foes = new Map<number, number[]>()
  const note = (map: Map<number, number[]>, a: number, b: number) => map.set(a, [...(map.get(a) ?? []), b])
  for (const [a, b] of pins?.together ?? []) {
    note(friends, a, b)
    note(friends, b, a)
  }
  for (const [a, b] of pins?.apart ?? []) {
    note(foes, a, b)
    note(foes, b, a)
  }
  const valuesOf = spread.map((attribute) => [...new Set(applicants.map((one) => one.attributes?.[attribute]))])
  return {
    friends,
    foes,
    neverAlone,
    spread,
    valuesOf,
    any: friends.size + foes.size + neverAlone.length + spread.length > 0,
  }
}

type Rules = ReturnType<typeof rulesOf>

/** People in this group who stand in a broken rule: without their companion, with whom they must not meet, alone. */
const offenders = ({ applicants, size, organisationCap }: GroupsProblem, { members }: Group, rules: Rules) => {
  const inside = new Set(members)
  const found: number[] = []
  for (const person of members) {
    if (rules.friends.get(person)?.some((friend) => !inside.has(friend))) found.push(person)
    if (rules.foes.get(person)?.some((foe) => inside.has(foe))) found.push(person)
  }
  for (const { attribute, value } of rules.neverAlone) {
    const alike = members.filter((person) => applicants[person]!.attributes?.[attribute] === value)
    if (alike.length === 1) found.push(alike[0]!)
  }
  if (members.length > size) found.push(...members.slice(size))
  if (organisationCap !== undefined) {
    const count = new Map<number, number>()
    for (const person of members) {
      const organisation = applicants[person]!.organisation
      if (organisation === undefined) continue
      count.set(organisation, (count.get(organisation) ?? 0) + 1)
      if (count.get(organisation)! > organisationCap) found.push(person)
    }
  }
  return found
}

/** Broken rules, then the squares of how many share each value: smallest when spread evenly. */
const strain = (problem: GroupsProblem, group: Group, rules: Rules) => {
  let sum = RULE * offenders(problem, group, rules).length
  rules.spread.forEach((attribute, at) => {
    for (const value of rules.valuesOf[at]!) {
      if (value === undefined) continue
      sum += group.members.filter((person) => problem.applicants[person]!.attributes?.[attribute] === value).length ** 2
    }
  })
  return sum
}

const improve = (problem: GroupsProblem, groups: Group[], rules: Rules, random: Random, onlyMends: boolean) => {
  if (groups.length < 2) return
  const pinned = new Map(problem.pins?.people)
  const level = (person: number, slot: number) =>
    pinned.has(person) && pinned.get(person) !== slot
      ? 0
      : (problem.applicants[person]!.slots.find(([s]) => s === slot)?.[1] ?? 0)
  const strains = groups.map((group) => strain(problem, group, rules))
  const seats = groups.reduce((sum, { members }) => sum + members.length + 1, 0)
  const proposals = Math.min(PROPOSALS, PROPOSALS_EACH * seats * seats)
  // Without any strain, which can only fall, nothing is left to mend or to spread.
  for (let proposal = 0; proposal < proposals && strains.some((one) => one > 0); proposal++) {
    const [g, h] = [pick(random, groups.length), pick(random, groups.length)]
    if (g === h || groups[g]!.members.length === 0) continue
    const i = pick(random, groups[g]!.members.length)
    const j = pick(random, groups[h]!.members.length + 1) - 1
    const person = groups[g]!.members[i]!
    const other = j < 0 ? undefined : groups[h]!.members[j]!
    const [from, to] = [groups[g]!.slot, groups[h]!.slot]
    if (level(person, to) === 0 || (other !== undefined && level(other, from) === 0)) continue
    if (
      other === undefined &&
      (groups[h]!.members.length >= problem.size || groups[g]!.members.length <= (problem.least ?? 1))
    )
      continue
    const lost =
      level(person, from) +
      (other === undefined ? 0 : level(other, to)) -
      level(person, to) -
      (other === undefined ? 0 : level(other, from))
    const swap = (a: number | undefined, b: number | undefined): [Group, Group] => [
      { slot: from, members: groups[g]!.members.filter((one) => one !== a).concat(b ?? []) },
      { slot: to, members: groups[h]!.members.filter((one) => one !== b).concat(a ?? []) },
    ]
    const [one, two] = swap(person, other)
    const [first, second] = [strain(problem, one, rules), strain(problem, two, rules)]
    const change = first + second - strains[g]! - strains[h]!
    if (change >= 0 || ((lost > 0 || onlyMends) && change > -RULE / 2)) continue
    groups[g] = one
    groups[h] = two
    strains[g] = first
    strains[h] = second
  }
}

const expel = (problem: GroupsProblem, groups: Group[], rules: Rules) => {
  const left: number[] = []
  for (let again = true; again; ) {
    again = false
    for (const group of groups) {
      const out = offenders(problem, group, rules)
      if (out.length === 0) continue
      const pinned = new Set(problem.pins?.people?.map(([person]) => person))
      const first = out.find((person) => !pinned.has(person)) ?? out[0]!
      group.members = group.members.filter((person) => person !== first)
      left.push(first)
      again = true
    }
  }
  return left
}
