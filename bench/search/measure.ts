/** What a way of answering did in a round. Milliseconds; `found` is the mean number of answers. */
export interface Round {
  name: string
  perSecond: number
  median: number
  p99: number
  found: number
}

/** Asks for so many seconds with so many clients at once, each waiting for its answer before it asks again. */
export const round = async <Question>(
  name: string,
  questions: readonly Question[],
  answer: (question: Question) => Promise<number>,
  { clients, seconds, from }: { clients: number; seconds: number; from: number },
): Promise<Round> => {
  const times: number[] = []
  let [next, found] = [from, 0]
  const begun = performance.now()
  const client = async () => {
    while (performance.now() - begun < seconds * 1_000) {
      const question = questions[next++ % questions.length]!
      const asked = performance.now()
      const answers = await answer(question)
      found += answers
      times.push(performance.now() - asked)
    }
  }
  await Promise.all(Array.from({ length: clients }, client))
  const elapsed = (performance.now() - begun) / 1_000
  times.sort((a, b) => a - b)
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))]!
  return { name, perSecond: times.length / elapsed, median: at(0.5), p99: at(0.99), found: found / times.length }
}

/** Of several rounds the middle one by throughput: machines have bad moments. */
export const middle = (rounds: readonly Round[]): Round =>
  [...rounds].sort((a, b) => a.perSecond - b.perSecond)[Math.floor(rounds.length / 2)]!
