import { pick, seeded } from '#matching/random.ts'

/** Mentees, each with some candidate mentors of whom a few are popular, and mentors with one to `most` places. */
export const mentoringText = (
  mentees: number,
  mentors: number,
  candidates: number,
  most: number,
  seed: number,
): string => {
  const random = seeded(seed)
  const places = Array.from({ length: mentors }, () => 1 + pick(random, most))
  // The shared generator draws these without using them; the series must stay in step.
  for (let mentor = 0; mentor < mentors; mentor++) for (let draw = 0; draw < 2; draw++) random()
  const matched = 1000 * mentees + 1
  const lines: string[] = []
  for (let mentee = 0; mentee < mentees; mentee++) {
    const chosen = new Set<number>()
    while (chosen.size < Math.min(candidates, mentors)) {
      chosen.add(random() < 0.5 ? pick(random, mentors) : Math.floor(random() * random() * mentors))
    }
    for (const mentor of chosen) lines.push(`${mentee} ${mentor} ${matched + 1 + pick(random, 1000)}`)
  }
  return `${mentees} ${mentors} ${lines.length}\n${places.join(' ')}\n${lines.join('\n')}\n`
}
