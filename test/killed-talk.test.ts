import { type ChildProcess, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import http from 'node:http'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { build } from 'esbuild'
import { expect, test } from 'vitest'
import { root } from '#kernel/config/root.ts'
import { founded, textOf } from './talk.ts'
import { type Town, town } from './town.ts'

const rounds = 3

const bundled = async () => {
  const folder = path.join(root, 'node_modules/.programs')
  mkdirSync(folder, { recursive: true })
  const outfile = path.join(folder, `talker-${process.pid}.mjs`)
  await build({
    absWorkingDir: root,
    entryPoints: ['test/programs/talker.ts'],
    outfile,
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    logLevel: 'warning',
  })
  return outfile
}

const started = async (program: string, { database, config }: Town) => {
  const settings = {
    WELLMET_SECRET: config.secret,
    WELLMET_URL: config.url,
    WELLMET_REQUESTS_PER_MINUTE: '1000000',
    LOG_LEVEL: 'silent',
  }
  const child = spawn(process.execPath, [program, JSON.stringify({ connection: database.connection, settings })], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const port = await new Promise<number>((done, fail) => {
    child.stdout!.on('data', (data) => {
      const at = /answers at (\d+)/u.exec(String(data))
      if (at) done(Number(at[1]))
    })
    child.once('exit', () => fail(new Error('it ended before it answered')))
  })
  return { child, port }
}

interface Words {
  text: string
  once: string
}

/** Posts a form as a browser would; null where nobody answered. */
const sent = (port: number, address: string, cookie: string, form: Record<string, string>) =>
  new Promise<number | null>((done) => {
    const body = new URLSearchParams(form).toString()
    const headers = {
      host: 'localhost',
      cookie,
      origin: 'http://localhost',
      'sec-fetch-site': 'same-origin',
      'content-type': 'application/x-www-form-urlencoded',
      'content-length': Buffer.byteLength(body),
    }
    const request = http.request({ host: '127.0.0.1', port, path: address, method: 'POST', headers }, (answer) => {
      answer.resume()
      done(answer.statusCode ?? null)
    })
    request.on('error', () => done(null))
    request.end(body)
  })

const killed = (child: ChildProcess) =>
  new Promise<void>((done) => {
    child.removeAllListeners('exit')
    child.once('exit', () => done())
    child.kill('SIGKILL')
  })

test('a program that is killed without warning loses no post that was acknowledged, and a form sent again posts once', async () => {
  const here = await town({ unlimited: true })
  const group = await founded(here, { members: ['maryam'] })
  const maryam = await here.as('maryam')
  const token = /name="token" value="([^"]+)"/u.exec(await textOf(maryam, `/groups/${group}/talk`))![1]!
  const cookie = [...maryam.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  const program = await bundled()
  const acknowledged: string[] = []
  let unanswered: Words[] = []
  const say = async (port: number, words: Words) => {
    const status = await sent(port, `/groups/${group}/posts`, cookie, { ...words, token })
    if (status === 303) acknowledged.push(words.text)
    else unanswered.push(words)
    return status
  }
  for (let round = 0; round < rounds; round++) {
    const { child, port } = await started(program, here)
    const again = unanswered
    unanswered = []
    for (const words of again) await say(port, words)
    let isOver = false
    const talkers = Array.from({ length: 4 }, async (_, who) => {
      for (let n = 0; !isOver; n++)
        if ((await say(port, { text: `round ${round} ${who} ${n}`, once: randomUUID() })) === null) return
    })
    await wait(500 + 170 * round)
    await killed(child)
    isOver = true
    await Promise.all(talkers)
  }
  const kept = (await here.sql`select text from post`).map(({ text }) => String(text))
  expect(acknowledged.length).toBeGreaterThan(rounds)
  expect(acknowledged.filter((text) => !kept.includes(text))).toEqual([])
  expect(kept.length).toBe(new Set(kept).size)
}, 120_000)
