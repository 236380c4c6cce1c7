import type { Hono } from 'hono'
import pino from 'pino'
import { inject, onTestFinished } from 'vitest'
import { openWellmet } from '#app/wellmet.ts'
import { type Config, readConfig } from '#kernel/config/config.ts'
import { newId } from '#kernel/database/id.ts'
import { type Listening, listen } from '#kernel/routes/listen.ts'
import type { Route } from '#kernel/routes/registry.ts'
import { type CastMember, demoPassword, emailOf, seedCast } from '#slices/people/seed.ts'
import { testDatabase } from './database.ts'

/** A browser without script: keeps cookies, finds the form's token, follows nothing by itself. */
export interface Client {
  get: (path: string, headers?: Record<string, string>) => Promise<Response>
  /** Posts a form with its token, as a browser on our own page would. */
  post: (path: string, form?: Record<string, string>, headers?: Record<string, string>) => Promise<Response>
  json: (method: string, path: string, body: unknown, headers?: Record<string, string>) => Promise<Response>
  send: (path: string, init: RequestInit) => Promise<Response>
  /** The token that this browser's forms carry. */
  token: () => Promise<string>
  cookies: Map<string, string>
}

const origin = 'http://localhost'

const keepCookies = (jar: Map<string, string>, response: Response) => {
  for (const line of response.headers.getSetCookie()) {
    const [pair = '', ...rest] = line.split(';')
    const at = pair.indexOf('=')
    const gone = rest.some((part) => /max-age=0\b/iu.test(part.trim()))
    if (gone) jar.delete(pair.slice(0, at))
    else jar.set(pair.slice(0, at), pair.slice(at + 1))
  }
}

/** Reads any page with a form for the token of this browser. */
const tokenFor = async (get: Client['get']) => {
  const html = await (await get('/sign-in?again=1')).text()
  return (
    /name="token" value="([^"]+)"/u.exec(html)?.[1] ??
    ((await tokenOn(get, '/account')) || (await tokenOn(get, '/acting')))
  )
}

const tokenOn = async (get: Client['get'], path: string) =>
  /name="token" value="([^"]+)"/u.exec(await (await get(path)).text())?.[1] ?? ''

const clientOf = (app: Hono): Client => {
  const jar = new Map<string, string>()
  const send = async (path: string, init: RequestInit) => {
    const headers = new Headers(init.headers)
    if (jar.size) headers.set('cookie', [...jar].map(([name, value]) => `${name}=${value}`).join('; '))
    if (!headers.has('host')) headers.set('host', 'localhost')
    const response = await app.request(`${origin}${path}`, { ...init, headers, redirect: 'manual' })
    keepCookies(jar, response)
    return response
  }
  const get: Client['get'] = (path, headers = {}) => send(path, { headers })
  const ours = { origin, 'sec-fetch-site': 'same-origin' }
  // A token holds as long as the cookies that it is bound to: asked for once, as a person's open page would.
  let lent = { to: '', token: '' }
  const cookiesNow = () => JSON.stringify([...jar])
  const tokenNow = async () => {
    if (lent.token && lent.to === cookiesNow()) return lent.token
    const token = await tokenFor(get)
    lent = { to: cookiesNow(), token }
    return token
  }
  return {
    cookies: jar,
    send,
    get,
    token: tokenNow,
    post: async (path, form = {}, headers = {}) => {
      const body = new URLSearchParams({ token: await tokenNow(), ...form })
      return send(path, { method: 'POST', body, headers: { ...ours, ...headers } })
    },
    json: async (method, path, body, headers = {}) =>
      send(path, {
        method,
        body: JSON.stringify(body),
        headers: { ...ours, 'content-type': 'application/json', 'x-form-token': await tokenNow(), ...headers },
      }),
  }
}

export interface Town {
  /** Somebody of the cast, signed in through the real form; `null` is a visitor. */
  as: (who: CastMember | null) => Promise<Client>
  /** A query in the town's schema, for looking at what is stored. */
  sql: (text: TemplateStringsArray, ...values: unknown[]) => Promise<Record<string, unknown>[]>
  database: Awaited<ReturnType<typeof testDatabase>>['database']
  community: Awaited<ReturnType<typeof testDatabase>>['community']
  app: Hono
  routes: Route[]
  config: Config
  /** Serves the town on a port of this machine, for a real browser. */
  listen: () => Promise<Listening>
  ids: Record<CastMember, string>
  stop: () => Promise<void>
}

const secret = 'only for tests, where nothing is secret at all'

interface TownOptions {
  now?: () => Date
  environment?: Record<string, string>
  /** Without limits by address: for tests that knock on every door. */
  unlimited?: boolean
  /** A database to begin with that holds more than an empty town, as the browser's `trafford`. */
  template?: string
}

const endless = { take: () => ({ allowed: true }) as const }

const quiet = () => pino({ level: process.env.TEST_LOG ?? 'silent' })

/**
 * A town of one's own: a fresh database with the cast in it, and the whole program over it. It is taken down when the test that
 * asked for it ends; from `beforeAll`, call `stop` yourself.
 */
export const town = async ({ now, environment = {}, unlimited = false, template }: TownOptions = {}): Promise<Town> => {
  const { database, community, stop } = await testDatabase(template)
  const config = readConfig({
    WELLMET_SECRET: secret,
    WELLMET_URL: origin,
    WELLMET_REQUESTS_PER_MINUTE: '1000000',
    ...environment,
  })
  const wellmet = openWellmet(config, database, {
    log: quiet(),
    ...(now ? { now } : {}),
    ...(unlimited ? { limits: endless } : {}),
  })
  const ids = await seedCast(community, { organisationId: newId() })
  const signedIn = new Map<string, Client>()
  const as: Town['as'] = async (who) => {
    const known = who && signedIn.get(who)
    if (known) return known
    const client = clientOf(wellmet.app)
    if (!who) return client
    const answer = await client.post('/sign-in', { email: emailOf(who), password: demoPassword })
    if (answer.status !== 303) throw new Error(`${who} could not sign in: ${answer.status} ${await answer.text()}`)
    signedIn.set(who, client)
    return client
  }
  const sql: Town['sql'] = async (text, ...values) => {
    const numbered = text.reduce((all, part, at) => `${all}$${at}${part}`)
    const client = await database.owner.connect()
    try {
      await client.query(`set search_path to "${community.schema}", extensions, public`)
      return (await client.query(numbered, values)).rows
    } finally {
      await client.query('reset search_path')
      client.release()
    }
  }
  const listening = () => listen(wellmet.app, { host: '127.0.0.1', port: 0 })
  try {
    onTestFinished(stop)
  } catch {
    // Asked for outside a test: whoever asked stops it.
  }
  return {
    as,
    sql,
    database,
    community,
    app: wellmet.app,
    routes: wellmet.routes,
    config,
    listen: listening,
    ids,
    stop,
  }
}

export const isExternal = (): boolean => Boolean(inject('postgres').connectionString)
