import { prepare, type Question } from './kernels.ts'

/** Solves one question in a process of its own, which whoever asked can end at any time; tells them over the channel. */
const work = async (question: Question): Promise<void> => {
  try {
    const solve = prepare(question)
    tell({ kind: 'solving' })
    const began = performance.now()
    const answer = await solve()
    const seconds = (performance.now() - began) / 1000
    tell({ kind: 'solved', answer, seconds, mb: Math.round(process.resourceUsage().maxRSS / 1024) })
  } catch (error) {
    tell({ kind: 'failed', message: error instanceof Error ? error.message : String(error) })
  }
}

const tell = (report: object) => void process.send?.(report)

await work(JSON.parse(process.argv[2]!) as Question)
