import { Worker } from 'node:worker_threads'
import { Cancelled, type Watch } from '../problem.ts'
import type { Answer, Program } from './program.ts'

export interface Proving {
  /** Wall-clock time for the solver; it is killed half a second after, as it overshoots its own limit. */
  readonly seconds?: number
  /** Where the worker's program lies; beside this file without. */
  readonly worker?: URL | string
}

/** Run from its sources the worker lies beside this file; bundled, this code may stand in any file of the server's folder. */
const besideThisFile = () => {
  const here = import.meta.url
  if (here.endsWith('.ts')) return new URL('./worker.ts', here)
  return here.includes('/server/')
    ? new URL(here.replace(/\/server\/.*$/, '/server/matching/proving/worker.js'))
    : new URL('./proving/worker.js', here)
}

const BETWEEN_LOOKS = 100

/** HiGHS in a thread of its own with a hard kill. Null when nothing came back in time. Throws Cancelled. */
export const prove = (
  program: Program,
  { seconds = 4, worker = besideThisFile() }: Proving,
  watch?: Watch,
): Promise<Answer | null> =>
  new Promise((resolve, reject) => {
    const began = performance.now()
    const thread = new Worker(worker, { workerData: { program, seconds } })
    const end = (settle: () => void) => {
      clearTimeout(kill)
      clearInterval(look)
      void thread.terminate()
      settle()
    }
    const kill = setTimeout(() => end(() => resolve(null)), 1000 * seconds + 500)
    const look = setInterval(() => {
      if (watch?.cancelled?.()) end(() => reject(new Cancelled()))
      else watch?.progress?.({ done: (performance.now() - began) / (1000 * seconds + 500), doing: 'proving' })
    }, BETWEEN_LOOKS)
    thread.once('message', (found: Answer) => end(() => resolve(found)))
    thread.once('error', (error) => end(() => reject(error)))
  })
