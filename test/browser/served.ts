import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { expect } from 'vitest'
import type { CastMember } from '#slices/people/seed.ts'
import type { Town } from '#test/town.ts'
import { type AxeQuestion, axeFindings } from './axe.ts'

export const launch = (): Promise<Browser> =>
  chromium.launch({
    executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
    ],
  })

export interface Served {
  browser: Browser
  origin: string
  /** A page of a new browser for somebody of the cast, who signed in before; `null` is a visitor. */
  open: (who: CastMember | null, options?: BrowserContextOptions) => Promise<Page>
  stop: () => Promise<void>
}

/** A town on a port of this machine, and a Chromium to look at it with. `stop` ends both, and the town. */
export const serve = async (here: Town): Promise<Served> => {
  const ears = await here.listen()
  // Chromium leads *.localhost to this machine and trusts it like https, which passkeys and positions need.
  const origin = `http://town.localhost:${ears.port}`
  const browser = await launch()
  const open: Served['open'] = async (who, options = {}) => {
    const context = await browser.newContext({ reducedMotion: 'reduce', ...options })
    const { cookies } = await here.as(who)
    await context.addCookies([...cookies].map(([name, value]) => ({ name, value, url: origin })))
    return context.newPage()
  }
  const stop = async () => {
    await browser.close()
    await ears.stop()
    await here.stop()
  }
  return { browser, origin, open, stop }
}

/** The ways in which every page is looked at, and what is asked of axe there: what could differ from the look before. */
export const looks = [
  ['phone', { viewport: { width: 320, height: 640 } }, 'everything'],
  ['wide', { viewport: { width: 1280, height: 900 } }, null],
  ['dark', { viewport: { width: 768, height: 1000 }, colorScheme: 'dark' }, 'colours'],
  ['arabic', { viewport: { width: 360, height: 740 }, locale: 'ar' }, null],
] as const satisfies readonly [string, BrowserContextOptions, AxeQuestion | null][]

/** With `SHOTS=folder` a picture of each page is kept there, to look at. */
const shots = process.env.SHOTS

/** axe finds nothing on this page as it stands now. */
const isSound = async (page: Page, about: AxeQuestion): Promise<void> => {
  const { pathname } = new URL(page.url())
  expect([pathname, await axeFindings(page, about)]).toEqual([pathname, []])
}

/** Nothing of this page lies beside the screen. */
export const fits = async (page: Page): Promise<void> => {
  const wider = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
  expect([new URL(page.url()).pathname, wider]).toEqual([new URL(page.url()).pathname, 0])
}

const nameOf = (page: Page) =>
  new URL(page.url()).pathname.replaceAll(/[0-9a-f-]{30,}/gu, 'one').replaceAll(/\W+/gu, '-')

/** In Arabic by the address, because a person's own choice weighs more than their browser's. */
const inLook = (address: string, look: string) => {
  const url = new URL(address)
  if (look.endsWith('arabic')) url.searchParams.set('lang', 'ar')
  return url.href
}

/** Opens a page, keeps its picture where pictures are wanted, and holds it to what is asked of every page. */
export const looksWell = async (page: Page, address: string, look: string, axe: AxeQuestion | null): Promise<void> => {
  const answer = await page.goto(inLook(address, look))
  expect([address, answer?.status()]).toEqual([address, 200])
  if (shots) await page.screenshot({ path: `${shots}/${nameOf(page)}-${look}.png`, fullPage: true })
  await fits(page)
  if (axe) await isSound(page, axe)
}
