import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { seedTalk } from '#slices/groups/conversation/seed.ts'
import { founded } from '#test/talk.ts'
import { type Town, town } from '#test/town.ts'
import { looks, looksWell, type Served, serve } from './served.ts'

let here: Town
let served: Served
let origin: string
let group: string
let circle: string

beforeAll(async () => {
  here = await town({ unlimited: true })
  group = await founded(here, { members: ['maryam', 'tom', 'nasreen', 'grace'], hosts: ['joe'] })
  circle = await founded(here, { members: ['maryam'], hosts: ['joe'], kind: 'support', confidential: true })
  await seedTalk(here.community, here.ids, group, new Date())
  served = await serve(here)
  origin = served.origin
})
afterAll(() => served.stop())

const room = () => `${origin}/groups/${group}`
const said = (words: string) => here.sql`select count(*)::int as n from post where text = ${words}`

describe('the room of a group', () => {
  test.each(looks)('%s: fits, and axe finds nothing', async (look, options, axe) => {
    const page = await served.open('joe', options)
    const [first] = await here.sql`select post_id as id from post_picture limit 1`
    const paths = [
      `/groups/${group}`,
      `/groups/${group}/posts/${first!.id}`,
      `/groups/${group}/letters`,
      `/groups/${group}/polls`,
      `/groups/${group}/pins`,
      `/groups/${circle}`,
    ]
    for (const path of paths) {
      await looksWell(page, `${origin}${path}`, look, axe)
    }
    await page.context().close()
  })
})

describe('journeys', () => {
  test('without script: say something with a picture, reply, answer with a word, choose in a poll', async () => {
    const page = await served.open('tom', { javaScriptEnabled: false })
    await page.goto(room())
    await page.fill('.talk-compose [name=text]', 'The plums are ripe')
    await page.click('.talk-compose summary')
    const picture = await sharp({ create: { width: 80, height: 60, channels: 3, background: '#6a3d72' } })
      .png()
      .toBuffer()
    await page.setInputFiles('[name=picture]', { name: 'plums.png', mimeType: 'image/png', buffer: picture })
    await page.click('.talk-compose button[type=submit]')
    expect(await page.textContent('.summary')).toContain('Say in a few words what is on the picture')
    await page.setInputFiles('[name=picture]', { name: 'plums.png', mimeType: 'image/png', buffer: picture })
    await page.fill('[name=alt]', 'A bowl of plums')
    await page.click('.talk-compose button[type=submit]')
    expect(await page.getAttribute('.post:has-text("The plums are ripe") img', 'alt')).toBe('A bowl of plums')
    const thread = page.locator('.talk-thread', { hasText: 'The plums are ripe' })
    await thread.locator('.talk-reply > summary').click()
    await thread.locator('.talk-reply textarea').fill('Come and take some')
    await thread.locator('.talk-reply button').click()
    expect(await page.textContent('main')).toContain('Come and take some')
    await page.goto(room())
    await page.locator('.poll summary').click()
    await page.locator('.poll [name=option]').first().check()
    await page.locator('.poll button').first().click()
    expect(await page.textContent('.poll')).toContain('your choice')
    await page.context().close()
  })

  test('live: what one says the other sees, without a reload, and what the third may not know she never hears', async () => {
    const [joe, maryam] = [await served.open('joe'), await served.open('maryam')]
    await Promise.all([joe.goto(room()), maryam.goto(room())])
    await joe.fill('.talk-compose [name=text]', 'Kettle is on')
    await joe.click('.talk-compose button[type=submit]')
    await joe.waitForSelector('.post:has-text("Kettle is on")')
    await maryam.click('[data-news] button')
    const thread = maryam.locator('.talk-thread', { hasText: 'Kettle is on' })
    await thread.locator('.talk-reply > summary').click()
    await thread.locator('.talk-reply textarea').fill('On my way')
    await thread.locator('.talk-reply button').click()
    await joe.waitForSelector('.talk-replies:has-text("On my way")')
    await maryam.waitForSelector('.talk-replies:has-text("On my way")')
    await maryam.fill('.talk-compose [name=text]', 'Thank you @Jo')
    await maryam.locator('.talk-compose [name=text]').press('e')
    await maryam.click('.calling button')
    expect(await maryam.inputValue('.talk-compose [name=text]')).toBe('Thank you @Joe ')
    await Promise.all([joe.context().close(), maryam.context().close()])
  })

  test('a lost connection loses no word: they wait, outlive a reload, and are posted once when it is back', async () => {
    const page = await served.open('nasreen')
    await page.goto(room())
    await page.fill('.talk-compose [name=text]', 'Written in the tunnel')
    await page.context().setOffline(true)
    await page.click('.talk-compose button[type=submit]')
    await page.waitForSelector('[data-state]:has-text("No connection")')
    expect((await said('Written in the tunnel'))[0]).toEqual({ n: 0 })
    await page.context().setOffline(false)
    await page.waitForSelector('.post:has-text("Written in the tunnel")')
    expect((await said('Written in the tunnel'))[0]).toEqual({ n: 1 })
    await page.fill('.talk-compose [name=text]', 'Half a thought')
    await page.reload()
    expect(await page.inputValue('.talk-compose [name=text]')).toBe('Half a thought')
    await page.context().close()
  })
})
