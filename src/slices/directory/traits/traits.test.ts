import { afterAll, beforeAll, expect, test } from 'vitest'
import { listed, seedListings } from '#test/listings.ts'
import { type Town, town } from '#test/town.ts'

let here: Town
beforeAll(async () => {
  here = await town({ unlimited: true })
  await seedListings(here, new Date())
})
afterAll(() => here.stop())

const page = async () => (await (await here.as(null)).get(`/services/${listed.foodBank}`)).text()
const found = async (query: string) =>
  (await (await (await here.as(null)).get(`/api/find?${query}`)).json()) as {
    items: { title: string }[]
    without: string[]
  }

test('what the organisation tells on an axis is shown with who and when, and can be searched for', async () => {
  expect((await found('q=food&with=has:no_id')).without).toEqual(['with'])
  const tom = await here.as('tom')
  const saved = await tom.post(`/services/${listed.foodBank}/edit`, { axis_no_id: 'yes', axis_drop_in: 'no' })
  expect(saved.status).toBe(303)
  const html = await page()
  expect(html).toMatch(/No papers asked for: Yes\./u)
  expect(html).toMatch(/the organisation said so on/u)
  expect(html).toMatch(/Just turn up: No\./u)
  const answer = await found('q=food&with=has:no_id')
  expect([answer.without, answer.items.map(({ title }) => title)]).toEqual([[], ['Hearth food bank']])
})

test('how long one waits and whether there is room are said with their day', async () => {
  await here.sql`update service set wait_time = 'About two weeks' where id = ${listed.foodBank}`
  await here.sql`insert into service_capacity (id, service_id, unit_id, available, maximum, description, updated)
    values (gen_random_uuid(), ${listed.foodBank}, null, 3, 10, null, '2026-11-03T09:00:00Z')`
  const html = await page()
  expect(html).toContain('About two weeks')
  expect(html).toMatch(/Room for 3 on 3 November 2026/u)
})
