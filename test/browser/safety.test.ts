import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { seedProfiles } from '#slices/people/profile/seed.ts'
import { type CastMember, cast } from '#slices/people/seed.ts'
import { founded, words } from '#test/talk.ts'
import { type Town, town } from '#test/town.ts'
import { looks, looksWell, type Served, serve } from './served.ts'

let here: Town
let served: Served
let origin: string

beforeAll(async () => {
  here = await town({ unlimited: true })
  await seedProfiles(here.community, here.ids)
  for (const who of Object.keys(cast) as CastMember[]) await here.as(who)
  const group = await founded(here, { members: ['maryam'], hosts: ['joe'] })
  await post('maryam', `/groups/${group}/posts`, words('Hello all. I am new here, and I grow beans on the balcony.'))
  served = await serve(here)
  origin = served.origin
})
afterAll(() => served.stop())
beforeEach(async () => {
  await here.sql`delete from report`
  await here.sql`delete from moderation_decision`
  await here.sql`delete from moderated`
})

type Options = Parameters<Browser['newContext']>[0]

const path = (page: Page) => new URL(page.url()).pathname

const post = async (who: CastMember, at: string, form: Record<string, string> = {}) =>
  (await here.as(who)).post(at, form)

const reported = async (reason = 'threat', words = 'It frightened me.') => {
  const answer = await post('maryam', `/report/person/${here.ids.joe}`, { reason, words })
  const [row] = await here.sql`select id from report order by made_at desc, id desc limit 1`
  return { id: String(row!.id), receipt: answer.headers.get('location')! }
}

const decided = async () => {
  const told = await reported()
  await post('ade', `/moderation/${told.id}/take`)
  await post('ade', `/moderation/${told.id}/decision`, { kind: 'warn', reason: 'Please speak kindly to each other.' })
  const [row] = await here.sql`select id from moderation_decision`
  return { ...told, decision: String(row!.id) }
}

const appealed = async () => {
  const told = await decided()
  await post('joe', `/account/notices/${told.decision}`, { words: 'I was quoting somebody else.' })
  const [row] = await here.sql`select id from appeal`
  return { ...told, appeal: String(row!.id) }
}

/** Each page with somebody who sees it: name, whose, where. */
const pages = async (): Promise<[string, CastMember | null, string][]> => {
  const told = await appealed()
  const open1 = await reported('hate', 'He said cruel things to my brother.')
  const taken = await reported('wrong', 'That is not his real number.')
  await post('ade', `/moderation/${taken.id}/take`)
  await post('ruth', `/moderation/appeals/${told.appeal}/take`)
  return [
    ['staying safe', null, '/safety'],
    ['help now', null, '/help-now'],
    ['report', 'maryam', `/report/person/${here.ids.joe}`],
    ['receipt', null, told.receipt],
    ['own reports', 'maryam', '/account/reports'],
    ['queue', 'ruth', '/moderation'],
    ['a case not taken', 'ade', `/moderation/${open1.id}`],
    ['a case taken', 'ade', `/moderation/${taken.id}`],
    ['an appeal', 'ruth', `/moderation/appeals/${told.appeal}`],
    ['notices', 'joe', '/account/notices'],
    ['to appeal', 'joe', `/account/notices/${told.decision}`],
    ['rota', 'ruth', '/safeguarding/on-call'],
    ['record', 'ruth', '/safeguarding/audit'],
    ['first posts', 'joe', '/moderation/first-posts'],
    ['crisis lines', 'helen', '/steward/crisis-lines'],
    ['a crisis line', 'helen', '/steward/crisis-lines/gb-samaritans'],
  ]
}

describe('every page about safety', () => {
  test.each(looks)(
    '%s: fits, and axe finds nothing',
    async (look, options, axe) => {
      for (const [name, who, at] of await pages()) {
        const page = await served.open(who, options)
        await looksWell(page, `${origin}${at}`, `${name.replaceAll(' ', '-')}-${look}`, axe)
        await page.context().close()
      }
    },
    180_000,
  )
})

/** How somebody works a page: by mouse or finger, or by Tab, arrows and Enter alone. */
interface Hands {
  follow: (page: Page, words: string) => Promise<void>
  choose: (page: Page, value: string) => Promise<void>
  write: (page: Page, field: string, words: string) => Promise<void>
  press: (page: Page, words: string) => Promise<void>
}

