import { afterAll, beforeAll, expect, test } from 'vitest'
import { acrossTx } from '#kernel/database/database.ts'
import { loadGazetteer } from '#kernel/geo/gazetteer.ts'
import { type Town, town } from '#test/town.ts'
import { putFindings, refreshWords } from '../commands.ts'
import type { Finding } from '../tables.ts'

const now = new Date('2026-11-23T12:00:00Z')
const id = (at: number) => `00000000-0000-7000-8000-${at.toString(16).padStart(12, '0')}`

let made = 0
const finding = (part: Partial<Finding> & { title: string }): Finding => ({
  id: id(++made),
  kind: 'service',
  subkind: 'other',
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
  languages: [],
  checkedAt: null,
  source: null,
  path: `/services/${id(made)}`,
  ...part,
})

const inHours = (from: number, to: number) => [
  { start: new Date(now.getTime() + from * 3_600_000), end: new Date(now.getTime() + to * 3_600_000) },
]
const clinic = { title: 'Travelling advice clinic', path: '/services/clinic', thing: id(900) }
const findings = [
  finding({ title: 'Advice for elders', traits: ['for:older_people', 'speaks:es'], ages: { from: 60, to: null } }),
  finding({ title: 'Advice for the young', traits: ['for:young_people'], ages: { from: 11, to: 25 }, lat: 53.421 }),
  finding({ title: 'Advice by appointment', free: true, opens: inHours(-1, 1), lat: 53.43 }),
  finding({ title: 'Advice tomorrow', opens: inHours(20, 22), lat: 53.4201, checkedAt: new Date('2026-11-20') }),
  finding({ ...clinic, lat: 53.5 }),
  finding({ ...clinic, lat: 53.4205 }),
  finding({ title: 'Women’s advice line', lat: null, lon: null, area: null, precision: 'wide' }),
]

let here: Town
beforeAll(async () => {
  here = await town({ now: () => now })
  await here.community.write.transaction().execute(async (tx) => {
    await putFindings(acrossTx(tx), findings)
    await loadGazetteer(acrossTx(tx), [
      { name: 'M33', kind: 'outcode', lat: 53.42, lon: -2.32 },
      { name: 'M20', kind: 'outcode', lat: 53.44, lon: -2.24 },
    ])
  })
  await refreshWords(here.community.write)
})
afterAll(() => here.stop())

interface FoundJson {
  items: { title: string; path: string; sites: number; distance_m: number | null; lat: number | null }[]
  counts: Record<string, number>
  without: string[]
  total: number
}
const asked = async (query: string) =>
  (await (await (await here.as(null)).get(`/api/find?${query}`)).json()) as FoundJson
const titles = async (query: string) => (await asked(query)).items.map(({ title }) => title)
const page = async (query: string) => (await (await here.as(null)).get(`/find?${query}`)).text()

test('counts what could be chosen, and choosing it leaves as many', async () => {
  const { counts, total } = await asked('q=advice&near=M33')
  expect(total).toBe(6)
  expect(counts).toMatchObject({ 'for:older_people': 1, 'speaks:es': 1, 'free:': 1, 'open:': 1, 'kind:service': 6 })
  expect(await titles('q=advice&near=M33&with=for:older_people')).toEqual(['Advice for elders'])
  expect(await titles('q=advice&near=M33&with=for:older_people&with=speaks:es')).toEqual(['Advice for elders'])
})

test('when nothing has all that was chosen, that is left out and said', async () => {
  expect((await asked('q=advice&near=M33&with=has:quiet')).without).toEqual(['with'])
  expect(await page('q=advice&near=M33&with=has:quiet')).toContain('Nothing has all that you chose')
})

test('what was given up to find anything is not part of what is offered next', async () => {
  const html = await page('q=advice&near=M33&with=has:quiet')
  expect(html).toContain('href="/find?q=advice&amp;near=M33&amp;with=for%3Aolder_people"')
  expect(html).not.toContain('with=has%3Aquiet&amp;with=')
})

test('where nothing says the words, whoever gives advice is shown, and can be chosen among', async () => {
  const { counts, total } = await asked('q=zzqx')
  expect(await asked('q=zzqx')).toMatchObject({ words: 'none', total: 6 })
  expect(await page('q=zzqx')).toContain('These give advice')
  expect(total).toBeGreaterThan(counts['for:older_people']!)
  expect(await titles('q=zzqx&with=for:older_people')).toEqual(['Advice for elders'])
})

test('after the last page comes the last page', async () => {
  const found = await asked('q=advice&near=M33&limit=4&page=9')
  expect(found).toMatchObject({ page: 2, total: 6 })
  expect(found.items).toHaveLength(2)
})

test('offers a choice as a link that keeps what was asked, and takes it off again', async () => {
  const html = await page('q=advice&near=M33&with=speaks%3Aes')
  expect(html).toContain('href="/find?q=advice&amp;near=M33"')
  expect(html).toContain('Spanish')
})

test('an age finds what is for it, and what says nothing of age', async () => {
  expect(await titles('q=advice&near=M33&age=17')).not.toContain('Advice for elders')
  expect(await titles('q=advice&near=M33&age=70')).not.toContain('Advice for the young')
  expect(await titles('q=advice&near=M33&age=banana')).toHaveLength(6)
})

test('a service at several places stands there once, at the nearest', async () => {
  const { items } = await asked('q=clinic&near=M33')
  expect(items).toHaveLength(1)
  expect(items[0]).toMatchObject({ sites: 2, path: '/services/clinic' })
  expect(items[0]!.distance_m).toBeLessThan(100)
  expect(await page('q=clinic&near=M33')).toContain('and at one more place')
})

test('what has no place that may be known is as near to each as to any other, and no distance is told', async () => {
  for (const near of ['M33', 'M20', '53.4,-2.3']) {
    const line = (await asked(`q=women+advice&near=${near}`)).items.find(({ title }) => title.startsWith('Women'))
    expect(line).toMatchObject({ distance_m: null, lat: null })
  }
  expect(await page('q=women+advice&near=M33')).toContain('for everybody here')
})

test.each([
  ['open', ['Advice by appointment', 'Advice tomorrow']],
  ['checked', ['Advice tomorrow']],
  ['free', ['Advice by appointment']],
])('in the order %s the first are %j', async (order, first) => {
  expect((await titles(`q=advice&near=M33&order=${order}`)).slice(0, first.length)).toEqual(first)
})

test('what is no trait, or too many of them, never fails', async () => {
  const many = Array.from({ length: 40 }, (_, at) => `with=has:${at}`).join('&')
  for (const query of ['with=%00', 'with=DROP', 'order=nonsense', 'age=-4', many]) {
    expect((await (await here.as(null)).get(`/find?q=advice&${query}`)).status).toBe(200)
  }
})
