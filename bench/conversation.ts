import { type ChildProcess, fork } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, loadavg, tmpdir } from 'node:os'
import path from 'node:path'
import type { Hono } from 'hono'
import pg from 'pg'
import pino from 'pino'
import { openStore, openWellmet } from '#app/wellmet.ts'
import { readConfig } from '#kernel/config/config.ts'
import { root } from '#kernel/config/root.ts'
import { openDatabase } from '#kernel/database/open.ts'
import { communityPool } from '#kernel/database/pools.ts'
import { listeners as openStreams } from '#kernel/live/rooms.ts'
import { listen } from '#kernel/routes/listen.ts'
import { openListeners } from './conversation/listeners.ts'
import { makePeople, signIn } from './conversation/people.ts'
import { recording, type Statement } from './search/statements.ts'

const posts = 10_000
const listeners = 500
const perSession = 6
const opened = 60
const told = 20

const endless = { take: () => ({ allowed: true }) as const }

type Sql = (text: string, values?: unknown[]) => Promise<pg.QueryResult>

const group = async (sql: Sql, members: string[], { confidential = false } = {}) => {
  const id = randomUUID()
  await sql(
    `insert into "group" (id, kind, name, about, joining, hidden, confidential, adults, questions, agreement, agreement_version, taken, founded_at)
     values ($1, 'interest', 'Bench', '', $2, $3, $3, false, '{}', '', 0, $4, now())`,
    [id, confidential ? 'invitation' : 'open', confidential, members.length],
  )
  await sql(
    `insert into group_member (group_id, person_id, state, host, pseudonym, since)
     select $1, person, 'member', false, case when $3 then 'Alias ' || n end, now() - interval '1 year'
     from unnest($2::uuid[]) with ordinality as someone (person, n)`,
    [id, members, confidential],
  )
  return id
}

const words =
  'There is soup on Tuesday, and whoever can carry a chair is welcome to come a little earlier than the others. '

/** Ten thousand posts: threads with four replies each, or one thread with all of them. Some have answers of a word. */
const fill = async (
  sql: Sql,
  groupId: string,
  members: string[],
  shape: 'threads' | 'one thread',
  confidential = false,
) => {
  const begun = shape === 'threads' ? posts / 5 : 1
  await sql(
    `insert into post (id, group_id, thread_id, author_id, text, made_at, active_at, once, confidential)
     select gen_random_uuid(), $1, null, ($2::uuid[])[1 + n % cardinality($2::uuid[])], $3, now() - (n + 10000) * interval '1 minute',
       now(), gen_random_uuid(), $5 from generate_series(1, $4) as n`,
    [groupId, members, words, begun, confidential],
  )
  await sql(
    `insert into post (id, group_id, thread_id, author_id, text, made_at, active_at, once, confidential)
     select gen_random_uuid(), $1, thread.id, ($2::uuid[])[1 + n % cardinality($2::uuid[])], $3, now() - n * interval '1 second',
       now(), gen_random_uuid(), $5
     from post as thread cross join generate_series(1, $4) as n where thread.group_id = $1 and thread.thread_id is null`,
    [groupId, members, words, (posts - begun) / begun, confidential],
  )
  await sql(
    `insert into post_reaction (post_id, person_id, reaction)
     select post.id, person, 'thanks' from (select id from post where group_id = $1 order by made_at desc limit 1000) as post
     cross join unnest(($2::uuid[])[1:3]) as person`,
    [groupId, members],
  )
}

const median = (times: number[]) => [...times].sort((a, b) => a - b)[Math.floor(times.length / 2)]!
/** What it takes when nothing else wants the machine just then. */
const tenth = (times: number[]) => [...times].sort((a, b) => a - b)[Math.floor(times.length * 0.1)]!
const ninetyFifth = (times: number[]) => [...times].sort((a, b) => a - b)[Math.floor(times.length * 0.95)]!

interface Opening {
  what: string
  bytes: number
  quick: number
  middle: number
  slow: number
  /** Milliseconds that the program itself computed for one opening, whoever else uses the machine. */
  cpu: number
  statements: number
  sql: number
}

const opening = async (
  what: string,
  address: string,
  {
    app,
    recorder,
    statements,
    cookie,
    bare,
  }: { app: Hono; recorder: Hono; statements: Statement[]; cookie: string; bare: pg.PoolClient },
): Promise<Opening> => {
  const ask = async (of: Hono) => {
    const answer = await of.request(`http://localhost${address}`, { headers: { cookie } })
    const text = await answer.text()
    if (answer.status !== 200) throw new Error(`${address}: ${answer.status}`)
    return text
  }
  const times: number[] = []
  let text = ''
  let used = process.cpuUsage()
  for (let n = 0; n < opened + 10; n++) {
    const began = performance.now()
    text = await ask(app)
    if (n >= 10) times.push(performance.now() - began)
    else used = process.cpuUsage()
  }
  const { user, system } = process.cpuUsage(used)
  const cpu = (user + system) / 1_000 / opened
  await ask(recorder)
  statements.length = 0
  await ask(recorder)
  const asked = [...statements]
  const sql: number[] = []
  for (let n = 0; n < 30; n++) {
    const began = performance.now()
    await bare.query('begin read only')
    for (const { sql: statement, parameters } of asked) await bare.query(statement, [...parameters])
    await bare.query('commit')
    if (n >= 5) sql.push(performance.now() - began)
  }
  return {
    what,
    bytes: Buffer.byteLength(text),
    quick: tenth(times),
    middle: median(times),
    slow: ninetyFifth(times),
    cpu,
    statements: asked.length,
    sql: median(sql),
  }
}

