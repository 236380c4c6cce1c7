import pino from 'pino'
import { viewOf } from '#app/render.tsx'
import { readConfig } from '#kernel/config/config.ts'
import { openMetrics } from '#kernel/log/metrics.ts'
import { openLimits } from '#kernel/routes/limits.ts'
import { mount } from '#kernel/routes/mount.ts'
import { sessionOf } from '#kernel/session/session.ts'
import { prepareSessions } from '#kernel/session/settings.ts'
import * as reactions from '#slices/people/reactions.ts'
import { peopleRoutes } from '#slices/people/routes.tsx'
import { type CastMember, demoPassword, emailOf, seedCast } from '#slices/people/seed.ts'
import { newId } from '#kernel/database/id.ts'
import { sql } from 'kysely'
import { testDatabase } from './database.ts'
import { jobsLeft, until, workerFor } from './work.ts'

export const town = async ({ url = 'http://localhost:3000' } = {}) => {
  const { database, community, stop } = await testDatabase()
  const secret = 'q'.repeat(44)
  prepareSessions({ secret, url })
  const config = readConfig({ WELLMET_URL: url, WELLMET_REQUESTS_PER_MINUTE: '100000' })
  let clock = 0
  const errors: unknown[] = []
  const log = pino({ level: 'error', serializers: { error: (e) => { errors.push(e); console.error(e); return String(e) } } })
  const app = mount({
    config, secret, log, metrics: openMetrics(), limits: openLimits(), proxies: [], routes: peopleRoutes,
    view: viewOf(config, (n) => `/assets/${n}`), communities: database.communities, sessionOf, isUnavailable: () => false,
    now: () => new Date(Date.now() + clock),
  })
  const worker = workerFor(database, { reactions: Object.values(reactions).filter((r): r is any => 'to' in r), originOf: () => url })
  const ids = await seedCast(community, { organisationId: newId() })
  const client = () => {
    const jar = new Map<string, string>()
    const send = async (path: string, init: RequestInit = {}) => {
      const headers = new Headers(init.headers)
      headers.set('cookie', [...jar].map(([k, v]) => `${k}=${v}`).join('; '))
      headers.set('user-agent', 'Mozilla/5.0 (X11; Linux x86_64) Firefox/140')
      const response = await app.request(new URL(path, url).href, { ...init, headers, redirect: 'manual' })
      for (const c of response.headers.getSetCookie()) {
        const [pair, ...attrs] = c.split(';'); const at = pair!.indexOf('=')
        if (attrs.some((a) => /max-age=0/i.test(a.trim()))) jar.delete(pair!.slice(0, at)); else jar.set(pair!.slice(0, at), pair!.slice(at + 1))
      }
      return { status: response.status, location: response.headers.get('location'), headers: response.headers, text: await response.text() }
    }
    let token = ''
    const get = async (path: string) => { const r = await send(path); token = /name="token" value="([^"]+)"/.exec(r.text)?.[1] ?? /data-token="([^"]+)"/.exec(r.text)?.[1] ?? token; return r }
    return {
      jar, get,
      post: async (path: string, form: Record<string, string> = {}, from?: string) => {
        await get(from ?? '/password/forgotten')
        return send(path, { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded', origin: url, 'sec-fetch-site': 'same-origin' }, body: new URLSearchParams({ token, ...form }).toString() })
      },
      json: async (path: string, body: unknown) => send(path, { method: 'POST', headers: { 'content-type': 'application/json', origin: url, 'x-form-token': token }, body: JSON.stringify(body) }),
    }
  }
  const settled = () => until(async () => (await database.owner.query("select 1 from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id=j.task_id where t.identifier <> 'mail.send'")).rowCount === 0)
  const query = async (s: TemplateStringsArray, ...v: unknown[]) => (await sql<any>(s, ...v).execute(community.read)).rows
  const mails = async () => { await settled(); return query`select * from mail order by queued_at, id` }
  const signedIn = new Map()
  const as = async (who: CastMember | null) => {
    const c = client()
    if (who) { const r = await c.post('/sign-in', { email: emailOf(who), password: demoPassword }); if (r.status !== 303) throw new Error(r.text) }
    return c
  }
  return { as, client, sql: query, community, database, mails, url, ids, errors, later: (ms: number) => { clock += ms }, jobsLeft: () => jobsLeft(database), stop: async () => { await worker.stop(); await stop() }, signedIn }
}
