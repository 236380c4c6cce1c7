import { connect } from 'node:net'
import { Writable } from 'node:stream'
import pino from 'pino'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openWellmet } from '#app/wellmet.ts'
import { openLog } from '#kernel/log/log.ts'
import { type Client, type Town, town } from './town.ts'

let here: Town
let visitor: Client
beforeAll(async () => {
  here = await town()
  visitor = await here.as(null)
})
afterAll(() => here.stop())

describe('every page', () => {
  test('brings its policy with a nonce that changes, and nothing may frame it', async () => {
    const [first, second] = await Promise.all([visitor.get('/about'), visitor.get('/about')])
    const policies = [first, second].map((answer) => answer.headers.get('content-security-policy') ?? '')
    expect(policies[0]).toMatch(/script-src 'self' 'nonce-[^']{20,}'/u)
    expect(policies[0]).not.toContain('unsafe')
    expect(policies[0]).not.toBe(policies[1])
    expect(first.headers.get('x-content-type-options')).toBe('nosniff')
    expect(first.headers.get('referrer-policy')).toBe('same-origin')
  })

  test('has no inline style or handler that the policy would refuse', async () => {
    for (const at of ['/', '/about', '/help-now', '/find', '/api', '/sign-in', '/whats-on', '/join-in']) {
      const html = await (await visitor.get(at)).text()
      expect([at, /<[^>]+\s(style|on\w+)=/u.exec(html)?.[0] ?? null]).toEqual([at, null])
    }
  })

  test('asks no other site for anything', async () => {
    for (const at of ['/', '/about', '/find', '/help-now']) {
      const html = await (await visitor.get(at)).text()
      const foreign = [...html.matchAll(/<(?:link|script|img|iframe)[^>]+(?:href|src)="(https?:)?\/\/[^"]+"/gu)].filter(
        ([tag]) => !/rel="canonical"/u.test(tag),
      )
      expect([at, foreign.map(([tag]) => tag)]).toEqual([at, []])
    }
  })

  test('is told as unchanged when it is, without a new policy for the old nonce', async () => {
    const first = await visitor.get('/about')
    const again = await visitor.get('/about', { 'if-none-match': first.headers.get('etag')! })
    expect(again.status).toBe(304)
    expect(again.headers.get('content-security-policy')).toBeNull()
    expect(await again.text()).toBe('')
  })

  test('is kept by nobody when it is personal', async () => {
    const maryam = await here.as('maryam')
    expect((await maryam.get('/about')).headers.get('cache-control')).toBe('no-store')
    expect((await visitor.get('/sign-in')).headers.get('cache-control')).toMatch(/no-store|no-cache/u)
  })

  test('comes compressed to whoever wants it so', async () => {
    const answer = await visitor.get('/about', { 'accept-encoding': 'gzip' })
    expect(answer.headers.get('content-encoding')).toBe('gzip')
    expect(answer.headers.get('vary')).toContain('Accept-Encoding')
  })
})

describe('languages', () => {
  test.each([
    ['en', 'ltr'],
    ['es', 'ltr'],
    ['ar', 'rtl'],
  ])('%s runs %s', async (language, direction) => {
    const html = await (await (await here.as(null)).get(`/about?lang=${language}`)).text()
    expect(html).toContain(`<html lang="${language}" dir="${direction}"`)
  })

  test('the choice stays on the device', async () => {
    const client = await here.as(null)
    await client.get('/?lang=es')
    expect(await (await client.get('/about')).text()).toContain('lang="es"')
  })

  test('every sentence comes from the catalogue: the pseudo-language reaches them all', async () => {
    for (const at of ['/about', '/help-now', '/sign-in', '/no-such-page']) {
      const html = await (await visitor.get(`${at}${at.includes('?') ? '&' : '?'}lang=en-XA`)).text()
      const main = /<main[^>]*>(.*)<\/main>/su.exec(html)![1]!
      const texts = main
        .replace(/<(script|style|svg)[^>]*>.*?<\/\1>/gsu, '')
        .split(/<[^>]+>/u)
        .map((text) => text.trim())
        .filter((text) => /\p{L}{4,}/u.test(text))
      const untouched = texts.filter(
        (text) =>
          !text.includes('⟦') &&
          !text.includes('⟧') &&
          !/^(\d|Wellmet|Town|Samaritans|Childline|National|a kettle and two cups)|@town\.example$/u.test(text),
      )
      expect([at, untouched]).toEqual([at, []])
    }
  })
})

