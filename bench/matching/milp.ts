import { readFileSync } from 'node:fs'
import loadHighs from 'highs'
import { readRota } from '#app/solve/rota.ts'
import type { ShiftsProblem } from '#matching/shifts/shifts.ts'
import type { Figures } from './runs.ts'

/** What a shift costs somebody as their k-th is k times this, as in the library. */
const BURDEN = 3
const PLACE = 1000

/**
 * The same rota as a mixed-integer programme for HiGHS: one variable for each candidate, one for each person's k-th shift.
 * Of shifts that overlap, those running at one moment exclude each other; there is one row for each such moment.
 */
export const shiftsAsProgramme = ({ people, shifts, hours, candidates }: ShiftsProblem): string => {
  const { person, shift, liking } = candidates
  const ofPerson = Array.from({ length: people }, (): number[] => [])
  const ofShift = shifts.map((): number[] => [])
  Array.from(person).forEach((p, k) => {
    ofPerson[p]!.push(k)
    ofShift[shift[k]!]!.push(k)
  })
  const sum = (list: number[]) => list.map((k) => `x${k}`).join(' + ')
  const goal = Array.from(liking, (like, k) => `+ ${PLACE + like} x${k}`)
  const rows: string[] = []
  ofShift.forEach((list, s) => {
    if (list.length) rows.push(`n${s}: ${sum(list)} <= ${shifts[s]!.need}`)
  })
  const loads: string[] = []
  ofPerson.forEach((list, p) => {
    if (!list.length) return
    const length = (k: number) => shifts[shift[k]!]!.end - shifts[shift[k]!]!.start
    rows.push(`h${p}: ${list.map((k) => `${length(k)} x${k}`).join(' + ')} <= ${hours[p]}`)
    for (const [i, moment] of new Set(list.map((k) => shifts[shift[k]!]!.start)).entries()) {
      const running = list.filter((k) => shifts[shift[k]!]!.start <= moment && moment < shifts[shift[k]!]!.end)
      if (running.length > 1) rows.push(`o${p}_${i}: ${sum(running)} <= 1`)
    }
    const steps = Math.min(list.length, Math.floor(hours[p]! / 2))
    const step = (k: number) => `z${p}_${k}`
    rows.push(`l${p}: ${sum(list)}${Array.from({ length: steps }, (_, k) => ` - ${step(k)}`).join('')} = 0`)
    for (let k = 0; k < steps; k++) {
      goal.push(`- ${BURDEN * (k + 1)} ${step(k)}`)
      loads.push(`${step(k)} <= 1`)
    }
  })
  const variables = Array.from(person, (_, k) => `x${k}`)
  return `Maximize\n obj: ${goal.join('\n ')}\nSubject To\n${rows.join('\n')}\nBounds\n${loads.join('\n')}\nBinary\n${variables.join('\n')}\nEnd\n`
}

/** HiGHS on a rota, with a limit in seconds that it may overshoot; what it has by then, proven or not. */
export const solveByHighs = async (file: string, limit: number): Promise<Omit<Figures, 'mb'>> => {
  const problem = readRota(file)
  const programme = shiftsAsProgramme(problem)
  const began = performance.now()
  const highs = await loadHighs()
  const solution = highs.solve(programme, { time_limit: limit })
  const seconds = (performance.now() - began) / 1000
  const columns = Object.entries(solution.Columns as Record<string, { Primal?: number }>)
  const placed = columns.filter(([name, { Primal = 0 }]) => name.startsWith('x') && Primal > 0.5).length
  return {
    objective: String(Math.round(solution.ObjectiveValue)),
    placed,
    seconds,
    proven: solution.Status === 'Optimal',
  }
}

/** How many could be placed if everybody who can come at all could: the least upper bound that anybody can check by eye. */
export const placesAtMost = (file: string): number => {
  const { A, G, cap } = JSON.parse(readFileSync(file, 'utf8')) as { A: { sl: unknown[] }[]; G: number; cap: number }
  return Math.min(A.filter(({ sl }) => sl.length).length, G * cap)
}
