import { brotliCompressSync } from 'node:zlib'
import { beforeAll, describe, expect, test } from 'vitest'
import { newId } from '#kernel/database/id.ts'
import { languages } from '#kernel/messages/messages.ts'
import { type Client, type Town, town } from '#test/town.ts'
import { loadTrafford } from './seed.ts'

/** A Wednesday, half past eleven in Trafford. */
const now = new Date('2026-12-16T11:30:00Z')

let here: Town
let visitor: Client

beforeAll(async () => {
  here = await town({ now: () => now })
  await loadTrafford(here.community, { now })
  visitor = await here.as(null)
})

const page = async (path: string) => {
  const response = await visitor.get(path)
  return { status: response.status, html: await response.text() }
}

/** What somebody reads: no tags, one space between words. */
const read = async (path: string) => {
  const { status, html } = await page(path)
  expect(status).toBe(200)
  return html
    .replace(/<(script|style|head)[\s\S]*?<\/\1>/gu, ' ')
    .replace(/<[^>]+>/gu, ' ')
    .replaceAll('&amp;', '&')
    .replaceAll('&#39;', "'")
    .replace(/\s+/gu, ' ')
}

const pathOf = async (title: string) => {
  const [found] = await here.sql`select path from finding where title = ${title} order by path limit 1`
  return String(found?.path)
}

describe('a service', () => {
  test('says how to get in, the cost, where, when, and that nobody has told us yet whether it helps', async () => {
    const words = await read(await pathOf('The Toy House'))
    expect(words).toContain('91 Irlam Road, Flixton, M41 6AP')
    expect(words).toContain('Nobody has told us yet. Ask before you go.')
    expect(words).toMatch(/Opens today at 12:30 pm/u)
    expect(words).toContain('Wednesday (today) 9:30 am to 11:30 am, 12:30 pm to 2:30 pm')
    expect(words).toContain('Monday Closed')
    expect(words).toMatch(/Does it help\? Nobody has told us yet\./u)
    expect(words).toContain('Ring 0161 746 8185')
    expect(words).toContain('From Mental health services')
    expect(words).toContain('Open Government Licence v3.0')
  })

  test('names the bank holidays on which it would have been open', async () => {
    const words = await read(await pathOf('The Toy House'))
    expect(words).toContain(
      'we take it as closed on Christmas Day, Friday 25 December; New Year’s Day, Friday 1 January',
    )
  })

  test('whose hours cannot be read keeps its words and claims nothing', async () => {
    const [row] = await here.sql`select f.path, s.description from finding f join schedule s on s.service_id = f.id
      where s.opens_at is null and f.opens is null and exists (select from phone p where p.service_id = f.id) order by f.title limit 1`
    const words = await read(String(row!.path))
    expect(words).toContain('Hours not known: ring first')
    expect(words).toContain('In the words of its source')
    expect(words).not.toMatch(/Open till|Opens |Closed now/u)
  })

  test('against violence shows no door, on its page or anywhere in the tables', async () => {
    const words = await read(await pathOf('Trafford Domestic Abuse Service'))
    expect(words).toContain('in the postcode area M16. We do not show the door.')
    const html = (await page(await pathOf('Trafford Domestic Abuse Service'))).html
    for (const secret of ['60 Talbot', 'M16 0PN', 'openstreetmap']) expect(html).not.toContain(secret)
    expect(
      await here.sql`select id from address where address_1 ilike '%60 Talbot%' or postal_code = 'M16 0PN'`,
    ).toEqual([])
  })

  test('that does not exist is not found, whatever the id', async () => {
    for (const path of [`/services/${newId()}`, `/places/${newId()}`, `/organisations/${newId()}`, '/services/x']) {
      expect((await page(path)).status).toBe(404)
    }
  })

  test('out of use has no page and is not found', async () => {
    const path = await pathOf('42nd Street')
    await here.database.owner.query(
      `update "${here.community.schema}".service set status = 'defunct' where name = '42nd Street'`,
    )
    expect((await page(path)).status).toBe(404)
  })
})

describe('a place', () => {
  test('says what is free in it and how we know', async () => {
    const words = await read(await pathOf('John Leigh Park'))
    expect(words).toContain('Anybody may come in without paying')
    expect(words).toContain('Open ground: there are no hours that we know of.')
    expect(words).not.toMatch(/ring first/iu)
  })

  test('shows what is there and who may use it', async () => {
    const words = await read(await pathOf('Partington Sports Village'))
    expect(words).toContain('Swimming pools Anybody You pay each time.')
    expect(words).toContain('Health and fitness gym stations For registered members.')
    expect(words).toContain('We call it step-free because “Active Places: sports facilities” says')
  })

  test('a library without hours says so, and to ring first only where there is a number', async () => {
    const words = await read(await pathOf('Sale Library'))
    expect(words).toContain('Hours not known')
    expect(/ring first/iu.test(words)).toBe(/Ring 0/u.test(words))
  })
})

