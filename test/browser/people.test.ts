import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { seedProfiles } from '#slices/people/profile/seed.ts'
import { demoPassword } from '#slices/people/seed.ts'
import { type Town, town } from '#test/town.ts'
import { looks, looksWell, type Served, serve } from './served.ts'

let here: Town
let served: Served
let origin: string

beforeAll(async () => {
  here = await town({ unlimited: true })
  await seedProfiles(here.community, here.ids)
  served = await serve(here)
  origin = served.origin
})
afterAll(() => served.stop())

const pages = () => [
  '/account',
  '/account/profile',
  '/account/profile/preview?as=members',
  '/people',
  '/people?q=zzzz',
  `/people/${here.ids.joe}`,
  `/people/${here.ids.joe}/block`,
  `/people/${here.ids.joe}/not-meet`,
  '/account/blocks',
  '/account/not-meet',
  '/account/agreed',
  '/account/data',
  '/account/data/erase',
]

describe('every page about oneself and others', () => {
  test.each(looks)(
    '%s: fits, and axe finds nothing',
    async (look, options, axe) => {
      const page = await served.open('maryam', options)
      for (const path of pages()) {
        await looksWell(page, `${origin}${path}`, look, axe)
      }
      await page.context().close()
    },
    120_000,
  )
})

const journeys = [
  ['with script', {}],
  ['without script', { javaScriptEnabled: false }],
] as const

describe('journeys', () => {
  test.each(journeys)(
    '%s: tell nothing private, find somebody, keep apart, block and undo it',
    async (_, options) => {
      const page = await served.open('tom', options)
      await page.goto(`${origin}/account/profile`)
      await page.fill('[name=interests]', 'cycling, soup')
      await page.click('main form button[type=submit]')
      await page.waitForURL(/preview/u)
      expect(await page.textContent('main')).toContain('soup')
      const [told] = await here.sql`select count(*)::int as n from profile_field
      where person_id = ${here.ids.tom} and field in ('phone', 'address', 'birth_year')`
      expect(told!.n).toBe(0)
      await page.goto(`${origin}/people`)
      await page.fill('main [name=q]', 'allotment')
      await page.press('main [name=q]', 'Enter')
      await page.click('main a:has-text("Joe")')
      await page.click('main a:has-text("Do not bring us together")')
      await page.click('main form button[type=submit]')
      await page.waitForURL(/not-meet$/u)
      await page.click('main form button[type=submit]')
      await page.goto(`${origin}/people/${here.ids.joe}/block`)
      await page.click('main form button[type=submit]')
      await page.waitForURL(/blocks$/u)
      expect((await page.goto(`${origin}/people/${here.ids.joe}`))?.status()).toBe(404)
      await page.goto(`${origin}/account/blocks`)
      await page.click('main form button[type=submit]')
      expect((await page.goto(`${origin}/people/${here.ids.joe}`))?.status()).toBe(200)
      await page.context().close()
    },
    60_000,
  )

  test('by keyboard alone: take the data along, erase the account, be gone', async () => {
    const page = await served.open('grace')
    await page.goto(`${origin}/account/data`)
    const download = page.waitForEvent('download')
    await page.focus('a[href$="export.html"]')
    await page.keyboard.press('Enter')
    expect((await download).suggestedFilename()).toBe('my-data.html')
    await page.goto(`${origin}/account/data/erase`)
    await page.focus('[name=password]')
    await page.keyboard.type(demoPassword)
    await page.keyboard.press('Enter')
    await page.waitForURL(`${origin}/`)
    expect(await page.textContent('body')).toContain('Your account is erased')
    expect(await here.sql`select id from person where id = ${here.ids.grace}`).toEqual([])
    await page.context().close()
  }, 60_000)
})
