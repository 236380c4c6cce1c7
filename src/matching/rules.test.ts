import { describe, expect, test } from 'vitest'
import { solveAssignment } from './assignment/assignment.ts'
import type { AssignmentProblem } from './assignment/problem.ts'
import { type GroupsProblem, solveGroups } from './groups/groups.ts'
import { pairPeople } from './pairs/pair-people.ts'
import type { Two } from './pairs/people.ts'
import { InvalidProblem } from './problem.ts'
import { pick, type Random, seeded } from './random.ts'
import { planRounds } from './rounds/plan-rounds.ts'
import { meetingsIn, type Programme, presentIn, type Round } from './rounds/programme.ts'
import { type ShiftsProblem, solveShifts } from './shifts/shifts.ts'

const TIMES = 10_000

/** Solves so many problems of a fixed series, and gathers what is broken in any plan; the first few are enough to see. */
const broken = (seed: number, rulesBrokenIn: (random: Random) => (string | false)[]) => {
  const random = seeded(seed)
  const found: string[] = []
  for (let round = 0; round < TIMES && found.length < 5; round++)
    for (const rule of rulesBrokenIn(random)) if (rule) found.push(`${rule} (${round})`)
  return found
}

const upTo = (n: number) => Array.from({ length: n }, (_, i) => i)
const twosOf = (n: number) => upTo(n).flatMap((a) => upTo(a).map((b) => [b, a] as const))
const isIn = (list: readonly (readonly [number, number])[] | undefined, a: number, b: number) =>
  list?.some(([one, other]) => one === a && other === b) ?? false
const sum = (list: readonly number[]) => list.reduce((total, one) => total + one, 0)

describe('10,000 small random problems of each kind, and no rule broken in any', () => {
  test('pairs', () => {
    expect(broken(51, pairsBroken)).toEqual([])
  }, 300_000)

  test('assignment', () => {
    expect(broken(52, assignmentBroken)).toEqual([])
  }, 300_000)

  test('groups', () => {
    expect(broken(53, groupsBroken)).toEqual([])
  }, 300_000)

  test('shifts', () => {
    expect(broken(54, shiftsBroken)).toEqual([])
  }, 300_000)

  test('rounds', () => {
    expect(broken(55, roundsBroken)).toEqual([])
  }, 300_000)
})

const id = (person: number) => `p${person}`
const named = (twos: readonly (readonly [number, number])[]) => twos.map(([a, b]): Two => [id(a), id(b)])

/** Nobody twice or forgotten, and no two together who must not be. */
const roundBroken = (round: Round, people: readonly string[], apart: readonly Two[]) => {
  const seats = [...round.pairs.flat(), ...round.trios.flat(), ...round.leftOut].sort()
  const met = new Set(meetingsIn(round).flatMap(([a, b]) => [`${a} ${b}`, `${b} ${a}`]))
  return [
    seats.join() !== [...people].sort().join() && 'somebody twice or forgotten',
    apart.some(([a, b]) => met.has(`${a} ${b}`)) && 'a forbidden pair',
    round.trios.length > 1 && 'more than one trio',
  ]
}

const pairsBroken = (random: Random) => {
  const n = pick(random, 7)
  const people = upTo(n).map(id)
  const [exclusions, forbids] = [0.2, 0.1].map((share) => named(twosOf(n).filter(() => random() < share)))
  const isApart = (a: string, b: string) => [...exclusions!, ...forbids!].some(([x, y]) => x === a && y === b)
  const pins = named(twosOf(n).filter(() => random() < 0.1))
    .slice(0, 1)
    .filter(([a, b]) => !isApart(a, b))
  const trio = random() < 0.8
  const met = named(twosOf(n).filter(() => random() < 0.3)).map(([a, b]) => ({ a, b, ago: 1 + pick(random, 9) }))
  const plan = pairPeople({ people, exclusions: exclusions!, forbids: forbids!, pins, met, trio })
  const together = new Set(meetingsIn(plan).flatMap(([a, b]) => [`${a} ${b}`, `${b} ${a}`]))
  return [
    ...roundBroken(plan, people, [...exclusions!, ...forbids!]),
    !trio && plan.trios.length > 0 && 'a trio though there must be none',
    pins.some(([a, b]) => !together.has(`${a} ${b}`)) && 'a pin let go',
  ]
}

