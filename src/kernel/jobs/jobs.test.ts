import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { ladder } from '#app/slices.ts'
import { allMigrations } from '#kernel/database/migrations.ts'
import { openDatabase } from '#kernel/database/open.ts'
import { connectionTo, startCluster, stopCluster } from '#kernel/database/postgres.ts'
import { inTransaction } from '#kernel/database/transactions.ts'
import { fact, reaction } from '#kernel/facts/facts.ts'
import { record, theProgram } from '#kernel/facts/record.ts'
import { testDatabase } from '#test/database.ts'
import { hurry, jobsLeft, until, workerFor } from '#test/work.ts'
import { addJob } from './add.ts'
import { dropParked, parkedCount, parkedJobs, retryParked } from './parking.ts'
import { tries } from './running.ts'
import { startDue } from './schedule.ts'
import { type Scheduled, scheduled, task } from './tasks.ts'

const BreadBaked = fact('town.BreadBaked', z.strictObject({ loaves: z.number() }))
const shelve = reaction('test.shelve', BreadBaked, async ({ tx }, { loaves }) => {
  await sql`insert into shelf values (${loaves})`.execute(tx)
})

let town: Awaited<ReturnType<typeof testDatabase>>
const owner = (statement: string) => town.database.owner.query(statement)
const afterwards: (() => Promise<void>)[] = []

beforeAll(async () => {
  town = await testDatabase()
  await owner('create table c_town.shelf (loaves float8); grant all on c_town.shelf to wellmet_app')
})
afterAll(() => town.stop())
beforeEach(() =>
  owner('truncate c_town.parked_job, c_town.shelf, c_town.schedule_run; delete from graphile_worker._private_jobs'),
)
afterEach(async () => {
  for (const end of afterwards.splice(0).reverse()) await end()
})

const settled = () => until(async () => (await jobsLeft(town.database)) === 0)
const leave = (name: string, data: unknown, options = {}) =>
  inTransaction(town.community.write, (tx) => addJob(tx, name, data, options))

describe('a job', () => {
  test('runs once with many workers, in the community that left it', async () => {
    const seen: string[] = []
    const count = task(
      'test.count',
      z.object({ n: z.number() }),
      async ({ community }, { n }) => void seen.push(`${community.slug} ${n}`),
    )
    for (let workers = 0; workers < 3; workers++) afterwards.push(workerFor(town.database, { tasks: [count] }).stop)
    await Promise.all(Array.from({ length: 30 }, (_, n) => leave('test.count', { n })))
    await settled()
    expect(seen.sort()).toEqual(Array.from({ length: 30 }, (_, n) => `town ${n}`).sort())
  })

  test('replaces the waiting one with the same key', async () => {
    await leave('test.count', { n: 1 }, { key: 'count', at: new Date(Date.now() + 60_000) })
    await leave('test.count', { n: 2 }, { key: 'count' })
    const { rows } = await owner('select payload from graphile_worker._private_jobs')
    expect(rows).toEqual([{ payload: { schema: 'c_town', data: { n: 2 } } }])
  })

  test('that somebody waits for goes first', async () => {
    const seen: number[] = []
    for (const n of [1, 2, 3]) await leave('test.count', { n }, { urgent: n === 3 })
    const count = task('test.count', z.object({ n: z.number() }), async (_, { n }) => void seen.push(n))
    afterwards.push(workerFor(town.database, { tasks: [count], concurrency: 1 }).stop)
    await settled()
    expect(seen[0]).toBe(3)
  })

  test('of a community that is gone ends without noise', async () => {
    afterwards.push(workerFor(town.database, { tasks: [task('test.count', z.unknown(), async () => {})] }).stop)
    await owner(`select graphile_worker.add_job('test.count', '{"schema":"c_gone","data":{}}'::json)`)
    await settled()
  })
})

