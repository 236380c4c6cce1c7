import { beforeEach, describe, expect, test } from 'vitest'
import { reactions } from '#app/reactions.ts'
import { letterbox } from '#test/letters.ts'
import { listed, seedListings } from '#test/listings.ts'
import { type Client, type Town, town } from '#test/town.ts'
import { keepTrue } from './asking/commands.ts'

const start = new Date('2026-11-21T06:10:00Z')
const day = 86_400_000
let clock = start
let here: Town
let visitor: Client

const later = (days: number) => {
  clock = new Date(clock.getTime() + days * day)
}
const night = () => keepTrue(here.community.write, { community: here.community, origin: 'http://localhost' }, clock)
const letters = (to: string) => here.sql`select * from mail where to_address = ${to} order by queued_at, id`
const ofFoodBank = async () =>
  (await letters('hello@hearth.example')).filter(({ subject }) => /food bank/u.test(String(subject)))
const keyIn = (letter: Record<string, unknown>) => /check\/right\?key=(\S+)/u.exec(String(letter.text))![1]!
const cycle = async (id = listed.foodBank) =>
  (await here.sql`select * from check_cycle where thing_id = ${id} order by started_at desc`)[0]
const foodBank = async () => (await here.sql`select * from service where id = ${listed.foodBank}`)[0]!
const checks = () => here.sql`select how, outcome, person_id from record_check where thing_id = ${listed.foodBank}`

beforeEach(async () => {
  clock = start
  here = await town({ now: () => clock, unlimited: true })
  await seedListings(here, clock)
  visitor = await here.as(null)
})

const askedKey = async () => {
  await night()
  return keyIn((await ofFoodBank()).at(-1)!)
}

describe('asking', () => {
  test('the letter has the whole listing in it, three answers and a way to refuse such letters', async () => {
    await night()
    const [letter] = await ofFoodBank()
    expect(letter).toMatchObject({
      kind: 'directory.check_asked',
      subject: 'Is this still right? Hearth food bank',
      language: 'en',
      list: 'checks',
    })
    for (const words of [
      'Name: Hearth food bank',
      'Telephone: 0161 496 0001',
      'Monday 10:00–12:00',
      'It is all still right',
      'Something has changed',
      'It has closed for good',
      '/check/change?key=',
      '/check/closed?key=',
    ])
      expect(letter!.text).toContain(words)
  })

  test('rule 1: no letter about a place that nobody may know of, and none with its address', async () => {
    await night()
    expect(await here.sql`select id from mail where text like '%Canary%' or subject like '%Safe house%'`).toEqual([])
    expect(await cycle(listed.refuge)).toBeUndefined()
  })

  test('reminders after 7 and 21 days, then a call after 28; each step once, however often the night runs', async () => {
    await night()
    await Promise.all([night(), night()])
    expect(await ofFoodBank()).toHaveLength(1)
    later(6)
    await night()
    expect(await ofFoodBank()).toHaveLength(1)
    for (const [days, kind, count] of [
      [1, 'reminded', 2],
      [14, 'reminded_again', 3],
      [7, 'to_ring', 3],
    ] as const) {
      later(days)
      await Promise.all([night(), night()])
      expect([(await cycle())!.stage, (await ofFoodBank()).length]).toEqual([kind, count])
    }
  })

  test('what has no mailbox, or wants no letters, is rung at once', async () => {
    await night()
    expect((await cycle(listed.library))!.stage).toBe('to_ring')
  })

  test('what was checked is asked about again when its time has come, food sooner than a library', async () => {
    await visitor.post('/check/right', { key: await askedKey() })
    later(89)
    await night()
    expect((await cycle())!.outcome).toBe('right')
    later(2)
    await night()
    expect((await cycle())!.ended_at).toBeNull()
  })

  test('a check that an import does not know of is not lost', async () => {
    await visitor.post('/check/right', { key: await askedKey() })
    await here.sql`update service set checked_at = '2020-01-01' where id = ${listed.foodBank}`
    later(1)
    await night()
    expect((await foodBank()).checked_at).toEqual(start)
  })
})

