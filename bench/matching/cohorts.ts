import { pick, type Random, seeded } from '#matching/random.ts'

const DAYS = 7
/** Half hours from 08:00 to 22:00; a session takes four, and so has 25 starts a day. */
const HALF_HOURS = 28
const STARTS = 25

type Paint = (day: number, from: number, to: number, level: number) => void

/** Applicants with little time: a few evenings, mornings or weekends; mean 8 of 175 starts. */
export const scarceCohorts = (people: number, groups: number, seed: number) =>
  cohorts(people, groups, seed, (random, paint) => {
    const kind = random()
    if (kind < 0.45)
      someDays(random, 0, 5, 0.45, (day) => {
        const from = 2 + pick(random, 14)
        paint(day, from, from + 4 + pick(random, 6), random() < 0.6 ? 2 : 1)
      })
    else if (kind < 0.75)
      someDays(random, 0, 5, 0.5, (day) => {
        const from = 20 + pick(random, 3)
        paint(day, from, from + 4 + pick(random, 4), random() < 0.6 ? 2 : 1)
      })
    else if (kind < 0.9) someDays(random, 0, 5, 0.5, (day) => paint(day, 3, 9 + pick(random, 5), 2))
    else
      someDays(random, 5, 7, 0.8, (day) => {
        const from = pick(random, 20)
        paint(day, from, from + 5 + pick(random, 6), 2)
      })
    if (random() < 0.3) {
      const day = pick(random, 7)
      const from = pick(random, 24)
      paint(day, from, from + 4, 1)
    }
  })

/** Applicants with much time: practitioners free by day, others in the evening and at weekends; mean 24 of 175 starts. */
export const wideCohorts = (people: number, groups: number, seed: number) =>
  cohorts(people, groups, seed, (random, paint) => {
    const byDay = random() < 0.7
    for (let day = 0; day < DAYS; day++) {
      if (byDay ? day > 4 : random() < (day < 5 ? 0.3 : 0.5)) continue
      if (random() < 0.2) continue
      for (const [from, to] of blocksOf(byDay, day)) {
        if (random() < 0.4) continue
        paint(day, from, to, random() < 0.55 ? 2 : 1)
      }
    }
  })

const blocksOf = (byDay: boolean, day: number): [number, number][] => {
  if (byDay)
    return [
      [2, 9],
      [9, 13],
      [12, 19],
    ]
  return day < 5
    ? [[20, 27]]
    : [
        [2, 9],
        [10, 18],
      ]
}

const someDays = (random: Random, from: number, to: number, chance: number, act: (day: number) => void) => {
  for (let day = from; day < to; day++) if (random() < chance) act(day)
}

const cohorts = (people: number, groups: number, seed: number, fill: (random: Random, paint: Paint) => void) => {
  const random = seeded(seed)
  const organisations = Math.max(4, Math.round(people / 4))
  const applicants = Array.from({ length: people }, () => {
    const week = new Uint8Array(DAYS * HALF_HOURS)
    fill(random, (day, from, to, level) => {
      for (let half = Math.max(0, from); half < Math.min(HALF_HOURS, to); half++) {
        week[day * HALF_HOURS + half] = Math.max(week[day * HALF_HOURS + half]!, level)
      }
    })
    const sl = startsIn(week)
    return { org: Math.floor(random() * random() * organisations), sl }
  })
  return { N: people, G: groups, cap: 20, orgcap: 3, S: DAYS * STARTS, nOrg: organisations, A: applicants }
}

const startsIn = (week: Uint8Array): [number, number][] => {
  const starts: [number, number][] = []
  for (let day = 0; day < DAYS; day++) {
    for (let half = 0; half < STARTS; half++) {
      const from = day * HALF_HOURS + half
      const level = Math.min(week[from]!, week[from + 1]!, week[from + 2]!, week[from + 3]!)
      if (level) starts.push([day * STARTS + half, level])
    }
  }
  return starts
}
