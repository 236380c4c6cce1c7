import { parentPort, workerData } from 'node:worker_threads'
import { prepare, type Question } from './kernels.ts'

/** Solves one question in a thread of its own, which whoever asked can end at any time. */
const work = async (question: Question): Promise<void> => {
  const port = parentPort!
  try {
    const solve = prepare(question)
    port.postMessage({ kind: 'solving' })
    const began = performance.now()
    const deadline = question.seconds === null ? Number.POSITIVE_INFINITY : began + 1000 * question.seconds
    const answer = await solve({ cancelled: () => performance.now() > deadline })
    port.postMessage({ kind: 'solved', answer, seconds: (performance.now() - began) / 1000 })
  } catch (error) {
    port.postMessage({
      kind: 'failed',
      name: error instanceof Error ? error.name : '',
      message: error instanceof Error ? error.message : String(error),
    })
  }
}

await work(workerData as Question)
