import { afterAll, beforeAll, expect, test } from 'vitest'
import { acrossTx } from '#kernel/database/database.ts'
import { loadGazetteer } from '#kernel/geo/gazetteer.ts'
import { type Town, town } from '#test/town.ts'
import { forgetMissed } from './commands.ts'

let here: Town
beforeAll(async () => {
  here = await town()
  await here.community.write
    .transaction()
    .execute((tx) => loadGazetteer(acrossTx(tx), [{ name: 'M33 7WR', kind: 'postcode', lat: 53.4212, lon: -2.3201 }]))
})
afterAll(() => here.stop())

const kept = () => here.sql`select words, area, outcome, times from missed_search order by words`

test('a search without a good answer is kept: its words and a rough area, counted, and nothing else', async () => {
  const visitor = await here.as(null)
  for (const q of ['dentist 0161 496 0000', 'Dentist', 'me@example.org']) {
    const answer = await visitor.get(`/find?${new URLSearchParams({ q, near: 'M33 7WR' })}`)
    expect(answer.status).toBe(200)
  }
  await expect.poll(kept).toEqual([{ words: 'dentist', area: 'M33', outcome: 'nothing', times: 2 }])
})

test('the steward sees what was asked more than once; for others there is no such page', async () => {
  const html = await (await (await here.as('helen')).get('/steward/missed-searches')).text()
  expect(html).toContain('dentist')
  expect((await (await here.as('maryam')).get('/steward/missed-searches')).status).toBe(404)
})

test('what was asked once goes after a month, the rest after thirteen', async () => {
  await here.sql`insert into missed_search values ('2026-01-01', 'one voice', '', 'part', 1), ('2026-01-01', 'many', '', 'part', 7)`
  const at = (iso: string) =>
    here.community.write.transaction().execute((tx) => forgetMissed(acrossTx(tx), new Date(iso)))
  await at('2026-03-01T00:00:00Z')
  expect((await kept()).map(({ words }) => words)).toEqual(['dentist', 'many'])
  await at('2027-03-01T00:00:00Z')
  expect((await kept()).map(({ words }) => words)).toEqual(['dentist'])
})
