import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { afterEach, describe, expect, test } from 'vitest'
import { acknowledged, newFolder, type Program, startWriter } from '#test/programs/run.ts'
import { joinPostgres, ownPostgres } from './embedded.ts'
import { beganAt, ownerOf, Taken } from './lock.ts'
import { isUnavailable } from './open.ts'

const folders: string[] = []
const programs: Program[] = []

const folder = () => {
  const made = newFolder()
  folders.push(made)
  return made
}

const writer = async (dataFolder: string, args: string[] = []) => {
  const program = await startWriter(dataFolder, args)
  programs.push(program)
  return program
}

/** PostgreSQL's own process, from the file that it keeps in its folder. */
const postmaster = (dataFolder: string) =>
  Number(readFileSync(path.join(dataFolder, 'postgres/postmaster.pid'), 'utf8').split('\n')[0])

afterEach(async () => {
  for (const program of programs.splice(0)) {
    if (program.child.exitCode === null && program.child.signalCode === null) {
      program.child.kill('SIGTERM')
      await program.ended
    }
  }
  for (const one of folders.splice(0)) {
    if (existsSync(path.join(one, 'postgres/postmaster.pid'))) {
      const pid = postmaster(one)
      if (beganAt(pid)) process.kill(pid, 'SIGKILL')
    }
    if (existsSync(path.join(one, 'mounted'))) spawnSync('umount', ['-l', path.join(one, 'mounted')])
    rmSync(one, { recursive: true, force: true })
  }
})

/** Rows that were acknowledged before the kill and are missing after it. */
const lost = async (dataFolder: string, numbers: number[]) => {
  const running = await ownPostgres(dataFolder)
  const client = new pg.Client(running.connection)
  await client.connect()
  const { rows } = await client.query<{ n: string }>('select n from written')
  await client.end()
  await running.stop()
  const there = new Set(rows.map(({ n }) => Number(n)))
  return numbers.filter((n) => !there.has(n))
}

describe('killed without warning', () => {
  test('the program loses no row that it acknowledged, and its orphan does not stand in the way', async () => {
    const data = folder()
    const numbers: number[] = []
    for (let round = 0; round < 3; round++) {
      const program = await writer(data)
      await program.said('wrote')
      await wait(150 + round * 100)
      const orphan = postmaster(data)
      program.kill()
      await program.ended
      expect(beganAt(orphan)).not.toBeNull()
      numbers.push(...acknowledged(program))
    }
    expect(numbers.length).toBeGreaterThan(20)
    expect(await lost(data, numbers)).toEqual([])
  }, 90_000)

  test('PostgreSQL is started again, the program goes on writing, and nothing acknowledged is gone', async () => {
    const data = folder()
    const program = await writer(data)
    await program.said('wrote')
    for (let round = 0; round < 2; round++) {
      const before = acknowledged(program).length
      process.kill(postmaster(data), 'SIGKILL')
      while (acknowledged(program).length < before + 20) await wait(50)
    }
    program.child.kill('SIGTERM')
    expect(await program.ended).toBe(0)
    expect(await lost(data, acknowledged(program))).toEqual([])
  }, 180_000)

  test('in the middle of its very first start, the next start makes everything anew', async () => {
    const data = folder()
    mkdirSync(path.join(data, 'making'), { recursive: true })
    mkdirSync(path.join(data, 'postgres/base'), { recursive: true })
    writeFileSync(path.join(data, 'postgres/half'), 'x')
    const running = await ownPostgres(data)
    await running.stop()
    expect(existsSync(path.join(data, 'postgres/half'))).toBe(false)
  }, 60_000)
})

