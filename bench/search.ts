import { readFileSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import path from 'node:path'
import type pg from 'pg'
import { root } from '#kernel/config/root.ts'
import { communityPool } from '#kernel/database/pools.ts'
import { hitsOf } from '#slices/finder/search/queries.ts'
import { alike, alikeTable } from './search/alike.ts'
import { askBaseline, makeBaseline } from './search/baseline.ts'
import { fill } from './search/fill.ts'
import { middle, type Round, round } from './search/measure.ts'
import { type Lexeme, questions } from './search/queries.ts'
import { benchDatabase } from './search/server.ts'

const now = new Date('2026-11-23T11:00:00Z')
const clients = 8
const rounds = 3

const sizes = async (owner: pg.Pool, schema: string) => {
  const { rows } = await owner.query<{ name: string; size: string }>(
    `select c.relname as name, pg_size_pretty(pg_total_relation_size(c.oid)) as size from pg_class c
     where relnamespace = $1::regnamespace and relname in ('finding', 'finding_by_reach', 'baseline', 'baseline_words', 'baseline_place') order by 1`,
    [`"${schema}"`],
  )
  return rows.map(({ name, size }) => `${name} ${size}`).join(' · ')
}

const line = ({ name, perSecond, median, p99, found }: Round, compared: Round) =>
  `| ${name} | ${perSecond.toFixed(0)} | ${(compared.perSecond / perSecond).toFixed(1)} | ${median.toFixed(1)} | ${p99.toFixed(1)} | ${found.toFixed(1)} |`

const table = (
  count: number,
  size: string,
  results: Round[],
) => `# Search SQL over ${count.toLocaleString('en-GB')} findings

Measured ${new Date().toISOString().slice(0, 10)} on ${cpus().length} × ${cpus()[0]?.model ?? 'unknown'} by \`npm run bench search${count === 100_000 ? '' : ` ${count}`}\`: ${clients} clients,
the middle of ${rounds} rounds, all ways in turn in the same run on the same server and machine.

| way | queries a second | ours is … times as fast | median ms | p99 ms | answers |
| --- | ---: | ---: | ---: | ---: | ---: |
${results.map((result) => line(result, results[0]!)).join('\n')}

On disk: ${size}.
`

/** \`search [how many findings] [seconds for a round]\`: ours against the usual two indexes; writes bench/search.md for 100,000. */
export const run = async ([count = '100000', seconds = '6']: string[]): Promise<void> => {
  const things = Number(count)
  const { database, community, stop } = await benchDatabase()
  try {
    console.log(`Loading ${things} findings made from Trafford's words …`)
    await fill(database.owner, community, things)
    await makeBaseline(database.owner, `"${community.schema}"`)
    const lexemes = await community.read
      .selectFrom('finder_word')
      .select(['lexeme', (word) => word.fn.sum<string>('uses').as('uses')])
      .groupBy('lexeme')
      .execute()
    const asked = questions(
      4_000,
      lexemes.map(({ lexeme, uses }): Lexeme => ({ lexeme, uses: Number(uses) })),
      things,
      now,
    )
    const pool = communityPool(database.connection, community.schema, { readOnly: true, max: clients })
    const ways = [
      {
        name: 'cells as words (ours), as far as needed',
        answer: async (search: (typeof asked)[number]) => (await hitsOf(community.read, search)).items.length,
      },
      ...[5_000, 10_000, 25_000].map((metres) => ({
        name: `tsvector GIN + earth_box GiST, ${metres / 1_000} km`,
        answer: async (search: (typeof asked)[number]) => (await askBaseline(pool, search, metres)).rows.length,
      })),
    ]
    const results = ways.map((): Round[] => [])
    for (let turn = 0; turn <= rounds; turn++) {
      for (const [at, { name, answer }] of ways.entries()) {
        const result = await round(name, asked, answer, {
          clients,
          seconds: turn ? Number(seconds) : 2,
          from: turn * 500,
        })
        // The first turn only warms up.
        if (turn) results[at]!.push(result)
      }
    }
    const same = alikeTable(await alike(pool, database.connection, community.schema, asked))
    const report = `${table(things, await sizes(database.owner, community.schema), results.map(middle))}\n${same}`
    console.log(report)
    const explanation = readFileSync(path.join(root, 'bench/search/explanation.md'), 'utf8')
    if (things === 100_000) writeFileSync(path.join(root, 'bench/search.md'), `${report}\n${explanation}`)
    await pool.end()
  } finally {
    await stop()
  }
}
