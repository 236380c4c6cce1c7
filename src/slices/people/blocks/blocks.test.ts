import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { asViewer } from '#kernel/database/viewer.ts'
import { type Town, town } from '#test/town.ts'
import type { CastMember } from '../seed.ts'
import { avoidedPairs, ownAvoided } from './queries.ts'

let here: Town
beforeAll(async () => {
  here = await town({ unlimited: true })
})
afterAll(() => here.stop())

const textOf = async (who: CastMember, path: string) => (await (await here.as(who)).get(path)).text()
const pair = (a: CastMember, b: CastMember) => {
  const [one, other] = [here.ids[a], here.ids[b]].sort()
  return { one, other }
}

describe('rule 10: somebody one does not want to meet', () => {
  beforeAll(async () => {
    await (await here.as('maryam')).post(`/people/${here.ids.joe}/not-meet`)
  })

  test('is known to its author; the other two still see each other', async () => {
    expect(await textOf('maryam', '/account/not-meet')).toContain('Joe')
    expect((await (await here.as('joe')).get(`/people/${here.ids.maryam}`)).status).toBe(200)
  })

  test('is read by nobody else, by no page and by no query, whatever their role', async () => {
    for (const who of ['joe', 'ruth', 'helen', 'ade'] as const) {
      expect(await textOf(who, '/account/not-meet')).not.toContain(here.ids.joe)
      expect(await ownAvoided(here.community.read, { personId: here.ids[who] })).toEqual([])
      const all = await asViewer(here.community.read, { personId: here.ids[who] }, (tx) =>
        tx.selectFrom('not_meet').selectAll().execute(),
      )
      expect(all).toEqual([])
    }
    expect(await here.community.read.selectFrom('not_meet').selectAll().execute()).toEqual([])
  })

  test('cannot be written for somebody else', async () => {
    const forged = asViewer(here.community.write, { personId: here.ids.joe }, (tx) =>
      tx.insertInto('not_meet').values({ person_id: here.ids.ruth, other_id: here.ids.joe }).execute(),
    )
    await expect(forged).rejects.toThrow(/row-level security/u)
  })

  test('reaches the matcher as a pair that tells neither who asked nor whether it was a block', async () => {
    expect(await avoidedPairs(here.community.read)).toEqual([pair('maryam', 'joe')])
    await (await here.as('joe')).post(`/people/${here.ids.maryam}/not-meet`)
    await (await here.as('maryam')).post(`/people/${here.ids.joe}/block`)
    await (await here.as('tom')).post(`/people/${here.ids.grace}/block`)
    const pairs = await avoidedPairs(here.community.read)
    expect(pairs).toHaveLength(2)
    expect(pairs).toEqual(expect.arrayContaining([pair('maryam', 'joe'), pair('tom', 'grace')]))
  })

  test('leaves no name in the record of what happened', async () => {
    const facts = await here.sql`select data from fact where name in ('people.NotMeetChanged', 'people.BlocksChanged')`
    expect(facts.length).toBeGreaterThan(2)
    for (const { data } of facts) expect(Object.keys(data as object)).toEqual(['personId'])
  })

  test('is taken back by its author alone', async () => {
    expect((await (await here.as('ruth')).post(`/account/not-meet/${here.ids.joe}/end`)).status).toBe(404)
    await (await here.as('maryam')).post(`/account/blocks/${here.ids.joe}/end`)
    expect((await (await here.as('maryam')).post(`/account/not-meet/${here.ids.joe}/end`)).status).toBe(303)
    expect(await here.sql`select person_id from not_meet`).toEqual([{ person_id: here.ids.joe }])
  })
})

test('nobody blocks themselves, and an unknown person is nobody', async () => {
  const maryam = await here.as('maryam')
  const before = await here.sql`select * from person_block`
  for (const id of [here.ids.maryam, '01900000-0000-7000-8000-000000000001']) {
    expect((await maryam.post(`/people/${id}/block`)).status).toBe(404)
    expect((await maryam.post(`/people/${id}/not-meet`)).status).toBe(404)
  }
  expect(await here.sql`select * from person_block`).toEqual(before)
})
