import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { personalDataSources, retentionKinds } from '#app/my-data.ts'
import { inTransaction } from '#kernel/database/transactions.ts'
import { nobody } from '#kernel/session/session.ts'
import { type Client, type Town, town } from '#test/town.ts'
import { giveConsent } from '../consent/commands.ts'
import { demoPassword, emailOf } from '../seed.ts'
import { eraseAgain, forgetByTheClock, keepFor } from './commands.ts'

const day = 86_400_000
let here: Town
beforeAll(async () => {
  here = await town({ unlimited: true })
})
afterAll(() => here.stop())

const consent = {
  purpose: 'matching.coffee',
  recipient: 'canary-recipient',
  data: ['first name'],
  words: 'You may suggest me for a coffee.',
  language: 'en',
  how: 'page',
} as const

const letter = (id: string, to: string, sent: Date | null) =>
  here.sql`insert into mail (id, kind, to_address, to_name, subject, html, text, language, sent_at)
    values (${id}, 'people.link', ${to}, 'Maryam', 'canary-subject', '<p>canary-letter</p>', 'canary-letter', 'en', ${sent})`

const fill = async () => {
  const maryam = await here.as('maryam')
  const html = await (await maryam.get('/account/profile')).text()
  const profile = html.slice(html.indexOf('<main')).matchAll(/name="(\w+)"/gu)
  const names = [...new Set([...profile].map(([, name]) => name!))].filter(
    (name) => !['token', 'hidden'].includes(name),
  )
  const form = Object.fromEntries(names.map((name) => [name, name.endsWith('_audience') ? 'members' : '']))
  await maryam.post('/account/profile', { ...form, name: 'Maryam', about: 'canary-about', phone: 'canary-phone' })
  await maryam.post(`/people/${here.ids.tom}/block`)
  await maryam.post(`/people/${here.ids.joe}/not-meet`)
  await giveConsent(here.community.write, nobody, { ...consent, personId: here.ids.maryam }, new Date())
  await letter('01900000-0000-7000-8000-000000000011', 'maryam@town.example', null)
  await letter('01900000-0000-7000-8000-000000000012', 'joe@town.example', null)
}

const canaries = [
  'canary-about',
  'canary-phone',
  'canary-recipient',
  'canary-letter',
  'maryam@town.example',
  'Tom',
  'Joe',
]

describe('rule 40: export', () => {
  beforeAll(fill)

  test('holds everything, as JSON and as a page, for its owner alone', async () => {
    for (const [path, type] of [
      ['/account/data/export.json', 'application/json'],
      ['/account/data/export.html', 'text/html'],
    ] as const) {
      const answer = await (await here.as('maryam')).get(path)
      const body = await answer.text()
      expect(answer.headers.get('content-type')).toContain(type)
      expect(answer.headers.get('content-disposition')).toContain('attachment')
      expect(answer.headers.get('cache-control')).toBe('no-store')
      for (const canary of canaries) expect(body).toContain(canary)
      expect(body).not.toMatch(/argon2/u)
      const others = await (await (await here.as('joe')).get(path)).text()
      for (const canary of canaries.slice(0, 3)) expect(others).not.toContain(canary)
    }
    const page = await (await (await here.as('maryam')).get('/account/data/export.html')).text()
    expect(page.match(/<dt>[^<]*_[^<]*<\/dt>/gu)).toBeNull()
    expect(page.indexOf('Your account')).toBeLessThan(page.indexOf('Letters to you'))
    const json = JSON.parse(await (await (await here.as('maryam')).get('/account/data/export.json')).text())
    expect(Object.keys(json.parts)).toContain('people.profile')
  })

  test('does not tell whom it was that blocked somebody', async () => {
    const toms = await (await (await here.as('tom')).get('/account/data/export.json')).text()
    expect(toms).not.toContain(here.ids.maryam)
    expect(toms).not.toContain('Maryam')
  })
})

const whereIs = async (...words: string[]) => {
  const tables = await here.sql`select table_name::text as name from information_schema.tables
    where table_schema = current_schema() and table_type = 'BASE TABLE'`
  const found: string[] = []
  for (const { name } of tables) {
    const client = await here.database.owner.connect()
    try {
      const { rows } = await client.query(`select t::text as line from "${here.community.schema}"."${name}" t`)
      if (rows.some(({ line }) => words.some((word) => line.includes(word)))) found.push(String(name))
    } finally {
      client.release()
    }
  }
  return found.sort()
}

