import { accessSync, constants } from 'node:fs'
import { Worker } from 'node:worker_threads'
import { type Command, InvalidArgumentError, Option } from 'commander'
import { type Answer, type Kernel, kernels, type Question } from './solve/kernels.ts'

type Report =
  | { kind: 'solving' }
  | { kind: 'solved'; answer: Answer; seconds: number }
  | { kind: 'failed'; name: string; message: string }

/** A solver that heeds its deadline has this much longer, in milliseconds, before its thread is ended. */
const GRACE = 400

/** `wellmet solve`: one of the matching kernels over a file, for whoever wants to try, check or time them. */
export const addSolve = (program: Command): void => {
  program
    .command('solve')
    .description('Match people from a file: prints one line of JSON')
    .argument('<kernel>', kernels.join(', '), oneOfKernels)
    .argument('<file>', 'an instance as the benchmark writes them, or people as CSV (see docs/matching.md)')
    .option('--plan', 'print the plan too')
    .addOption(new Option('--seconds <n>', 'how long to search at most').argParser(positive))
    .addOption(new Option('--seed <n>', 'another series of random ties').argParser(wholeFrom(0)).default(1))
    .addOption(new Option('--rounds <n>', 'rounds of a programme from CSV').argParser(wholeFrom(1)).default(5))
    .action(
      async (
        kernel: Kernel,
        file: string,
        options: { plan?: boolean; seconds?: number; seed: number; rounds: number },
      ) => {
        mustBeReadable(file)
        const { answer, seconds } = await ask({
          kernel,
          file,
          seed: options.seed,
          rounds: options.rounds,
          seconds: options.seconds ?? null,
        })
        const { plan, ...figures } = answer
        const mb = Math.round(process.resourceUsage().maxRSS / 1024)
        console.log(
          JSON.stringify({ ...figures, seconds: Number(seconds.toFixed(4)), mb, ...(options.plan && { plan }) }),
        )
      },
    )
}

/** Solves in a worker thread, so that the clock can end what does not end by itself. Reading the file is not on the clock. */
const ask = (question: Question): Promise<{ answer: Answer; seconds: number }> =>
  new Promise((resolve, reject) => {
    const worker = new Worker(workerFile(), { workerData: question })
    let clock: NodeJS.Timeout | undefined
    const end = (act: () => void) => {
      clearTimeout(clock)
      void worker.terminate().then(act)
    }
    const tooLate = () => end(() => reject(new Error(`There was no answer within ${question.seconds} seconds.`)))
    worker.on('error', (error) => end(() => reject(error)))
    worker.on('message', (report: Report) => {
      if (report.kind === 'solving' && question.seconds !== null)
        clock = setTimeout(tooLate, 1000 * question.seconds + GRACE)
      if (report.kind === 'solved') end(() => resolve(report))
      if (report.kind === 'failed') end(report.name === 'Cancelled' ? tooLate : () => reject(new Error(report.message)))
    })
  })

/** Beside this file in the sources; beside the bundle when built. */
const workerFile = () =>
  new URL(import.meta.url.endsWith('.ts') ? './solve/worker.ts' : './solve/worker.js', import.meta.url)

const mustBeReadable = (file: string) => {
  try {
    accessSync(file, constants.R_OK)
  } catch {
    throw new Error(`${file} cannot be read.`)
  }
}

const oneOfKernels = (text: string): Kernel => {
  const kernel = kernels.find((known) => known === text)
  if (!kernel) throw new InvalidArgumentError(`It is one of ${kernels.join(', ')}.`)
  return kernel
}

const positive = (text: string): number => {
  const seconds = Number(text)
  if (!(seconds > 0 && seconds < 1e6)) throw new InvalidArgumentError('It is a number of seconds above 0.')
  return seconds
}

const wholeFrom =
  (lowest: number) =>
  (text: string): number => {
    if (!/^\d{1,9}$/.test(text) || Number(text) < lowest)
      throw new InvalidArgumentError(`It is a whole number from ${lowest} up.`)
    return Number(text)
  }
