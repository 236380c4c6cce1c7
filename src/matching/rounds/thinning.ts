import type { Two } from '../pairs/people.ts'
import { pick, type Random } from '../random.ts'
import { meetingsIn, type Programme } from './programme.ts'

/** Others for each person: those who fit best, some at random, and more where there are many rounds. */
const LIKELY = 8
const OTHERS = 6
const OTHERS_EACH_ROUND = 2
/** Affinities looked at for each person: of millions every so manyth will do. */
const LOOKS = 40

/**
 * The same programme with some others for each person instead of everybody, whom they may meet and have not met: those who
 * fit best, and some at random. One pass over what is known, so that a plan can be had in time. O(people + affinities).
 */
export const thinned = (programme: Programme, random: Random): Programme => {
  const { affinities = [], ...rest } = programme
  if (programme.candidates) return programme
  const at = new Map(programme.people.map(({ id }, i) => [id, i]))
  const n = programme.people.length
  const name = (i: number) => programme.people[i]!.id
  const key = (a: number, b: number) => Math.min(a, b) * n + Math.max(a, b)
  const two = (a: string, b: string) => key(at.get(a)!, at.get(b)!)
  const never = new Set([...(programme.exclusions ?? []), ...(programme.forbids ?? [])].map(([a, b]) => two(a, b)))
  const met = new Set((programme.met ?? []).map(({ a, b }) => two(a, b)))
  const chosen = new Map<number, number>()
  for (const [i, list] of likelyOf(affinities, at, random).entries())
    for (const { other, affinity } of list) if (!never.has(key(i, other))) chosen.set(key(i, other), affinity)
  const wished = OTHERS + OTHERS_EACH_ROUND * programme.rounds
  for (let a = 0; a < n; a++)
    for (let tries = 0; tries < wished; tries++) {
      const b = pick(random, n)
      const pair = key(a, b)
      if (a !== b && !never.has(pair) && !met.has(pair) && !chosen.has(pair)) chosen.set(pair, 0)
    }
  for (const [a, b] of (programme.planned ?? []).flatMap((round): Two[] => meetingsIn(round)))
    if (!never.has(two(a, b)) && !chosen.has(two(a, b))) chosen.set(two(a, b), 0)
  const candidates = Array.from(chosen, ([pair, affinity]) => ({
    a: name(Math.floor(pair / n)),
    b: name(pair % n),
    affinity,
  }))
  return { ...rest, candidates }
}

type Likely = { other: number; affinity: number; rank: number }

/** For each person those of greatest affinity; among equals the draw decides. */
const likelyOf = (
  affinities: NonNullable<Programme['affinities']>,
  at: ReadonlyMap<string, number>,
  random: Random,
): Likely[][] => {
  const lists = Array.from({ length: at.size }, (): Likely[] => [])
  const offer = (list: Likely[], one: Likely) => {
    if (list.length === LIKELY && one.rank <= list.at(-1)!.rank) return
    if (list.length === LIKELY) list.pop()
    let place = list.length
    while (place > 0 && list[place - 1]!.rank < one.rank) place--
    list.splice(place, 0, one)
  }
  const step = Math.max(1, affinities.length / (LOOKS * (at.size + 1)))
  for (let next = 0; next < affinities.length; next += step) {
    const { a, b, affinity } = affinities[Math.floor(next)]!
    const [i, j] = [at.get(a)!, at.get(b)!]
    offer(lists[i]!, { other: j, affinity, rank: affinity + random() })
    offer(lists[j]!, { other: i, affinity, rank: affinity + random() })
  }
  return lists
}
