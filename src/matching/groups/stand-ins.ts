import type { Availabilities } from './problem.ts'

/**
 * For each slot one in which everybody who could come to it can come as well, and as gladly: itself where there is no other,
 * −1 where nobody can come. A group can always move to its stand-in, so that only stand-ins need be thought of. Of 175
 * starts in a week some twenty are left where people are free by the morning, the afternoon or the evening.
 */
export const standIns = (a: Availabilities): Int32Array => {
  const levels = Array.from({ length: a.slots }, () => new Map<number, number>())
  for (let person = 0; person < a.people; person++)
    for (let k = a.first[person]!; k < a.first[person + 1]!; k++) levels[a.slot[k]!]!.set(person, a.level[k]!)
  const covers = (one: number, other: number) => {
    if (levels[one]!.size < levels[other]!.size) return false
    for (const [person, level] of levels[other]!) if ((levels[one]!.get(person) ?? 0) < level) return false
    return true
  }
  const standIn = Int32Array.from(levels, (who, slot) => (who.size > 0 ? slot : -1))
  for (let slot = 0; slot < a.slots; slot++)
    for (let other = 0; other < a.slots && standIn[slot] === slot; other++)
      if (other !== slot && standIn[other] === other && covers(other, slot)) standIn[slot] = other
  return standIn.map((other) => {
    for (let last = other; ; last = standIn[last]!) if (last < 0 || standIn[last] === last) return last
  })
}
