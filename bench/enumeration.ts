import { writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Hono } from 'hono'
import pino from 'pino'
import { openWellmet } from '#app/wellmet.ts'
import { readConfig } from '#kernel/config/config.ts'
import { root } from '#kernel/config/root.ts'
import { inTransaction } from '#kernel/database/transactions.ts'
import { hashPassword } from '#kernel/session/passwords.ts'
import { nobody } from '#kernel/session/session.ts'
import { addPerson } from '#slices/people/commands.ts'
import { benchDatabase } from './search/server.ts'

/**
 * Does the time of an answer tell who has an account? Known and unknown addresses are asked in random order, 200 of each for
 * every form that takes an address; the medians are compared with what two halves of one and the same kind differ by.
 */
const trials = 200
const people = 100
const origin = 'http://localhost'
const password = 'a password for measuring'

const known = (n: number) => `person${n % people}@known.example`
const unknown = (n: number) => `person${n}@unknown.example`

interface Browser {
  cookies: string
  token: string
}

const cookiesOf = (response: Response) =>
  response.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ')

const browser = async (app: Hono): Promise<Browser> => {
  const response = await app.request(`${origin}/sign-in`, { headers: { host: 'localhost' } })
  return { cookies: cookiesOf(response), token: /name="token" value="([^"]+)"/u.exec(await response.text())?.[1] ?? '' }
}

let calls = 0
/** From another address each time, or the limit for one address would be what is measured. */
const post = (app: Hono, { cookies, token }: Browser, to: string, form: Record<string, string>) =>
  app.request(`${origin}${to}`, {
    method: 'POST',
    body: new URLSearchParams({ token, ...form }),
    headers: {
      host: 'localhost',
      origin,
      cookie: cookies,
      'x-forwarded-for': `10.${(++calls >> 16) & 255}.${(calls >> 8) & 255}.${calls & 255}`,
    },
  })

interface Trial {
  name: string
  to: string
  form: (email: string) => Record<string, string>
}

const forms: Trial[] = [
  { name: 'sign in with a wrong password', to: '/sign-in', form: (email) => ({ email, password: 'not the password' }) },
  { name: 'sign up', to: '/sign-up', form: (email) => ({ email, name: 'Somebody', password }) },
  { name: 'sign in by letter', to: '/sign-in/letter', form: (email) => ({ email }) },
  { name: 'forgotten password', to: '/password/forgotten', form: (email) => ({ email }) },
  { name: 'new address (signed in)', to: '/account/email', form: (email) => ({ email, password }) },
]

const median = (times: number[]) => [...times].sort((a, b) => a - b)[times.length >> 1] ?? 0

/** The same series on each machine. */
const shuffled = (count: number): boolean[] => {
  let state = 7
  const next = () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return state / 2_147_483_648
  }
  return Array.from({ length: count }, (_, at) => ({ isKnown: at % 2 === 0, order: next() }))
    .sort((a, b) => a.order - b.order)
    .map(({ isKnown }) => isKnown)
}

interface Result {
  name: string
  known: number
  unknown: number
  noise: number
  statuses: string
}

const measure = async (app: Hono, who: Browser, { name, to, form }: Trial): Promise<Result> => {
  const times = { known: [] as number[], unknown: [] as number[] }
  const statuses = new Set<string>()
  for (const [at, isKnown] of [...shuffled(20), ...shuffled(trials * 2)].entries()) {
    const email = isKnown ? known(at) : unknown(calls)
    const started = performance.now()
    const response = await post(app, who, to, form(email))
    await response.arrayBuffer()
    const took = performance.now() - started
    statuses.add(`${response.status}${response.headers.get('location') ?? ''}`)
    if (at >= 20) times[isKnown ? 'known' : 'unknown'].push(took)
  }
  const half = (list: number[], odd: number) => median(list.filter((_, at) => at % 2 === odd))
  const noise = Math.max(...Object.values(times).map((list) => Math.abs(half(list, 0) - half(list, 1))))
  return { name, known: median(times.known), unknown: median(times.unknown), noise, statuses: [...statuses].join(', ') }
}

const signedIn = async (app: Hono): Promise<Browser> => {
  const door = await browser(app)
  const answer = await post(app, door, '/sign-in', { email: known(0), password })
  const cookies = `${door.cookies}; ${cookiesOf(answer)}`
  const page = await app.request(`${origin}/account`, { headers: { host: 'localhost', cookie: cookies } })
  return { cookies, token: /name="token" value="([^"]+)"/u.exec(await page.text())?.[1] ?? '' }
}

const ms = (time: number) => time.toFixed(2)

const report = (results: Result[]) => `# Does time tell who has an account?

\`npm run bench -- enumeration\`: ${trials} known and ${trials} unknown addresses in random order for each form; medians in milliseconds.
*Noise* is what two halves of the same kind differ by. The answers (status and place) are listed: one for all means alike.

| form | known | unknown | difference | noise | answers |
| --- | ---: | ---: | ---: | ---: | --- |
${results
  .map(
    (r) =>
      `| ${r.name} | ${ms(r.known)} | ${ms(r.unknown)} | ${ms(Math.abs(r.known - r.unknown))} (${((Math.abs(r.known - r.unknown) / r.unknown) * 100).toFixed(1)} %) | ${ms(r.noise)} | ${r.statuses} |`,
  )
  .join('\n')}
`

export const run = async (): Promise<void> => {
  const { database, community, stop } = await benchDatabase()
  const config = readConfig({
    WELLMET_SECRET: 'only for measuring, where nothing is secret',
    WELLMET_URL: origin,
    WELLMET_REQUESTS_PER_MINUTE: '1000000',
    WELLMET_TRUSTED_PROXIES: 'loopback',
  })
  const { app } = openWellmet(config, database, { log: pino({ level: 'silent' }) })
  const hash = await hashPassword(password)
  for (let n = 0; n < people; n++) {
    const person = { name: 'Person', email: known(n), password: hash, language: null }
    await inTransaction(community.write, (tx) => addPerson(tx, nobody, person))
  }
  const [visitor, member] = [await browser(app), await signedIn(app)]
  const results: Result[] = []
  for (const form of forms) results.push(await measure(app, form.to.startsWith('/account') ? member : visitor, form))
  const text = report(results)
  console.log(text)
  writeFileSync(path.join(root, 'bench/enumeration.md'), text)
  await stop()
}
