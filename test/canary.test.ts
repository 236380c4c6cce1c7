import { spawnSync } from 'node:child_process'
import { unzipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { acrossTx } from '#kernel/database/database.ts'
import { theProgram } from '#kernel/facts/record.ts'
import { loadGazetteer } from '#kernel/geo/gazetteer.ts'
import { importListings } from '#slices/directory/commands.ts'
import { exportFormats } from '#slices/directory/export/rules.ts'
import { idFor, noListings, row } from '#slices/directory/listing/rules.ts'
import { refreshWords } from '#slices/finder/commands.ts'
import { type Town, town } from './town.ts'

/** Where the refuge is, in every way that a source could say it. Found anywhere but in its own table, it is a leak. */
const canaries = [
  'CanaryStreet',
  'CanaryHouse',
  'CanaryBus',
  'canary-page',
  'M33 0ZQ',
  'M330ZQ',
  '53.41234',
  '-2.29876',
]

const ids = {
  service: idFor('canary', 'service', 'refuge'),
  location: idFor('canary', 'location', 'refuge'),
  address: idFor('canary', 'address', 'refuge'),
}
const now = new Date()

let here: Town
let organisation: string

const batch = (confidential: boolean, street: string) => {
  const rows = noListings()
  const since = { source_id: 'canary', source_date: '2026-06-01' }
  rows.source.push({
    id: 'canary',
    name: 'A source',
    url: null,
    licence: 'CC0',
    licence_url: null,
    attribution: null,
    published_on: null,
  })
  rows.organization.push(row('organization', { ...since, id: organisation, source_key: '1', name: 'Safe Homes' }))
  rows.location.push(
    row('location', {
      ...since,
      id: ids.location,
      source_key: '1',
      kind: 'venue',
      organization_id: organisation,
      confidential,
      name: 'CanaryHouse',
      description: 'CanaryHouse is behind the school',
      transportation: 'CanaryBus 41',
      url: 'https://example.org/canary-page',
      latitude: 53.412345,
      longitude: -2.298765,
      zone: 'Europe/London',
      holiday_region: 'GB-EAW',
      area: 'Sale',
    }),
  )
  rows.address.push(
    row('address', {
      id: ids.address,
      location_id: ids.location,
      address_1: street,
      city: 'Sale',
      postal_code: 'M33 0ZQ',
      country: 'GB',
    }),
  )
  rows.service.push(
    row('service', {
      ...since,
      id: ids.service,
      source_key: '1',
      organization_id: organisation,
      kind: 'other',
      name: 'Refuge for women',
      description: 'A safe place after domestic abuse. Ring at any hour.',
      status: 'active',
    }),
  )
  rows.service_at_location.push({
    id: idFor('canary', 'service_at_location', 'refuge'),
    service_id: ids.service,
    location_id: ids.location,
    description: null,
  })
  rows.phone.push(
    row('phone', { id: idFor('canary', 'phone', 'refuge'), service_id: ids.service, number: '0161 496 0999' }),
  )
  return rows
}

const write = (confidential: boolean, street: string) =>
  importListings(here.community.write, theProgram, batch(confidential, street), now)

beforeAll(async () => {
  here = await town({ unlimited: true })
  const [grant] = await here.sql`select scope from role_grant where person_id = ${here.ids.grace} and scope is not null`
  organisation = String(grant!.scope)
  // Known to everybody at first, so that the log of fields and the search have seen it.
  await write(false, '1 CanaryStreet')
  await write(false, '12 CanaryStreet')
  await write(true, '12 CanaryStreet')
  await here.community.write.transaction().execute((tx) =>
    loadGazetteer(acrossTx(tx), [
      { name: 'M33', kind: 'outcode', lat: 53.42, lon: -2.32 },
      { name: 'Sale', kind: 'town', lat: 53.42, lon: -2.32, weight: 9 },
    ]),
  )
  await refreshWords(here.community.write)
})
afterAll(() => here.stop())

const leaks = (text: string) => canaries.filter((canary) => text.toLowerCase().includes(canary.toLowerCase()))

/** What is packed says nothing until it is opened: archives by file, paper as a reader would copy it out. */
const opened = (raw: Buffer): string => {
  if (raw.subarray(0, 4).toString('latin1') === 'PK\u0003\u0004')
    return Object.values(unzipSync(new Uint8Array(raw)))
      .map((part) => Buffer.from(part).toString('utf8'))
      .join('\n')
  if (raw.subarray(0, 4).toString('latin1') !== '%PDF') return ''
  const { error, stdout } = spawnSync('pdftotext', ['-layout', '-', '-'], { input: raw, encoding: 'utf8' })
  return error ? '' : stdout
}

const bodyOf = async (answer: Response) => {
  const raw = Buffer.from(await answer.arrayBuffer())
  return `${opened(raw)}${raw.toString('utf8')}${raw.toString('utf16le')}${JSON.stringify([...answer.headers])}`
}

const queries = [
  '',
  '?q=refuge&near=M33',
  '?q=CanaryStreet',
  '?near=53.412345,-2.298765',
  '?order=checked',
  '?q=women&near=Sale&limit=50',
  '?format=ndjson',
  '?full=true',
  '?postcode=M33&proximity=5000',
  '?q=domestic+abuse',
]

/** Every reading route but the place's own, and the list of what people typed in vain (our own searches stand there); with each id that could open it, and the searches that come closest. */
const doors = (who: string | null) =>
  here.routes
    .filter(
      ({ method, path }) =>
        method === 'GET' && !/whereabouts|missed-searches/u.test(path) && !/live|stream|events/u.test(path),
    )
    .flatMap(({ path }) =>
      path.includes(':')
        ? [...Object.values(ids), organisation].map((id) => path.replace(/:\w+/gu, id))
        : path === '/directory/export/file'
          ? exportFormats.map((format) => `${path}?format=${format}`)
          : /find|hsds|api|guide|places|organisations|directory|export/u.test(path)
            ? queries.slice(0, who === null || who === 'helen' ? queries.length : 3).map((query) => `${path}${query}`)
            : [path],
    )

describe('rule 1: where a confidential place is', () => {
  test('stands in no table but its own', async () => {
    const tables = await here.sql`select table_name as name from information_schema.tables
      where table_schema = current_schema() and table_type = 'BASE TABLE' and table_name <> 'secret_location'`
    for (const { name } of tables) {
      const { rows } = await here.database.owner.query(
        `select coalesce(string_agg(t::text, ' '), '') as all from "${here.community.schema}"."${name}" t`,
      )
      expect([name, leaks(rows[0].all)]).toEqual([name, []])
    }
  })

  test.each([null, 'maryam', 'joe', 'nasreen', 'tom', 'grace', 'ade', 'ruth', 'helen'] as const)(
    'is on no page, in no feed, file or search for %s',
    async (who) => {
      const client = await here.as(who)
      expect((await client.get('/account')).status).toBe(who ? 200 : 303)
      let opened = 0
      for (const door of doors(who)) {
        // What somebody asks for stands in their own search form.
        const asked = decodeURIComponent(door.split('?')[1] ?? '')
        const answer = await client.get(door)
        if (answer.status === 200) opened++
        const found = leaks(await bodyOf(answer)).filter((canary) => !leaks(asked).includes(canary))
        expect([door, found]).toEqual([door, []])
      }
      expect(opened).toBeGreaterThan(40)
    },
    120_000,
  )

  test('is looked for in what is packed too: archives and paper are opened', async () => {
    const helen = await here.as('helen')
    const files = await Promise.all(exportFormats.map((format) => helen.get(`/directory/export/file?format=${format}`)))
    for (const answer of files) expect(await bodyOf(answer)).toContain('Refuge for women')
    const paper = await bodyOf(await helen.get('/guide.pdf'))
    if (!spawnSync('pdftotext', ['-v']).error) expect(paper).toContain('Refuge for women')
  })

  test('is in no mail and no fact', async () => {
    for (const text of [await here.sql`select * from fact`, await here.sql`select * from mail`])
      expect(leaks(JSON.stringify(text))).toEqual([])
  })

  test('rule 2: is not told by where one stands: each finds the same, at no distance, in the same order', async () => {
    const visitor = await here.as(null)
    const answers = new Set<string>()
    for (let at = 0; at < 500; at++) {
      const near = `${(53.35 + (at % 25) * 0.006).toFixed(4)},${(-2.45 + Math.floor(at / 25) * 0.012).toFixed(4)}`
      const answer = (await (await visitor.get(`/api/find?q=refuge+women&limit=3&near=${near}`)).json()) as {
        items: Record<string, unknown>[]
      }
      const item = answer.items.find(({ title }) => title === 'Refuge for women')
      answers.add(JSON.stringify(item))
    }
    expect([...answers]).toHaveLength(1)
    expect(JSON.parse([...answers][0]!)).toMatchObject({ lat: null, lon: null, distance_m: null, area: null })
  }, 60_000)

  test('its own phone is found, and the page says to ring first', async () => {
    const html = await (await (await here.as(null)).get(`/services/${ids.service}`)).text()
    expect(html).toContain('0161 496 0999')
    expect(html).toContain('stays secret')
  })

  test('row-level security keeps it from the program’s own role, whoever looks', async () => {
    const { rows } = await here.community.write
      .selectFrom('secret_location' as never)
      .selectAll()
      .execute()
      .then((found) => ({ rows: found }))
    expect(rows).toEqual([])
  })
})

describe('its own staff', () => {
  const path = `/places/${ids.location}/whereabouts`

  test('open it for some minutes; each time that they look is written down', async () => {
    const grace = await here.as('grace')
    expect(leaks(await (await grace.get(path)).text())).toEqual([])
    expect((await grace.post(`${path}/open`)).status).toBe(303)
    const looked = {
      by: here.ids.grace,
      data: { kind: 'place', id: ids.location, scope: organisation, personId: null },
    }
    for (const looks of [[looked], [looked, looked]]) {
      expect(leaks(await (await grace.get(path)).text())).toContain('CanaryStreet')
      expect(await here.sql`select by, data from fact where name = 'safety.ReadByPower'`).toEqual(looks)
    }
  })

  test.each(['maryam', 'nasreen', 'ruth', 'helen'] as const)('%s cannot open it', async (who) => {
    const client = await here.as(who)
    for (const what of ['open', 'show']) expect((await client.post(`${path}/${what}`)).status).toBe(404)
    expect(leaks(await (await client.get(path)).text())).toEqual([])
  })

  test('rule 6: a source that calls it no secret does not make it less so, and again changes nothing', async () => {
    await write(false, '13 CanaryStreet')
    expect(await here.sql`select confidential, latitude, name from location where id = ${ids.location}`).toEqual([
      { confidential: true, latitude: null, name: null },
    ])
    const again = await write(false, '13 CanaryStreet')
    expect(again).toMatchObject({ inserted: 0, updated: 0 })
    const left =
      await here.sql`select (select string_agg(t::text, '') from address t) as a, (select string_agg(t::text, '') from metadata t) as m`
    expect(leaks(JSON.stringify(left))).toEqual([])
  })

  test('staff who have it open give it back to the public, and hide it again', async () => {
    const grace = await here.as('grace')
    expect((await grace.post(`${path}/show`)).status).toBe(303)
    expect(leaks(await (await (await here.as(null)).get(`/services/${ids.service}`)).text())).toContain('CanaryStreet')
    expect((await grace.post(`${path}/hide`)).status).toBe(303)
    expect(leaks(await (await (await here.as(null)).get(`/services/${ids.service}`)).text())).toEqual([])
  })
})
