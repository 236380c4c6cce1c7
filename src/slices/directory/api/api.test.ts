import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { acrossTx } from '#kernel/database/database.ts'
import { inTransaction } from '#kernel/database/transactions.ts'
import { loadGazetteer } from '#kernel/geo/gazetteer.ts'
import { againstObject, againstPage, againstRoot, example, examples } from '#test/standards/hsds/standards.ts'
import { town } from '#test/town.ts'
import { importHsds } from '../hsds/commands.ts'

const now = new Date('2026-11-21T12:00:00Z')
const service = 'ac148810-d857-441c-9679-408f346de14b'
const organization = 'd9d5e0f5-d3ce-4f73-9a2f-4dd0ecc6c610'
const placed = 'e94c9f38-1e8f-4564-91d4-d53501ab1765'
const taxonomy = '5c4d79d7-cc55-470e-9f1f-8cad074e4892'
const term = '3f7b145d-84af-42d7-8fae-eaca714b02b2'
const root = '/api/hsds/3.2'

let here: Awaited<ReturnType<typeof town>>
let visitor: Awaited<ReturnType<typeof here.as>>
beforeAll(async () => {
  here = await town()
  visitor = await here.as(null)
  await importHsds(path.join(examples, 'service_full.json'), here.community, { now, source: { id: 'examples' } })
})

afterAll(() => here.stop())

const get = (at: string, headers = {}) => visitor.get(`${root}${at}`, headers)
const read = async (at: string) =>
  (await get(at)).json() as Promise<Record<string, unknown> & { contents: Record<string, unknown>[] }>

