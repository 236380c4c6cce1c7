import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { reactions } from '#app/reactions.ts'
import { type Letterbox, letterbox } from '#test/letters.ts'
import { listed, seedListings } from '#test/listings.ts'
import { type Client, type Town, town } from '#test/town.ts'

let here: Town
let letters: Letterbox
let visitor: Client
let tom: Client

beforeEach(async () => {
  here = await town({ unlimited: true })
  await seedListings(here, new Date())
  letters = letterbox(here, reactions)
  visitor = await here.as(null)
  tom = await here.as('tom')
})
afterEach(() => letters.stop())

const bank = `/services/${listed.foodBank}`
const suggest = `${bank}/suggest`
const told = { phone: '0161 496 0005', description: 'Food for a whole week.', reply_to: 'neighbour@home.example' }
const stored = () => here.sql`select * from suggestion order by made_at, id`
const fields = () => here.sql`select field, was, proposed, state, taken, reason from suggested_field order by field`
const review = async () => `/directory/suggestions/${String((await stored())[0]!.id)}`
const service = async () => (await here.sql`select * from service where id = ${listed.foodBank}`)[0]!

describe('anybody', () => {
  test('puts a listing right without an account; nothing changes before somebody has looked at it', async () => {
    expect(await (await visitor.get(bank)).text()).toContain(suggest)
    expect((await visitor.get(suggest)).status).toBe(200)
    const sent = await visitor.post(suggest, told)
    expect([sent.status, sent.headers.get('location')]).toEqual([303, bank])
    expect(await fields()).toMatchObject([
      { field: 'description', was: 'Food for a few days.', proposed: 'Food for a whole week.', state: null },
      { field: 'phone', was: '0161 496 0001', proposed: '0161 496 0005', state: null },
    ])
    expect((await service()).description).toBe('Food for a few days.')
  })

  test('the same said twice, or twenty times at once, is one suggestion', async () => {
    const many = await Promise.all(Array.from({ length: 20 }, async () => (await here.as(null)).post(suggest, told)))
    expect(new Set(many.map(({ status }) => status))).toEqual(new Set([303]))
    expect(await stored()).toHaveLength(1)
  })

  test.each([
    ['a web address in a sentence', { description: 'Cheap pills at www.pills.example' }],
    ['a web address in the note', { note: 'see https://pills.example' }],
    ['a website that is none', { url: 'javascript:alert(1)' }],
    ['an address for thanks that is none', { reply_to: 'a@b, c@d' }],
    ['nothing at all', {}],
    ['a field that the form does not have', { source_id: 'evil' }],
  ])('%s is refused kindly, and nothing is kept', async (_, form) => {
    const answer = await visitor.post(suggest, form)
    expect(answer.status).toBe(422)
    expect(await answer.text()).toContain('role="alert"')
    expect(await stored()).toEqual([])
  })

  test('a program that fills in the field for nobody is thanked, and nothing is kept', async () => {
    expect((await visitor.post(suggest, { ...told, fax_number: '123' })).status).toBe(303)
    expect((await visitor.post('/suggest', { name: 'Pills', fax_number: '123' })).status).toBe(303)
    expect(await stored()).toEqual([])
  })

  test('is slowed down after a few in a minute', async () => {
    const slow = await town()
    await seedListings(slow, new Date())
    const flood = await slow.as(null)
    const statuses: number[] = []
    for (let at = 0; at < 8; at++) statuses.push((await flood.post(suggest, { phone: `0161 496 ${1000 + at}` })).status)
    expect(statuses).toContain(429)
  })

  test('rule 1: of a confidential place nothing can be suggested, nor seen', async () => {
    expect((await visitor.get(`/places/${listed.refuge}/suggest`)).status).toBe(404)
    expect((await visitor.post(`/places/${listed.refuge}/suggest`, { phone: '0161 496 0005' })).status).toBe(404)
    expect(await stored()).toEqual([])
  })

  test('an editor who presses «put it right» comes to the form that changes it at once', async () => {
    expect((await tom.get(suggest)).headers.get('location')).toBe(`${bank}/edit`)
  })

  test('peer 12: what somebody writes is shown as words', async () => {
    const evil = '<img src=x onerror=alert(1)> "><script>alert(1)</script>'
    await visitor.post(suggest, { description: evil, note: evil })
    const html = await (await tom.get(await review())).text()
    expect(html).not.toMatch(/<img src=x|<script>alert/u)
    expect(html).toContain('&lt;script>alert')
  })
})