test('what has a page has a poster, and what has none has no poster', async () => {
  for (const title of ['Food bank at St Francis Church', 'Eccles Library', 'Urmston Musical Theatre']) {
    const response = await visitor.get(`${await pathOf(title)}/poster.pdf`)
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'application/pdf'])
    expect((await response.text()).slice(0, 5)).toBe('%PDF-')
  }
  for (const kind of ['services', 'places', 'organisations'])
    expect((await visitor.get(`/${kind}/${newId()}/poster.pdf`)).status).toBe(404)
})

test('an organisation shows its register number and only the area of its office', async () => {
  const words = await read(await pathOf('Urmston Musical Theatre'))
  expect(words).toContain('Registered charity number: 1119510')
  expect(words).toMatch(/Its office is in the postcode area M\d+/u)
  expect(words).not.toMatch(/\bM\d{2} \d[A-Z]{2}\b/u)
})

describe('lists', () => {
  test('places by kind, and further pages', async () => {
    expect(await read('/places?kind=library')).toMatch(/Library: 62 places/u)
    expect(await read('/places?page=2')).toMatch(/Page 2 of \d+/u)
    expect(await read('/organisations')).toMatch(/99\d organisations/u)
  })

  test.each([
    '/places?kind=palace',
    '/places?page=-1',
    '/places?page=x',
    '/organisations?page=9999',
    '/places?kind=venue',
  ])('%s does not break', async (path) => expect((await page(path)).status).toBe(200))
})

test('the page about our data names each source, its licence and the words that the licence asks for', async () => {
  const words = await read('/about/data')
  const sources = await here.sql`select name, attribution from source`
  expect(sources.length).toBe(13)
  for (const { name, attribution } of sources) {
    expect(words).toContain(name)
    expect(words).toContain(attribution)
  }
})

test.each([
  ['warm', 'library'],
  ['universal credit', 'job_centre'],
  ['walking', 'park'],
  ['caminar', 'park'],
  ['طعام', 'food_bank'],
  ['gym', 'sports_facility'],
])('who types «%s» finds first a %s', async (words, kind) => {
  const response = await visitor.get(`/api/find?near=M33&q=${encodeURIComponent(words)}`)
  const { items } = (await response.json()) as { items: { subkind: string }[] }
  expect(items[0]!.subkind).toBe(kind)
})

test('every kind that can be found has a name of its own', async () => {
  for (const { subkind } of await here.sql`select distinct subkind from finding where subkind <> 'organisation'`) {
    const { html } = await page(`/find?kind=${subkind}&near=M33&lang=ar`)
    expect([subkind, /<h1>(.*?)<\/h1>/su.exec(html)![1]!.replaceAll('M33', '')]).toEqual([
      subkind,
      expect.stringMatching(/^(?!.*<bdi>[A-Za-z])/su),
    ])
  }
})

test('the ground of the map is small, cached, and valid GeoJSON', async () => {
  const response = await visitor.get('/map/ground.json')
  const body = await response.text()
  expect(response.headers.get('cache-control')).toMatch(/max-age=\d+/u)
  expect(brotliCompressSync(body).length).toBeLessThan(40_000)
  const { features, attribution } = JSON.parse(body) as {
    attribution: string
    features: { geometry: { coordinates: number[][][][] } }[]
  }
  expect(features.length).toBeGreaterThan(50)
  expect(attribution).toMatch(/Ordnance Survey.*Open Government Licence/u)
  for (const [lon, lat] of features.flatMap(({ geometry }) => geometry.coordinates.flat(2))) {
    expect(lon! > -3 && lon! < -2 && lat! > 53 && lat! < 54).toBe(true)
  }
})

describe('in every language', () => {
  test.each(languages)('%s: no page shows a key or English of ours', async (language) => {
    for (const path of [await pathOf('Partington Sports Village'), '/places', '/about/data']) {
      const words = await read(`${path}?lang=${language}`)
      expect(words).not.toMatch(/\b(kind|need|feature)_[a-z]+/u)
      if (language !== 'en') expect(words).not.toMatch(/How we know|Getting in|Not what you meant/u)
    }
  })
})
