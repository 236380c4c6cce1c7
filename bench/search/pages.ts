import http from 'node:http'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { getRequestListener } from '@hono/node-server'
import { Hono } from 'hono'
import pino from 'pino'
import { openWellmet } from '#app/wellmet.ts'
import { readConfig } from '#kernel/config/config.ts'
import { listen } from '#kernel/routes/listen.ts'
import { findPath } from '#slices/finder/rules.ts'
import { mixed } from './asked.ts'
import { leastDisturbed, type Round, roundOf } from './clients.ts'
import { type Ground, rounds, seconds, spending } from './ground.ts'

interface Fetched {
  milliseconds: number
  bytes: number
}

const fetched = (agent: http.Agent, port: number, where: string): Promise<Fetched> =>
  new Promise((resolve, reject) => {
    const begun = performance.now()
    http
      .get({ agent, port, host: '127.0.0.1', path: where, headers: { 'accept-encoding': 'gzip, br' } }, (answer) => {
        let bytes = 0
        answer.on('data', (data: Buffer) => {
          bytes += data.length
        })
        answer.on('end', () =>
          answer.statusCode === 200
            ? resolve({ milliseconds: performance.now() - begun, bytes })
            : reject(new Error(`${where}: ${answer.statusCode}`)),
        )
      })
      .on('error', reject)
  })

export interface Pages {
  ours: Round
  bare: Round
  /** Compressed: of the middle one and of the largest. */
  bytes: { middle: number; most: number }
}

const endless = { take: () => ({ allowed: true }) as const }

const bareServer = async (html: string) => {
  const app = new Hono()
  app.get('*', (c) => c.html(html))
  const server = http.createServer(getRequestListener(app.fetch))
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return { port: (server.address() as { port: number }).port, stop: () => new Promise((done) => server.close(done)) }
}

/** The whole page of a search by HTTP, one client, beside a bare server's answer of as many bytes. */
export const pages = async (ground: Ground): Promise<Pages> => {
  const config = readConfig({
    WELLMET_DATA: path.join(tmpdir(), 'nowhere'),
    LOG_LEVEL: 'silent',
    NODE_ENV: 'production',
  })
  const wellmet = openWellmet(config, ground.database, { log: pino({ level: 'silent' }), limits: endless })
  const server = await listen(wellmet.app, { host: '127.0.0.1', port: 0 })
  const agent = new http.Agent({ keepAlive: true, maxSockets: 1 })
  const questions = mixed(400, ground.words, ground.size).map(({ asked }) => findPath(asked))
  const html = await (await wellmet.app.request(`http://localhost${questions[0]}`)).text()
  const bare = await bareServer(html)
  const [ours, theirs]: Round[][] = [[], []]
  const sizes: number[] = []
  for (let turn = 0; turn <= rounds; turn++) {
    const spent = await spending(ground)
    const page = async (where: string) => sizes.push((await fetched(agent, server.port, where)).bytes)
    const one = await roundOf(questions, page, { clients: 1, seconds, from: turn * 90, spent })
    const other = await roundOf(questions, (where) => fetched(agent, bare.port, where), {
      clients: 1,
      seconds: 2,
      spent,
    })
    if (turn) ours!.push(one)
    if (turn) theirs!.push(other)
  }
  agent.destroy()
  await Promise.all([server.stop(), bare.stop()])
  sizes.sort((a, b) => a - b)
  return {
    ours: leastDisturbed(ours!),
    bare: leastDisturbed(theirs!),
    bytes: { middle: sizes[sizes.length >> 1]!, most: sizes.at(-1)! },
  }
}
