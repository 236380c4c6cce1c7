import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import http from 'node:http'
import { cpus, tmpdir } from 'node:os'
import path from 'node:path'
import { getRequestListener } from '@hono/node-server'
import { Hono } from 'hono'
import pino from 'pino'
import { prepareDemo } from '#app/commands/demo.ts'
import { openStore, openWellmet } from '#app/wellmet.ts'
import { readConfig } from '#kernel/config/config.ts'
import { root } from '#kernel/config/root.ts'
import { listen } from '#kernel/routes/listen.ts'
import { findPgbench, recording, type Statement, scriptOf } from './search/statements.ts'

const clients = 8
const seconds = 8

interface Row {
  page: string
  bytes: number
  statements: number
  ours: number
  sql: number
  bare: number
}

const endless = { take: () => ({ allowed: true }) as const }

/** Requests a second, by autocannon in a process of its own, after two seconds to warm up. */
const hammer = (address: string): Promise<number> =>
  new Promise((resolve, reject) => {
    const tool = path.join(root, 'node_modules/.bin/autocannon')
    const args = [
      '--connections',
      String(clients),
      '--duration',
      String(seconds),
      '--warmup',
      `[ -c ${clients} -d 2 ]`,
      '--json',
      address,
    ]
    const child = spawn(tool, args, { stdio: ['ignore', 'pipe', 'ignore'] })
    let text = ''
    child.stdout.on('data', (data) => {
      text += data
    })
    child.on('exit', () => {
      const last = text.trim().split('\n').at(-1) ?? ''
      const { requests, non2xx, errors } = JSON.parse(last) as {
        requests: { average: number }
        non2xx: number
        errors: number
      }
      if (non2xx || errors) reject(new Error(`${address}: ${non2xx} refused, ${errors} failed`))
      else resolve(requests.average)
    })
  })

/** Transactions a second of the page's own statements, on the same server, by pgbench. */
const pgbench = (
  statements: Statement[],
  { host, schema, folder }: { host: string; schema: string; folder: string },
): number => {
  const tool = findPgbench()
  if (!tool) return Number.NaN
  const file = path.join(folder, 'page.sql')
  writeFileSync(file, scriptOf(statements))
  const args = [
    '-h',
    host,
    '-U',
    'postgres',
    '-n',
    '-M',
    'simple',
    '-c',
    String(clients),
    '-j',
    '1',
    '-T',
    String(seconds),
    '-f',
    file,
    'postgres',
  ]
  const { stdout, stderr } = spawnSync(tool, args, {
    encoding: 'utf8',
    env: { ...process.env, PGOPTIONS: `-c search_path=${schema},extensions,public` },
  })
  const rate = /tps = ([\d.]+)/u.exec(stdout)?.[1]
  if (!rate) throw new Error(`pgbench: ${stderr}`)
  return Number(rate)
}

const bareHono = async (html: string): Promise<number> => {
  const app = new Hono()
  app.get('/', (c) => c.html(html))
  const server = http.createServer(getRequestListener(app.fetch))
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as { port: number }
  const rate = await hammer(`http://127.0.0.1:${port}/`)
  await new Promise<void>((done) => server.close(() => done()))
  return rate
}

const table = (rows: Row[]) =>
  rows
    .map(({ page, bytes, statements, ours, sql, bare }) => {
      const smaller = Math.min(sql, bare)
      return `| ${page} | ${(bytes / 1024).toFixed(1)} kB | ${statements} | ${ours.toFixed(0)} | ${sql.toFixed(0)} | ${bare.toFixed(0)} | ${(ours / sql).toFixed(2)} | ${(ours / bare).toFixed(2)} | **${(ours / smaller).toFixed(2)}** |`
    })
    .join('\n')

const report = (rows: Row[]) => `# Pages a second

Made by \`npm run bench -- pages\`: ${clients} clients for ${seconds} s each, one after another on one machine (${cpus().length} cores, Node ${process.versions.node}),
the demo community, PostgreSQL in its own data folder. *SQL* is the page's own statements run by pgbench on the same server, *bare* is a Hono
application that answers with the same bytes and does nothing else. Client, server and database share the cores in each column.

| page | size | statements | ours /s | SQL alone /s | bare Hono /s | ours ÷ SQL | ours ÷ bare | ours ÷ the smaller |
| --- | --- | --- | --- | --- | --- | --- | --- | --- |
${table(rows)}

The goal is half of the smaller for the page of one service.
`

/** Throughput of the page of a service and of a search, beside the same SQL and beside the same bytes. */
export const run = async (): Promise<void> => {
  const folder = mkdtempSync(path.join(tmpdir(), 'wellmet-bench-'))
  const config = readConfig({ WELLMET_DATA: path.join(folder, 'data'), LOG_LEVEL: 'silent' })
  const database = await openStore(config, 'serve')
  try {
    await prepareDemo(database, config.url)
    await database.owner.query('vacuum analyze')
    const log = pino({ level: 'silent' })
    const wellmet = openWellmet(config, database, { log, limits: endless })
    const community = (await database.communities())[0]!
    const recorded = recording(community, database.connection)
    const recorder = openWellmet(
      config,
      { ...database, communities: async () => [recorded.community] },
      { log, limits: endless },
    )
    const { items } = (await (
      await wellmet.app.request('http://localhost/api/find?q=food&near=M33&kind=service')
    ).json()) as { items: { path: string }[] }
    const server = await listen(wellmet.app, { host: '127.0.0.1', port: 0 })
    const rows: Row[] = []
    for (const page of [items[0]!.path, '/find?q=food&near=M33']) {
      recorded.statements.length = 0
      const html = await (await recorder.app.request(`http://localhost${page}`)).text()
      const statements = [...recorded.statements]
      const name = page.startsWith('/services/') ? 'a service' : `\`${page}\``
      const ours = await hammer(`http://127.0.0.1:${server.port}${page}`)
      const sql = pgbench(statements, { host: database.connection.host!, schema: community.schema, folder })
      const bare = await bareHono(html)
      rows.push({ page: name, bytes: Buffer.byteLength(html), statements: statements.length, ours, sql, bare })
      console.log(table(rows.slice(-1)))
    }
    await server.stop()
    writeFileSync(path.join(root, 'bench/pages.md'), report(rows))
  } finally {
    await database.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}