describe('the parking place', () => {
  const failing = task('test.fail', z.object({ n: z.number() }), async () => {
    throw new Error('the mail server at joe@town.example is closed')
  })

  const fillIt = async (jobs: number) => {
    const worker = workerFor(town.database, { tasks: [failing] })
    for (let n = 0; n < jobs; n++) await leave('test.fail', { n })
    await until(async () => {
      await hurry(town.database)
      return (await parkedCount(town.community.read)) === jobs
    }, 60)
    await settled()
    await worker.stop()
  }

  test('holds what failed each time, and the shared queue nothing of what the error said', async () => {
    const worker = workerFor(town.database, { tasks: [failing] })
    await leave('test.fail', { n: 1 })
    await until(
      async () =>
        (await owner('select 1 from graphile_worker._private_jobs where last_error is not null')).rows.length === 1,
    )
    const { rows } = await owner('select last_error from graphile_worker._private_jobs')
    expect(rows).toEqual([{ last_error: 'test.fail: Error' }])
    await worker.stop()
    await owner('delete from graphile_worker._private_jobs')
    await fillIt(1)
    expect(await parkedJobs(town.community.read)).toMatchObject([
      { task: 'test.fail', payload: { n: 0 }, attempts: tries },
    ])
  })

  test('is emptied by trying again, one or all', async () => {
    await fillIt(3)
    const [first] = await parkedJobs(town.community.read)
    const retry = (which: string) =>
      inTransaction(town.community.write, (tx) => retryParked(tx, theProgram, which, new Date()))
    expect(await retry(first!.id)).toBe(1)
    expect(await retry(first!.id)).toBe(0)
    expect(await retry('all')).toBe(2)
    expect(await parkedCount(town.community.read)).toBe(0)
    const seen: number[] = []
    const mended = task('test.fail', z.object({ n: z.number() }), async (_, { n }) => void seen.push(n))
    afterwards.push(workerFor(town.database, { tasks: [mended] }).stop)
    await settled()
    expect(seen.sort()).toEqual([0, 1, 2])
  })

  test('is emptied by giving up, with a reason and without the error’s words', async () => {
    await fillIt(2)
    const drop = () =>
      inTransaction(town.community.write, (tx) => dropParked(tx, theProgram, 'all', 'the server is gone', new Date()))
    expect(await drop()).toBe(2)
    expect(await drop()).toBe(0)
    expect((await owner('select outcome, reason, last_error from c_town.parked_job')).rows).toEqual(
      Array(2).fill({ outcome: 'dropped', reason: 'the server is gone', last_error: null }),
    )
    expect(await jobsLeft(town.database)).toBe(0)
  })

  test('receives a job that ended the program each time it ran, without running it once more', async () => {
    await leave('test.fail', { n: 1 })
    await owner(`update graphile_worker._private_jobs set attempts = ${tries}`)
    let runs = 0
    const poison = task('test.fail', z.unknown(), async () => void runs++)
    afterwards.push(workerFor(town.database, { tasks: [poison] }).stop)
    await settled()
    expect(runs).toBe(0)
    expect(await parkedCount(town.community.read)).toBe(1)
  })
})

