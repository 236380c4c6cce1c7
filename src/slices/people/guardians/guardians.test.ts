import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { CastMember } from '#slices/people/seed.ts'
import { type Town, town } from '#test/town.ts'
import { isMinor, protectionAmong } from './queries.ts'

let here: Town
const now = new Date()
beforeAll(async () => {
  here = await town({ unlimited: true })
})
afterAll(() => here.stop())

const minor = (who: CastMember) => isMinor(here.community.read, here.ids[who], now)
const status = async (who: CastMember, path: string) => (await (await here.as(who)).get(path)).status
const tell = (who: CastMember, year: string) =>
  here.sql`insert into profile_field (person_id, field, value, audience, changed_at)
    values (${here.ids[who]}, 'birth_year', ${year}, 'nobody', now())
    on conflict (person_id, field) do update set value = ${year}`
const settle = async (who: CastMember, email: string, age: string) =>
  (await here.as(who)).post('/desk/guardians/age', { email, age })

describe('rule 24: an age is a band', () => {
  test('whoever signs up says only whether they are under 18, and from which age one may join stands there', async () => {
    const visitor = await here.as(null)
    expect(await (await visitor.get('/sign-up')).text()).toContain('from the age of 13')
    const form = { name: 'Lee', email: 'lee@town.example', password: 'nine geese in a row', young: '1' }
    expect((await visitor.post('/sign-up', form)).status).toBe(303)
    expect(await here.sql`select young from letter_ask where email = 'lee@town.example'`).toEqual([{ young: true }])
  })

  test('no date of birth is kept anywhere', async () => {
    const columns =
      await here.sql`select column_name from information_schema.columns where table_schema = current_schema()
      and (column_name ~ 'birth' or column_name ~ '^dob')`
    expect(columns).toEqual([])
  })

  test('a young person who makes up a year is still young; the desk alone writes otherwise', async () => {
    expect(await minor('sami')).toBe(true)
    await tell('sami', '1980')
    expect(await minor('sami')).toBe(true)
    const among = await protectionAmong(here.community.read, [here.ids.sami, here.ids.nasreen], 'background', now)
    expect(among).toEqual({ minors: [{ id: here.ids.sami, guardians: [] }], vetted: [here.ids.nasreen] })
    expect((await settle('maryam', 'sami@town.example', 'adult')).status).toBe(404)
    expect((await settle('nasreen', 'nasreen@town.example', 'adult')).status).toBe(422)
    expect(await minor('sami')).toBe(true)
    expect((await settle('nasreen', 'sami@town.example', 'adult')).status).toBe(303)
    expect(await minor('sami')).toBe(false)
    await settle('nasreen', 'sami@town.example', 'minor')
  })

  test('an adult who tells a young year is protected from then on', async () => {
    await tell('tom', String(now.getUTCFullYear() - 15))
    expect(await minor('tom')).toBe(true)
    await here.sql`delete from profile_field where person_id = ${here.ids.tom}`
  })

  test('whose age nobody knows counts as the community decided', async () => {
    expect(await minor('joe')).toBe(false)
    await here.sql`update age_rule set unknown_is_minor = true`
    expect(await minor('joe')).toBe(true)
    await here.sql`update age_rule set unknown_is_minor = false`
  })
})

describe('rule 25: what a young person cannot see or do', () => {
  test('strangers do not find them; they cannot trust or be trusted with anything that needs a check', async () => {
    expect(await status('maryam', `/people/${here.ids.sami}`)).toBe(404)
    expect(await (await (await here.as('maryam')).get('/people')).text()).not.toContain('Sami')
    expect(await status('sami', '/steward/checks')).toBe(404)
    expect(await status('sami', '/desk/people')).toBe(404)
  })

  test('they let no stranger act for them, and act for no adult', async () => {
    await here.sql`insert into person_group (person_id, group_id) select id, '0190c2f8-6b1a-7c3e-9f00-0123456789ab'::uuid
      from person where id in (${here.ids.sami}, ${here.ids.joe})`
    const path = `/people/${here.ids.joe}/act-for-me`
    expect(await status('sami', `/people/${here.ids.joe}`)).toBe(200)
    expect(await status('sami', path)).toBe(404)
    expect(await (await (await here.as('sami')).get(`/people/${here.ids.joe}`)).text()).not.toContain(path)
    expect((await (await here.as('sami')).post(path, { until: '' })).status).toBe(404)
    expect((await (await here.as('joe')).post(`/people/${here.ids.sami}/act-for-me`, { until: '' })).status).toBe(404)
    expect(await here.sql`select id from mandate`).toEqual([])
  })

  test('a guardian acts for them and still comes to nothing that is told in confidence', async () => {
    const family = { young: 'sami@town.example', guardian: 'joe@town.example', how: 'paper', witness: '', until: '' }
    await (await here.as('nasreen')).post('/desk/guardians', { ...family, agreed: '1' })
    const joe = await here.as('joe')
    expect(await status('joe', `/people/${here.ids.sami}`)).toBe(200)
    const [mandate] = await here.sql`select id from mandate where kind = 'guardian'`
    await joe.post(`/acting/${mandate!.id}/begin`)
    expect((await joe.get('/account/not-meet')).status).toBe(303)
    expect((await joe.get('/account/profile')).status).toBe(200)
    await joe.post('/acting/stop')
  })
})