const assignmentBroken = (random: Random) => {
  const [mentees, mentors] = [pick(random, 6), pick(random, 5)]
  const all = upTo(mentees * mentors).filter(() => random() < 0.6)
  const candidates = {
    mentee: all.map((at) => Math.floor(at / mentors)),
    mentor: all.map((at) => at % mentors),
    weight: all.map(() => pick(random, 9) - 2),
  }
  const pair = (k: number) => [candidates.mentee[k]!, candidates.mentor[k]!] as const
  const p: AssignmentProblem = {
    mentees,
    mentors,
    candidates,
    places: upTo(mentors).map(() => pick(random, 4)),
    wants: upTo(mentees).map(() => pick(random, 3)),
    quotas: [
      { side: 'mentors', members: upTo(mentors).filter((j) => j % 2 === 0), most: pick(random, 4) },
      { side: 'mentees', members: upTo(mentees).filter((i) => i % 2 === 0), most: pick(random, 4) },
    ],
    forbids: upTo(all.length)
      .filter(() => random() < 0.1)
      .map(pair),
    ...(all.length > 0 && random() < 0.3 && { pins: [pair(pick(random, all.length))] }),
    aim: random() < 0.5 ? 'most people' : 'most weight',
  }
  try {
    return matchesBroken(p, Array.from(solveAssignment(p).plan, pair))
  } catch (error) {
    // A pin that is forbidden, or for which there is no room, is refused.
    return [!(error instanceof InvalidProblem && p.pins) && `refused: ${error}`]
  }
}

const matchesBroken = (p: AssignmentProblem, plan: (readonly [number, number])[]) => {
  const has = (side: 0 | 1, person: number) => plan.filter((pair) => pair[side] === person).length
  return [
    new Set(plan.map(String)).size < plan.length && 'a pair twice',
    upTo(p.mentors).some((j) => has(1, j) > p.places[j]!) && 'more than the places',
    upTo(p.mentees).some((i) => has(0, i) > p.wants![i]!) && 'more than wished',
    plan.some(([i, j]) => isIn(p.forbids, i, j)) && 'a forbidden pair',
    (p.pins ?? []).some(([i, j]) => !isIn(plan, i, j)) && 'a pin let go',
    p.quotas!.some(
      ({ side, members, most }) => sum(Array.from(members, (one) => has(side === 'mentees' ? 0 : 1, one))) > most,
    ) && 'over a quota',
  ]
}

const groupsBroken = (random: Random) => {
  const [people, slots] = [pick(random, 7), 1 + pick(random, 3)]
  const two = () => twosOf(people)[pick(random, (people * (people - 1)) / 2)]!
  const size = 1 + pick(random, 4)
  const p: GroupsProblem = {
    applicants: upTo(people).map(() => ({
      slots: upTo(slots)
        .filter(() => random() < 0.5)
        .map((slot) => [slot, (1 + pick(random, 2)) as 1 | 2] as const),
      attributes: [pick(random, 2), random() < 0.2 ? undefined : pick(random, 3)],
      ...(random() < 0.8 && { organisation: pick(random, 3) }),
    })),
    slots,
    groups: pick(random, 4),
    size,
    least: 1 + pick(random, Math.min(size, 2)),
    ...(random() < 0.5 && { organisationCap: 1 + pick(random, 2) }),
    ...(random() < 0.5 && { neverAlone: [{ attribute: 0, value: 1 }] }),
    ...(random() < 0.1 && { spread: [1] }),
    ...(people > 1 && random() < 0.5 && { pins: { together: [two()], apart: [two()] } }),
  }
  return cohortsBroken(p, solveGroups(p, { effort: 0.002, proof: 0.01 }).plan)
}