describe('rule 40: erasure', () => {
  test('needs the password, and says what stays before', async () => {
    const maryam = await here.as('maryam')
    const page = await (await maryam.get('/account/data/erase')).text()
    expect(page).toContain('What stays, and why')
    expect(page).toContain('bare numbers')
    const before = await here.sql`select * from person order by id`
    expect((await maryam.post('/account/data/erase', { password: 'wrong wrong' })).status).toBe(422)
    expect(await here.sql`select * from person order by id`).toEqual(before)
  })

  test('the last steward is not erased, and reads what to do first; with another one she may go, but not both at once', async () => {
    const own = await town({ unlimited: true })
    const helen = await own.as('helen')
    const erase = (client: Client) => client.post('/account/data/erase', { password: demoPassword })
    const page = await (await helen.get('/account/data/erase')).text()
    expect(page).toContain('You are the only steward here')
    expect(page).not.toContain('action="/account/data/erase"')
    const before = await own.sql`select * from person order by id`
    await erase(helen)
    expect(await own.sql`select * from person order by id`).toEqual(before)

    await helen.post('/steward/roles', { email: emailOf('tom'), role: 'steward', scope: '', until: '' })
    expect(await (await helen.get('/account/data/erase')).text()).toContain('action="/account/data/erase"')
    await Promise.all([helen, await own.as('tom')].map(erase))
    expect(await own.sql`select person_id from role_grant where role = 'steward' and until is null`).toHaveLength(1)
    expect((await own.sql`select id from person`).length).toBe(before.length - 1)
  })

  test('leaves of a person nothing but bare numbers, and touches nobody else', async () => {
    const id = here.ids.maryam
    await here.sql`create table kept as select * from person where id = ${id}`
    const kept = (await here.sql`select * from kept`)[0]!
    await here.sql`drop table kept`
    const maryam = await here.as('maryam')
    const others = await here.sql`select id, name, email from person where id <> ${id} order by id`
    expect((await maryam.post('/account/data/erase', { password: demoPassword })).status).toBe(303)
    expect(await here.sql`select id, name, email from person order by id`).toEqual(others)
    expect(await whereIs('maryam@town.example', 'canary-about', 'canary-phone', 'canary-recipient')).toEqual([])
    expect(await whereIs(id)).toEqual(['erased_person', 'fact'])
    expect((await maryam.get('/account')).status).not.toBe(200)
    expect(await here.sql`select to_address from mail`).toEqual([{ to_address: 'joe@town.example' }])
    await here.sql`insert into person (id, name, email, created_at) values (${id}, ${kept.name}, ${kept.email}, ${kept.created_at})`
  })

  test('is done again after an old backup was restored', async () => {
    const erased = (await here.sql`select person_id from erased_person`).map(({ person_id }) => String(person_id))
    expect(await whereIs('maryam@town.example')).toEqual(['person'])
    expect(await eraseAgain(here.community.write, personalDataSources, erased, new Date())).toBe(1)
    expect(await eraseAgain(here.community.write, personalDataSources, erased, new Date())).toBe(0)
    expect(await whereIs('maryam@town.example', 'Maryam')).toEqual(['mail'])
  })
})

describe('the clock of each kind', () => {
  const run = (after: number) =>
    inTransaction(here.community.write, (tx) =>
      forgetByTheClock(tx, retentionKinds, new Date(Date.now() + after * day)),
    )
  const count = async () => (await here.sql`select count(*)::int as n from consent`)[0]!.n

  test('follows what the community decided, and the page says it', async () => {
    await keepFor(here.community.write, 'people.consents', 30)
    await giveConsent(here.community.write, nobody, { ...consent, personId: here.ids.joe }, new Date())
    expect(await (await (await here.as('joe')).get('/account/data')).text()).toContain('30 days')
    await run(90 + 29)
    expect(await count()).toBe(1)
    await run(90 + 31)
    expect(await count()).toBe(0)
  })

  test('lets sent letters, ended roles and the numbers of erased accounts go, and keeps what still lasts', async () => {
    await letter('01900000-0000-7000-8000-000000000013', 'joe@town.example', new Date())
    await here.sql`update role_grant set until = now(), granted_at = now() - interval '1 day' where person_id = ${here.ids.ade}`
    const roles = async () =>
      (await here.sql`select person_id from role_grant where person_id = ${here.ids.ade}`).length
    await run(6)
    expect((await here.sql`select id from mail where sent_at is not null`).length).toBe(1)
    await run(8)
    expect((await here.sql`select id from mail where sent_at is not null`).length).toBe(0)
    expect([await roles(), (await here.sql`select * from erased_person`).length]).toEqual([1, 1])
    await run(732)
    expect([await roles(), (await here.sql`select * from erased_person`).length]).toEqual([0, 0])
    expect((await here.sql`select id from role_grant where until is null`).length).toBeGreaterThan(3)
    expect((await here.sql`select id from person`).length).toBe(Object.keys(here.ids).length - 1)
  })

  test('lets an ended consent go a year after its end, not a day before', async () => {
    await keepFor(here.community.write, 'people.consents', 365)
    await giveConsent(here.community.write, nobody, { ...consent, personId: here.ids.joe }, new Date())
    await run(90 + 364)
    expect(await count()).toBe(1)
    await run(90 + 366)
    expect(await count()).toBe(0)
  })
})
