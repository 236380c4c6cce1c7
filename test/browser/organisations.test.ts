import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { seedInvented, seedPartnerships } from '#app/organisations-seed.ts'
import { workOf } from '#app/reactions.ts'
import { type CastMember, emailOf } from '#slices/people/seed.ts'
import { type Letterbox, letterbox } from '#test/letters.ts'
import { onStaff } from '#test/organisations.ts'
import { type Town, town } from '#test/town.ts'
import { looks, looksWell, type Served, serve } from './served.ts'

let here: Town
let served: Served
let post: Letterbox
let origin: string
let hearth: string

beforeAll(async () => {
  here = await town({ unlimited: true })
  hearth = await seedInvented(here.community)
  await seedPartnerships(here.community, here.ids)
  await onStaff(here, 'grace', 'admin', hearth)
  await onStaff(here, 'tom', 'editor', hearth)
  post = letterbox(here, workOf(here.config).reactions)
  served = await serve(here)
  origin = served.origin
})
afterAll(async () => {
  await post.stop()
  await served.stop()
})

const partnershipId = async (words: string) =>
  String((await here.sql`select id from partnership where words like ${`%${words}%`}`)[0]!.id)
const claimId = async () => String((await here.sql`select id from organisation_claim limit 1`)[0]!.id)

const pages = async (): Promise<[CastMember, string[]][]> => {
  const base = `/organisations/${hearth}`
  return [
    [
      'grace',
      [
        base,
        `${base}/desk`,
        `${base}/staff`,
        `${base}/logo`,
        `${base}/partnerships`,
        `${base}/partnerships/new`,
        `${base}/partnerships/${await partnershipId('mending evening')}`,
        `${base}/partnerships/${await partnershipId('warm room')}`,
        `${base}/claims/${await claimId()}`,
        '/organisations/network',
        '/organisations/network?kind=money',
        '/account/organisations',
      ],
    ],
    ['helen', ['/steward/organisations', `${base}/verification`]],
    ['joe', [`${base}/claim`, '/account/organisations']],
  ]
}

describe('every page of organisations', () => {
  test.each(looks)(
    '%s: fits, and axe finds nothing',
    async (look, options, axe) => {
      for (const [who, paths] of await pages()) {
        const page = await served.open(who, options)
        for (const path of paths) {
          await looksWell(page, `${origin}${path}`, look, axe)
        }
        await page.context().close()
      }
    },
    240_000,
  )
})

const journeys = [
  ['with script', {}, 'joe', 'Lantern'],
  ['without script', { javaScriptEnabled: false }, 'sami', 'Second Winter'],
] as const

describe('journeys', () => {
  test.each(journeys)(
    '%s: invite a colleague, who accepts and edits; propose and confirm a partnership',
    async (_, options, guest, partner) => {
      const grace = await served.open('grace', options)
      await grace.goto(`${origin}/organisations/${hearth}/desk`)
      await grace.click('main a:has-text("Who looks after it")')
      await grace.fill('[name=email]', emailOf(guest))
      await grace.click('main button:has-text("Send the invitation")')
      expect(await grace.textContent('main')).toContain(emailOf(guest))

      const colleague = await served.open(guest, options)
      await colleague.goto(`${origin}${(await post.newest(emailOf(guest))).link}`)
      await colleague.click('main form button[type=submit]')
      await colleague.waitForURL(`${origin}/organisations/${hearth}/desk`)
      await colleague.click('main a:has-text("Name, words")')
      await colleague.fill('main [name=description]', `Tea and somebody who listens, says ${guest}.`)
      await colleague.click('main form:has([name=description]) button[type=submit]')
      await colleague.goto(`${origin}/organisations/${hearth}`)
      expect(await colleague.textContent('main')).toContain(`says ${guest}`)

      await grace.goto(`${origin}/organisations/${hearth}/partnerships/new`)
      await grace.fill('[name=partner]', partner)
      await grace.fill('[name=words]', `A walk together, with ${guest}`)
      await grace.click('main form button[type=submit]')
      await grace.waitForURL(`${origin}/organisations/${hearth}/partnerships`)
      const [asked] =
        await here.sql`select id, other_id from partnership where state = 'proposed' and one_id = ${hearth}`
      const other = String(asked!.other_id)
      await onStaff(here, 'ade', 'admin', other)
      const ade = await served.open('ade', options)
      await ade.goto(`${origin}/organisations/${other}/desk`)
      await ade.click('main a:has-text("proposes a partnership")')
      await ade.click('main button:has-text("Yes, that is so")')
      const visitor = await (await served.browser.newContext(options)).newPage()
      await visitor.goto(`${origin}/organisations/network`)
      expect(await visitor.textContent('.network')).toContain('Hearth on Cross Street')
      expect(await visitor.textContent('table')).toContain(`with ${guest}`)
      for (const page of [grace, colleague, ade, visitor]) await page.context().close()
    },
  )

  test('by keyboard: each name in the drawn network is reached and leads to its page', async () => {
    const page = await (await served.browser.newContext({ reducedMotion: 'reduce' })).newPage()
    await page.goto(`${origin}/organisations/network`)
    await page.focus('.network-filter button')
    const names = await page.locator('.network ol a').count()
    expect(names).toBeGreaterThan(5)
    for (let at = 0; at < names; at++) {
      await page.keyboard.press('Tab')
      expect(
        await page.evaluate((nth) => document.querySelectorAll('.network ol a')[nth] === document.activeElement, at),
      ).toBe(true)
    }
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/organisations\/[0-9a-f-]+$/u)
    await page.context().close()
  })
})
