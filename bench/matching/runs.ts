import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import path from 'node:path'

/** What one solver said of one instance. */
export interface Figures {
  objective: string
  placed: number
  seconds: number
  mb: number
  bound?: string
  proven?: boolean
}

/** LEMON's reference programs, built beside the instances; null, and told, where compiler or library are missing. */
export const buildReference = (source: string, folder: string): string | null => {
  const program = path.join(folder, path.basename(source, '.cpp'))
  const built = spawnSync('g++', ['-O2', '-o', program, source], { encoding: 'utf8' })
  if (built.status === 0 && existsSync(program)) return program
  console.warn(`The reference ${path.basename(source)} could not be built: apt-get install g++ liblemon-dev`)
  return null
}

/**
 * Runs a solver several times, each in a process of its own, as people meet it: cold. Keeps the median by time. Null where
 * it fails or passes the limit (seconds).
 */
export const measured = (program: string, words: string[], times: number, limit: number): Figures | null => {
  const runs: Figures[] = []
  for (let i = 0; i < times; i++) {
    const run = spawnSync(program, words, { encoding: 'utf8', timeout: limit * 1000, maxBuffer: 1 << 26 })
    if (run.status !== 0) {
      if (run.stderr) console.warn(run.stderr.trim().split('\n')[0])
      return null
    }
    runs.push(JSON.parse(run.stdout.trim().split('\n').at(-1)!) as Figures)
  }
  return runs.sort((a, b) => a.seconds - b.seconds)[Math.floor(runs.length / 2)]!
}
