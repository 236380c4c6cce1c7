import { pick, seeded } from '#matching/random.ts'

const SKILLS = 6

/** People and shifts: skills, days, hours at most, and how much each person likes each shift that they may take. */
export const rota = (people: number, shifts: number, seed: number) => {
  const random = seeded(seed)
  const days = Math.max(7, Math.round(shifts / 12))
  const wanted = Array.from({ length: shifts }, () => ({
    day: pick(random, days),
    start: 8 + pick(random, 10),
    len: 2 + pick(random, 3),
    skill: pick(random, SKILLS),
    need: 1 + pick(random, 4),
  }))
  const able = Array.from({ length: people }, () => {
    let skills = 1 << pick(random, SKILLS)
    if (random() < 0.6) skills |= 1 << pick(random, SKILLS)
    if (random() < 0.3) skills |= 1 << pick(random, SKILLS)
    const av = Array.from({ length: days }, () => (random() < 0.45 ? 1 : 0))
    return { skills, av, max: 6 + 2 * pick(random, 6) }
  })
  const E: [number, number, number][] = []
  able.forEach((person, p) => {
    wanted.forEach((shift, s) => {
      if ((person.skills >> shift.skill) & 1 && person.av[shift.day]) E.push([p, s, 1 + pick(random, 5)])
    })
  })
  return { P: people, S: shifts, days, shifts: wanted, people: able, E }
}