const pointing: Hands = {
  follow: (page, words) => page.click(`main a:has-text("${words}")`),
  choose: (page, value) => page.check(`main [value=${value}]`),
  write: (page, field, words) => page.fill(`main [name=${field}]`, words),
  press: (page, words) => page.click(`main button:has-text("${words}")`),
}

const tabTo = async (page: Page, selector: string) => {
  for (let presses = 0; presses < 200; presses++) {
    await page.keyboard.press('Tab')
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted) ?? false, selector)) return
  }
  throw new Error(`Tab never comes to ${selector}`)
}

/** Marks what the words lead to, because CSS alone cannot ask for words. */
const marked = async (page: Page, selector: string) => {
  await page
    .locator(selector)
    .first()
    .evaluate((element) => element.setAttribute('data-wanted', ''))
  return '[data-wanted]'
}

const byKeyboard: Hands = {
  follow: async (page, words) => {
    await tabTo(page, await marked(page, `main a:has-text("${words}")`))
    await Promise.all([page.waitForEvent('framenavigated'), page.keyboard.press('Enter')])
  },
  choose: async (page, value) => {
    await tabTo(page, 'main input[type=radio]')
    const chosen = () => page.evaluate(() => (document.activeElement as HTMLInputElement).value)
    await page.keyboard.press('Space')
    for (let presses = 0; (await chosen()) !== value && presses < 30; presses++) await page.keyboard.press('ArrowDown')
    expect(await chosen()).toBe(value)
  },
  write: async (page, field, words) => {
    await tabTo(page, `main [name=${field}]`)
    await page.keyboard.type(words)
  },
  press: async (page, words) => {
    await tabTo(page, await marked(page, `main button:has-text("${words}")`))
    await Promise.all([page.waitForEvent('framenavigated'), page.keyboard.press('Enter')])
  },
}

const journeys: [string, Hands, Options][] = [
  ['with script', pointing, {}],
  ['without script, at 320 px', pointing, { javaScriptEnabled: false, viewport: { width: 320, height: 640 } }],
  ['by keyboard alone', byKeyboard, {}],
]

describe('rule 35 and 36: report, decide, ask for a second opinion', () => {
  test.each(journeys)(
    '%s',
    async (_, hands, options) => {
      const maryam = await served.open('maryam', options)
      await maryam.goto(`${origin}/people/${here.ids.joe}`)
      await hands.follow(maryam, 'Report')
      await hands.choose(maryam, 'threat')
      await hands.write(maryam, 'words', 'It frightened me')
      await hands.press(maryam, 'Send this to us')
      await maryam.waitForURL(/receipt/u)
      expect(await maryam.textContent('main')).toContain('We have it')

      const ade = await served.open('ade', options)
      await ade.goto(`${origin}/moderation`)
      await hands.follow(ade, 'Profile of a person')
      await hands.press(ade, 'Take it')
      expect(await ade.textContent('main')).toContain('It frightened me')
      await hands.choose(ade, 'suspend')
      await hands.write(ade, 'reason', 'Please speak kindly to each other')
      await hands.press(ade, 'Decide this')
      expect(path(ade)).toBe('/moderation')
      await maryam.reload()
      expect(await maryam.textContent('main')).toContain('did something about it')

      const joe = await served.open('joe', options)
      await joe.goto(`${origin}/account/notices`)
      expect(await joe.textContent('main')).toContain('Please speak kindly to each other')
      await hands.follow(joe, 'Ask for a second opinion')
      await hands.write(joe, 'words', 'I was quoting somebody else')
      await hands.press(joe, 'Ask for it')
      expect(path(joe)).toBe('/account/notices')

      await ade.goto(`${origin}/moderation`)
      expect(await ade.textContent('main')).not.toContain('Second opinions')
      const ruth = await served.open('ruth', options)
      await ruth.goto(`${origin}/moderation`)
      await hands.follow(ruth, 'A decision: Suspended')
      await hands.press(ruth, 'Take it')
      expect(await ruth.textContent('main')).toContain('I was quoting somebody else')
      await hands.choose(ruth, 'overturned')
      await hands.write(ruth, 'answer', 'You are right')
      await hands.press(ruth, 'Send the answer')
      await joe.goto(`${origin}/account/notices`)
      expect(await joe.textContent('main')).toContain('You are right')
      expect(await here.sql`select suspended_until from person where id = ${here.ids.joe}`).toEqual([
        { suspended_until: null },
      ])
      for (const page of [maryam, ade, joe, ruth]) await page.context().close()
    },
    120_000,
  )
})
