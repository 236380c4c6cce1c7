import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { seedProfiles } from '#slices/people/profile/seed.ts'
import { answerLetterAsks } from '#slices/people/reactions.ts'
import { type CastMember, emailOf } from '#slices/people/seed.ts'
import { letterbox } from '../letters.ts'
import { type Town, town } from '../town.ts'
import { looks, looksWell, type Served, serve } from './served.ts'

let here: Town
let served: Served
let origin: string

beforeAll(async () => {
  here = await town({ unlimited: true })
  await seedProfiles(here.community, here.ids)
  await peopleMet()
  served = await serve(here)
  origin = served.origin
})
afterAll(() => served.stop())

const rosa = { name: 'Rosa', language: 'es', channel: 'phone', phone: '0161 496 0123', no_voicemail: '1' }
const agreed = { age: 'adult', how: 'phone', witness: 'Her daughter', until: '', agreed: '1' }

/** Enough that no page is empty: Rosa by phone, a guardian, a connector, a letter to pass on, a check that ends soon. */
const peopleMet = async () => {
  const [helen, nasreen, maryam, joe] = [
    await here.as('helen'),
    await here.as('nasreen'),
    await here.as('maryam'),
    await here.as('joe'),
  ]
  await nasreen.post('/desk/people', { ...rosa, ...agreed })
  await nasreen.post('/desk/guardians', {
    ...{ young: emailOf('sami'), guardian: emailOf('joe'), how: 'in-person', witness: '', until: '', agreed: '1' },
  })
  await maryam.post(`/people/${here.ids.joe}/act-for-me`, { until: '' })
  await helen.post('/steward/connectors', { email: emailOf('joe'), area: 'Old Trafford' })
  await joe.post('/account/connector/answer', { yes: '1' })
  await joe.post('/account/connector', { about: 'Who has a ladder, and who makes soup', show: '1' })
  const [connector] = await here.sql`select id from connector`
  await maryam.post(`/connectors/${connector!.id}/thanks`, { words: 'The ladder was just right.' })
  await maryam.post('/account/contact', {
    ...{
      channel: 'phone',
      phone: '0161 496 0000',
      neutral: 'message',
      from: '09:00',
      to: '17:00',
      zone: 'Europe/London',
    },
  })
  await maryam.post('/account/contact/test')
  const until = new Date(Date.now() + 20 * 86_400_000).toISOString().slice(0, 10)
  const paper = { kind: 'first_aid', issuer: 'Red Cross', reference: 'RC-778', until }
  await helen.post('/steward/checks', { email: emailOf('joe'), ...paper })
  await helen.post('/steward/roles', { email: emailOf('maryam'), role: 'navigator', scope: '', until: '' })
}

const paperOf = async () => (await here.sql`select id from mandate where kind = 'desk' limit 1`)[0]!.id

const pages = async (): Promise<[CastMember, string[]][]> => [
  [
    'helen',
    [
      '/steward',
      '/steward/roles',
      '/steward/checks',
      '/steward/checks/needs',
      '/steward/ages',
      '/steward/connectors',
      '/desk/people',
      `/desk/people/${await paperOf()}/paper`,
      '/desk/letters',
      '/desk/guardians',
    ],
  ],
  [
    'maryam',
    [
      '/account',
      '/account/roles',
      '/account/contact',
      '/account/agreed',
      '/account/data',
      '/acting',
      `/people/${here.ids.joe}`,
      `/people/${here.ids.joe}/act-for-me`,
      '/connectors',
      '/account/connector',
      '/sign-up',
    ],
  ],
  ['joe', ['/acting', '/account/connector', `/people/${here.ids.grace}/hand-over`, '/account/roles']],
]

describe('every page about trust', () => {
  test.each(looks)(
    '%s: fits, and axe finds nothing where it looks',
    async (look, options, axe) => {
      for (const [who, paths] of await pages()) {
        const page = await served.open(who, options)
        for (const path of paths) await looksWell(page, `${origin}${path}`, `${who}-${look}`, axe)
        await page.context().close()
      }
    },
    180_000,
  )
})

const journeys = [
  ['with script', {}],
  ['without script', { javaScriptEnabled: false }],
] as const

describe('journeys', () => {
  test.each(journeys)(
    '%s: join, give nothing private, agree to nothing unasked, take one agreement back',
    async (name, options) => {
      const post = letterbox(here, [answerLetterAsks])
      const email = `lee-${name.replace(' ', '-')}@town.example`
      const context = await served.browser.newContext({ reducedMotion: 'reduce', ...options })
      const page = await context.newPage()
      await page.goto(`${origin}/sign-up`)
      await page.fill('[name=name]', 'Lee')
      await page.fill('[name=email]', email)
      await page.fill('[name=password]', 'nine geese in a row')
      await page.click('main form button[type=submit]')
      await page.waitForURL(/sent/u)
      await page.goto(`${origin}${(await post.newest(email)).link}`)
      await page.click('main form button[type=submit]')
      await page.waitForURL(`${origin}/`)
      await page.goto(`${origin}/account/profile`)
      await page.click('main form button[type=submit]')
      await page.waitForURL(/preview/u)
      const [lee] = await here.sql`select id from person where email = ${email}`
      expect(await here.sql`select field from profile_field where person_id = ${lee!.id}`).toEqual([])
      await page.goto(`${origin}/account/agreed`)
      expect(await page.textContent('main')).toContain('You have agreed to nothing yet')
      await context.close()
      await post.stop()
    },
    60_000,
  )

  test.each(journeys)(
    '%s: the desk acts for Rosa, and stops',
    async (_, options) => {
      const page = await served.open('nasreen', options)
      await page.goto(`${origin}/desk/people`)
      await page.click('main button:has-text("Act for Rosa")')
      await page.waitForURL(/acting$/u)
      expect(await page.textContent('.acting-line')).toContain('You are acting for Rosa')
      await page.click('main a:has-text("How they may be reached")')
      expect(await page.inputValue('[name=phone]')).toBe('0161 496 0123')
      await page.click('main form[action="/account/contact"] button[type=submit]')
      await page.waitForURL(/acting$/u)
      await page.click('.acting-line button')
      await page.waitForURL(/acting$/u)
      expect(await page.locator('.acting-line').count()).toBe(0)
      const [last] = await here.sql`select "by" from fact where name = 'people.ContactChanged' order by id desc limit 1`
      expect(last!.by).toBe(here.ids.nasreen)
      await page.context().close()
    },
    60_000,
  )

  test('one button takes an agreement back', async () => {
    const page = await served.open('maryam')
    await page.goto(`${origin}/account/agreed`)
    const count = await page.locator('main button:has-text("Take it back")').count()
    expect(count).toBeGreaterThan(0)
    await page.click('main button:has-text("Take it back")')
    await page.waitForLoadState()
    expect(await page.locator('main button:has-text("Take it back")').count()).toBe(count - 1)
    await page.context().close()
  }, 60_000)
})