const cohortsBroken = (p: GroupsProblem, plan: readonly { slot: number; members: readonly number[] }[]) => {
  const people = plan.flatMap(({ members }) => members)
  const count = (members: readonly number[], has: (person: number) => boolean) => members.filter(has).length
  const inGroups = (rule: string, breaks: (members: readonly number[], slot: number) => boolean) =>
    plan.some(({ slot, members }) => breaks(members, slot)) && rule
  return [
    new Set(people).size < people.length && 'somebody twice',
    plan.length > p.groups && 'too many groups',
    inGroups('too large', (members) => members.length > p.size),
    inGroups('too small', (members) => members.length < (p.least ?? 1)),
    inGroups('somebody who cannot come', (members, slot) =>
      members.some((one) => !p.applicants[one]!.slots.some(([s]) => s === slot)),
    ),
    inGroups('over the cap', (members) =>
      upTo(3).some(
        (one) => count(members, (person) => p.applicants[person]!.organisation === one) > (p.organisationCap ?? 99),
      ),
    ),
    ...(p.pins?.apart ?? []).map(([a, b]) =>
      inGroups('apart', (members) => members.includes(a) && members.includes(b)),
    ),
    ...(p.pins?.together ?? []).map(([a, b]) =>
      inGroups('together', (members) => members.includes(a) !== members.includes(b)),
    ),
    ...(p.neverAlone ?? []).map(({ attribute, value }) =>
      inGroups(
        'alone',
        (members) => count(members, (one) => p.applicants[one]!.attributes?.[attribute] === value) === 1,
      ),
    ),
  ]
}

const shiftsBroken = (random: Random) => {
  const [people, count] = [pick(random, 6), pick(random, 6)]
  const all = upTo(people * count).filter(() => random() < 0.6)
  const duty = (k: number) => [Math.floor(all[k]! / count), all[k]! % count] as const
  const p: ShiftsProblem = {
    people,
    shifts: upTo(count).map(() => {
      const start = 24 * pick(random, 2) + pick(random, 8)
      return { start, end: start + 1 + pick(random, 4), need: pick(random, 3) }
    }),
    hours: upTo(people).map(() => pick(random, 10)),
    candidates: {
      person: upTo(all.length).map((k) => duty(k)[0]),
      shift: upTo(all.length).map((k) => duty(k)[1]),
      liking: all.map(() => 1 + pick(random, 5)),
    },
    forbids: upTo(all.length)
      .filter(() => random() < 0.1)
      .map(duty),
  }
  return dutiesBroken(p, Array.from(solveShifts(p, { effort: 0.002, bound: 'count' }).plan, duty))
}

const dutiesBroken = ({ shifts, hours, people, forbids }: ShiftsProblem, plan: (readonly [number, number])[]) => {
  const held = upTo(people).map((person) => plan.filter(([one]) => one === person).map(([, s]) => shifts[s]!))
  return [
    new Set(plan.map(String)).size < plan.length && 'a duty twice',
    shifts.some(({ need }, s) => plan.filter(([, shift]) => shift === s).length > need) && 'more than needed',
    held.some((list, one) => sum(list.map(({ start, end }) => end - start)) > hours[one]!) && 'beyond the hours',
    held.some((list) =>
      twosOf(list.length).some(([a, b]) => list[a]!.start < list[b]!.end && list[b]!.start < list[a]!.end),
    ) && 'in two places at once',
    plan.some(([person, shift]) => isIn(forbids, person, shift)) && 'a forbidden duty',
  ]
}

const roundsBroken = (random: Random) => {
  // Where somebody must meet again or is left out, all rounds are gone through many times: few of those are enough.
  const n = random() < 0.05 ? pick(random, 4) : 4 + pick(random, 2)
  const rounds = random() < 0.8 ? 1 : 2
  const programme: Programme = {
    people: upTo(n).map((person) => ({
      id: id(person),
      from: random() < 0.05 ? rounds : 1,
      paused: random() < 0.05 ? [1 + pick(random, rounds)] : [],
    })),
    rounds,
    exclusions: named(twosOf(n).filter(() => random() < 0.08)),
    forbids: named(twosOf(n).filter(() => random() < 0.04)),
    trio: random() < 0.95,
  }
  const apart = [...programme.exclusions!, ...programme.forbids!]
  const plan = planRounds(programme)
  return plan.rounds.flatMap((round, t) => [
    ...roundBroken(round, presentIn(programme, t), apart),
    !programme.trio && round.trios.length > 0 && 'a trio though there must be none',
  ])
}
