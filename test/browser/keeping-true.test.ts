import { afterAll, beforeAll, expect, test } from 'vitest'
import { seedFreshness } from '#slices/directory/freshness/seed.ts'
import { type CastMember, emailOf } from '#slices/people/seed.ts'
import { listed, seedListings } from '#test/listings.ts'
import { type Town, town } from '#test/town.ts'
import { looks, looksWell, type Served, serve } from './served.ts'

let here: Town
let served: Served
let origin: string

beforeAll(async () => {
  here = await town({ unlimited: true })
  const { hearth } = await seedListings(here, new Date())
  served = await serve(here)
  origin = served.origin
  await seedFreshness(here.community, here.ids, { organisation: hearth, mailbox: emailOf('tom'), origin })
})
afterAll(() => served.stop())

const path = `/services/${listed.foodBank}`

test('somebody suggests without script, the editor reviews, and everybody reads it', async () => {
  const neighbour = await served.open(null, { javaScriptEnabled: false })
  await neighbour.goto(`${origin}${path}`)
  await neighbour.click('text=Put it right')
  await neighbour.click('summary:has-text("How to reach it")')
  await neighbour.fill('[name=phone]', '0161 496 0042')
  await neighbour.fill('[name=note]', 'It is on their door.')
  await neighbour.click('button:has-text("Send it")')
  expect(await neighbour.textContent('.notice')).toContain('Somebody looks at it soon')
  const tom = await served.open('tom', { javaScriptEnabled: false })
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
  const page = await served.open(null, { javaScriptEnabled: false, viewport: { width: 320, height: 640 } })
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

test.each(looks)('the pages that keep it true are whole and open to everybody: %s', async (look, options, axe) => {
  for (const who of new Set(pages.map(([one]) => one))) {
    const page = await served.open(who, options)
    for (const [, at] of pages.filter(([one]) => one === who)) await looksWell(page, `${origin}${at}`, look, axe)
    await page.context().close()
  }
})