describe('answering by letter', () => {
  test('opening each link changes nothing; the button does, once; then the link is used up like one that never was', async () => {
    const key = await askedKey()
    for (const answer of ['right', 'change', 'closed']) {
      expect((await visitor.get(`/check/${answer}?key=${key}`)).status).toBe(200)
      expect((await visitor.get(`/check/${answer}?key=${key}`, { 'user-agent': 'mail scanner' })).status).toBe(200)
    }
    expect(await checks()).toEqual([])
    const done = await visitor.post('/check/right', { key })
    expect([done.status, done.headers.get('location')]).toEqual([303, `/services/${listed.foodBank}`])
    expect(await checks()).toEqual([{ how: 'letter', outcome: 'right', person_id: null }])
    expect((await foodBank()).checked_at).toEqual(clock)
    const pages = await Promise.all([key, 'never-was', ''].map((one) => visitor.get(`/check/right?key=${one}`)))
    expect(pages.map(({ status }) => status)).toEqual([410, 410, 410])
    const [used, unknown] = await Promise.all(
      pages.map(async (page) => (await page.text()).replace(/key=[^"&]*/gu, '')),
    )
    expect(used!.match(/<main[\s\S]*<\/main>/u)?.[0]).toBe(unknown!.match(/<main[\s\S]*<\/main>/u)?.[0])
    expect((await visitor.post('/check/closed', { key })).status).toBe(410)
    expect((await foodBank()).status).toBe('active')
  })

  test('of two answers at once one counts', async () => {
    const key = await askedKey()
    const other = await here.as(null)
    const answers = await Promise.all([visitor.post('/check/right', { key }), other.post('/check/closed', { key })])
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 410])
    expect(await checks()).toHaveLength(1)
  })

  test('«something has changed» writes it, logs it as the organisation’s word, and it is found', async () => {
    const key = await askedKey()
    expect((await visitor.post('/check/change', { key, name: 'Hearth pantry', phone: 'no number' })).status).toBe(422)
    expect(await checks()).toEqual([])
    await visitor.post('/check/change', { key, name: 'Hearth pantry', phone: '0161 496 0009' })
    expect((await foodBank()).name).toBe('Hearth pantry')
    expect(await here.sql`select title from finding where id = ${listed.foodBank}`).toEqual([
      { title: 'Hearth pantry' },
    ])
    expect(await here.sql`select distinct updated_by from metadata where resource_id = ${listed.foodBank}`).toEqual([
      { updated_by: 'organisation' },
    ])
  })

  test('«closed» takes it out of what can be found', async () => {
    await visitor.post('/check/closed', { key: await askedKey() })
    expect((await foodBank()).status).toBe('defunct')
    expect((await visitor.get(`/services/${listed.foodBank}`)).status).toBe(404)
    expect(await here.sql`select id from finding where id = ${listed.foodBank}`).toEqual([])
  })

  test('a link grows old; an answer to a reminder counts as well', async () => {
    const key = await askedKey()
    later(7)
    await night()
    const [, reminder] = await ofFoodBank()
    later(54)
    expect((await visitor.get(`/check/right?key=${key}`)).status).toBe(410)
    expect((await visitor.post('/check/right', { key: keyIn(reminder!) })).status).toBe(303)
  })

  test('peer 2: a key opens its own listing only', async () => {
    const key = await askedKey()
    await visitor.post('/check/change', { key, name: 'Mine', thing_id: listed.walk })
    expect(await here.sql`select name from service where id = ${listed.walk}`).toEqual([{ name: 'Slow walk' }])
  })
})

describe('ringing', () => {
  const list = '/directory/checks'
  let maryam: Client
  let joe: Client

  beforeEach(async () => {
    const helen = await here.as('helen')
    for (const who of ['maryam', 'joe']) await helen.post('/directory/checkers', { email: `${who}@town.example` })
    ;[maryam, joe] = [await here.as('maryam'), await here.as('joe')]
    await night()
    await here.sql`update check_cycle set stage = 'to_ring', next_at = ${clock} where thing_id = ${listed.foodBank}`
    await here.sql`delete from check_cycle where thing_id <> ${listed.foodBank}`
  })

  const id = async () => String((await cycle())!.id)
  const at = async (path: string) => `${list}/${await id()}${path}`

  test('nobody else finds the calls; a steward names who rings, and ends it', async () => {
    for (const who of ['nasreen', 'tom', 'ade'] as const) {
      const client = await here.as(who)
      expect((await client.get(list)).status).toBe(404)
      expect(await (await client.get('/account')).text()).not.toContain(`href="${list}"`)
      expect((await client.post(await at('/claim'))).status).toBe(404)
    }
    const own = await (await maryam.get('/account')).text()
    expect(own).toMatch(/One call waits[\s\S]*href="\/directory\/checks"/u)
    expect((await maryam.get('/directory/checkers')).status).toBe(404)
    const helen = await here.as('helen')
    expect((await helen.post('/directory/checkers', { email: 'nobody@town.example' })).status).toBe(422)
    await helen.post('/directory/checkers/end', { person: here.ids.maryam })
    expect((await maryam.get(list)).status).toBe(404)
    expect((await cycle())!.claimed_by).toBeNull()
  })

  test('whoever is named is welcomed by a letter with the way there', async () => {
    const letters = letterbox(here, reactions)
    expect(await letters.newest('maryam@town.example')).toMatchObject({ kind: 'directory.checker_named', link: list })
    await letters.stop()
  })

  test('of two who press at once one has the call, and only that one sees it', async () => {
    const claims = await Promise.all([maryam, joe].map(async (who) => who.post(await at('/claim'))))
    expect(claims.map((answer) => answer.headers.get('location')).sort()).toEqual([list, await at('')])
    const holder = (await cycle())!.claimed_by === here.ids.maryam ? maryam : joe
    const other = holder === maryam ? joe : maryam
    expect(await (await holder.get(await at(''))).text()).toContain('0161 496 0001')
    expect((await other.get(await at(''))).status).toBe(404)
    expect((await other.post(await at('/right'))).status).toBe(404)
    expect(await checks()).toEqual([])
  })

  test('two who take the next call at once never get the same', async () => {
    const taken = await Promise.all([maryam, joe].map((who) => who.post(`${list}/next`)))
    expect(taken.map((answer) => answer.headers.get('location')).sort()).toEqual([list, await at('')])
  })

  test('«still right» by telephone counts as a check by whoever rang', async () => {
    await maryam.post(await at('/claim'))
    await maryam.post(await at('/right'))
    expect(await checks()).toEqual([{ how: 'phone', outcome: 'right', person_id: here.ids.maryam }])
    expect((await foodBank()).checked_at).toEqual(clock)
  })

  test('a change told by telephone is read at once, and its log names no person', async () => {
    await maryam.post(await at('/claim'))
    await maryam.post(await at('/change'), { name: 'Hearth food bank', phone: '0161 496 0007' })
    expect(await here.sql`select number from phone where service_id = ${listed.foodBank}`).toEqual([
      { number: '0161 496 0007' },
    ])
    expect(await here.sql`select updated_by from metadata where resource_id = ${listed.foodBank}`).toEqual([
      { updated_by: 'checker' },
    ])
  })

  test('without an answer it comes back on its day; a wrong number stands last', async () => {
    await maryam.post(await at('/claim'))
    await maryam.post(await at('/no-answer'), { again: 'threeDays' })
    expect((await cycle())!.next_at).toEqual(new Date(clock.getTime() + 3 * day))
    expect((await joe.post(await at('/claim'))).headers.get('location')).toBe(await at(''))
    await joe.post(await at('/wrong-number'))
    expect(
      (await here.sql`select outcome from check_call order by called_at, id`).map(({ outcome }) => outcome),
    ).toEqual(['no_answer', 'wrong_number'])
    await here.sql`update check_cycle set next_at = ${clock}`
    expect(await (await maryam.get(list)).text()).toContain('The number was wrong')
  })

  test('a call that nobody finished is free again after half an hour', async () => {
    await maryam.post(await at('/claim'))
    clock = new Date(clock.getTime() + 31 * 60_000)
    expect((await maryam.post(await at('/right'))).status).toBe(404)
    expect((await joe.post(await at('/claim'))).headers.get('location')).toBe(await at(''))
  })

  test('a letter answered while somebody rings: the first answer counts', async () => {
    await maryam.post(await at('/claim'))
    const call = await at('/closed')
    const key = keyIn((await ofFoodBank())[0]!)
    const [letter, phone] = await Promise.all([visitor.post('/check/right', { key }), maryam.post(call)])
    expect([letter.status, phone.status].sort()).toEqual(expect.arrayContaining([303]))
    expect(await checks()).toHaveLength(1)
  })
})
