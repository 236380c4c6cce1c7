import { fork } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { type Command, InvalidArgumentError, Option } from 'commander'
import type { GroupsWished } from './solve/availability-csv.ts'
import { type Answer, type Kernel, kernels, type Question } from './solve/kernels.ts'

type Report =
  | { kind: 'solving' }
  | { kind: 'solved'; answer: Answer; seconds: number; mb: number }
  | { kind: 'failed'; message: string }

/**
 * Every solver heeds its time and hands over the best that it has by then. Where one does not, its process is ended, in
 * milliseconds beyond twice the time: on a machine that is too busy a late answer is better than none.
 */
const GRACE = 10_000

/** `wellmet solve`: one of the matching kernels over a file, for whoever wants to try, check or time them. */
export const addSolve = (program: Command): void => {
  program
    .command('solve')
    .description('Match people from a file: prints one line of JSON')
    .argument('<kernel>', kernels.join(', '), oneOfKernels)
    .argument('<file>', 'an instance as the benchmark writes them, or people as CSV (see docs/matching.md)')
    .option('--plan', 'print the plan too')
    .addOption(new Option('--seconds <n>', 'how long to search at most').argParser(secondsFrom))
    .addOption(new Option('--seed <n>', 'another series of random ties').argParser(wholeFrom(0)).default(1))
    .addOption(new Option('--rounds <n>', 'rounds of a programme from CSV').argParser(wholeFrom(1)).default(5))
    .addOption(new Option('--groups <n>', 'most groups, from CSV (as many as everybody needs)').argParser(wholeFrom(1)))
    .addOption(new Option('--size <n>', 'most people in a group, from CSV (12)').argParser(wholeFrom(1)))
    .addOption(new Option('--least <n>', 'fewest people in a group, from CSV (2)').argParser(wholeFrom(1)))
    .addOption(
      new Option('--same-organisation <n>', 'most people of one organisation in a group, from CSV').argParser(
        wholeFrom(1),
      ),
    )
    .option('--shifts <file>', 'the shifts, where the people of a rota come from CSV')
    .action(solveAndTell)
}

interface Options extends GroupsWished {
  plan?: boolean
  seconds?: number
  seed: number
  rounds: number
  shifts?: string
}

const solveAndTell = async (kernel: Kernel, file: string, options: Options) => {
  const { plan: wantsPlan, seconds: limit = null, seed, rounds, shifts, ...wished } = options
  mustBeReadable(file)
  if (shifts !== undefined) mustBeReadable(shifts)
  const { answer, seconds, mb } = await ask({ kernel, file, seed, rounds, seconds: limit, wished, shifts })
  const { plan, ...figures } = answer
  console.log(JSON.stringify({ ...figures, seconds: Number(seconds.toFixed(4)), mb, ...(wantsPlan && { plan }) }))
}

/**
 * Solves in a process of its own, so that the memory told is the solver's alone, and that it can be ended. Reading the file is not on the clock.
 */
const ask = (question: Question): Promise<{ answer: Answer; seconds: number; mb: number }> =>
  new Promise((resolve, reject) => {
    const solver = fork(solverFile(), [JSON.stringify(question)], { execArgv: [] })
    let clock: NodeJS.Timeout | undefined
    const stop = () => void solver.kill('SIGKILL')
    process.once('exit', stop)
    const end = (act: () => void) => {
      clearTimeout(clock)
      process.off('exit', stop)
      solver.removeAllListeners()
      stop()
      act()
    }
    const tooLate = () => end(() => reject(new Error(`There was no answer within ${question.seconds} seconds.`)))
    solver.on('error', (error) => end(() => reject(error)))
    solver.on('exit', (code) =>
      end(() => reject(new Error(`The solver stopped without an answer (exit code ${code}).`))),
    )
    solver.on('message', (report: Report) => {
      if (report.kind === 'solving' && question.seconds !== null)
        clock = setTimeout(tooLate, 2000 * question.seconds + GRACE)
      if (report.kind === 'solved') end(() => resolve(report))
      if (report.kind === 'failed') end(() => reject(new Error(report.message)))
    })
  })

/** Beside this file in the sources; beside the bundle when built. */
const solverFile = () =>
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

const secondsFrom = (text: string): number => {
  const seconds = Number(text)
  if (text.trim() === '' || !(seconds >= 0 && seconds < 1e6))
    throw new InvalidArgumentError('It is a number of seconds from 0 up.')
  return seconds
}

const wholeFrom =
  (lowest: number) =>
  (text: string): number => {
    if (!/^\d{1,9}$/.test(text) || Number(text) < lowest)
      throw new InvalidArgumentError(`It is a whole number from ${lowest} up.`)
    return Number(text)
  }
