import AxeBuilder from '@axe-core/playwright'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Listening } from '#kernel/routes/listen.ts'
import { seedProfiles } from '#slices/people/profile/seed.ts'
import { type CastMember, demoPassword, emailOf } from '#slices/people/seed.ts'
import { type Town, town } from '#test/town.ts'

let here: Town
let ears: Listening
let browser: Browser
let origin: string

beforeAll(async () => {
  here = await town({ unlimited: true })
  await seedProfiles(here.community, here.ids)
  ears = await here.listen()
  origin = `http://town.localhost:${ears.port}`
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu'],
  })
})
afterAll(async () => {
  await browser.close()
  await ears.stop()
  await here.stop()
})

const signedIn = async (who: CastMember, options: Parameters<Browser['newContext']>[0] = {}): Promise<Page> => {
  const context: BrowserContext = await browser.newContext({ reducedMotion: 'reduce', ...options })
  const page = await context.newPage()
  await page.goto(`${origin}/sign-in`)
  await page.fill('[name=email]', emailOf(who))
  await page.fill('[name=password]', demoPassword)
  await page.click('main form button[type=submit]')
  await page.waitForURL(`${origin}/`)
  return page
}

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

const looks = [
  ['phone', { viewport: { width: 320, height: 640 } }],
  ['wide', { viewport: { width: 1280, height: 900 } }],
  ['dark', { viewport: { width: 1280, height: 900 }, colorScheme: 'dark' }],
  ['arabic', { viewport: { width: 360, height: 740 }, locale: 'ar' }],
] as const

const shots = process.env.SHOTS

describe('every page about oneself and others', () => {
  test.each(looks)(
    '%s: fits, and axe finds nothing',
    async (look, options) => {
      const page = await signedIn('maryam', options)
      for (const path of pages()) {
        await page.goto(`${origin}${path}`)
        const name = path.replace(/[0-9a-f-]{30,}/u, 'one').replace(/\W+/gu, '-')
        if (shots) await page.screenshot({ path: `${shots}/${name.slice(1)}-${look}.png`, fullPage: true })
        const wider = await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        )
        expect([path, wider]).toEqual([path, 0])
        const { violations } = await new AxeBuilder({ page }).analyze()
        expect([path, violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)]).toEqual([path, []])
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
      const page = await signedIn('tom', options)
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
    const page = await signedIn('grace')
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