describe('errors', () => {
  test('what is not there has the house’s own page', async () => {
    const answer = await visitor.get('/no-such-page')
    expect(answer.status).toBe(404)
    expect(await answer.text()).toContain('This page is not here')
  })

  test('a wrong method says which ones there are', async () => {
    const answer = await visitor.send('/about', { method: 'DELETE' })
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'GET, HEAD'])
  })

  test('data have problems in the standard form', async () => {
    const answer = await visitor.get('/api/nothing')
    expect([answer.status, answer.headers.get('content-type')]).toEqual([404, 'application/problem+json'])
    expect(await answer.json()).toMatchObject({ type: 'about:blank', status: 404 })
  })

  test('a bug shows a reference and nothing else, and a database that is away says to come back', async () => {
    const broken = (error: Error) => ({
      ...here.database,
      communities: async () => [
        {
          ...here.community,
          get read(): never {
            throw error
          },
        },
      ],
    })
    for (const [error, status] of [
      [new Error('secret inside'), 500],
      [Object.assign(new Error('no space'), { code: '53100' }), 503],
    ] as const) {
      const { app } = openWellmet(here.config, broken(error) as never, { log: pino({ level: 'silent' }) })
      const answer = await app.request('http://localhost/')
      const html = await answer.text()
      expect([answer.status, html.includes('secret inside')]).toEqual([status, false])
      if (status === 503) expect(answer.headers.get('retry-after')).toBe('5')
    }
  })
})

describe('a caller', () => {
  test('who asks too often is asked to wait, and others are not', async () => {
    const config = { ...here.config, requestsPerMinute: 20, trustedProxies: ['127.0.0.1'] }
    const { app } = openWellmet(config, here.database, { log: pino({ level: 'silent' }) })
    const from = (address: string) => app.request('http://localhost/about', { headers: { 'x-forwarded-for': address } })
    const statuses: number[] = []
    for (let i = 0; i < 25; i++) statuses.push((await from('203.0.113.7')).status)
    expect(statuses.filter((status) => status === 429)).toHaveLength(5)
    expect((await from('203.0.113.8')).status).toBe(200)
  })
})

describe('a route with a limit of its own', () => {
  test('holds to it for reading too', async () => {
    const { app } = openWellmet(here.config, here.database, { log: pino({ level: 'silent' }) })
    const path = here.routes.find(({ limit, effect }) => effect === 'reads' && limit.perMinute === 10)!.path
    const ask = async () => (await app.request(`http://localhost${path}?of=nothing`)).status
    const answers = await Promise.all(Array.from({ length: 12 }, ask))
    expect([path, answers.filter((status) => status === 429)]).toEqual(['/guide.pdf', [429, 429]])
  })
})

describe('the log', () => {
  test('holds no name, address, query, token or e-mail', async () => {
    const lines: string[] = []
    const sink = new Writable({
      write: (chunk, _, done) => {
        lines.push(String(chunk))
        done()
      },
    })
    const { app } = openWellmet(here.config, here.database, { log: pino({ level: 'trace' }, sink) })
    const canary = 'canary-4711'
    await app.request(`http://localhost/find?q=${canary}&near=M33`, {
      headers: { 'x-forwarded-for': '198.51.100.4', 'user-agent': canary, cookie: `a=${canary}` },
    })
    await app.request(`http://localhost/${canary}`)
    await app.request('http://localhost/sign-in', {
      method: 'POST',
      body: new URLSearchParams({ email: `${canary}@example.org`, password: canary }),
    })
    expect(lines.length).toBeGreaterThanOrEqual(3)
    expect(lines.join('')).not.toMatch(/canary|198\.51/u)
  })
})

describe('the log of a bug', () => {
  test('leaves out what PostgreSQL quotes, in its sentence and in the stack', async () => {
    const lines: string[] = []
    const sink = new Writable({
      write: (chunk, _, done) => {
        lines.push(String(chunk))
        done()
      },
    })
    const error = await here.sql`select ${'canary-4711'}::uuid`.catch((thrown: unknown) => thrown)
    const log = openLog('error', sink)
    log.error({ error }, 'bug')
    expect(lines.join('')).toContain('22P02')
    expect(lines.join('')).toContain(' at ')
    expect(lines.join('')).not.toContain('canary')
  })
})

