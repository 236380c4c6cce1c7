import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { listed, seedListings } from '#test/listings.ts'
import { type Town, town } from '#test/town.ts'
import { hashOf, signatureOf } from './rules.ts'
import { tellPartners } from './telling/commands.ts'

let here: Town
let hearth: string
beforeAll(async () => {
  here = await town({ unlimited: true })
  hearth = (await seedListings(here, new Date())).hearth
})
afterAll(() => here.stop())

const path = () => `/organisations/${hearth}/keys`

const made = async (form: Record<string, string> = {}) => {
  const grace = await here.as('grace')
  const answer = await grace.post(path(), { label: 'Our system', ...form })
  expect(answer.status).toBe(303)
  return /wellmet_[\w-]{43}/u.exec(await (await grace.get(path())).text())![0]
}

const put = async (id: string, key: string, body: unknown) =>
  (await here.as(null)).send(`/api/hsds/3.2/services/${id}`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })

describe('keys', () => {
  beforeEach(async () => void (await here.sql`delete from partner_key`))

  test('a key is shown once, kept as a hash, and ended', async () => {
    const key = await made()
    const grace = await here.as('grace')
    expect(await (await grace.get(path())).text()).not.toContain(key)
    const [row] = await here.sql`select id, hash from partner_key`
    expect(row!.hash).toBe(hashOf(key))
    await grace.post(`${path()}/end`, { key: String(row!.id) })
    expect((await put(listed.foodBank, key, { last_modified: new Date().toISOString() })).status).toBe(403)
  })

  test.each(['maryam', 'tom', 'helen', 'nasreen', null] as const)(
    '%s finds no keys there, and makes none',
    async (who) => {
      const client = await here.as(who)
      expect((await client.get(path())).status).toBe(404)
      expect((await client.post(path(), { label: 'mine' })).status).toBe(404)
      expect(await here.sql`select 1 from partner_key`).toEqual([])
    },
  )

  test('peer 2: no key of another organisation can be ended through one’s own', async () => {
    await here.sql`insert into partner_key (id, organization_id, label, hash, created_at, told_until, try_at)
      values ('0190c2f8-6b1a-7c3e-9f00-0123456789ab', ${listed.stranger}, 'x', 'h', now(), now(), now())`
    const grace = await here.as('grace')
    expect((await grace.post(`${path()}/end`, { key: '0190c2f8-6b1a-7c3e-9f00-0123456789ab' })).status).toBe(404)
    expect((await grace.post(`/organisations/${listed.stranger}/keys`, { label: 'x' })).status).toBe(404)
    expect(await here.sql`select ended_at from partner_key`).toEqual([{ ended_at: null }])
  })
})

describe('writing back', () => {
  const now = () => new Date().toISOString()

  test('what is sent is written, logged and found; what is left out stays', async () => {
    const key = await made()
    const answer = await put(listed.foodBank, key, {
      last_modified: now(),
      description: 'Parcels for a week.',
      phones: [{ number: '0161 496 0123' }],
      schedules: [{ freq: 'WEEKLY', byday: 'TU', opens_at: '09:00', closes_at: '11:00' }],
    })
    expect([answer.status, await answer.json()]).toEqual([200, { id: listed.foodBank, changed: 3 }])
    const html = await (await (await here.as(null)).get(`/services/${listed.foodBank}`)).text()
    for (const said of ['Parcels for a week.', '0161 496 0123', 'Hearth food bank']) expect(html).toContain(said)
    const log =
      await here.sql`select field_name from metadata where resource_id = ${listed.foodBank} and updated_by = 'organisation'`
    expect(log.map(({ field_name }) => field_name)).toContain('description')
  })

  test('what somebody else changed since is named with both values, and nothing at all is written', async () => {
    const key = await made()
    const listing = await (await here.as(null)).get(`/api/hsds/3.2/services/${listed.foodBank}`)
    const { last_modified: read } = (await listing.json()) as { last_modified: string }
    await (await here.as('tom')).post(`/services/${listed.foodBank}/edit`, { description: 'Tom wrote this.' })
    const sent = { last_modified: read, description: 'The system wrote this.', wait_time: 'Two days' }
    const answer = await put(listed.foodBank, key, sent)
    expect(answer.status).toBe(409)
    expect(answer.headers.get('content-type')).toContain('application/problem+json')
    const { conflicts } = (await answer.json()) as { conflicts: { field: string; ours: string; yours: string }[] }
    expect(conflicts).toMatchObject([
      { field: 'description', ours: 'Tom wrote this.', yours: 'The system wrote this.' },
    ])
    expect(await here.sql`select description, wait_time from service where id = ${listed.foodBank}`).toEqual([
      { description: 'Tom wrote this.', wait_time: null },
    ])
    expect((await put(listed.foodBank, key, { ...sent, overwrite: ['description'] })).status).toBe(200)
  })

  test.each([
    ['url', 'javascript:alert(document.cookie)'],
    ['url', 'data:text/html,<script>1</script>'],
    ['url', 'https://hearth.example@evil.example/'],
    ['email', 'hello@hearth.example?bcc=everybody@evil.example'],
  ])('%s %s is refused, and no link to it is ever shown', async (field, value) => {
    const answer = await put(listed.foodBank, await made(), { last_modified: now(), [field]: value })
    expect(answer.status).toBe(422)
    // Whatever way it may have come in by: a page makes no link of it.
    await here.sql`update service set url = 'javascript:alert(1)', email = 'a@b.example?bcc=c@evil.example' where id = ${listed.foodBank}`
    const html = await (await (await here.as(null)).get(`/services/${listed.foodBank}`)).text()
    const links = [...html.matchAll(/<a [^>]*href="([^"]*)"/gu)].map(([, href]) => href)
    expect(links.filter((href) => /^(javascript|data|vbscript):|^mailto:[^?]*[?]/iu.test(href!))).toEqual([])
    await here.sql`update service set url = null, email = null where id = ${listed.foodBank}`
  })

  test('another organisation’s service does not exist for a key, and bad input names the field', async () => {
    const key = await made()
    expect((await put(listed.walk, key, { last_modified: now(), name: 'Mine now' })).status).toBe(404)
    expect((await put(listed.foodBank, 'wellmet_nonsense', { last_modified: now() })).status).toBe(403)
    const bad = await put(listed.foodBank, key, { last_modified: 'yesterday', schedules: [{ opens_at: '25:99' }] })
    expect(bad.status).toBe(422)
    expect(JSON.stringify(await bad.json())).toMatch(/last_modified/u)
  })
})

