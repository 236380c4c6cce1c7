import type { AssignmentProblem } from '#matching/assignment/assignment.ts'
import { rowsOfCsv } from './csv.ts'
import { BadFile } from './number-rows.ts'

/**
 * Mentees and mentors from a CSV file with a row for each pair that could be: `mentee`, `mentor` (names), `score` (whole,
 * higher is better, 1 where empty) and `places` (how many the mentor takes, 1 where no row says so). Throws `BadFile`.
 */
export const assignmentFromCsv = (file: string): AssignmentProblem => {
  const mentees = new Map<string, number>()
  const mentors = new Map<string, number>()
  const places: number[] = []
  const candidates = { mentee: [] as number[], mentor: [] as number[], weight: [] as number[] }
  const seen = new Set<string>()
  for (const { record, line, short } of rowsOfCsv(file, ['mentee', 'mentor', 'score', 'places'])) {
    const number = (column: string, missing: number) => {
      const text = record[column]
      if (!text) return missing
      if (!/^\d{1,9}$/.test(text)) throw new BadFile(short, line, `“${text}” under ${column} is not a whole number`)
      return Number(text)
    }
    if (!record.mentee || !record.mentor) throw new BadFile(short, line, 'a mentee or a mentor has no name')
    const pair = JSON.stringify([record.mentee, record.mentor])
    if (seen.has(pair)) throw new BadFile(short, line, `“${record.mentee}” and “${record.mentor}” stand there twice`)
    seen.add(pair)
    const mentor = numbered(mentors, record.mentor)
    places[mentor] = number('places', places[mentor] ?? 1)
    candidates.mentee.push(numbered(mentees, record.mentee))
    candidates.mentor.push(mentor)
    candidates.weight.push(number('score', 1))
  }
  const names = { mentees: [...mentees.keys()], mentors: [...mentors.keys()] }
  return { mentees: mentees.size, mentors: mentors.size, places, candidates, names }
}

const numbered = (numbers: Map<string, number>, name: string): number => {
  const known = numbers.get(name) ?? numbers.size
  numbers.set(name, known)
  return known
}
