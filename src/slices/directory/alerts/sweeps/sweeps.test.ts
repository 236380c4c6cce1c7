import { afterEach, beforeEach, expect, test } from 'vitest'
import { reactions } from '#app/reactions.ts'
import { type Letterbox, letterbox } from '#test/letters.ts'
import { listed, seedListings } from '#test/listings.ts'
import { type Client, type Town, town } from '#test/town.ts'

const now = new Date('2026-11-23T10:00:00Z')
let here: Town
let letters: Letterbox
let visitor: Client

beforeEach(async () => {
  here = await town({ unlimited: true, now: () => now })
  await seedListings(here, now)
  letters = letterbox(here, reactions)
  visitor = await here.as(null)
})
afterEach(() => letters.stop())

const asked = async () => {
  const helen = await here.as('helen')
  await here.sql`update session set expires_at = '2100-01-01'`
  const sweep = { name: 'Early December', from_on: '2026-11-30', to_on: '2026-12-02', until: '2026-11-29' }
  expect((await helen.post('/directory/holidays', { ...sweep, to_on: '2027-03-01' })).status).toBe(422)
  await helen.post('/directory/holidays', sweep)
  return letters.newest('hello@hearth.example')
}
const opens = async () =>
  (
    await here.sql`select lower(one) as at from finding, unnest(opens) one where id = ${listed.foodBank} order by 1`
  ).map(({ at }) => (at as Date).toISOString().slice(5, 16))

test('each organisation with hours gets one letter, answers on one page, once, and «open now» knows it', async () => {
  const letter = await asked()
  expect(letter.subject).toBe('When are you open? Early December')
  expect(letter.text).toContain('from 30 November 2026 to 2 December 2026')
  expect(await letters.to('hello@strangers.example')).toEqual([])
  expect(await (await visitor.get(letter.link)).text()).toContain('Hearth food bank')
  expect(await here.sql`select id from hours_exception`).toEqual([])
  const key = new URL(letter.link, 'http://x').searchParams.get('key')!
  const day = (date: string, kind: string, hours = '') => ({
    [`day_${listed.foodBank}_${date}`]: kind,
    [`hours_${listed.foodBank}_${date}`]: hours,
  })
  expect((await visitor.post('/holiday-hours', { key, ...day('2026-11-30', 'other', 'mornings') })).status).toBe(422)
  const told = await visitor.post('/holiday-hours', {
    key,
    ...day('2026-11-30', 'closed'),
    ...day('2026-12-01', 'other', '14-16'),
  })
  expect(told.status).toBe(303)
  expect(await opens()).toEqual(['11-23T10:00', '11-25T10:00', '12-01T14:00', '12-02T10:00'])
  expect(await (await visitor.get(`/services/${listed.foodBank}`)).text()).toContain('On 30 November 2026: Closed')
  for (const again of [key, 'never-was']) expect((await visitor.get(`/holiday-hours?key=${again}`)).status).toBe(410)
  expect((await visitor.post('/holiday-hours', { key })).status).toBe(410)
})

test('only stewards ask', async () => {
  for (const who of ['tom', 'maryam'] as const) {
    const client = await here.as(who)
    expect((await client.get('/directory/holidays')).status).toBe(404)
    expect(
      (
        await client.post('/directory/holidays', {
          name: 'Mine',
          from_on: '2026-11-30',
          to_on: '2026-12-02',
          until: '2026-11-29',
        })
      ).status,
    ).toBe(404)
  }
  expect(await here.sql`select id from holiday_sweep`).toEqual([])
})
