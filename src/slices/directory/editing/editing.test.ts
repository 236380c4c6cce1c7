import { beforeEach, describe, expect, test } from 'vitest'
import { listed, seedListings } from '#test/listings.ts'
import { type Client, type Town, town } from '#test/town.ts'

const now = new Date('2026-11-21T10:00:00Z')
let here: Town
let tom: Client

beforeEach(async () => {
  here = await town({ now: () => now, unlimited: true })
  await seedListings(here, now)
  tom = await here.as('tom')
})

const edit = `/services/${listed.foodBank}/edit`
const history = `/services/${listed.foodBank}/history`
const week = {
  hours_MO: '10:00–12:00',
  hours_TU: '',
  hours_WE: '10:00–12:00',
  hours_TH: '',
  hours_FR: '',
  hours_SA: '',
  hours_SU: '',
}
const service = () => here.sql`select * from service where id = ${listed.foodBank}`
const changes = () => here.sql`select * from metadata where resource_id = ${listed.foodBank} order by recorded_at, id`
const hoursNow = () =>
  here.sql`select freq, byday, opens_at, closes_at from schedule where service_id = ${listed.foodBank} order by byday, opens_at`

describe('an editor', () => {
  test('writes what is true, everybody reads it, finds it, and it counts as checked', async () => {
    const form = {
      name: 'Hearth food bank',
      description: 'Bread and milk.',
      phone: '0161 496 0002',
      free: '1',
      axis_no_id: 'yes',
      ...week,
      hours_SA: '9-11:30, 2pm to 4pm',
    }
    const saved = await tom.post(edit, form)
    expect([saved.status, saved.headers.get('location')]).toEqual([303, edit])
    const shown = await (await (await here.as(null)).get(`/services/${listed.foodBank}`)).text()
    for (const words of ['Bread and milk.', '0161 496 0002', '2 pm to 4 pm']) expect(shown).toContain(words)
    expect(await hoursNow()).toEqual([
      { freq: 'WEEKLY', byday: 'MO,WE', opens_at: '10:00', closes_at: '12:00' },
      { freq: 'WEEKLY', byday: 'SA', opens_at: '09:00', closes_at: '11:30' },
      { freq: 'WEEKLY', byday: 'SA', opens_at: '14:00', closes_at: '16:00' },
    ])
    expect((await service())[0]).toMatchObject({ checked_at: now, description: 'Bread and milk.' })
    const [finding] = await here.sql`select summary, free, checked_at from finding where id = ${listed.foodBank}`
    expect(finding).toEqual({ summary: 'Bread and milk.', free: true, checked_at: now })
    expect((await changes()).map(({ field_name, updated_by }) => `${field_name} by ${updated_by}`).sort()).toEqual(
      ['axis_no_id', 'description', 'free', 'hours', 'phone'].map((field) => `${field} by organisation`),
    )
  })

  test('sees again what was typed where it cannot be read, and nothing is written', async () => {
    const answer = await tom.post(edit, {
      name: 'x',
      ...week,
      hours_MO: 'sometimes',
      phone: 'ring me',
      url: 'javascript:alert(1)',
      email: 'a@b@c',
    })
    expect(answer.status).toBe(422)
    const html = await answer.text()
    expect(html).toContain('ring me')
    expect(html).toContain('Write the number with figures')
    expect(html).toContain('Write a web address')
    expect((await tom.post(edit, { name: 'x', ...week, hours_MO: 'sometimes' })).status).toBe(422)
    expect(await changes()).toEqual([])
  })

  test('closes a listing for good, and opens it again', async () => {
    await tom.post(`${edit}/closed`)
    const visitor = await here.as(null)
    expect((await visitor.get(`/services/${listed.foodBank}`)).status).toBe(404)
    expect(await here.sql`select id from finding where id = ${listed.foodBank}`).toEqual([])
    expect((await tom.get(edit)).status).toBe(200)
    await tom.post(`${edit}/open`)
    expect((await visitor.get(`/services/${listed.foodBank}`)).status).toBe(200)
  })

  test('adds a place and leaves one', async () => {
    expect(
      (await tom.post(`${edit}/place`, { name: 'New Hall', address_1: '', city: '', postal_code: '' })).status,
    ).toBe(422)
    await tom.post(`${edit}/place`, {
      name: 'New Hall',
      address_1: '2 Long Lane',
      city: 'Sale',
      postal_code: 'M33 2BB',
    })
    await tom.post(`${edit}/place/gone`, { location: listed.hall })
    const shown = await (await (await here.as(null)).get(`/services/${listed.foodBank}`)).text()
    expect(shown).toContain('2 Long Lane')
    expect(shown).not.toContain('1 Hall Road')
  })
})

