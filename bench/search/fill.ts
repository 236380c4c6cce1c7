import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type pg from 'pg'
import type { Community } from '#kernel/database/database.ts'
import { columns, rowOf, strongest } from '#slices/finder/commands.ts'
import type { Finding } from '#slices/finder/tables.ts'
import { lexemesOf } from '#slices/finder/words/commands.ts'
import { type Weight, weightedTokens } from '#slices/finder/words/rules.ts'
import { findings } from './seed.ts'

const batch = 20_000

type Row = ReturnType<typeof rowOf>

const array = (list: readonly unknown[]) => `{${list.join(',')}}`
const field = (value: unknown): string => {
  if (value === null || value === undefined) return '\\N'
  if (Array.isArray(value)) return array(value)
  const text = value instanceof Date ? value.toISOString() : String(value)
  return text.replace(/[\\\t\n\r]/gu, (sign) => (sign === '\\' ? '\\\\' : ' '))
}

/** The words of a text, each with its lexeme: texts stand at many places, and are read once. */
const reader = (community: Community) => {
  const stems = new Map<string, string>()
  const read = new Map<string, ReadonlyMap<string, Weight>>()
  const uses = new Map<string, number>()
  const readOf = ({ title, words }: Finding) => read.get(`${title} ${words}`)
  const learn = async (some: Finding[]) => {
    const fresh = new Map(
      some.filter((one) => !readOf(one)).map((one) => [`${one.title} ${one.words}`, weightedTokens(one)]),
    )
    const tokens = new Set([...fresh.values()].flatMap((one) => [...one.keys()]).filter((token) => !stems.has(token)))
    const known = await community.write.transaction().execute((tx) => lexemesOf(tx, 'en', [...tokens]))
    for (const [token, lexeme] of known) stems.set(token, lexeme)
    for (const [text, weighted] of fresh) read.set(text, strongest(weighted, stems))
  }
  const rowsOf = async (some: Finding[]): Promise<Row[]> => {
    await learn(some)
    return some.map((finding) => {
      const lexemes = readOf(finding)!
      for (const lexeme of lexemes.keys()) uses.set(lexeme, (uses.get(lexeme) ?? 0) + 1)
      return rowOf(finding, lexemes)
    })
  }
  return { rowsOf, uses, stems }
}

const inBatches = function* (count: number): Generator<Finding[]> {
  let some: Finding[] = []
  for (const finding of findings(count)) {
    some.push(finding)
    if (some.length === batch) {
      yield some
      some = []
    }
  }
  if (some.length) yield some
}

const wordsOf = ({ stems, uses }: Pick<ReturnType<typeof reader>, 'stems' | 'uses'>) =>
  [...stems].flatMap(([word, lexeme]) =>
    /^\p{N}+$/u.test(word) ? [] : [{ word, lexeme, uses: uses.get(lexeme) ?? 1 }],
  )

/** Runs a few statements without the indexes of a table, and makes them anew at the end: a third of the time. */
const withoutIndexes = async (client: pg.PoolClient, schema: string, table: string, fill: () => Promise<void>) => {
  const { rows } = await client.query<{ name: string; made: string }>(
    `select quote_ident(schemaname) || '.' || quote_ident(indexname) as name, indexdef as made from pg_indexes
     where schemaname = $1 and tablename = $2 and indexname not like '%_pkey'`,
    [schema, table],
  )
  for (const { name } of rows) await client.query(`drop index ${name}`)
  await fill()
  await client.query(`set maintenance_work_mem = '1GB'; set max_parallel_maintenance_workers = 2`)
  for (const { made } of rows) await client.query(made)
  await client.query('reset maintenance_work_mem; reset max_parallel_maintenance_workers')
}

/**
 * A million findings in minutes: the very rows that `putFindings` would write, by COPY, the next batch being made while PostgreSQL
 * reads the last. Words are counted by their lexeme, which is as often as the rarest of them could stand.
 */
export const fill = async (owner: pg.Pool, community: Community, count: number, tell = (_: string) => {}) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'wm-fill-'))
  const client = await owner.connect()
  const table = `"${community.schema}".finding`
  const texts = reader(community)
  try {
    await withoutIndexes(client, community.schema, 'finding', async () => {
      let [copied, turn, done]: [Promise<unknown>, number, number] = [Promise.resolve(), 0, 0]
      for (const some of inBatches(count)) {
        const rows = await texts.rowsOf(some)
        const text = rows.map((row) => columns.map((column) => field(row[column])).join('\t')).join('\n')
        const file = path.join(folder, String(turn++))
        writeFileSync(file, `${text}\n`)
        await copied
        copied = client.query(`copy ${table} (${columns.join(', ')}) from '${file}'`).finally(() => rmSync(file))
        done += some.length
        if (done % 100_000 === 0) tell(`${done} of ${count} findings`)
      }
      await copied
      tell('indexes')
    })
    await client.query(
      `insert into "${community.schema}".finder_word (word, lexeme, uses)
       select word, lexeme, uses from jsonb_to_recordset($1::jsonb) as given (word text, lexeme text, uses integer)
       on conflict (word, lexeme) do update set uses = excluded.uses`,
      [JSON.stringify(wordsOf(texts))],
    )
    await client.query(`vacuum analyze ${table}`)
    await client.query(`vacuum analyze "${community.schema}".finder_word`)
  } finally {
    client.release()
    rmSync(folder, { recursive: true, force: true })
  }
}
