import { afterAll, beforeAll, expect, test } from 'vitest'
import { anyone } from '#kernel/routes/access.ts'
import { seedListings } from '#test/listings.ts'
import { type Town, town } from '#test/town.ts'

let here: Town
beforeAll(async () => {
  here = await town({ unlimited: true })
  await seedListings(here, new Date())
})
afterAll(() => here.stop())

test('the search answers in a frame of any site, without script and without anything that changes', async () => {
  const answer = await (await here.as(null)).get('/embed/find?q=food', { 'sec-fetch-dest': 'iframe' })
  expect(answer.headers.get('content-security-policy')).toContain('frame-ancestors *')
  expect(answer.headers.has('x-frame-options')).toBe(false)
  const html = await answer.text()
  expect(html).toContain('Hearth food bank')
  expect(html).toContain('action="/embed/find" target="_self"')
  expect(html).not.toMatch(/method="post"|name="token"|\/sign-in/iu)
  expect(answer.headers.getSetCookie()).toEqual([])
})

test('only pages that are public and know nobody may be framed', async () => {
  const framed = here.routes.filter((route) => route.framed)
  expect(framed.map(({ path }) => path)).toEqual(['/embed/find'])
  for (const { access, shows, method } of framed) expect([access, shows, method]).toEqual([anyone, 'public', 'GET'])
  const others = await (await here.as(null)).get('/find?q=food')
  expect(others.headers.get('x-frame-options')).toBe('DENY')
  expect(others.headers.get('content-security-policy')).toContain(`frame-ancestors 'none'`)
})

test('whoever is signed in is nobody in a frame', async () => {
  const html = await (await (await here.as('helen')).get('/embed/find?q=food')).text()
  expect(html).not.toContain('Helen')
})

test('the page for partners shows lines to paste', async () => {
  const html = await (await (await here.as(null)).get('/about/embed')).text()
  expect(html).toContain('&lt;iframe src=')
})