describe('the server', () => {
  test('refuses a request whose length and coding disagree', async () => {
    const server = await here.listen()
    const answer = await new Promise<string>((resolve) => {
      const socket = connect(server.port, '127.0.0.1', () => {
        socket.write(
          'POST /sign-in HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
        )
      })
      socket.on('data', (data) => resolve(String(data)))
      socket.on('close', () => resolve('closed'))
    })
    expect(answer).toMatch(/400|closed/u)
    await server.stop()
  })

  test('refuses a word of a megabyte before it is read', async () => {
    const server = await here.listen()
    const answer = await fetch(`http://127.0.0.1:${server.port}/find?q=${'a'.repeat(1_000_000)}`)
    expect(answer.status).toBe(431)
    await server.stop()
  })

  test('drops whoever is slow to say what they want', async () => {
    const server = await here.listen()
    const dropped = await new Promise<boolean>((resolve) => {
      const socket = connect(server.port, '127.0.0.1', () => socket.write('GET / HTTP/1.1\r\nHost: x\r\n'))
      socket.resume()
      socket.on('close', () => resolve(true))
      setTimeout(() => resolve(false), 9_000).unref()
    })
    expect(dropped).toBe(true)
    await server.stop()
  })

  test('lets running requests end when it stops', async () => {
    const server = await here.listen()
    const running = fetch(`http://127.0.0.1:${server.port}/about`)
    await new Promise((done) => setTimeout(done, 5))
    const [answer] = await Promise.all([running, server.stop()])
    expect(answer.status).toBe(200)
  })
})

describe('two communities', () => {
  test('answer at their own names, and what is of one is not in the other', async () => {
    const other = await here.database.addCommunity({
      slug: 'valley',
      name: 'Valley',
      zone: 'Europe/London',
      hosts: ['valley.example'],
    })
    await here.database.owner
      .query(
        `insert into "${other.schema}".gazetteer (key, name, kind, lat, lon) values ('vvv', 'Vvv', 'place', 53, -2)`,
      )
      .catch(() => {})
    const at = async (host: string) => (await (await visitor.get('/about', { host })).text()).includes('About Valley')
    expect([await at('valley.example'), await at('valley.localhost:3000'), await at('unknown.example')]).toEqual([
      true,
      true,
      false,
    ])
  })
})

describe('the address in links and files', () => {
  const proxied = () => {
    const config = { ...here.config, url: 'https://town.example', trustedProxies: ['127.0.0.1'] }
    return openWellmet(config, here.database, { log: pino({ level: 'silent' }) }).app
  }
  const rootAt = async (app: typeof here.app, headers: Record<string, string>) =>
    JSON.stringify(await (await app.request('http://backend:3000/api/hsds/3.2', { headers })).json())

  test('is ours, whatever Host the caller sends', async () => {
    for (const host of ['evil.example', 'localhost@evil.example', 'evil.example/x', 'evil.example#'])
      expect([host, await rootAt(here.app, { host })]).toEqual([host, expect.not.stringContaining('evil')])
  })

  test('leads nowhere else from a page that is not there', async () => {
    for (const path of ['//evil.example/x', '///evil.example', '/.//evil.example', '/%2e//evil.example']) {
      const html = await (await visitor.send(path, {})).text()
      expect([path, /(href|action|src)="(https?:)?\/\/[^"]*evil/u.exec(html)?.[0]]).toEqual([path, undefined])
    }
  })

  test('is the one that people use, by https, where a proxy stands in between', async () => {
    try {
      const app = proxied()
      const plain = await rootAt(app, { host: 'town.example' })
      const rewritten = await rootAt(app, { host: 'backend:3000', 'x-forwarded-host': 'town.example' })
      for (const text of [plain, rewritten]) {
        expect(text).toContain('https://town.example/')
        expect(text).not.toMatch(/http:\/\/town|backend|:3000/u)
      }
    } finally {
      // Sessions are prepared for the whole program at once.
      openWellmet(here.config, here.database, { log: pino({ level: 'silent' }) })
    }
  })
})

describe('for machines', () => {
  test('OpenAPI describes the search', async () => {
    const description = (await (await visitor.get('/api/openapi.json')).json()) as {
      openapi: string
      paths: Record<string, { get: { parameters: { name: string }[] } }>
    }
    expect(description.openapi).toBe('3.1.0')
    expect(description.paths['/api/find']?.get.parameters.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['q', 'near', 'kind', 'open', 'free', 'stepfree', 'limit']),
    )
  })

  test('security.txt is valid for a while, and health says nothing about how we are built', async () => {
    const expires = /Expires: (.+)/u.exec(await (await visitor.get('/.well-known/security.txt')).text())![1]!
    expect(new Date(expires).getTime()).toBeGreaterThan(Date.now())
    expect(await (await visitor.get('/healthz')).json()).toEqual({ ok: true })
    expect(await (await visitor.get('/readyz')).json()).toEqual({ ok: true })
  })

  test('metrics are not among the pages', async () => {
    expect((await visitor.get('/metrics')).status).toBe(404)
  })
})
