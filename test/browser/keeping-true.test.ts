import AxeBuilder from '@axe-core/playwright'
import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Listening } from '#kernel/routes/listen.ts'
import { seedFreshness } from '#slices/directory/freshness/seed.ts'
import { type CastMember, demoPassword, emailOf } from '#slices/people/seed.ts'
import { listed, seedListings } from '#test/listings.ts'
import { type Town, town } from '#test/town.ts'

let here: Town
let ears: Listening
let browser: Browser
let origin: string

beforeAll(async () => {
  here = await town({ unlimited: true })
  const { hearth } = await seedListings(here, new Date())
  ears = await here.listen()
  origin = `http://town.localhost:${ears.port}`
  await seedFreshness(here.community, here.ids, { organisation: hearth, mailbox: emailOf('tom'), origin })
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

const visit = async (who: CastMember | null, options: Parameters<Browser['newContext']>[0] = {}): Promise<Page> => {
  const page = await (await browser.newContext({ reducedMotion: 'reduce', ...options })).newPage()
  if (!who) return page
  await page.goto(`${origin}/sign-in`)
  await page.fill('[name=email]', emailOf(who))
  await page.fill('[name=password]', demoPassword)
  await page.click('main form button[type=submit]')
  await page.waitForURL(`${origin}/`)
  return page
}

const path = `/services/${listed.foodBank}`

test('somebody suggests without script, the editor reviews, and everybody reads it', async () => {
  const neighbour = await visit(null, { javaScriptEnabled: false })
  await neighbour.goto(`${origin}${path}`)
  await neighbour.click('text=Put it right')
  await neighbour.click('summary:has-text("How to reach it")')
  await neighbour.fill('[name=phone]', '0161 496 0042')
  await neighbour.fill('[name=note]', 'It is on their door.')
  await neighbour.click('button:has-text("Send it")')
  expect(await neighbour.textContent('.notice')).toContain('Somebody looks at it soon')
  const tom = await visit('tom', { javaScriptEnabled: false })
  await tom.goto(`${origin}/directory/suggestions`)
  await tom.click('text=Hearth food bank')
  expect(await tom.textContent('.side-by-side')).toContain('0161 496 0042')
  await tom.check('[name=decision_phone][value=accepted]')
  await tom.click('button:has-text("Decide")')
  await neighbour.goto(`${origin}${path}`)
  expect(await neighbour.textContent('main aside')).toContain('0161 496 0042')
})

test('a letter opens a page with one button, and pressing it is the answer', async () => {
  const [letter] = await here.sql`select text from mail where kind = 'directory.check_asked'`
  const link = /http\S+\/check\/right\S+/u.exec(String(letter!.text))![0]
  const page = await visit(null, { javaScriptEnabled: false, viewport: { width: 320, height: 640 } })
  await page.goto(link)
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(320)
  await page.click('button:has-text("Yes, all of it is right")')
  expect(await page.textContent('.notice')).toContain('checked today')
  expect((await page.goto(link))!.status()).toBe(410)
})

const pages: [CastMember | null, string][] = [
  [null, `${path}/suggest`],
  [null, '/suggest'],
  ['tom', `${path}/edit`],
  ['tom', `${path}/history`],
  ['tom', `${path}/alerts`],
  ['helen', '/directory/suggestions'],
  ['helen', '/directory/freshness'],
  ['helen', '/directory/checks'],
  ['helen', '/directory/checkers'],
  ['helen', '/directory/holidays'],
]

const looks = [
  ['phone', { viewport: { width: 320, height: 640 } }],
  ['wide', { viewport: { width: 1280, height: 900 } }],
  ['dark', { viewport: { width: 1280, height: 900 }, colorScheme: 'dark' }],
  ['arabic', { viewport: { width: 360, height: 740 }, locale: 'ar' }],
] as const

test.each(looks)('the pages that keep it true are whole and open to everybody: %s', async (look, options) => {
  for (const who of new Set(pages.map(([one]) => one))) {
    const page = await visit(who, options)
    for (const [, at] of pages.filter(([one]) => one === who)) {
      await page.goto(`${origin}${at}${look === 'arabic' ? '?lang=ar' : ''}`)
      const { violations } = await new AxeBuilder({ page })
        .withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'])
        .analyze()
      expect([at, violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)]).toEqual([at, []])
      const width = options.viewport.width
      expect([at, await page.evaluate('document.documentElement.scrollWidth')]).toEqual([at, width])
      if (process.env.SHOTS)
        await page.screenshot({
          path: `${process.env.SHOTS}/${at.replace(/[0-9a-f-]{36}/u, 'x').replace(/\W+/gu, '-')}-${look}.png`,
          fullPage: true,
        })
    }
    await page.context().close()
  }
})
