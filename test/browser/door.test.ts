import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Listening } from '#kernel/routes/listen.ts'
import { demoPassword, emailOf } from '#slices/people/seed.ts'
import { type Town, town } from '#test/town.ts'
import { axeFindings } from './axe.ts'
import { launch } from './served.ts'

let here: Town
let ears: Listening
let browser: Browser
let origin: string

beforeAll(async () => {
  here = await town()
  ears = await here.listen()
  // Chromium leads *.localhost to this machine and trusts it like https, which passkeys need.
  origin = `http://town.localhost:${ears.port}`
  browser = await launch()
})
afterAll(async () => {
  await browser.close()
  await ears.stop()
  await here.stop()
})

const press = (page: Page) => page.click('main form button[type=submit]')

const signIn = async (page: Page, email: string) => {
  await page.goto(`${origin}/sign-in`)
  await page.fill('[name=email]', email)
  await page.fill('[name=password]', demoPassword)
  await press(page)
  await page.waitForURL(`${origin}/`)
}

const within = async <Result>(
  options: Parameters<Browser['newContext']>[0],
  run: (page: Page, context: BrowserContext) => Promise<Result>,
) => {
  const context = await browser.newContext(options)
  try {
    return await run(await context.newPage(), context)
  } finally {
    await context.close()
  }
}

test('a person comes in, changes the name and goes out without any script', () =>
  within({ javaScriptEnabled: false }, async (page) => {
    await signIn(page, emailOf('joe'))
    await page.goto(`${origin}/account/name`)
    await page.fill('[name=name]', 'Joseph')
    await press(page)
    expect(await page.textContent('main')).toContain('Joseph')
    await page.click('text=Sign out')
    await page.goto(`${origin}/account`)
    expect(page.url()).toContain('/sign-in?next=%2Faccount')
  }))

test('a mistake moves the focus to what was wrong, and the fields say it', () =>
  within({}, async (page) => {
    await page.goto(`${origin}/sign-up`)
    await page.fill('[name=name]', 'Zora')
    await press(page)
    await page.waitForSelector('[role=alert]')
    expect(await page.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('alert')
    expect(await page.getAttribute('[name=email]', 'aria-invalid')).toBe('true')
    expect(await page.inputValue('[name=name]')).toBe('Zora')
  }))

test('a passkey is made with the password, then signs in by itself, and no second step is asked for', () =>
  within({}, async (page, context) => {
    const devtools = await context.newCDPSession(page)
    await devtools.send('WebAuthn.enable')
    await devtools.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        transport: 'internal',
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    })
    await signIn(page, emailOf('ruth'))
    await page.goto(`${origin}/account/passkeys`)
    await page.fill('[name=name]', 'My laptop')
    await page.fill('[name=password]', 'not the password')
    await page.click('[data-press]')
    await page.waitForFunction(() => document.querySelector('[data-passkey] [role=status]')?.textContent)
    expect(await here.sql`select id from passkey`).toEqual([])
    await page.fill('[name=password]', demoPassword)
    await page.click('[data-press]')
    await page.waitForSelector('text=My laptop')
    await context.clearCookies()
    await page.goto(`${origin}/sign-in?next=/account/passkeys`)
    await page.click('[data-press]')
    await page.waitForURL(`${origin}/account/passkeys`)
    expect(await page.textContent('main')).toContain('My laptop')
    const facts = await here.sql`select data from fact where name = 'people.SignedIn' order by id desc limit 1`
    expect(facts[0]!.data).toMatchObject({ by: 'passkey', secondStep: true })
  }))

const doors = ['/sign-up', '/sign-in', '/sign-in/letter', '/password/forgotten', '/sign-up/sent', '/sign-in/link?key=x']
const rooms = ['', '/name', '/email', '/password', '/sessions', '/second-step', '/second-step/remove', '/passkeys'].map(
  (path) => `/account${path}`,
)

describe.each(['en', 'es', 'ar'])('in %s', (language) => {
  test('nothing on these pages stands in anybody’s way, at 320 pixels too', () =>
    within(
      { viewport: { width: 320, height: 640 }, extraHTTPHeaders: { 'accept-language': language } },
      async (page) => {
        const look = async (path: string) => {
          await page.goto(`${origin}${path}`)
          expect([path, await page.getAttribute('html', 'lang')]).toEqual([path, language])
          expect([path, await axeFindings(page, language === 'en' ? 'everything' : 'words')]).toEqual([path, []])
          expect([path, await page.evaluate(() => document.documentElement.scrollWidth)]).toEqual([path, 320])
          expect([path, await page.locator('h1').count()]).toEqual([path, 1])
        }
        for (const path of doors) await look(path)
        await signIn(page, emailOf('helen'))
        for (const path of rooms) await look(path)
      },
    ))
})