describe('one owner', () => {
  test('a second program on the same folder is refused with the first one’s pid', async () => {
    const data = folder()
    const first = await writer(data)
    await first.said('ready')
    const second = await writer(data)
    expect(await second.said('error')).toContain(`process ${first.child.pid}`)
    expect(await second.ended).toBe(3)
    await expect(ownPostgres(data)).rejects.toThrow(Taken)
  }, 60_000)

  test('a short command joins the running one, and leaves it running', async () => {
    const data = folder()
    const first = await writer(data)
    await first.said('wrote')
    const joined = await joinPostgres(data)
    const client = new pg.Client(joined.connection)
    await client.connect()
    expect(Number((await client.query('select count(*) from written')).rows[0].count)).toBeGreaterThan(0)
    await client.end()
    await joined.stop()
    const before = acknowledged(first).length
    await wait(200)
    expect(acknowledged(first).length).toBeGreaterThan(before)
  }, 60_000)

  test('a pid that was given to another process is no owner', () => {
    const data = folder()
    writeFileSync(
      path.join(data, 'owner.json'),
      JSON.stringify({ pid: process.pid, began: 'another time', socketFolder: data }),
    )
    expect(ownerOf(data)).toBeNull()
  })

  test('of several that start at once on a stale lock, one wins and the rest say so', async () => {
    const data = folder()
    writeFileSync(
      path.join(data, 'owner.json'),
      JSON.stringify({ pid: 999_999, began: 'long ago', socketFolder: data }),
    )
    const all = await Promise.all([writer(data, ['--once']), writer(data, ['--once']), writer(data, ['--once'])])
    const codes = await Promise.all(all.map(({ ended }) => ended))
    expect(codes.filter((code) => code === 0).length).toBeGreaterThan(0)
    expect(codes.every((code) => code === 0 || code === 3)).toBe(true)
    expect(ownerOf(data)).toBeNull()
  }, 60_000)
})

test('data of another major version are refused with what to do', async () => {
  const data = folder()
  await (await ownPostgres(data)).stop()
  writeFileSync(path.join(data, 'postgres/PG_VERSION'), '17\n')
  await expect(ownPostgres(data)).rejects.toThrow(
    /written by PostgreSQL 17; this Wellmet brings PostgreSQL 18.*pg_dump/u,
  )
}, 60_000)

test('a path that is too long for a socket works all the same', async () => {
  const data = path.join(folder(), 'a-very-long-name-for-a-folder-'.repeat(4))
  const running = await ownPostgres(data)
  expect(running.connection.host!.length).toBeLessThan(90)
  await running.stop()
}, 60_000)

test('it is durable, checks its pages, and listens to nobody outside', async () => {
  const data = folder()
  const running = await ownPostgres(data)
  const client = new pg.Client(running.connection)
  await client.connect()
  const shown = async (name: string) => (await client.query(`show ${name}`)).rows[0][name]
  expect(
    await Promise.all(
      ['fsync', 'synchronous_commit', 'full_page_writes', 'data_checksums', 'listen_addresses'].map(shown),
    ),
  ).toEqual(['on', 'on', 'on', 'on', ''])
  await client.end()
  await running.stop()
}, 60_000)

const mayMount =
  process.getuid?.() === 0 && process.platform === 'linux' && spawnSync('mount', ['--version']).status === 0

test.runIf(mayMount)(
  'a full disk refuses writes and recovers by itself once there is room (skipped where nothing may be mounted)',
  async () => {
    const data = folder()
    const small = path.join(data, 'mounted')
    mkdirSync(small)
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=180m', 'tmpfs', small])
    const running = await ownPostgres(small)
    const pool = new pg.Pool({ ...running.connection, max: 1, connectionTimeoutMillis: 2_000 })
    pool.on('error', () => {})
    pool.on('connect', (client) => client.on('error', () => {}))
    await pool.query('create table heavy (n int, filling text)')
    let acknowledgedRows = 0
    let refusal: unknown = null
    for (let n = 0; n < 400 && !refusal; n++) {
      try {
        await pool.query(
          `insert into heavy select $1, string_agg(md5(random()::text), '') from generate_series(1, 30000)`,
          [n],
        )
        acknowledgedRows++
      } catch (error) {
        refusal = error
      }
    }
    expect(isUnavailable(refusal)).toBe(true)
    execFileSync('mount', ['-o', 'remount,size=600m', small])
    let there = -1
    for (let tries = 0; tries < 500 && there < 0; tries++) {
      there = await pool.query('insert into heavy values (-1, null) returning (select count(*) from heavy)').then(
        ({ rows }) => Number(rows[0].count),
        () => -1,
      )
      if (there < 0) await wait(100)
    }
    expect(there).toBeGreaterThanOrEqual(acknowledgedRows)
    await pool.end()
    await running.stop()
  },
  120_000,
)
