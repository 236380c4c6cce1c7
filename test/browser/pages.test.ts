import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { inTransaction } from '#kernel/database/transactions.ts'
import { park } from '#kernel/jobs/parking.ts'
import type { CastMember } from '#slices/people/seed.ts'
import { until } from '#test/work.ts'
import { axeFindings } from './axe.ts'
import { type Findings, plainFindings, probe, reflow, settle } from './probe.ts'
import { type Place, trafford } from './trafford.ts'

let place: Place

beforeAll(async () => {
  place = await trafford()
  await inTransaction(place.here.community.write, (tx) =>
    park(tx, { jobId: '1', task: 'mail.send', payload: { mail: 'x' }, attempts: 10, error: '550 no such mailbox' }),
  )
  const newcomer = await place.here.as(null)
  await newcomer.post('/sign-up', { name: 'Amina', email: 'amina@new.example', password: 'seven green bicycles' })
  await until(async () => (await letter()) !== undefined)
})
afterAll(() => place.stop())

const letter = async () => (await place.here.sql`select id from mail where to_address = 'amina@new.example'`)[0]?.id

interface Template {
  name: string
  at: string | (() => Promise<string>)
  who?: CastMember
}

const templates: Template[] = [
  { name: 'home', at: '/' },
  { name: 'find with results', at: '/find?q=food&near=M33' },
  { name: 'find with filters', at: '/find?q=&near=M33&free=1&stepfree=1&kind=service' },
  { name: 'find without results', at: '/find?q=zzzzqqqq&near=nowhere' },
  { name: 'a service', at: () => place.found('service', 'food') },
  { name: 'a place', at: () => place.found('place', 'library') },
  { name: 'an organisation', at: () => place.found('organisation') },
  { name: 'all places', at: '/places' },
  { name: 'all organisations', at: '/organisations' },
  { name: 'about', at: '/about' },
  { name: 'where the data is from', at: '/about/data' },
  { name: 'help now', at: '/help-now' },
  { name: 'for other programs', at: '/api' },
  { name: 'sign in', at: '/sign-in' },
  { name: 'sign up', at: '/sign-up' },
  { name: 'account', at: '/account', who: 'maryam' },
  { name: 'no such page', at: '/no-such-page' },
  { name: 'styleguide', at: '/styleguide' },
  { name: 'mistakes in a form', at: '/styleguide/mistakes' },
  { name: 'mailbox', at: '/mailbox' },
  { name: 'a letter', at: async () => `/mailbox/${await letter()}` },
  { name: 'the parking place', at: '/steward/parking', who: 'helen' },
  { name: 'synonyms', at: '/steward/synonyms?q=food', who: 'helen' },
  { name: 'what is on', at: '/whats-on' },
  { name: 'join in', at: '/join-in' },
]

const pathOf = async ({ at }: Template) => (typeof at === 'string' ? at : at())

/** A page that is not there is said so in the console too: that is no complaint about the page. */
const complained = (complaints: string[]): Findings =>
  complaints.filter((text) => !text.includes('status of 404')).map((text) => `console: ${text}`)

const inDark = async (path: string, who?: CastMember) =>
  place.look(path, ({ page }) => axeFindings(page, 'colours'), { who, colorScheme: 'dark', reducedMotion: 'reduce' })

const plainly = async (path: string, who?: CastMember) =>
  place.look(path, ({ page }) => plainFindings(page), { who, javaScriptEnabled: false })

/** Every address that a page asked for while it was looked at. */
const everAsked = new Set<string>()

const inDaylight = (path: string, who?: CastMember) =>
  place.look(
    path,
    async ({ page, complaints, asked }) => {
      const findings = [...(await probe(page)), ...complained(complaints)]
      for (const address of asked) everAsked.add(address)
      return findings
    },
    {
      who,
      viewport: { width: 1280, height: 800 },
    },
  )

describe('stands in nobody’s way, by eye, keyboard, finger or script:', () => {
  test.each(templates)('$name', async (template) => {
    const path = await pathOf(template)
    const [lit, dark, plain] = await Promise.all([
      inDaylight(path, template.who),
      inDark(path, template.who),
      plainly(path, template.who),
    ])
    expect([...lit, ...dark.map((finding) => `dark, ${finding}`), ...plain]).toEqual([])
  })
})

const directions = { es: 'ltr', ar: 'rtl', 'en-XA': 'ltr' }

const inLanguage = ([language, direction]: [string, string], path: string, who?: CastMember): Promise<Findings> => {
  const address = new URL(path, place.origin)
  address.searchParams.set('lang', language)
  return place.look(
    address.pathname + address.search,
    async ({ page }) => {
      expect(await page.getAttribute('html', 'dir')).toBe(direction)
      await settle(page)
      // Longer words are no language: they show what does not fit, and nothing that axe could hear.
      const heard = language === 'en-XA' ? [] : await axeFindings(page, 'words')
      const findings = [...heard, ...(await reflow(page))]
      return findings.map((finding) => `${language}, ${finding}`)
    },
    { who, viewport: { width: 1280, height: 800 }, reducedMotion: 'reduce' },
  )
}

/** The pseudo-locale makes each sentence longer, as some languages do. */
describe('in Spanish, Arabic and longer words fits and is accessible:', () => {
  test.each(templates)('$name', async (template) => {
    const path = await pathOf(template)
    const languages = Object.entries(directions)
    expect((await Promise.all(languages.map((one) => inLanguage(one, path, template.who)))).flat()).toEqual([])
  })
})

test('rule 4: no page asked anybody but us for anything, maps included', () => {
  expect(everAsked.size).toBeGreaterThan(5)
  expect([...everAsked].filter((address) => !address.startsWith(place.origin) && !address.startsWith('data:'))).toEqual(
    [],
  )
})