const rss = async () => {
  for (let n = 0; n < 5; n++) {
    globalThis.gc?.()
    await new Promise((done) => setTimeout(done, 200))
  }
  return process.memoryUsage().rss / 1024 / 1024
}

const held = () => {
  const { heapUsed, external } = process.memoryUsage()
  return (heapUsed + external) / 1024 / 1024
}

interface Hearing {
  before: number
  connected: number
  after: number
  delays: number[]
  heard: number
  open: number
  /** What the streams hold in the heap and beside it. */
  holds: number
}

/** The program in a process of its own, so that only what it holds itself is counted. */
const serveAlone = async (asked: string): Promise<void> => {
  const { connection, data } = JSON.parse(asked)
  const config = readConfig({ WELLMET_DATA: data, LOG_LEVEL: 'silent', WELLMET_URL: 'http://localhost' })
  const database = await openDatabase({ connection, migrations: [] })
  const { app } = openWellmet(config, database, { log: pino({ level: 'silent' }), limits: endless })
  const server = await listen(app, { host: '127.0.0.1', port: 0, connectionsPerAddress: 5_000 })
  process.on('message', async () => process.send!({ rss: await rss(), held: held(), listeners: openStreams() }))
  process.send!({ port: server.port })
  await new Promise(() => {})
}

const answerOf = <Answer>(child: ChildProcess) =>
  new Promise<Answer>((done) => child.once('message', done as () => void))

const hearing = async (asked: object, groupId: string, cookies: string[], speaker: string): Promise<Hearing> => {
  const child = fork(process.argv[1]!, ['serve', JSON.stringify(asked)], { execArgv: process.execArgv })
  process.once('exit', () => child.kill())
  const { port } = await answerOf<{ port: number }>(child)
  const weigh = async () => {
    child.send('weigh')
    return await answerOf<{ rss: number; held: number; listeners: number }>(child)
  }
  const address = `http://127.0.0.1:${port}/groups/${groupId}`
  const headers = { cookie: speaker, origin: `http://127.0.0.1:${port}`, 'sec-fetch-site': 'same-origin' }
  const page = async () => await (await fetch(`${address}/talk`, { headers })).text()
  // Whatever the program needs once for its first pages and posts is there before anybody listens.
  for (let n = 0; n < 30; n++) await page()
  const token = /name="token" value="([^"]+)"/u.exec(await page())![1]!
  const say = async (text: string) => {
    const body = new URLSearchParams({ token, text, once: randomUUID() })
    const answer = await fetch(`${address}/posts`, { method: 'POST', headers, body, redirect: 'manual' })
    if (answer.status !== 303) throw new Error(`posting: ${answer.status}`)
  }
  await say('Before anybody listens')
  const { rss: before, held: heldBefore } = await weigh()
  const ears = openListeners({ port, path: `/groups/${groupId}/live`, cookies, each: perSession, most: listeners })
  await ears.said('open', listeners)
  const { rss: connected, held: heldThen, listeners: open } = await weigh()
  const delays: number[] = []
  for (let n = 0; n < told; n++) {
    const began = Date.now()
    await say(`Post ${n}`)
    await ears.said('heard', (n + 1) * listeners)
    for (const line of ears.lines.filter((one) => one.startsWith('heard')).slice(n * listeners))
      delays.push(Number(line.split(' ')[2]) - began)
  }
  const { rss: after } = await weigh()
  const heard = ears.lines.filter((line) => line.startsWith('heard')).length
  await ears.stop()
  child.kill()
  return { before, connected, after, delays, heard, open, holds: heldThen - heldBefore }
}

const lines = (openings: Opening[]) =>
  openings
    .map(
      ({ what, bytes, quick, middle, slow, cpu, statements, sql }) =>
        `| ${what} | ${(bytes / 1024).toFixed(0)} kB | **${quick.toFixed(1)} ms** | ${middle.toFixed(1)} ms | ${slow.toFixed(1)} ms | ${cpu.toFixed(1)} ms | ${statements} | ${sql.toFixed(1)} ms | ${(middle / sql).toFixed(1)} |`,
    )
    .join('\n')

