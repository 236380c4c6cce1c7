import { readFileSync, writeFileSync } from 'node:fs'
import { cpus, loadavg } from 'node:os'
import path from 'node:path'
import { root } from '#kernel/config/root.ts'
import { fill } from './search/fill.ts'
import { type Ground, rounds, seconds, wordsOf } from './search/ground.ts'
import { pages } from './search/pages.ts'
import { byKind, bySqlAlone, clients, together } from './search/searches.ts'
import { benchDatabase } from './search/server.ts'

const usual = [4_089, 1_000_000]

const measure = async (ground: Ground) => ({
  size: ground.size,
  page: await pages(ground),
  four: await together(ground),
  sql: await bySqlAlone(ground),
  alone: await byKind(ground),
  load: loadavg()[1]!,
})
type Measured = Awaited<ReturnType<typeof measure>>

const measured = async (size: number, kept: string | null): Promise<Measured> => {
  const { database, community, stop } = await benchDatabase(kept && path.join(kept, `pg${size}`))
  try {
    const words = await wordsOf(community)
    if (!words.length) await fill(database.owner, community, size, console.log)
    return await measure({ database, community, size, words: words.length ? words : await wordsOf(community) })
  } finally {
    await stop()
  }
}

const count = (size: number) => size.toLocaleString('en-GB')
const ms = (milliseconds: number) => milliseconds.toFixed(milliseconds < 10 ? 1 : 0)
const kilobytes = (bytes: number) => (bytes / 1_000).toFixed(1)

const pageRow = ({ size, page: { ours, bare, bytes }, load }: Measured) =>
  `| ${count(size)} | ${ms(ours.p50)} | ${ms(ours.p95)} | ${ms(ours.p99)} | ${ms(ours.ran)} | ${ms(ours.ranP95)} | ${ms(ours.waited)} | ${ms(bare.p95)} | ${kilobytes(bytes.middle)} | ${kilobytes(bytes.most)} | ${load.toFixed(1)} |`

const fourRow = ({ size, four, sql, load }: Measured) =>
  `| ${count(size)} | ${four.perSecond.toFixed(0)} | ${ms(four.p50)} | ${ms(four.p95)} | ${ms(four.p99)} | ${ms(four.ran)} | ${ms(four.waited)} | ${sql ? `${ms(sql.p50)} | ${ms(sql.p95)} | ${(four.p95 / sql.p95).toFixed(2)}` : '– | – | –'} | ${load.toFixed(1)} |`

const kindRows = (all: Measured[]) =>
  all[0]!.alone
    .map(
      ({ kind }, at) =>
        `| ${kind} | ${all.map(({ alone }) => `${ms(alone[at]!.ran.p50)} | ${ms(alone[at]!.ran.p95)} | ${ms(alone[at]!.p95)}`).join(' | ')} |`,
    )
    .join('\n')

const report = (all: Measured[]) => `# Search by size

Measured ${new Date().toISOString().slice(0, 10)} on ${cpus().length} × ${cpus()[0]?.model ?? 'unknown'} by \`npm run bench -- search-size\`: the product's own search
(\`find\`: words understood, place, filters, relaxed where nothing is found, the counts of all that can be chosen), over a mixture of fourteen
kinds of question. Client, program and PostgreSQL share the processors, with whatever else the machine does meanwhile: *load* says how many
wanted them. Each figure is of the least disturbed of ${rounds} rounds of ${seconds} s. *Processor* is what an answer cost all together, program
(and here the client) and PostgreSQL, whoever else was there; *in line* is how long it stood ready while others had the processors. Milliseconds.

## The whole page of \`/find\` by HTTP, one client

*Bare* is an answer of as many bytes by a Hono application that does nothing else, in the same rounds. The goal at 4,089 services: p95 under 60 ms,
under 30 kB compressed.

| services | p50 | p95 | p99 | processor, mean | processor, p95 | in line | bare p95 | kB, middle | kB, largest | load |
| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
${all.map(pageRow).join('\n')}

## The search, ${clients} clients

*pgbench* runs the very statements of 80 of these questions with as many clients on the same server, planned anew each time. The goal at 1,000,000: p95 under 100 ms.

| services | a second | p50 | p95 | p99 | processor | in line | pgbench p50 | pgbench p95 | ours ÷ pgbench, p95 | load |
| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
${all.map(fourRow).join('\n')}

## Kind by kind, one client

| kind | ${all.map(({ size }) => `${count(size)}: processor p50 | p95 | on the clock p95`).join(' | ')} |
| --- | ${all.map(() => '---: | ---: | ---:').join(' | ')} |
${kindRows(all)}

${readFileSync(path.join(root, 'bench/search/size.md'), 'utf8')}`

/** \`search-size [--keep FOLDER] [how many …]\`: 4,089 and a million unless said; what was made stays in FOLDER for the next run. Writes bench/search-size.md. */
export const run = async (given: string[]): Promise<void> => {
  const kept = given[0] === '--keep' ? given[1]! : null
  const sizes = given.slice(kept ? 2 : 0).map(Number)
  const all: Measured[] = []
  for (const size of sizes.length ? sizes : usual) all.push(await measured(size, kept))
  const text = report(all)
  console.log(text)
  if (!sizes.length) writeFileSync(path.join(root, 'bench/search-size.md'), text)
}
