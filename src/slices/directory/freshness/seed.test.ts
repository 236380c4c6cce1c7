import { expect, test } from 'vitest'
import { emailOf } from '#slices/people/seed.ts'
import { seedListings } from '#test/listings.ts'
import { town } from '#test/town.ts'
import { seedFreshness } from './seed.ts'

test('the demo has calls to make, a letter to Tom and suggestions, and writes to nobody outside the story; twice is once', async () => {
  const here = await town({ unlimited: true })
  const { hearth } = await seedListings(here, new Date())
  const story = { organisation: hearth, mailbox: emailOf('tom'), origin: 'http://localhost' }
  await seedFreshness(here.community, here.ids, story)
  await seedFreshness(here.community, here.ids, story)
  expect(await here.sql`select distinct to_address from mail where kind like 'directory.%'`).toEqual([
    { to_address: emailOf('tom') },
  ])
  expect(await here.sql`select count(*)::int as count from suggestion`).toEqual([{ count: 2 }])
  const html = await (await (await here.as('joe')).get('/directory/checks')).text()
  expect(html).toContain('Hearth food bank')
})
