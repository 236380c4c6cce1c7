import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { seedGroups } from '#slices/groups/seed.ts'
import { seedProfiles } from '#slices/people/profile/seed.ts'
import { type Town, town } from '#test/town.ts'
import { looks, looksWell, type Served, serve } from './served.ts'

let here: Town
let served: Served
let origin: string
const groups = new Map<string, string>()

beforeAll(async () => {
  here = await town({ unlimited: true })
  await seedProfiles(here.community, here.ids)
  await seedGroups(here.community, here.ids)
  for (const { id, name } of await here.sql`select id, name from "group"`) groups.set(String(name), String(id))
  served = await serve(here)
  origin = served.origin
})
afterAll(() => served.stop())

const at = (name: string, path = '') => `/groups/${groups.get(name)}${path}`

/** With `SHOTS=folder` every page is looked at, and its picture kept there. */
const shots = process.env.SHOTS

/** The pages that everybody meets are asked for axe's opinion each time; the others when pictures are made. */
const judged = ['group-visitor', 'list', 'new', 'members-host']

const sound = async (page: Page, path: string, look: string, name: string) =>
  looksWell(
    page,
    `${origin}${path}`,
    `${name}-${look}`,
    look === 'phone' && (shots || judged.includes(name)) ? 'everything' : null,
  )

describe('pages of groups', () => {
  test.each(looks)('%s: fit, and axe finds nothing', async (look, options, _) => {
    const visitor = await served.open(null, options)
    await sound(visitor, at('Carers’ evening'), look, 'group-visitor')
    const joe = await served.open('joe', options)
    await sound(joe, '/groups', look, 'list')
    await sound(joe, '/groups/new', look, 'new')
    await sound(joe, at('Supper after prayers'), look, 'group-request')
    await sound(joe, at('Allotment beginners', '/members'), look, 'members-host')
    const maryam = await served.open('maryam', options)
    await sound(maryam, at('Wednesday harbour'), look, 'circle')
    if (shots) {
      const [grace] = await here.sql`select handle from group_member
        where group_id = ${groups.get('Allotment beginners')} and person_id = ${here.ids.grace}`
      await sound(visitor, '/groups', look, 'list-visitor')
      await sound(joe, at('Dads and little ones'), look, 'group-member')
      await sound(joe, at('Allotment beginners'), look, 'group-host')
      await sound(joe, at('Allotment beginners', '/edit'), look, 'edit')
      await sound(joe, at('Allotment beginners', `/members/${grace!.handle}`), look, 'member-host')
      await sound(joe, at('Dads and little ones', '/leave'), look, 'leave')
      await sound(maryam, '/groups', look, 'list-near')
      await sound(maryam, at('Wednesday harbour', '/members'), look, 'circle-members')
      const ruth = await served.open('ruth', options)
      await sound(ruth, '/safeguarding/circles', look, 'glass')
    }
    for (const page of [visitor, joe, maryam]) await page.context().close()
  })
})

const linkTo = async (address: string): Promise<string> => {
  const [letter] =
    await here.sql`select text from mail where to_address = ${address} order by queued_at desc, id desc limit 1`
  const link = /https?:\/\/\S+/u.exec(String(letter!.text))![0]
  return link.slice(new URL(link).origin.length)
}

/** Goes on by the Tab key until the focus is on something with these words, as somebody without a mouse does. */
const tabTo = async (page: Page, words: string) => {
  for (let stops = 0; stops < 80; stops++) {
    await page.keyboard.press('Tab')
    const name = await page.evaluate(() => {
      const element = document.activeElement as HTMLElement
      const labels = (element as HTMLInputElement).labels
      return (labels?.[0]?.innerText ?? element.innerText ?? '').replaceAll(/[\u2066-\u2069]/gu, '').trim()
    })
    if (name.startsWith(words)) return
  }
  throw new Error(`no way to «${words}» by keyboard`)
}

