import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { acrossTx } from '#kernel/database/database.ts'
import { loadGazetteer } from '#kernel/geo/gazetteer.ts'
import { type Town, town } from '#test/town.ts'
import { putFindings, refreshWords } from './commands.ts'
import { countsByKind, findingsToRefresh, openNearNow } from './queries.ts'
import type { Finding } from './tables.ts'

/** A Monday at noon. */
const now = new Date('2026-11-23T12:00:00Z')
const hours = (from: number, to: number) => [
  { start: new Date(now.getTime() + from * 3_600_000), end: new Date(now.getTime() + to * 3_600_000) },
]

let made = 0
const finding = (part: Partial<Finding> & { title: string }): Finding => ({
  id: `00000000-0000-7000-8000-${(++made).toString(16).padStart(12, '0')}`,
  kind: 'service',
  subkind: 'food_bank',
  summary: '',
  organisation: null,
  area: 'Sale',
  words: '',
  taxonomy: [],
  lat: 53.42,
  lon: -2.32,
  zone: 'Europe/London',
  free: null,
  stepFree: null,
  opens: null,
  languages: ['en'],
  checkedAt: null,
  source: 'Test',
  path: `/services/${made}`,
  ...part,
})

const findings = [
  finding({
    title: 'Bridge Street pantry',
    summary: 'A week of groceries',
    free: true,
    opens: hours(-2, 2),
    lat: 53.421,
  }),
  finding({ title: 'Emergency food parcel', stepFree: true, opens: hours(20, 24), lat: 53.425 }),
  finding({
    title: 'Sale Library',
    kind: 'place',
    subkind: 'library',
    free: true,
    stepFree: true,
    lat: 53.424,
    lon: -2.321,
  }),
  finding({
    title: 'Friday circle',
    summary: 'For everybody who feels lonely',
    kind: 'organisation',
    subkind: 'organisation',
    precision: 'district',
  }),
  finding({ title: 'Far away judo', subkind: 'sports_club', lat: 51.5, lon: -0.1, area: 'London' }),
  finding({ title: '<script>alert(1)</script>', subkind: 'odd' }),
]

interface FoundJson {
  items: { title: string; distance_m: number | null }[]
  total: number
  words: string
  slips: unknown
  near: unknown
}

let here: Town
beforeAll(async () => {
  here = await town({ now: () => now })
  await here.community.write.transaction().execute(async (tx) => {
    await putFindings(acrossTx(tx), findings)
    await loadGazetteer(acrossTx(tx), [
      { name: 'M33', kind: 'outcode', lat: 53.42, lon: -2.32 },
      { name: 'M33 7WR', kind: 'postcode', lat: 53.4212, lon: -2.3201 },
      { name: 'Sale', kind: 'town', lat: 53.42, lon: -2.32, weight: 9 },
      { name: 'Stretford', kind: 'town', lat: 53.422, lon: -2.322, weight: 2 },
    ])
  })
  await refreshWords(here.community.write)
})
afterAll(() => here.stop())

const asked = async (query: Record<string, string>) =>
  (await (await (await here.as(null)).get(`/api/find?${new URLSearchParams(query)}`)).json()) as FoundJson
const titles = async (query: Record<string, string>) =>
  (await asked(query)).items.map(({ title }: { title: string }) => title)
const page = async (query: string) => (await (await here.as(null)).get(`/find?${query}`)).text()

describe('words', () => {
  test.each([
    ['as typed', 'pantry'],
    ['half typed', 'pant'],
    ['with a slip', 'pantrie'],
    ['by what means the same', 'food bank'],
    ['in Spanish', 'banco de alimentos'],
    ['in Arabic', 'بنك طعام'],
    ['in any case and with signs', '  PANTRY!! & '],
  ])('the pantry is found %s', async (_, q) =>
    expect(await titles({ q, near: 'M33' })).toContain('Bridge Street pantry'),
  )

  test('a slip is said', async () => {
    expect((await asked({ q: 'libary' })).slips).toEqual([{ typed: 'libary', taken: 'library' }])
    expect(await page('q=libary')).toContain('Nobody here says “libary”')
  })

  test('when no thing has all words, those with some are shown, and it is said', async () => {
    const answer = await asked({ q: 'pantry judo' })
    expect(answer.words).toBe('any')
    expect(answer.items.map(({ title }: { title: string }) => title)).toEqual(
      expect.arrayContaining(['Bridge Street pantry', 'Far away judo']),
    )
    expect(await page('q=pantry+judo')).toContain('Nothing has all of your words')
  })

  test('nobody is sent away empty who is near something', async () => {
    const answer = await asked({ q: 'zzqxy', near: 'M33' })
    expect(answer.words).toBe('none')
    expect(answer.total).toBeGreaterThan(0)
    expect(await page('q=zzqxy&near=M33')).toContain('We found nothing for “zzqxy”')
  })

  test.each(['\u0000', '\ud800', '\u202e'])('%j is refused in words, never a fault', async (q) => {
    const client = await here.as(null)
    expect((await client.get(`/find?q=%00`)).status).toBe(422)
    expect((await client.get(`/api/find?${new URLSearchParams({ q })}`)).status).toBeLessThan(500)
  })

  test.each([`' & | ! <-> :* ( "`, '😀', '%_\\', 'the of and', 'a'.repeat(5_000), '-1', "x' or 1=1 --", '１２３', 'ﷺ'])(
    'any text is a search: %s',
    async (q) => {
      const client = await here.as(null)
      for (const path of ['/find', '/api/find']) {
        expect((await client.get(`${path}?${new URLSearchParams({ q, near: q })}`)).status).toBe(200)
      }
    },
  )
})