const report = (
  openings: Opening[],
  { before, connected, after, delays, heard, open, holds }: Hearing,
) => `# The conversation of a group

Made by \`npm run bench -- conversation\` on one machine (${cpus().length} cores, Node ${process.versions.node}, PostgreSQL in its own data folder), signed in as a member.
The machine had other work beside it: ${loadavg()[0]!.toFixed(1)} programs waited for its cores in the last minute; *computing* is what the program
itself used of them for one opening, and does not depend on that.

## Opening a conversation of ${posts.toLocaleString('en')} posts

Server time of the whole page, ${opened} openings one after another, after ten to warm up. *Statements* are all round trips to the
database for that page, the session's included; *bare SQL* is the same statements in one
transaction of the same database role, by one connection of \`pg\` alone.

| what is opened | page | 10th of 100 | middle | 95th of 100 | computing | statements | bare SQL | page ÷ SQL |
| --- | --- | --- | --- | --- | --- | --- | --- | --- |
${lines(openings)}

The goal is under 100 ms.

## ${listeners} people who listen

${listeners} streams of server-sent events on one process, from ${Math.ceil(listeners / perSession)} sessions; their clients run in another process. Each of ${told} posts is
told to all of them, each of whom is asked about again before it is sent (one query for all).

| measured | result |
| --- | --- |
| memory before (RSS after collecting) | ${before.toFixed(0)} MB |
| with ${open} streams open | ${connected.toFixed(0)} MB, **${(connected - before).toFixed(0)} MB more** |
| of it in the heap and beside it | ${holds.toFixed(1)} MB, ${((holds * 1024) / listeners).toFixed(0)} kB a stream |
| after ${told} posts | ${after.toFixed(0)} MB, **${(after - before).toFixed(0)} MB more** |
| events that arrived | ${heard} of ${told * listeners} |
| from sending the form to hearing, middle | ${median(delays).toFixed(0)} ms |
| 95th of 100 | ${ninetyFifth(delays).toFixed(0)} ms |
| the last of all | ${Math.max(...delays).toFixed(0)} ms |

The goal is under 50 MB more.
`

/** Opening a long conversation, and telling many at once. */
export const run = async ([what, asked]: string[] = []): Promise<void> => {
  if (what === 'serve') return await serveAlone(asked!)
  const folder = mkdtempSync(path.join(tmpdir(), 'wellmet-bench-'))
  const config = readConfig({
    WELLMET_DATA: path.join(folder, 'data'),
    LOG_LEVEL: 'silent',
    WELLMET_URL: 'http://localhost',
  })
  const database = await openStore(config, 'serve')
  try {
    const community = await database.addCommunity({
      slug: 'bench',
      name: 'Bench',
      zone: 'Europe/London',
      hosts: ['localhost', '127.0.0.1'],
    })
    const log = pino({ level: 'silent' })
    const wellmet = openWellmet(config, database, { log, limits: endless })
    const recorded = recording(community, database.connection)
    const recorder = openWellmet(
      config,
      { ...database, communities: async () => [recorded.community] },
      { log, limits: endless },
    )
    const sessions = Math.ceil(listeners / perSession)
    const people = await makePeople(community, sessions + 1)
    const cookies: string[] = []
    for (let n = 0; n <= sessions; n++) cookies.push(await signIn(wellmet.app, n))
    const loader = new pg.Client(database.connection)
    // The server stops before it where something went wrong: what did is to be read, not this.
    loader.on('error', () => {})
    await loader.connect()
    await loader.query(`set search_path to "${community.schema}", extensions, public`)
    const bare = await communityPool(database.connection, community.schema, { readOnly: true, max: 1 }).connect()
    const sql: Sql = (text, values = []) => loader.query(text, values)
    const shapes = [
      ['2,000 threads of five posts', 'threads', false],
      ['one thread of 10,000 posts', 'one thread', false],
      ['a confidential circle, 2,000 threads of five', 'threads', true],
    ] as const
    const rooms: [string, string][] = []
    for (const [what, shape, confidential] of shapes) {
      const id = await group(sql, people, { confidential })
      await fill(sql, id, people, shape, confidential)
      rooms.push([what, id])
    }
    await database.owner.query('vacuum analyze')
    const with_ = {
      app: wellmet.app,
      recorder: recorder.app,
      statements: recorded.statements,
      cookie: cookies[0]!,
      bare,
    }
    const openings: Opening[] = []
    for (const [what, id] of rooms) openings.push(await opening(what, `/groups/${id}/talk`, with_))
    const { rows } = await sql('select id from post where group_id = $1 and thread_id is null', [rooms[1]![1]])
    openings.push(
      await opening('that thread itself, its first 50 replies', `/groups/${rooms[1]![1]}/posts/${rows[0].id}`, with_),
    )
    console.log(lines(openings))
    const heard = await hearing(
      { connection: database.connection, data: config.dataFolder },
      rooms[0]![1],
      cookies.slice(1),
      cookies[0]!,
    )
    bare.release(true)
    await loader.end()
    const text = report(openings, heard)
    writeFileSync(path.join(root, 'bench/conversation.md'), text)
    console.log(text.slice(text.indexOf('## 500')))
  } finally {
    await database.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}
