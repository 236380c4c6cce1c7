import { afterAll, beforeAll, expect, test } from 'vitest'
import { workOf } from '#app/reactions.ts'
import { type Town, town } from '#test/town.ts'
import { until, workerFor } from '#test/work.ts'

let here: Town
let stop: () => Promise<void>
beforeAll(async () => {
  here = await town()
  stop = workerFor(here.database, { ...workOf(here.config), schedule: [], originOf: () => here.config.url }).stop
})
afterAll(async () => {
  await stop()
  await here.stop()
})

test('a newcomer to the demo finds the letter in the mailbox, opens its link, and has an account', async () => {
  const newcomer = await here.as(null)
  const address = 'amina@elsewhere.example'
  const asked = await newcomer.post('/sign-up', { name: 'Amina', email: address, password: 'seven green bicycles' })
  expect(asked.status).toBe(303)
  const list = async () => (await newcomer.get(`/mailbox?to=${encodeURIComponent(address)}`)).text()
  await until(async () => /href="\/mailbox\/[0-9a-f-]{36}"/u.test(await list()))
  const [, letter] = /href="(\/mailbox\/[0-9a-f-]{36})"/u.exec(await list())!
  const [, link] = /href="(\/sign-up\/confirm[^"]+)"/u.exec(await (await newcomer.get(letter!)).text())!
  const path = link!.replaceAll('&amp;', '&')
  const page = await newcomer.get(path)
  expect(page.status).toBe(200)
  const key = new URL(path, 'http://x').searchParams.get('key')!
  const confirmed = await newcomer.post('/sign-up/confirm', { key, password: 'seven green bicycles' })
  expect([confirmed.status, await confirmed.text()]).toEqual([303, ''])
  expect(await here.sql`select name from person where email = ${address}`).toEqual([{ name: 'Amina' }])
})