describe('every endpoint answers as the standard’s schemas say', () => {
  test.each([
    ['service', `/services/${service}`],
    ['organization', `/organizations/${organization}`],
    ['organization', `/organizations/${organization}?full_service=true`],
    ['service_at_location', `/service_at_locations/${placed}`],
    ['taxonomy', `/taxonomies/${taxonomy}`],
    ['taxonomy_term', `/taxonomy_terms/${term}`],
  ])('one %s: %s', async (name, at) => {
    const response = await get(at)
    expect(response.status).toBe(200)
    expect(againstObject(name, await response.json())).toEqual([])
  })

  test.each([
    ['service', '/services'],
    ['service', '/services?full=true'],
    ['service', '/services?minimal=true'],
    ['organization', '/organizations'],
    ['organization', '/organizations?full=true'],
    ['organization', '/organizations?full_service=true'],
    ['service_at_location', '/service_at_locations'],
    ['service_at_location', '/service_at_locations?full=true'],
    ['taxonomy', '/taxonomies'],
    ['taxonomy_term', '/taxonomy_terms'],
  ])('a list of %s: %s, and its POST twin says the same', async (name, at) => {
    const page = await read(at)
    expect(againstPage(name, page)).toEqual([])
    expect(page).toMatchObject({ page_number: 1, first_page: true, empty: false })
    const { pathname, searchParams } = new URL(at, 'http://localhost')
    const twin = await visitor.send(`${root}${pathname}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(Object.fromEntries(searchParams)),
    })
    expect(await twin.json()).toEqual(page)
  })

  test('the root names version, profile, publisher', async () => {
    const about = await read('/')
    expect(againstRoot(about)).toEqual([])
    expect(about.version).toBe('3.2')
    expect((await visitor.get(new URL(String(about.profile)).pathname)).status).toBe(200)
    expect((await visitor.get(new URL(String(about.openapi_url)).pathname)).status).toBe(200)
  })
})

test('the same records as Open Referral UK', async () => {
  const uk = async (at: string) => (await visitor.get(`/api/oruk/3.0${at}`)).json() as Promise<Record<string, unknown>>
  expect(await uk('/')).toMatchObject({ version: '3.0-UK' })
  expect(againstRoot(await uk('/'))).toEqual([])
  for (const at of [
    '/services',
    `/services/${service}`,
    '/taxonomies',
    `/organizations/${organization}`,
    '/service_at_locations',
  ])
    expect(await uk(at)).toEqual(await read(at))
})

describe('filters narrow each other', () => {
  test.each([
    [`/services?search=counselling&organization_id=${organization}&taxonomy_term_id=${term}`, 1],
    [`/services?search=counselling&organization_id=${service}`, 0],
    [`/services?taxonomy_id=${taxonomy}&modified_after=2020-01-01T00:00:00Z`, 1],
    ['/services?modified_after=2999-01-01', 0],
    ['/services?search=plumbing', 0],
    [`/organizations?taxonomy_term_id=${term}`, 1],
    [`/organizations?search=benefic%20nothing`, 0],
    [`/service_at_locations?organization_id=${organization}&search=counselling`, 1],
    ['/service_at_locations?modified_after=2999-01-01', 0],
    [`/taxonomy_terms?taxonomy_id=${taxonomy}&top_only=true`, 1],
    [`/taxonomy_terms?parent_id=${term}`, 0],
  ])('%s: %i', async (at, wanted) => expect((await read(at)).total_items).toBe(wanted))

  test('metres from a postcode, as long as the postcode is known', async () => {
    await inTransaction(here.community.write, (tx) =>
      loadGazetteer(acrossTx(tx), [{ name: 'M33 1AA', kind: 'postcode', lat: 53.42, lon: -2.32 }]),
    )
    await here.sql`update location set latitude = 53.421, longitude = -2.32`
    expect((await read('/service_at_locations?postcode=M33%201AA&proximity=200')).total_items).toBe(1)
    expect((await read('/service_at_locations?postcode=m331aa&proximity=50')).total_items).toBe(0)
    expect((await get('/service_at_locations?proximity=50')).status).toBe(422)
    expect((await get('/service_at_locations?postcode=ZZ99&proximity=50')).status).toBe(422)
  })
})

describe('manners', () => {
  test.each([
    ['/services?page=0', 422, 'page'],
    ['/services?modified_after=yesterday', 422, 'modified_after'],
    ['/services?modified_after=2026-02-30', 422, 'modified_after'],
    ['/services?modified_after=2026-01-01%20(whatever)', 422, 'modified_after'],
    ['/services?format=xml', 422, 'format'],
    ['/services?full=perhaps', 422, 'full'],
    ['/services?taxonomyterm=x', 422, 'taxonomyterm'],
    ['/services?taxonomy_term_id=LX1', 422, 'taxonomy_term_id'],
    ['/service_at_locations?proximity=50', 422, 'postcode'],
    [`/services/${organization}`, 404, undefined],
    ['/services/nonsense', 404, undefined],
  ])('%s: %i, as problem+json naming the field, and any site may read it', async (at, status, field) => {
    const response = await get(at)
    const problem = (await response.json()) as { errors?: { field: string; message: string }[] }
    expect([response.status, problem.errors?.[0]?.field]).toEqual([status, field])
    expect(response.headers.get('content-type')).toBe('application/problem+json')
    expect(response.headers.get('access-control-allow-origin')).toBe('*')
  })

  test('what clients write out of habit is understood', async () => {
    const all = await read('/services')
    expect(await read('/services?page=&search=&taxonomy_id=&modified_after=&full=False')).toEqual(all)
    expect(await read('/services?full')).toEqual(await read('/services?full=True'))
    expect(await read(`/services/${service.toUpperCase()}`)).toEqual(await read(`/services/${service}`))
    expect((await read(`/services?organization_id=${organization.toUpperCase()}`)).total_items).toBe(1)
  })

  test('modified_after compares moments, whatever their offset; without one it is UTC', async () => {
    await here.sql`update service set modified_at = '2026-11-20T12:00:00Z' where id = ${service}`
    const since = async (moment: string) => (await read(`/services?modified_after=${moment}`)).total_items
    expect(await since('2026-11-20T12:00:00')).toBe(1)
    expect(await since('2026-11-20T12:00:01')).toBe(0)
    expect(await since('2026-11-20T17:00:00%2B05:00')).toBe(1)
    expect(await since('2026-11-20T17:00:00+05:00')).toBe(1)
    expect(await since('2026-11-20T07:00:01-0500')).toBe(0)
  })

  test('a twin by POST takes its parameters from the address too, as the standard writes them', async () => {
    const post = async (at: string, body = '', type = 'application/json') =>
      visitor.send(`${root}${at}`, { method: 'POST', headers: { 'content-type': type }, body })
    expect(await (await post('/services?page=2&per_page=7')).json()).toEqual(await read('/services?page=2&per_page=7'))
    const nearer = await post('/services?page=2', JSON.stringify({ page: 3 }))
    expect(await nearer.json()).toMatchObject({ page_number: 3 })
    const unreadable = await post('/services', '<search/>', 'application/xml')
    expect(unreadable.status).toBe(400)
    expect(await unreadable.json()).toMatchObject({ title: 'unreadable', detail: 'send a form or JSON' })
    expect(unreadable.headers.get('access-control-allow-origin')).toBe('*')
  })

  test('a browser that asks first is told what a script of another site may do', async () => {
    const ask = await visitor.send(`${root}/services`, {
      method: 'OPTIONS',
      headers: { origin: 'https://other.example' },
    })
    expect([ask.status, ask.headers.get('access-control-allow-methods')]).toEqual([204, 'GET, HEAD, POST'])
    expect(ask.headers.get('access-control-allow-headers')).toContain('Content-Type')
    const one = await visitor.send(`${root}/services/${service}`, { method: 'OPTIONS' })
    expect(one.headers.get('access-control-allow-methods')).toBe('GET, HEAD')
    expect((await visitor.send('/sign-in', { method: 'OPTIONS' })).status).toBe(405)
  })

  test('CORS for all, an ETag, and 304 when nothing changed', async () => {
    const first = await get('/services')
    expect(first.headers.get('access-control-allow-origin')).toBe('*')
    const again = await get('/services', { 'if-none-match': first.headers.get('etag')! })
    expect(again.status).toBe(304)
  })

  test('ndjson is one object a line, all of them', async () => {
    const response = await get('/services?format=ndjson&full=true')
    expect(response.headers.get('content-type')).toContain('application/x-ndjson')
    const lines = (await response.text()).trimEnd().split('\n')
    expect(lines).toHaveLength(1)
    expect(againstObject('service', JSON.parse(lines[0]!))).toEqual([])
  })

  test('ndjson of the minimal list is minimal', async () => {
    const { contents } = await read('/services?minimal=true')
    const lines = (await (await get('/services?format=ndjson&minimal=true&full=true')).text()).trimEnd().split('\n')
    expect(lines.map((line) => JSON.parse(line))).toEqual(contents)
  })

  test('a schedule keeps its zone; the feed says the offset of the day', async () => {
    await here.sql`update schedule set timezone = 'America/New_York'`
    const [schedule] = (await read(`/services/${service}`)).schedules as { timezone: number }[]
    expect([-4, -5]).toContain(schedule!.timezone)
  })
})

test('what holds for some days only, and what is closed for good, is told to mirrors', async () => {
  const alert = (id: string, words: string, until: string) => here.sql`
    insert into record_alert (id, thing_kind, thing_id, words, closed, from_on, until_on, made_at)
    values (gen_random_uuid(), 'service', ${id}, ${words}, true, '2020-01-01', ${until}, now())`
  await alert(service, 'Closed for the holidays', '2999-01-01')
  await alert(service, 'Long over', '2020-01-02')
  await alert(organization, 'The whole house is closed', '2999-01-02')
  await here.sql`insert into closed_record (thing_id, thing_kind, closed_at) values (${organization}, 'organisation', '2026-11-01')`
  const ours = async (at: string) => (await read(at)).x_wellmet as { alerts: object[]; closed_at?: string }
  const holiday = { words: 'Closed for the holidays', closed: true, from: '2020-01-01', until: '2999-01-01' }
  expect((await ours(`/services/${service}`)).alerts).toEqual(expect.arrayContaining([holiday]))
  expect((await ours(`/services/${service}`)).alerts).toHaveLength(2)
  expect(await ours(`/organizations/${organization}`)).toMatchObject({
    closed_at: '2026-11-01T00:00:00Z',
    alerts: [{ until: '2999-01-02' }],
  })
  expect(againstObject('service', await read(`/services/${service}`))).toEqual([])
  expect(await (await get('/services?format=ndjson')).text()).toContain('Closed for the holidays')
  await here.sql`delete from record_alert`
  await here.sql`delete from closed_record`
})

describe('what must not be known', () => {
  const canary = /53\.421|-2\.32\b|1-30 Main Street|ABC 1234|Metro Station|10092008082/u

  test('a confidential place has no address, position or way there in any answer', async () => {
    await here.sql`update location set confidential = true, latitude = 53.421, longitude = -2.32`
    for (const at of [
      `/services/${service}`,
      `/organizations/${organization}?full_service=true`,
      `/service_at_locations/${placed}`,
      '/services?full=true&format=ndjson',
      '/service_at_locations',
      '/service_at_locations?full=true',
      '/organizations?full=true',
    ]) {
      expect([at, canary.exec(await (await get(at)).text())]).toEqual([at, null])
    }
    expect((await read('/service_at_locations?postcode=M33%201AA&proximity=20000')).total_items).toBe(0)
  })

  test('rule 5: whoever works for a confidential place stands under their task, not their name', async () => {
    await here.sql`update contact set name = 'Canary Keeper', email = 'keeper@canary.example', title = 'Support worker'`
    const paths = [
      `/services/${service}`,
      `/organizations/${organization}?full_service=true`,
      `/service_at_locations/${placed}`,
      '/services?full=true&format=ndjson',
      '/organizations?full=true',
    ]
    const all = async () => (await Promise.all(paths.map(async (at) => (await get(at)).text()))).join('\n')
    await here.sql`update location set confidential = false`
    expect(await all()).toContain('Canary Keeper')
    await here.sql`update location set confidential = true`
    const told = await all()
    expect(told).not.toMatch(/Canary Keeper|keeper@canary/u)
    expect(told).toContain('Support worker')
  })

  test('an import makes a place confidential and never less so', async () => {
    await importHsds(path.join(examples, 'service_full.json'), here.community, { now, source: { id: 'examples' } })
    expect(await here.sql`select confidential from location`).toEqual([{ confidential: true }])
  })

  test('what moderation hid is not in the feed', async () => {
    await here.sql`insert into moderated (thing_kind, thing_id, hidden_at) values ('service', ${service}, now())`
    expect((await get(`/services/${service}`)).status).toBe(404)
    expect((await read('/services')).total_items).toBe(0)
    expect((await read('/service_at_locations')).total_items).toBe(0)
    await here.sql`delete from moderated`
  })
})

test('what is gone is told to mirrors', async () => {
  await here.sql`insert into deleted_record (id, resource_type, deleted_at) values (${term}, 'service', '2026-11-20')`
  expect((await read('/profile/deleted?since=2026-11-19')).contents).toMatchObject([
    { id: term, resource_type: 'service' },
  ])
  expect((await read('/profile/deleted?since=2026-11-21')).empty).toBe(true)
})

test('a field that the source changes is logged by source, before and after', async () => {
  const { community } = here
  const given = example('service_full.json') as { name: string }
  const file = path.join(await mkdtemp(path.join(tmpdir(), 'wellmet-api-')), 'service_full.json')
  await writeFile(file, JSON.stringify({ ...given, name: 'Counselling for all' }))
  await importHsds(file, community, { now, source: { id: 'examples' } })
  expect(
    await here.sql`select previous_value, replacement_value, updated_by from metadata where field_name = 'name' and resource_id = ${service} and updated_by = 'examples'`,
  ).toEqual([
    {
      previous_value: 'Community Counselling',
      replacement_value: 'Counselling for all',
      updated_by: 'examples',
    },
  ])
})

test('the feed holds each service once and whole, as it is by itself, whoever runs it', async () => {
  await here.sql`insert into service (id, organization_id, kind, name, status)
    select gen_random_uuid(), case when n % 3 > 0 then ${organization}::uuid end, 'other', 'Many ' || n, 'active' from generate_series(1, 450) n`
  const lines = (await (await get('/services?format=ndjson&full=true')).text()).trimEnd().split('\n')
  const services = lines.map((line): { id: string } => JSON.parse(line))
  expect(new Set(services.map(({ id }) => id)).size).toBe(451)
  for (const at of [0, 1, 200, 450]) expect(services[at]).toEqual(await read(`/services/${services[at]!.id}`))
  const atPlaces = (await (await get('/service_at_locations?format=ndjson&full=true')).text()).trimEnd()
  expect(JSON.parse(atPlaces)).toEqual(await read(`/service_at_locations/${placed}`))
})
