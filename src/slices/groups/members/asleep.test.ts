import pino from 'pino'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { across } from '#kernel/database/database.ts'
import { trustedWith } from '#slices/people/queries.ts'
import type { CastMember } from '#slices/people/seed.ts'
import { watchers } from '#slices/safety/watch/queries.ts'
import { found, handleOf, join, standing } from '#test/groups.ts'
import { textOf, words } from '#test/talk.ts'
import { type Client, type Town, town } from '#test/town.ts'
import { watchYoung } from '../reactions.ts'

const hour = 3_600_000
let here: Town
let joe: Client
let maryam: Client
const clock = { ahead: 0 }
const now = () => new Date(Date.now() + clock.ahead)
beforeAll(async () => {
  here = await town({ unlimited: true, now })
  joe = await here.as('joe')
  maryam = await here.as('maryam')
})
afterAll(() => here.stop())

const check = (who: CastMember, kind: string, hours: number) =>
  here.sql`insert into person_check (id, person_id, kind, issuer, reference, until, recorded_by, recorded_at)
    values (gen_random_uuid(), ${here.ids[who]}, ${kind}, 'Centre', 'X1', ${new Date(now().getTime() + hours * hour)}, ${here.ids.helen}, now())`

const say = async (client: Client, id: string, text: string) =>
  (await client.post(`/groups/${id}/posts`, words(text))).status

const watch = () =>
  watchYoung.run({ community: here.community, origin: 'http://localhost', now: now(), log: pino({ level: 'silent' }) })

const told = async () =>
  (await here.sql`select to_address from mail where kind = 'groups.paused' order by 1`).map(
    ({ to_address }) => to_address,
  )

describe('rule 27: a host whose check runs out', () => {
  test('is a member like all others from the next page on, gets no host’s letters, and is told why', async () => {
    await here.sql`insert into role_need (duty, kind) values ('host', 'first_aid')`
    await check('joe', 'first_aid', 1)
    const id = await found(joe, { joining: 'request' })
    expect(await textOf(joe, `/groups/${id}`)).not.toContain('You cannot look after this group for now')
    expect((await joe.get(`/groups/${id}/edit`)).status).toBe(200)

    clock.ahead += hour + 1_000
    expect(await textOf(joe, `/groups/${id}`)).toContain('You cannot look after this group for now')
    expect(await textOf(joe, '/account/roles')).toContain('To look after a group here, this is missing: First aid')
    expect((await joe.get(`/groups/${id}/edit`)).status).toBe(404)
    await join(maryam, id)
    const member = await handleOf(here, id, 'maryam')
    for (const path of ['archive', `members/${member}/answer`, `members/${member}/remove`, 'members/invite'])
      expect([path, [404, 422].includes((await joe.post(`/groups/${id}/${path}`, { yes: '1' })).status)]).toEqual([
        path,
        true,
      ])
    expect(await standing(here, id)).toEqual([
      { name: 'Joe', state: 'member', host: true },
      { name: 'Maryam', state: 'asking', host: false },
    ])
    expect(await say(joe, id, 'Still here')).toBe(303)

    await check('joe', 'first_aid', 1)
    expect((await joe.post(`/groups/${id}/members/${member}/answer`, { yes: '1' })).status).toBe(303)
    expect((await joe.post(`/groups/${id}/members/${member}/host`)).status).toBe(303)
    expect((await standing(here, id)).find(({ name }) => name === 'Maryam')).toMatchObject({
      state: 'member',
      host: false,
    })
    await check('maryam', 'first_aid', 90)
    clock.ahead += 2 * hour
    expect(await textOf(maryam, `/groups/${id}`)).toContain('a check of those who look after it has run out')
    expect((await maryam.post(`/groups/${id}/take-over`)).status).toBe(303)
    expect((await standing(here, id)).find(({ name }) => name === 'Maryam')).toMatchObject({ host: true })
    expect((await maryam.get(`/groups/${id}/edit`)).status).toBe(200)
    await here.sql`delete from role_need where duty = 'host'`
  })

  test('leads and navigators who sleep are written to about nothing', async () => {
    const db = across(here.community.read)
    const awake = async () =>
      (await trustedWith(db, ['safeguarding', 'navigator'], now())).map(({ role }) => role).sort()
    const before = await awake()
    expect(before).toContain('safeguarding')
    await here.sql`update person_check set ended_at = now() where person_id = ${here.ids.ruth}`
    expect(await awake()).not.toContain('safeguarding')
    expect((await watchers(db, now())).filter(({ lead }) => lead)).toEqual([])
    await here.sql`update person_check set ended_at = null where person_id = ${here.ids.ruth}`
  })
})

describe('rule 26 and 27: where young people are and a check of the two adults runs out', () => {
  test('nobody can write until it is renewed, the page says why, and hosts and stewards are told once', async () => {
    await here.sql`delete from person_check where kind = 'background'`
    await check('joe', 'background', 400)
    await check('nasreen', 'background', 1)
    const id = await found(joe)
    for (const who of ['nasreen', 'maryam', 'sami'] as const)
      expect((await join(await here.as(who), id)).status).toBe(303)
    expect(await say(maryam, id, 'Welcome, Sami')).toBe(303)
    const [post] = await here.sql`select id from post where text = 'Welcome, Sami'`
    await watch()
    expect(await told()).toEqual([])

    clock.ahead += 2 * hour
    const sami = await here.as('sami')
    for (const client of [maryam, sami, joe]) {
      expect(await say(client, id, 'Alone with them')).toBe(404)
      const page = await textOf(client, `/groups/${id}`)
      expect(page).toContain('Nobody can write here for now')
      expect(page).toContain('Welcome, Sami')
    }
    const replies = `/groups/${id}/posts/${post!.id}`
    expect((await maryam.post(`${replies}/replies`, words('Psst'))).status).toBe(404)
    expect((await maryam.post(`${replies}/reactions`, { reaction: 'thanks' })).status).toBe(404)
    expect(await textOf(maryam, replies)).toContain('Nobody can write here for now')
    for (let round = 0; round < 2; round++) {
      await watch()
      expect(await told()).toEqual(['helen@town.example', 'joe@town.example'])
    }

    await check('nasreen', 'background', 400)
    expect(await say(sami, id, 'Thank you')).toBe(303)
    await watch()
    expect(await here.sql`select paused_told_at from "group" where id = ${id}`).toEqual([{ paused_told_at: null }])
  })
})

test('a group that is over or closed says that one cannot write, not that one must agree', async () => {
  const id = await found(joe)
  await joe.post(`/groups/${id}/archive`)
  const page = await textOf(joe, `/groups/${id}/talk`)
  expect(page).toContain('You can read here, but not write.')
  expect(page).not.toContain('say yes to the group')
})
