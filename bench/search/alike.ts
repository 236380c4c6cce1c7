import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { conditions, itemColumns, type Search, values } from '#slices/finder/search/queries.ts'
import { firstRing, rings, tsqueryOf } from '#slices/finder/search/rules.ts'
import { middle, type Round } from './measure.ts'
import { spentByAll } from './spent.ts'

const pgbench = '/usr/lib/postgresql/15/bin/pgbench'
const radii = [5_000, 10_000, 25_000]
const [clients, rounds, seconds, most] = [8, 3, 3, 120]

const literal = (value: unknown): string =>
  Array.isArray(value) ? `'{${value.join(',')}}'` : pg.escapeLiteral(String(value))

/** The sphere is that of earthdistance, so that the answers can be the same. */
const within = (search: Search, metres: number, { list, $ }: ReturnType<typeof values>): string => {
  const { lat, lon } = search.near!
  const far = `12756336 * asin(least(1, sqrt(power(sin(radians(lat - ${lat}) / 2), 2)
    + cos(radians(${lat})) * cos(radians(lat)) * power(sin(radians(lon - (${lon})) / 2), 2))))`
  const text = `select * from (select ${itemColumns}, ${far} as metres from finding
    where ${conditions(search, metres, $)}) near
    where metres <= ${metres} order by metres, id limit 20`
  return text.replaceAll(/\$(\d+)/gu, (_, at) => literal(list[Number(at) - 1]))
}

/**
 * The nearest twenty within the radius by the cells, and no further than needed, as `hitsOf` does it: what is said often is met close
 * by, and twenty within the smaller circle are the nearest twenty of the larger one. PostgreSQL runs the second branch only if the
 * first held fewer. What is said seldom needs no second look.
 */
const byCells = (search: Search, metres: number): string => {
  const first = rings[firstRing(Math.min(...search.wanted.map(({ uses }) => uses)))]!.radius
  if (first >= metres) return within(search, metres, values())
  return `with close as materialized (${within(search, first, values())})
    select * from close where (select count(*) from close) = 20
    union all (select * from (${within(search, metres, values())}) further where (select count(*) from close) < 20)
    order by metres, id`
}

const byTwoIndexes = ({ wanted, near, kind, openAt, free, stepFree }: Search, metres: number): string => {
  const here = `ll_to_earth(${near!.lat}, ${near!.lon})`
  const all = [
    `words @@ ${literal(tsqueryOf(wanted))}::tsquery`,
    `earth_box(${here}, ${metres}) @> ll_to_earth(lat, lon)`,
    `earth_distance(${here}, ll_to_earth(lat, lon)) <= ${metres}`,
    ...(kind ? [`(kind = '${kind}' or subkind = '${kind}')`] : []),
    ...(openAt ? [`opens @> '${openAt.toISOString()}'::timestamptz`] : []),
    ...(free ? ['free'] : []),
    ...(stepFree ? ['step_free'] : []),
  ]
  return `select ${itemColumns.replaceAll('finding.', 'baseline.')}, earth_distance(${here}, ll_to_earth(lat, lon)) as metres
    from baseline where ${all.join(' and ')} order by metres, id limit 20`
}

const inPgbench = (connection: pg.ClientConfig, schema: string, folder: string, name: string): Round => {
  const files = readdirSync(folder).filter((file) => file.endsWith('.sql'))
  const log = path.join(folder, 'log')
  const scripts = files.flatMap((file) => ['-f', path.join(folder, file)])
  const how = ['-n', '-M', 'prepared', '-c', `${clients}`, '-j', '2', '-T', `${seconds}`, '-l', `--log-prefix=${log}`]
  execFileSync(pgbench, [...how, ...scripts, String(connection.database ?? 'postgres')], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      PGHOST: String(connection.host),
      PGPORT: String(connection.port ?? 5432),
      PGUSER: String(connection.user),
      ...(typeof connection.password === 'string' ? { PGPASSWORD: connection.password } : {}),
      PGOPTIONS: `-c search_path=${schema},extensions,public`,
    },
  })
  const logs = readdirSync(folder).filter((file) => file.startsWith('log.'))
  const lines = logs.flatMap((file) => readFileSync(path.join(folder, file), 'utf8').trim().split('\n'))
  for (const file of logs) rmSync(path.join(folder, file))
  const times = lines.map((line) => Number(line.split(' ')[2]) / 1_000).sort((a, b) => a - b)
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))]!
  return { name, perSecond: times.length / seconds, median: at(0.5), p99: at(0.99), found: 0 }
}

