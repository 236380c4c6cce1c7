import { existsSync, writeFileSync } from 'node:fs'
import { cpus, loadavg } from 'node:os'
import path from 'node:path'
import { memoryKeeper } from '#app/commands/lean.ts'
import { root } from '#kernel/config/root.ts'
import { importHsds } from '#slices/directory/hsds/commands.ts'
import { benchDatabase } from './search/server.ts'

const usual = '/work/shared/data/miami-211'

interface Turn {
  name: string
  seconds: number
  inserted: number
  updated: number
  unchanged: number
  defects: number
}

const row = ({ name, seconds, inserted, updated, unchanged, defects }: Turn) =>
  `| ${name} | ${seconds.toFixed(1)} | ${inserted} | ${updated} | ${unchanged} | ${defects} |`

const table = (
  given: string,
  turns: Turn[],
  { peak, start, kinds }: { peak: number; start: number; kinds: string[] },
) =>
  `# Reading a real directory

Measured ${new Date().toISOString().slice(0, 10)} on ${cpus().length} × ${cpus()[0]?.model ?? 'unknown'} by \`npm run bench -- import\`: ${path.basename(given)}, an export in HSDS 1 of one
211 line, which is not ours to hand on (skipped where it is not there). Its own PostgreSQL beside, on the same machine.

| run | seconds | new | changed | same | defects |
| --- | ---: | ---: | ---: | ---: | ---: |
${turns.map(row).join('\n')}

The machine's load meanwhile was ${loadavg()[1]!.toFixed(1)} on ${cpus().length} cores: above that number, others took their share of the seconds.
Largest memory of the program: ${peak} MB (${start} MB before it read anything).

| what was wrong, and what was done | rows |
| --- | ---: |
${kinds.join('\n')}
`

/** \`import [FOLDER]\`: an import, the same again; writes bench/import.md. */
export const run = async ([given = usual]: string[]): Promise<void> => {
  if (!existsSync(given)) return console.log(`Skipped: there is no ${given}.`)
  const { community, stop } = await benchDatabase()
  const keepMemory = memoryKeeper()
  const start = Math.round(process.resourceUsage().maxRSS / 1024)
  try {
    const turns: Turn[] = []
    let kinds: string[] = []
    for (const name of ['first', 'the same again']) {
      const begun = performance.now()
      let last = ''
      const report = await importHsds(given, community, {
        source: { id: 'bench' },
        progress: (step, done, total) => {
          keepMemory()
          if (step !== last)
            console.log(`${((performance.now() - begun) / 1000).toFixed(1)} s ${step} ${done}/${total}`)
          last = step
        },
      })
      const { inserted, updated, unchanged, defectCount: defects } = report
      turns.push({ name, seconds: (performance.now() - begun) / 1000, inserted, updated, unchanged, defects })
      console.log(turns.at(-1), report.refused)
      kinds = report.defectKinds.map(
        ({ file, field, problem, done, count }) => `| ${file} ${field ?? ''}: ${problem} → ${done} | ${count} |`,
      )
    }
    const peak = Math.round(process.resourceUsage().maxRSS / 1024)
    const words = table(given, turns, { peak, start, kinds })
    console.log(words)
    if (given === usual) writeFileSync(path.join(root, 'bench/import.md'), words)
  } finally {
    await stop()
  }
}