describe('history', () => {
  test('rule 1: where a confidential place is can be neither seen nor written, nor does the log know it', async () => {
    const html = await (await tom.get(`/places/${listed.refuge}/edit`)).text()
    expect(html).not.toContain('Canary')
    await tom.post(`/places/${listed.refuge}/edit`, {
      name: 'Safe house',
      address_1: '1 Elsewhere',
      postal_code: 'M1 1AA',
    })
    expect(
      await here.sql`select id from address where location_id = ${listed.refuge} and address_1 = '1 Elsewhere'`,
    ).toEqual([])
    expect(await here.sql`select id from metadata where resource_id = ${listed.refuge}`).toEqual([])
  })

  test('the way to keep an address secret stands beside the form; a steward hears that only the organisation undoes it', async () => {
    const whereabouts = `/places/${listed.hall}/whereabouts`
    expect(await (await tom.get(`/places/${listed.hall}/edit`)).text()).toContain(`href="${whereabouts}"`)
    const helen = await here.as('helen')
    const before = await (await helen.get(whereabouts)).text()
    expect(before).toContain('You cannot.')
    await helen.post(`${whereabouts}/hide`)
    const after = await (await helen.get(whereabouts)).text()
    expect(after).toContain('Only those who look after its organisation')
    expect(after).not.toContain('/show')
  })

  test('takes one change back, as a change of its own, and leaves the others', async () => {
    await tom.post(edit, { name: 'Hearth pantry', ...week, hours_MO: '13-15' })
    const hours = (await changes()).find(({ field_name }) => field_name === 'hours')!
    const undone = await tom.post(`${history}/undo`, { change: String(hours.id) })
    expect(undone.headers.get('location')).toBe(history)
    expect(await hoursNow()).toEqual([{ freq: 'WEEKLY', byday: 'MO,WE', opens_at: '10:00', closes_at: '12:00' }])
    expect((await service())[0]).toMatchObject({ name: 'Hearth pantry' })
    expect(await changes()).toHaveLength(3)
    expect(await (await tom.get(history)).text()).toContain('Take back: Opening hours')
  })

  test('what has changed again since stays, also when two take it back at once', async () => {
    await tom.post(edit, { name: 'First' })
    await tom.post(edit, { name: 'Second' })
    const [first, second] = await changes()
    await tom.post(`${history}/undo`, { change: String(first!.id) })
    expect((await service())[0]).toMatchObject({ name: 'Second' })
    const helen = await here.as('helen')
    await Promise.all([tom, helen].map((who) => who.post(`${history}/undo`, { change: String(second!.id) })))
    expect((await service())[0]).toMatchObject({ name: 'First' })
    expect(await changes()).toHaveLength(3)
  })
})

describe('others', () => {
  test('peer 2: a change of another listing is 404 and nothing is written', async () => {
    const helen = await here.as('helen')
    await helen.post(`/services/${listed.walk}/edit`, { name: 'Fast walk' })
    const [foreign] = await here.sql`select id from metadata where resource_id = ${listed.walk}`
    expect((await tom.post(`${history}/undo`, { change: String(foreign!.id) })).status).toBe(404)
    expect((await tom.post(`${edit}/place/gone`, { location: listed.library })).status).toBe(404)
    expect(await here.sql`select name from service where id = ${listed.walk}`).toEqual([{ name: 'Fast walk' }])
  })

  test.each(['maryam', 'nasreen', 'ade', 'joe'] as const)(
    '%s finds neither form nor history, and changes nothing',
    async (who) => {
      const client = await here.as(who)
      for (const path of [edit, history, `/organisations/${listed.stranger}/edit`, `/places/${listed.library}/edit`])
        expect((await client.get(path)).status).toBe(404)
      expect((await client.post(edit, { name: 'Mine' })).status).toBe(404)
      expect((await client.post(`${edit}/closed`)).status).toBe(404)
      expect(await changes()).toEqual([])
    },
  )

  test('another organisation’s listing is no business of an editor', async () => {
    for (const path of [`/services/${listed.walk}`, `/organisations/${listed.stranger}`])
      expect((await tom.post(`${path}/edit`, { name: 'Mine' })).status).toBe(404)
    expect(await here.sql`select name from service where id = ${listed.walk}`).toEqual([{ name: 'Slow walk' }])
  })

  test('peer 21: a column that the form does not have is refused', async () => {
    expect((await tom.post(edit, { name: 'x', source_id: 'evil' })).status).toBe(422)
    expect((await tom.post(edit, { name: 'x', organization_id: listed.stranger })).status).toBe(422)
    expect(await changes()).toEqual([])
  })
})
