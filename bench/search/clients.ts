import { less, type Spent } from './spent.ts'

/** Milliseconds at the middle, and below which 95 and 99 of a hundred stayed. */
export interface Times {
  p50: number
  p95: number
  p99: number
}

export const timesOf = (list: readonly number[]): Times => {
  const sorted = [...list].sort((a, b) => a - b)
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99) }
}

/** What a round of clients saw, and what it cost: milliseconds of processor for each answer, and of standing in line for one. */
export interface Round extends Times {
  answers: number
  perSecond: number
  ran: number
  waited: number
  /** What the dearest twentieth cost at least; only where one client asks alone. */
  ranP95: number
}

/** So many clients for so many seconds, each waiting for its answer before it asks again. */
export const roundOf = async <Question>(
  questions: readonly Question[],
  answer: (question: Question) => Promise<unknown>,
  { clients, seconds, from = 0, spent }: { clients: number; seconds: number; from?: number; spent: () => Spent },
): Promise<Round> => {
  const [times, costs]: [number[], number[]] = [[], []]
  const [before, begun] = [spent(), performance.now()]
  let next = from
  const client = async () => {
    while (performance.now() - begun < seconds * 1_000) {
      const [cost, asked] = [spent().ran, performance.now()]
      await answer(questions[next++ % questions.length]!)
      times.push(performance.now() - asked)
      costs.push(spent().ran - cost)
    }
  }
  await Promise.all(Array.from({ length: clients }, client))
  const elapsed = (performance.now() - begun) / 1_000
  const { ran, waited } = less(spent(), before)
  return {
    ...timesOf(times),
    answers: times.length,
    perSecond: times.length / elapsed,
    ran: ran / times.length,
    waited: waited / times.length,
    ranP95: clients === 1 ? timesOf(costs).p95 : Number.NaN,
  }
}

/** Of several short rounds the one from which others took least. */
export const leastDisturbed = (rounds: readonly Round[]): Round => rounds.reduce((a, b) => (b.p95 < a.p95 ? b : a))
