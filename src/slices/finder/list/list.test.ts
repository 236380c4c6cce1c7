import { afterAll, beforeAll, expect, test } from 'vitest'
import { listed, seedListings } from '#test/listings.ts'
import { type Client, type Town, town } from '#test/town.ts'
import { listText } from './rules.ts'

let here: Town
beforeAll(async () => {
  here = await town({ unlimited: true })
  await seedListings(here, new Date())
})
afterAll(() => here.stop())

const shown = async (client: Client, path = '/list') => (await client.get(path)).text()

test('a list is kept in the browser, shown in its order, and forgotten', async () => {
  const visitor = await here.as(null)
  expect(await shown(visitor)).toContain('Nothing is on this list')
  for (const thing of [listed.walk, listed.foodBank]) {
    const kept = await visitor.post('/list/keep', { thing, back: `/services/${thing}` })
    expect([kept.status, kept.headers.get('location')]).toEqual([303, `/services/${thing}`])
  }
  // The first page after it says what was done.
  await shown(visitor)
  const html = await shown(visitor)
  expect(html.indexOf('Slow walk')).toBeGreaterThan(0)
  expect(html.indexOf('Hearth food bank')).toBeGreaterThan(html.indexOf('Slow walk'))
  await visitor.post('/list/drop', { thing: listed.walk })
  expect(await shown(visitor)).not.toContain('Slow walk')
  await visitor.post('/list/forget')
  expect(visitor.cookies.has('list')).toBe(false)
})

test('nothing of it is stored: the cookie goes with the browser, and the tables are as before', async () => {
  const visitor = await here.as(null)
  const before = await here.sql`select count(*) from fact`
  const kept = await visitor.post('/list/keep', { thing: listed.walk })
  const line = kept.headers.getSetCookie().find((one) => one.startsWith('list='))
  expect(line).toMatch(/HttpOnly; SameSite=Lax/u)
  expect(line).not.toMatch(/Max-Age|Expires/iu)
  expect(await here.sql`select count(*) from fact`).toEqual(before)
})

test('a list that was sent shows without a cookie, and can be taken over and printed', async () => {
  const visitor = await here.as(null)
  const of = listText([listed.foodBank, listed.walk])
  expect(await shown(visitor, `/list?of=${of}`)).toContain('A list for you')
  await visitor.post('/list/take', { of })
  expect(await shown(visitor)).toContain('Hearth food bank')
  const pdf = await visitor.get(`/guide.pdf?of=${of}`)
  expect(pdf.headers.get('content-type')).toBe('application/pdf')
})

test('what does not exist is neither kept nor shown, and never leads to another site', async () => {
  const visitor = await here.as(null)
  const nobody = '0190c2f8-6b1a-7c3e-9f00-0123456789ab'
  expect((await visitor.post('/list/keep', { thing: nobody })).status).toBe(404)
  expect((await visitor.get(`/list/keep/${nobody}`)).status).toBe(404)
  expect(await shown(visitor, `/list?of=${listText([nobody])}`)).toContain('Nothing is on this list')
  const kept = await visitor.post('/list/keep', { thing: listed.walk, back: '//evil.example' })
  expect(kept.headers.get('location')).toBe('/list')
})