describe('a worker', () => {
  test('that is killed (kill -9) in the middle of a job leaves it to another, and its half is undone', async () => {
    const program = spawn(process.execPath, ['test/killed-worker.ts', JSON.stringify(town.database.connection)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const halfDone = new Promise((resolve) => program.stdout.once('data', resolve))
    await inTransaction(town.community.write, (tx) => record(tx, theProgram, BreadBaked, { loaves: 4 }))
    await halfDone
    const gone = new Promise((resolve) => program.once('exit', resolve))
    program.kill('SIGKILL')
    await gone
    expect((await owner('select 1 from c_town.shelf')).rows).toEqual([])
    await owner(`update graphile_worker._private_jobs set locked_at = locked_at - interval '10 seconds'`)
    afterwards.push(workerFor(town.database, { reactions: [shelve] }).stop)
    await settled()
    expect((await owner('select loaves from c_town.shelf')).rows).toEqual([{ loaves: 4 }])
  })

  test('never takes a job from one that lives, however long it runs', async () => {
    const running: (() => void)[] = []
    const slow = task('test.slow', z.unknown(), () => new Promise<void>((resolve) => running.push(resolve)))
    afterwards.push(workerFor(town.database, { tasks: [slow] }).stop)
    await leave('test.slow', {})
    await until(() => running.length === 1)
    await owner(`update graphile_worker._private_jobs set locked_at = locked_at - interval '1 hour'`)
    let looked = 0
    const look: Scheduled = scheduled('test.look', { every: 1 }, async () => void looked++)
    afterwards.push(workerFor(town.database, { tasks: [slow], schedule: [look] }).stop)
    await until(() => looked >= 1)
    expect(running).toHaveLength(1)
    for (const end of running) end()
    await settled()
  })

  test('that is stopped lets a job end, and gives back one that does not', async () => {
    const ends: (() => void)[] = []
    const slow = task('test.slow', z.unknown(), () => new Promise<void>((resolve) => ends.push(resolve)))
    const worker = workerFor(town.database, { tasks: [slow], patience: 300 })
    await leave('test.slow', { n: 1 })
    await leave('test.slow', { n: 2 })
    await until(() => ends.length === 2)
    const stopped = worker.stop()
    ends[0]!()
    await stopped
    const { rows } = await owner('select locked_at from graphile_worker._private_jobs')
    expect(rows).toEqual([{ locked_at: null }])
  })

  test('survives a restart of the database, idle and at work', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'wr-'))
    const start = () => startCluster(path.join(folder, 'pg'), folder, { fsync: 'off' })
    let cluster = await start()
    const database = await openDatabase({
      connection: connectionTo(cluster.reached),
      migrations: allMigrations(ladder),
    })
    const community = await database.addCommunity({ slug: 'town', name: 'Town', zone: 'Europe/London' })
    await database.owner.query('create table c_town.shelf (loaves float8); grant all on c_town.shelf to wellmet_app')
    const worker = workerFor(database, { reactions: [shelve] })
    afterwards.push(async () => {
      await worker.stop()
      await database.stop()
      await stopCluster(cluster.process)
      rmSync(folder, { recursive: true, force: true })
    })
    const bake = (loaves: number) =>
      inTransaction(community.write, (tx) => record(tx, theProgram, BreadBaked, { loaves })).then(() =>
        acknowledged.push(loaves),
      )
    const acknowledged: number[] = []
    for (let round = 0; round < 3; round++) {
      const baking = Promise.allSettled(Array.from({ length: 40 }, (_, n) => bake(round * 100 + n)))
      await stopCluster(cluster.process)
      cluster = await start()
      await baking
    }
    const shelved = async () =>
      (await database.owner.query('select loaves from c_town.shelf order by loaves')).rows.map(({ loaves }) => loaves)
    await bake(999)
    await until(async () => {
      await database.owner.query(
        `update graphile_worker._private_jobs set locked_at = locked_at - interval '1 minute', run_at = least(run_at, now())`,
      )
      return (await shelved()).length >= acknowledged.length
    }, 60)
    expect(await shelved()).toEqual(expect.arrayContaining(acknowledged))
    expect(new Set(await shelved()).size).toBe((await shelved()).length)
  }, 120_000)
})

describe('what is scheduled', () => {
  test('starts once for each time that it is due, whoever comes first', async () => {
    const noon = new Date('2026-11-21T12:00:00Z')
    const sweep = { name: 'test.sweep', when: { every: 1 } }
    const started = await Promise.all(Array.from({ length: 5 }, () => startDue(town.community, sweep, noon)))
    expect(started.filter(Boolean)).toHaveLength(1)
    expect(await startDue(town.community, sweep, new Date(noon.getTime() - 60_000))).toBe(false)
    expect(await startDue(town.community, sweep, new Date(noon.getTime() + 60_000))).toBe(true)
    expect(await jobsLeft(town.database)).toBe(1)
  })

  test('daily does not start in a community’s first minute, but the next night, or when nothing ran at night', async () => {
    const nightly = { name: 'test.nightly', when: { daily: '03:10' } }
    expect(await startDue(town.community, nightly, new Date('2026-11-21T03:10:00Z'))).toBe(false)
    expect(await startDue(town.community, nightly, new Date('2026-11-21T03:10:00Z'))).toBe(false)
    expect(await startDue(town.community, nightly, new Date('2026-11-24T03:10:00Z'))).toBe(true)
  })

  test('runs in each community, in a transaction of its own', async () => {
    await town.database.addCommunity({ slug: 'village', name: 'Village', zone: 'America/New_York' })
    const swept: string[] = []
    const sweep = scheduled('test.sweep', { every: 1 }, async ({ tx, community, origin }) => {
      const { rows } = await sql<{ schema: string }>`select current_schema() as schema`.execute(tx)
      swept.push(`${rows[0]!.schema} ${community.zone} ${origin}`)
    })
    afterwards.push(workerFor(town.database, { schedule: [sweep] }).stop)
    await until(() => swept.length === 2)
    await settled()
    expect(swept.sort()).toEqual([
      'c_town Europe/London https://town.example',
      'c_village America/New_York https://town.example',
    ])
  })
})