export interface Alike {
  metres: number
  ours: Round
  theirs: Round
  same: number
  asked: number
  /** Milliseconds of processor for one answer, planned before: ours and theirs. */
  ran: [number, number]
}

/** What each way costs PostgreSQL's processor, one question after another, planned and warm: hardly touched by whoever else is there. */
const spentFor = async (pool: pg.Pool, asked: Search[], metres: number): Promise<[number, number]> => {
  const client = await pool.connect()
  const pid = (await client.query<{ pid: number }>('select pg_backend_pid() as pid')).rows[0]!.pid
  const ran: [number, number] = [0, 0]
  for (const search of asked)
    for (const [at, way] of [byCells, byTwoIndexes].entries()) {
      await client.query(`prepare one as ${way(search, metres)}`)
      await client.query('execute one')
      const before = spentByAll([pid]).ran
      await client.query('execute one')
      ran[at]! += (spentByAll([pid]).ran - before) / asked.length
      await client.query('deallocate one')
    }
  client.release()
  return ran
}

/** Both ways answer the very same question, as SQL alone. Empty where there is no pgbench. */
export const alike = async (pool: pg.Pool, connection: pg.ClientConfig, schema: string, questions: Search[]) => {
  const asked = questions.slice(0, most)
  const compared: Alike[] = []
  for (const metres of existsSync(pgbench) ? radii : []) {
    let same = 0
    const folders = [byCells, byTwoIndexes].map((way) => {
      const folder = mkdtempSync(path.join(tmpdir(), 'alike-'))
      for (const [at, search] of asked.entries())
        writeFileSync(path.join(folder, `${at}.sql`), `${way(search, metres).replaceAll(/\s+/gu, ' ')};\n`)
      return folder
    })
    for (const search of asked) {
      const ids = await Promise.all(
        [byCells, byTwoIndexes].map(async (way) =>
          (await pool.query(way(search, metres))).rows.map(({ id }) => id).join(),
        ),
      )
      if (ids[0] === ids[1]) same++
    }
    const ran = await spentFor(pool, asked, metres)
    const results: Round[][] = [[], []]
    for (let turn = 0; turn < rounds; turn++)
      for (const which of turn % 2 ? [1, 0] : [0, 1])
        results[which]!.push(inPgbench(connection, schema, folders[which]!, ''))
    for (const folder of folders) rmSync(folder, { recursive: true })
    compared.push({ metres, ours: middle(results[0]!), theirs: middle(results[1]!), same, asked: asked.length, ran })
  }
  return compared
}

const row = ({ metres, ours, theirs, same, asked, ran }: Alike) =>
  `| ${metres / 1_000} km | ${ours.perSecond.toFixed(0)} | ${theirs.perSecond.toFixed(0)} | ${(ours.perSecond / theirs.perSecond).toFixed(1)} | ${ours.median.toFixed(1)} | ${theirs.median.toFixed(1)} | ${ours.p99.toFixed(1)} | ${theirs.p99.toFixed(1)} | ${ran[0].toFixed(2)} | ${ran[1].toFixed(2)} | ${(ran[1] / ran[0]).toFixed(1)} | ${same} of ${asked} |`

export const alikeTable = (compared: Alike[]): string =>
  compared.length
    ? `## Like with like

The nearest twenty within a radius, with the same words, filters and columns, without count or relevance: SQL alone by \`pgbench -M prepared\`,
${clients} clients, ${most} questions drawn at random, each planned once by each connection for both ways; the middle of ${rounds} rounds of ${seconds} s, in turn.

| radius | cells, queries a second | GIN + GiST | ratio | median ms, cells | GIN + GiST | p99 ms, cells | GIN + GiST | processor ms, cells | GIN + GiST | ratio | same answers |
| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
${compared.map(row).join('\n')}
`
    : '## Like with like\n\nNot measured: there was no pgbench on this machine.\n'
