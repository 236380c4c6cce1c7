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

test.each(['maryam', 'ade', 'ruth', 'helen', 'nasreen', 'tom', 'joe'] as const)(
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
  expect(await doorsOf('grace')).toEqual(['/account/organisations'])
  expect(await doorsOf('joe')).toEqual(['/groups'])
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

test('from a page of their work people come back to all of it, from one of their account to the account', async () => {
  const wayOn = async (who: CastMember, path: string) => {
    const html = await (await (await here.as(who)).get(path)).text()
    const [, crumbs = ''] = /<nav class="crumbs"[^>]*>(.*?)<\/nav>/su.exec(html) ?? []
    return [...crumbs.matchAll(/href="([^"]+)"/gu)].map(([, href]) => href)
  }
  for (const path of ['/steward/roles', '/directory/duplicates', '/steward/parking', '/steward/synonyms'])
    expect([path, await wayOn('helen', path)]).toEqual([path, ['/work']])
  expect(await wayOn('ade', '/moderation')).toEqual(['/work'])
  expect(await wayOn('maryam', '/account/profile')).toEqual(['/account'])
  expect(await wayOn('maryam', '/account')).toEqual([])
})
