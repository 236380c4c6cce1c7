import { afterAll, beforeAll, expect, test } from 'vitest'
import { nobody } from '#kernel/session/session.ts'
import { type Town, town } from '#test/town.ts'
import { giveConsent } from './commands.ts'
import { hasConsent, whoConsents } from './queries.ts'

const day = 86_400_000
let now = new Date()
const inWords = (date: Date) =>
  new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: here.community.zone }).format(date)
let here: Town
beforeAll(async () => {
  here = await town({ unlimited: true, now: () => now })
})
afterAll(() => here.stop())

const coffee = {
  purpose: 'matching.coffee',
  recipient: 'Trafford Neighbours',
  data: ['first name', 'languages'],
  words: 'You may suggest me for a coffee with one other person.',
  language: 'en',
  how: 'page',
} as const

const give = (more = {}) =>
  giveConsent(here.community.write, nobody, { ...coffee, personId: here.ids.maryam, ...more }, now)
const holds = (scope: string | null = null) =>
  hasConsent(here.community.read, here.ids.maryam, coffee.purpose, now, scope)

test('rule 39: nobody takes part who has not said so; a yes is for one purpose and one thing', async () => {
  expect(await holds()).toBe(false)
  await give()
  expect(await holds()).toBe(true)
  expect(await holds(here.ids.joe)).toBe(false)
  expect(await hasConsent(here.community.read, here.ids.maryam, 'matching.mentor', now)).toBe(false)
  expect(await whoConsents(here.community.read, coffee.purpose, now)).toEqual([here.ids.maryam])
})

test('the page says who, for what, which data, until when, how and in which language', async () => {
  const html = await (await (await here.as('maryam')).get('/account/agreed')).text()
  for (const words of [
    coffee.words,
    coffee.recipient,
    'first name, languages',
    inWords(new Date(now.getTime() + 90 * day)),
    inWords(now),
    'English',
  ])
    expect(html).toContain(words)
})

test('rule 39: one button takes it back, at once; another person’s yes is out of reach', async () => {
  const [row] = await here.sql`select id from consent`
  const before = await here.sql`select * from consent`
  expect((await (await here.as('joe')).post(`/account/agreed/${row!.id}/withdraw`)).status).toBe(404)
  expect(await here.sql`select * from consent`).toEqual(before)
  const maryam = await here.as('maryam')
  expect((await maryam.post(`/account/agreed/${row!.id}/withdraw`)).status).toBe(303)
  expect(await holds()).toBe(false)
  expect(await whoConsents(here.community.read, coffee.purpose, now)).toEqual([])
  expect((await maryam.post(`/account/agreed/${row!.id}/withdraw`)).status).toBe(303)
  expect(await here.sql`select count(*)::int from fact where name = 'people.ConsentWithdrawn'`).toEqual([{ count: 1 }])
})

test('rule 39: it ends by itself after ninety days where nothing else was said', async () => {
  await give()
  now = new Date(now.getTime() + 90 * day - 1)
  expect(await holds()).toBe(true)
  now = new Date(now.getTime() + 1)
  expect(await holds()).toBe(false)
})

test('agreeing again replaces the yes of before, also when two say it at once', async () => {
  await Promise.allSettled([give(), give(), give()])
  const live = await here.sql`select id from consent where withdrawn_at is null`
  expect(live).toHaveLength(1)
  expect(await holds()).toBe(true)
})
