import { expect, test } from 'vitest'
import { listed, seedListings } from '#test/listings.ts'
import { town } from '#test/town.ts'
import { freshnessOf } from './queries.ts'

const day = 86_400_000

test('counts what was checked within a year by kind, area and organisation; the oldest stands first; overdue work is in the first week', async () => {
  const now = new Date()
  const here = await town({ unlimited: true })
  const { hearth } = await seedListings(here, now)
  await here.sql`update service set checked_at = ${new Date(now.getTime() - 10 * day)} where id = ${listed.foodBank}`
  await here.sql`update service set checked_at = ${new Date(now.getTime() - 400 * day)} where id = ${listed.walk}`
  const found = await freshnessOf(here.community.read, now)
  expect(found.whole).toMatchObject({ total: 5, fresh: 1 })
  expect(found.kinds).toContainEqual({ name: 'food_bank', total: 1, fresh: 1 })
  expect(found.organisations.find(({ id }) => id === hearth)).toMatchObject({ total: 2, fresh: 1 })
  expect(found.oldest.map(({ thing_id }) => thing_id)).not.toContain(listed.foodBank)
  expect(found.oldest.map(({ thing_id }) => thing_id)).not.toContain(listed.refuge)
  expect(found.weeks).toHaveLength(12)
  expect(found.weeks[0]!.due).toBeGreaterThan(0)
  expect(found.weeks[11]!.due).toBe(1)
})

test('the page is for stewards and those who ring alone', async () => {
  const here = await town({ unlimited: true })
  await seedListings(here, new Date())
  const html = await (await (await here.as('helen')).get('/directory/freshness')).text()
  for (const words of ['How fresh the directory is', 'Waiting longest', 'Sale Library', 'Now and this week'])
    expect(html).toContain(words)
  for (const who of ['maryam', 'tom', 'nasreen'] as const)
    expect((await (await here.as(who)).get('/directory/freshness')).status).toBe(404)
})
