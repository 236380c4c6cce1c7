import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Listening } from '#kernel/routes/listen.ts'
import { listText } from '#slices/finder/list/rules.ts'
import { listed, seedListings } from '#test/listings.ts'
import { type Town, town } from '#test/town.ts'
import { launch } from './served.ts'

let here: Town
let ears: Listening
let browser: Browser
let origin: string

beforeAll(async () => {
  here = await town()
  await seedListings(here, new Date())
  ears = await here.listen()
  origin = `http://town.localhost:${ears.port}`
  browser = await launch()
})
afterAll(async () => {
  await browser.close()
  await ears.stop()
  await here.stop()
})

const kept = () => caches.has('kept')

test('nothing is kept unless asked for; what was, opens without a connection, and is forgotten on a press', async () => {
  const context = await browser.newContext()
  const page = await context.newPage()
  const list = `${origin}/list?of=${listText([listed.foodBank, listed.walk])}`
  await page.goto(list)
  expect(await page.evaluate(kept)).toBe(false)
  expect(await page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length)).toBe(0)

  await page.getByRole('button', { name: 'Keep for when there is no connection' }).click()
  await page.getByText('It is kept.').waitFor()
  await page.evaluate(async () => void (await navigator.serviceWorker.ready))
  await page.reload()
  await context.setOffline(true)
  await page.goto(list)
  expect(await page.textContent('main')).toContain('Hearth food bank')
  await page.goto(`${origin}/find?q=never+kept`)
  expect(await page.textContent('h1')).toBe('You have no connection')
  await page.getByRole('link', { name: 'A list' }).click()
  expect(await page.textContent('main')).toContain('Slow walk')

  await page.getByRole('button', { name: 'Forget what is kept here' }).click()
  await expect.poll(() => page.evaluate(kept)).toBe(false)
  await context.close()
}, 60_000)

test('rule 39: what is kept was fetched as a stranger, also for somebody who is signed in', async () => {
  const context = await browser.newContext()
  const page = await context.newPage()
  await page.goto(`${origin}/sign-in`)
  await page.fill('[name="email"]', 'helen@town.example')
  await page.fill('[name="password"]', 'a kettle and two cups')
  await page.click('main form button[type="submit"]')
  await page.goto(`${origin}/guide`)
  await page.getByRole('button', { name: 'Keep for when there is no connection' }).click()
  await page.getByText('It is kept.').waitFor()
  const texts = await page.evaluate(async () => {
    const cache = await caches.open('kept')
    const answers = await Promise.all((await cache.keys()).map(async (request) => (await cache.match(request))!.text()))
    return answers.join('')
  })
  expect(texts).toContain('You have no connection')
  expect(texts).not.toMatch(/Helen|helen@/u)
  await context.close()
}, 60_000)