describe('near', () => {
  test.each(['M33', 'm33 7wr', 'M33 9ZZ', 'sale', 'Streftord', '53.42,-2.32'])('%s is known', async (near) => {
    const answer = await asked({ q: 'food', near })
    expect(answer.near).not.toBeNull()
    expect(answer.items[0]?.distance_m).toBeLessThan(1_000)
  })

  test('an unknown place is said, and the search goes on', async () => {
    const answer = await asked({ q: 'pantry', near: 'Atlantis' })
    expect(answer).toMatchObject({ unknown_place: 'Atlantis', near: null, words: 'all' })
    expect(await page('q=pantry&near=Atlantis')).toContain('We do not know where “Atlantis” is')
  })

  test('a position is rounded before it is used, and no search engine keeps the page', async () => {
    expect((await asked({ near: '53.4212345,-2.3212345' })).near).toMatchObject({ lat: 53.421, lon: -2.321 })
    expect(await page('near=53.4212345,-2.3212345')).toContain('<meta name="robots" content="noindex"')
  })

  test('what is far is shown when nothing is nearer, and it is said', async () => {
    expect(await asked({ q: 'judo', near: 'M33' })).toMatchObject({ total: 1, within_m: null })
    expect(await page('q=judo&near=M33')).toContain('There is nothing within 32 km')
  })

  test('no distance is told of what is only known by its district', async () => {
    const html = await page('q=lonely&near=M33')
    expect(html).toContain('Friday circle')
    expect(html).not.toContain('min walk')
  })
})

describe('filters', () => {
  test('each narrows, all together too', async () => {
    expect(await titles({ near: 'M33', open: '1' })).toEqual(['Bridge Street pantry'])
    expect(await titles({ near: 'M33', free: '1', stepfree: '1' })).toEqual(['Sale Library'])
    expect(await titles({ near: 'M33', kind: 'library' })).toEqual(['Sale Library'])
  })

  test('the filter that leaves nothing is given up and named', async () => {
    const answer = await asked({ q: 'parcel', near: 'M33', open: '1' })
    expect(answer).toMatchObject({ total: 1, without: ['open'] })
    const html = await page('q=parcel&near=M33&open=1')
    expect(html).toContain('None of them is open right now')
    expect(html).toContain('Opens tomorrow')
  })
})

test('the page says what is open and how far, escapes what others wrote, and works by links alone', async () => {
  const html = await page('q=pantry&near=M33')
  expect(html).toContain('Open till 2 pm')
  expect(html).toContain('Pantry near M33')
  expect(html).toMatch(/href="\/find\?q=pantry&amp;near=M33&amp;open=1"/u)
  expect(await page('near=M33')).not.toContain('<script>alert(1)')
})

test('what is open now comes first on the first page, of many kinds; all are counted', async () => {
  const open = await openNearNow(here.community.read, { now, limit: 8 })
  expect(open.map(({ title }) => title)).toEqual(['Bridge Street pantry'])
  expect(await countsByKind(here.community.read)).toEqual({ service: 4, place: 1, organisation: 1, group: 0 })
})

test('openings that run out are told to their owner', async () => {
  const soon = await findingsToRefresh(here.community.read, new Date(now.getTime() + 10 * 3_600_000))
  expect(soon.map(({ id }) => id)).toEqual([findings[0]!.id])
})

describe('words that mean the same', () => {
  // By the real clock: roles and sessions live by it.
  let there: Town
  beforeAll(async () => {
    there = await town()
    await there.community.write.transaction().execute((tx) => putFindings(acrossTx(tx), findings))
  })
  afterAll(() => there.stop())
  const found = async (q: string) => (await (await (await there.as(null)).get(`/api/find?q=${q}`)).json()) as FoundJson

  test('are the steward’s alone', async () => {
    const before = await there.sql`select count(*)::int from finder_synonym`
    for (const who of [null, 'maryam', 'grace'] as const) {
      const client = await there.as(who)
      expect((await client.get('/steward/synonyms')).status).not.toBe(200)
      await client.post('/steward/synonyms', { meaning: 'food bank', language: 'en', phrase: 'scran' })
    }
    expect(await there.sql`select count(*)::int from finder_synonym`).toEqual(before)
  })

  test('a new word finds what the others find, until it is removed', async () => {
    const helen = await there.as('helen')
    expect((await found('scran')).total).toBe(0)
    const added = await helen.post('/steward/synonyms', { meaning: 'food bank', language: 'en', phrase: 'scran' })
    expect(added.status).toBe(303)
    expect((await found('scran')).items.map(({ title }: { title: string }) => title)).toContain('Bridge Street pantry')
    const list = async (asked: string) => (await helen.get(`/steward/synonyms${asked}`)).text()
    expect(await list('?q=SCRAN')).toContain('>scran<')
    expect(await list('?letter=f')).toContain('>scran<')
    expect(await list('?letter=s')).not.toContain('>scran<')
    expect((await list('')).length).toBeLessThan(20_000)

    const [row] = await there.sql`select id from finder_synonym where phrase = 'scran'`
    expect((await helen.post('/steward/synonyms/remove', { synonym: String(row?.id) })).status).toBe(303)
    expect((await found('scran')).total).toBe(0)
  })

  test('what holds no word is refused in words', async () => {
    const helen = await there.as('helen')
    const answer = await helen.post('/steward/synonyms', { meaning: 'food bank', language: 'en', phrase: '!!!' })
    expect(answer.status).toBe(422)
    expect(await answer.text()).toContain('no word that can be looked for')
  })
})
