import { type ChildProcess, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { build } from 'esbuild'
import { root } from '#kernel/config/root.ts'

/** A program of test/programs as a real process that can be killed. */
export interface Program {
  child: ChildProcess
  lines: string[]
  /** Waits until a line begins so; rejects when the program ends first. */
  said: (start: string) => Promise<string>
  ended: Promise<number | null>
  /** The process group and all: nothing is left to run its clean-up. */
  kill: () => void
}

let built: Promise<string> | null = null

/** Bundled once a run: starting from TypeScript would measure the compiler. */
const bundle = () => {
  built ??= (async () => {
    const folder = path.join(root, 'node_modules/.programs')
    mkdirSync(folder, { recursive: true })
    const outfile = path.join(folder, `writer-${process.pid}.mjs`)
    await build({
      absWorkingDir: root,
      entryPoints: ['test/programs/writer.ts'],
      outfile,
      bundle: true,
      packages: 'external',
      platform: 'node',
      format: 'esm',
      logLevel: 'warning',
    })
    return outfile
  })()
  return built
}

export const newFolder = (): string => mkdtempSync(path.join(tmpdir(), 'wellmet-data-'))

export const startWriter = async (dataFolder: string, args: string[] = []): Promise<Program> => {
  const child = spawn(process.execPath, [await bundle(), ...args], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, WELLMET_DATA: dataFolder, DATABASE_URL: '' },
  })
  const lines: string[] = []
  const waiting = new Set<() => void>()
  const wake = () => {
    for (const look of waiting) look()
  }
  let rest = ''
  child.stdout!.on('data', (data) => {
    const parts = (rest + String(data)).split('\n')
    rest = parts.pop() ?? ''
    lines.push(...parts)
    wake()
  })
  child.stderr!.on('data', (data) => lines.push(`stderr ${data}`))
  const ended = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)))
  const said = (start: string) =>
    new Promise<string>((resolve, reject) => {
      const look = () => {
        const line = lines.find((one) => one.startsWith(start))
        if (line === undefined) return
        waiting.delete(look)
        resolve(line)
      }
      waiting.add(look)
      look()
      ended.then(() =>
        setTimeout(() => reject(new Error(`it ended without saying «${start}»:\n${lines.slice(-5).join('\n')}`)), 50),
      )
    })
  return { child, lines, said, ended, kill: () => child.kill('SIGKILL') }
}

/** Numbers of the rows that were acknowledged to the program. */
export const acknowledged = ({ lines }: Program): number[] =>
  lines.filter((line) => line.startsWith('wrote ')).map((line) => Number(line.slice(6)))
