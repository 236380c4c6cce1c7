import { afterAll, beforeAll, expect, test } from 'vitest'
import type { CastMember } from '#slices/people/seed.ts'
import { type Town, town } from '#test/town.ts'

let here: Town
beforeAll(async () => {
  here = await town({ unlimited: true })
})
afterAll(() => here.stop())

const doorsOf = async (who: CastMember) => {
  const html = await (await (await here.as(who)).get('/work')).text()
  return [...html.matchAll(/class="door [^"]*" href="([^"]+)"/gu)].map(([, href]) => href!)
}

test.each(['maryam', 'ade', 'ruth', 'helen', 'nasreen', 'tom'] as const)(
  'every door that is offered to %s opens',
  async (who) => {
    const client = await here.as(who)
    for (const door of await doorsOf(who))
      expect([door, [200, 303].includes((await client.get(door)).status)]).toEqual([door, true])
  },
)

test('each role has its own', async () => {
  expect(await doorsOf('maryam')).toEqual([])
  expect(await doorsOf('ade')).toContain('/moderation')
  expect(await doorsOf('helen')).toEqual(
    expect.arrayContaining(['/steward', '/steward/missed-searches', '/directory/import']),
  )
})

test('every task leads to a page that exists', async () => {
  const paths = new Set(here.routes.map(({ path }) => path))
  const all = (await Promise.all((['ade', 'ruth', 'helen'] as const).map(doorsOf))).flat()
  expect(all.filter((path) => !paths.has(path))).toEqual([])
  expect(new Set(all).size).toBeGreaterThan(14)
})