describe('telling of changes', () => {
  interface Heard {
    body: string
    headers: IncomingHttpHeaders
  }

  const listening = async (status = 200) => {
    const heard: Heard[] = []
    const server = createServer((request, response) => {
      const parts: Buffer[] = []
      request.on('data', (part: Buffer) => parts.push(part))
      request.on('end', () => {
        heard.push({ body: Buffer.concat(parts).toString(), headers: request.headers })
        response.writeHead(status).end()
      })
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => void server.close())
    return { heard, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook` }
  }

  const anywhere = () => true
  beforeEach(async () => void (await here.sql`delete from partner_key`))
  const change = (name: string) =>
    here.sql`update service set name = ${name}, modified_at = now() where id = ${listed.foodBank}`
  const soon = () => new Date(Date.now() + 1_000)

  test('ids of what changed, signed, once', async () => {
    const { heard, url } = await listening()
    const key = await made({ url })
    await change('Hearth food bank and café')
    expect(await tellPartners(here.community, soon(), anywhere)).toBe(1)
    expect(await tellPartners(here.community, soon(), anywhere)).toBe(0)
    const [{ body, headers }] = heard as [Heard]
    expect(JSON.parse(body).data.changes).toMatchObject([
      { resource_type: 'service', id: listed.foodBank, deleted: false },
    ])
    expect(body).not.toContain('café')
    const timestamp = Number(headers['webhook-timestamp'])
    expect(headers['webhook-signature']).toBe(signatureOf(hashOf(key), String(headers['webhook-id']), timestamp, body))
  })

  test('what is not taken is told again later, and nothing is lost', async () => {
    const { heard, url } = await listening(500)
    await made({ url })
    await change('Hearth')
    expect(await tellPartners(here.community, soon(), anywhere)).toBe(0)
    expect(await tellPartners(here.community, soon(), anywhere)).toBe(0)
    expect(heard).toHaveLength(1)
    const [row] =
      await here.sql`select failures, failing_since is not null as failing, try_at > now() as waits from partner_key`
    expect(row).toEqual({ failures: 1, failing: true, waits: true })
    await tellPartners(here.community, new Date(Date.now() + 600_000), anywhere)
    expect(heard).toHaveLength(2)
    expect(JSON.parse(heard[1]!.body).data.changes).toHaveLength(1)
  })

  test('peer 12: nobody can send us knocking at doors inside', async () => {
    const { heard, url } = await listening()
    for (const inside of [url, url.replace('127.0.0.1', 'localhost')]) {
      await here.sql`delete from partner_key`
      await made({ url: inside })
      await change(`Hearth ${inside.length}`)
      expect(await tellPartners(here.community, soon())).toBe(0)
    }
    expect(heard).toEqual([])
  })

  test.each(['ftp://x.example', 'javascript:alert(1)', 'https://user:pass@x.example', 'x'])(
    '%s is no address to tell',
    async (url) => {
      const answer = await (await here.as('grace')).post(path(), { label: 'x', url })
      expect(answer.status).toBe(422)
    },
  )
})