describe('journeys', () => {
  test('without script: found a group, invite, come in, leave, and go back in', async () => {
    const options = { javaScriptEnabled: false, viewport: { width: 360, height: 740 } }
    const [joe, tom] = [await served.open('joe', options), await served.open('tom', options)]
    await joe.goto(`${origin}/groups`)
    await joe.click('text=Start a group')
    await joe.fill('[name=name]', 'Chess by the window')
    await joe.fill('[name=about]', 'Boards are there. Beginners win too, sometimes.')
    await joe.check('[name=seen][value=members]')
    await joe.check('[name=joining][value=invitation]')
    await joe.click('main .form button')
    expect(await joe.textContent('h1')).toBe('Chess by the window')
    await joe.click('main >> text=Invite somebody')
    await joe.fill('[name=email]', 'tom@town.example')
    await joe.click('text=Send the invitation')
    expect(await joe.textContent('main')).toContain('tom@town.example')

    await tom.goto(`${origin}${await linkTo('tom@town.example')}`)
    expect(await tom.textContent('h1')).toBe('You are invited to Chess by the window')
    await tom.click('main .form button')
    expect(await tom.textContent('main')).toContain('Tick the box')
    await tom.check('[name=agree]')
    await tom.click('main .form button')
    expect(await tom.textContent('.notice')).toContain('You are in')
    await tom.click('main >> text=Leave the group')
    await tom.click('main .form button')
    expect(await tom.textContent('main')).toContain('You have left Chess by the window.')
    await tom.click('text=Go back in')
    expect(await tom.textContent('h1')).toBe('Chess by the window')
    for (const page of [joe, tom]) await page.context().close()
  })

  test('by keyboard at 320 px: ask to join, and be let in', async () => {
    const options = { viewport: { width: 320, height: 640 } }
    const [maryam, joe] = [await served.open('maryam', options), await served.open('joe', options)]
    await maryam.goto(`${origin}${at('Allotment beginners')}`)
    await tabTo(maryam, 'Which mornings could you come?')
    await maryam.keyboard.type('Mondays')
    await tabTo(maryam, 'Ask to join')
    await maryam.keyboard.press('Enter')
    await maryam.waitForSelector('text=You asked to join')

    await joe.goto(`${origin}${at('Allotment beginners', '/members')}`)
    await tabTo(joe, 'Let Maryam in')
    await joe.keyboard.press('Enter')
    await joe.waitForSelector('.notice:has-text("They are in")')
    for (const page of [maryam, joe]) await page.context().close()
  })

  test('a confidential circle: founded, entered under a name, and unknown to everybody else', async () => {
    const [nasreen, maryam, helen] = [
      await served.open('nasreen'),
      await served.open('maryam'),
      await served.open('helen'),
    ]
    await nasreen.goto(`${origin}/groups/new`)
    expect(await nasreen.isVisible('[name=pseudonym]')).toBe(false)
    await nasreen.check('[name=seen][value=circle]')
    expect(await nasreen.isVisible('[name=joining][value=open]')).toBe(false)
    await nasreen.fill('[name=name]', 'Lighthouse')
    await nasreen.fill('[name=about]', 'For those of us who start again.')
    await nasreen.fill('[name=pseudonym]', 'Gannet')
    await nasreen.click('main .form button')
    await nasreen.waitForURL(/groups\/[0-9a-f-]{36}/u)
    const address = nasreen.url()
    expect(await nasreen.title()).not.toContain('Lighthouse')
    await nasreen.click('main >> text=Invite somebody')
    await nasreen.fill('[name=email]', 'maryam@town.example')
    await nasreen.click('text=Send the invitation')
    await nasreen.waitForSelector('.notice')

    await maryam.goto(`${origin}${await linkTo('maryam@town.example')}`)
    await maryam.fill('[name=pseudonym]', 'Tern')
    await maryam.check('[name=agree]')
    await maryam.click('main .form button')
    await maryam.waitForURL(address.split('?')[0]!)
    await maryam.click('main >> text=Who is here')
    await maryam.waitForSelector('h1:has-text("Who is here")')
    expect(await maryam.textContent('main')).toMatch(/Gannet[\s\S]*Tern/u)
    expect(await maryam.content()).not.toContain('Nasreen')
    await helen.goto(address)
    expect(await helen.textContent('h1')).toBe('This page is not here')
    for (const page of [nasreen, maryam, helen]) await page.context().close()
  })
})