describe('a review', () => {
  beforeEach(async () => {
    await visitor.post(suggest, { ...told, who: 'Everybody in Sale', note: 'I was there today.' })
  })

  const decisions = {
    decision_phone: 'accepted',
    decision_description: 'changed',
    to_description: 'Food for about a week.',
    decision_who: 'refused',
    reason_who: 'notTrue',
  }

  test('shows both sides, decides line by line, and thanks with what became of it; then the address is forgotten', async () => {
    const html = await (await tom.get(await review())).text()
    for (const words of ['0161 496 0001', '0161 496 0005', 'Food for a few days.', 'I was there today.'])
      expect(html).toContain(words)
    await tom.post(await review(), decisions)
    expect((await service()).description).toBe('Food for about a week.')
    expect(await here.sql`select number from phone where service_id = ${listed.foodBank}`).toEqual([
      { number: '0161 496 0005' },
    ])
    expect(await here.sql`select distinct updated_by from metadata where resource_id = ${listed.foodBank}`).toEqual([
      { updated_by: 'contributor' },
    ])
    const letter = await letters.newest('neighbour@home.example')
    expect(letter.subject).toBe('Thank you: Hearth food bank')
    for (const words of [
      'it now says «0161 496 0005»',
      'in other words than yours',
      'it stays as it was, because we asked',
    ])
      expect(letter.text).toContain(words)
    expect(letter.link).toBe(bank)
    expect((await stored())[0]).toMatchObject({ email: null, person_id: null, note: null })
    expect((await letters.to('neighbour@home.example')).length).toBe(1)
  })

  test('wants each line decided, and checks what is worded anew', async () => {
    const { decision_who: _, ...rest } = decisions
    expect((await tom.post(await review(), rest)).status).toBe(422)
    const wrong = { ...decisions, decision_phone: 'changed', to_phone: 'ring me' }
    expect((await tom.post(await review(), wrong)).status).toBe(422)
    expect((await service()).description).toBe('Food for a few days.')
  })

  test('of two reviewers at once one decides', async () => {
    const helen = await here.as('helen')
    const refused = { ...decisions, decision_phone: 'refused', reason_phone: 'notSure' }
    const path = await review()
    const both = await Promise.all([tom.post(path, decisions), helen.post(path, refused)])
    expect(both.map(({ status }) => status).sort()).toEqual([303, 404])
    expect((await letters.to('neighbour@home.example')).length).toBe(1)
  })

  test('peer 2, peer 8: is only for stewards and for editors of that organisation; nothing is written', async () => {
    await visitor.post(`/services/${listed.walk}/suggest`, { description: 'A walk.' })
    const foreign = (await stored()).find(({ thing_id }) => thing_id === listed.walk)!
    expect((await tom.get(`/directory/suggestions/${foreign.id}`)).status).toBe(404)
    expect((await tom.post(`/directory/suggestions/${foreign.id}`, { decision_description: 'accepted' })).status).toBe(
      404,
    )
    expect(await (await tom.get('/directory/suggestions')).text()).not.toContain('Slow walk')
    for (const who of ['maryam', 'nasreen', 'ade'] as const) {
      const client = await here.as(who)
      expect((await client.get('/directory/suggestions')).status).toBe(404)
      expect((await client.post(await review(), decisions)).status).toBe(404)
    }
    expect(await here.sql`select id from suggestion where decided_at is not null`).toEqual([])
  })
})

describe('a listing that is missing', () => {
  const fresh = {
    name: 'Men who cook',
    phone: '0161 496 0099',
    where: '5 Kitchen Street, Sale',
    description: 'Cooking on Tuesdays.',
  }

  test('is made findable when a steward takes it over', async () => {
    expect((await visitor.post('/suggest', fresh)).status).toBe(303)
    const helen = await here.as('helen')
    expect((await tom.get(await review())).status).toBe(404)
    const all = Object.fromEntries(
      ['name', 'phone', 'where', 'description'].map((field) => [`decision_${field}`, 'accepted']),
    )
    await helen.post(await review(), { ...all, kind: 'other' })
    const [made] =
      await here.sql`select id, kind, checked_at is not null as checked from service where name = 'Men who cook'`
    expect(made).toMatchObject({ kind: 'other', checked: true })
    expect(await (await visitor.get(`/services/${made!.id}`)).text()).toContain('5 Kitchen Street')
    expect(await here.sql`select title from finding where id = ${made!.id as string}`).toEqual([
      { title: 'Men who cook' },
    ])
  })

  test('that we know already is shown first: by its name, or by its number', async () => {
    for (const known of [{ name: 'hearth FOOD bank' }, { ...fresh, phone: '01614960001' }]) {
      const answer = await visitor.post('/suggest', known)
      expect(answer.status).toBe(422)
      expect(await answer.text()).toContain(bank)
    }
    expect(await stored()).toEqual([])
    expect((await visitor.post('/suggest', { ...fresh, phone: '01614960001', sure: '1' })).status).toBe(303)
  })
})
