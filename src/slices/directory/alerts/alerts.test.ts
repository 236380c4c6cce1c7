import { beforeEach, describe, expect, test } from 'vitest'
import { listed, seedListings, staying } from '#test/listings.ts'
import { type Client, type Town, town } from '#test/town.ts'
import { refreshOpenings } from '../finding/commands.ts'
import { turnAlerts } from './commands.ts'

// A Monday on which the food bank opens from 10 to 12.
const monday = new Date('2026-11-23T10:30:00Z')
const day = 86_400_000
let clock = monday
let here: Town
let tom: Client
let visitor: Client
let hearth: string

beforeEach(async () => {
  clock = monday
  here = await town({ now: () => clock, unlimited: true })
  ;({ hearth } = await seedListings(here, clock))
  ;[tom] = (await staying(here, 'tom')) as [Client]
  visitor = await here.as(null)
})

const alerts = (path: string) => `${path}/alerts`
const bank = `/services/${listed.foodBank}`
const closedAWeek = {
  words: 'Closed this week: a pipe has burst.',
  closed: '1',
  from_on: '2026-11-23',
  until_on: '2026-11-28',
}
const finding = async () =>
  (await here.sql`select summary, opens @> ${clock}::timestamptz as open from finding where id = ${listed.foodBank}`)[0]
const shown = async (path = bank) => (await visitor.get(path)).text()

describe('an alert', () => {
  test('stands on the page, in the search, and in «open now», and is gone after its last day', async () => {
    expect((await finding())!.open).toBe(true)
    await tom.post(alerts(bank), closedAWeek)
    expect(await finding()).toEqual({
      summary: 'Closed this week: a pipe has burst. — Food for a few days.',
      open: false,
    })
    const html = await shown()
    expect(html).toContain('Closed this week: a pipe has burst.')
    expect(html).toContain('until 28 November 2026')
    expect(html).toContain('Opens Monday')
    clock = new Date(monday.getTime() + 7 * day)
    await turnAlerts(here.community.write, clock)
    await refreshOpenings(here.community, clock)
    expect(await finding()).toEqual({ summary: 'Food for a few days.', open: true })
    expect(await shown()).not.toContain('a pipe has burst')
  })

  test('of an organisation holds for its services and its places', async () => {
    await tom.post(alerts(`/organisations/${hearth}`), closedAWeek)
    expect(await shown()).toContain('a pipe has burst')
    expect(await finding()).toMatchObject({ open: false })
  })

  test('that only warns leaves the door open', async () => {
    await tom.post(alerts(bank), { ...closedAWeek, closed: '', words: 'Bring your own bag.' })
    expect(await finding()).toEqual({ summary: 'Bring your own bag. — Food for a few days.', open: true })
  })

  test('can be ended sooner', async () => {
    await tom.post(alerts(bank), closedAWeek)
    const [alert] = await here.sql`select id from record_alert`
    await tom.post(`${alerts(bank)}/end`, { alert: String(alert!.id) })
    expect(await finding()).toEqual({ summary: 'Food for a few days.', open: true })
  })

  test.each([
    ['without an end', { until_on: '' }],
    ['that ends before it begins', { until_on: '2026-11-01' }],
    ['longer than a year', { until_on: '2028-01-01' }],
    ['with a web address', { words: 'See www.win.example' }],
  ])('%s is refused and nothing is written', async (_, wrong) => {
    expect((await tom.post(alerts(bank), { ...closedAWeek, ...wrong })).status).toBe(422)
    expect(await here.sql`select id from record_alert`).toEqual([])
  })

  test('peer 2: nobody writes or ends one on a listing that is not theirs', async () => {
    const [maryam, helen] = (await staying(here, 'maryam', 'helen')) as [Client, Client]
    expect((await maryam.post(alerts(bank), closedAWeek)).status).toBe(404)
    expect((await tom.post(alerts(`/services/${listed.walk}`), closedAWeek)).status).toBe(404)
    await helen.post(alerts(`/services/${listed.walk}`), closedAWeek)
    const [alert] = await here.sql`select id from record_alert`
    expect((await tom.post(`${alerts(bank)}/end`, { alert: String(alert!.id) })).status).toBe(404)
    expect(await here.sql`select id from record_alert where ended_at is not null`).toEqual([])
  })
})

test('what should have been looked at again sinks a little: the finder knows by when', async () => {
  const [{ due }] = (await here.sql`select check_due as due from finding where id = ${listed.foodBank}`) as [
    { due: Date },
  ]
  expect(due.toISOString()).toBe('2025-08-30T00:00:00.000Z')
  await tom.post(`${bank}/edit`, { name: 'Hearth food bank' })
  const [after] = (await here.sql`select check_due as due from finding where id = ${listed.foodBank}`) as [
    { due: Date },
  ]
  expect(after!.due).toEqual(new Date(monday.getTime() + 90 * day))
})
