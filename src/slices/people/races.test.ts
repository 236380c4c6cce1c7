import { afterAll, beforeAll, expect, test } from 'vitest'
import { emailOf } from '#slices/people/seed.ts'
import { type Town, town } from '#test/town.ts'
import { giveConsent } from './consent/commands.ts'

/** How often each is tried; more finds what happens seldom: `RACES=30 vitest …`. */
const rounds = Number(process.env.RACES ?? 2)

let here: Town
beforeAll(async () => {
  here = await town({ unlimited: true })
})
afterAll(() => here.stop())

const often = async (round: () => Promise<void>) => {
  for (let at = 0; at < rounds; at++) await round()
}
const fine = (answers: Response[]) =>
  expect(answers.map(({ status }) => status).filter((status) => status >= 500 || status === 422)).toEqual([])
const four = [1, 2, 3, 4]

test.each(['', '2030-01-01'])('a role given four times at once is given once (until «%s»)', (until) =>
  often(async () => {
    const helen = await here.as('helen')
    const form = { email: emailOf('maryam'), role: 'moderator', scope: '', until }
    fine(await Promise.all(four.map(() => helen.post('/steward/roles', form))))
    expect(await here.sql`select 1 from role_grant where person_id = ${here.ids.maryam}`).toHaveLength(1)
    await here.sql`delete from role_grant where person_id = ${here.ids.maryam}`
  }),
)

test('what is agreed to four times at once is one agreement', () =>
  often(async () => {
    const consent = {
      purpose: 'test.race',
      recipient: 'x',
      data: [],
      words: 'Yes',
      language: 'en',
      how: 'page',
    } as const
    const actor = { personId: null } as never
    // Requests at once bear times a little apart, and the elder may well come second.
    const given = four.map((nth) =>
      giveConsent(here.community.write, actor, { ...consent, personId: here.ids.joe }, new Date(Date.now() - nth * 50)),
    )
    expect(new Set(await Promise.all(given)).size).toBe(4)
    expect(await here.sql`select 1 from consent where purpose = 'test.race' and withdrawn_at is null`).toHaveLength(1)
  }))

test('rule 9: somebody whom one blocks while letting them act never acts; letting them four times is once', () =>
  often(async () => {
    const [tom, joe] = [await here.as('tom'), await here.as('joe')]
    const live = () => here.sql`select 1 from mandate where person_id = ${here.ids.tom} and ended_at is null`
    const act = () => tom.post(`/people/${here.ids.joe}/act-for-me`, { until: '' })
    fine(await Promise.all(four.map(act)))
    expect(await live()).toHaveLength(1)
    await here.sql`delete from mandate`
    fine(await Promise.all([act(), joe.post(`/people/${here.ids.tom}/block`), act()]))
    expect(await live()).toEqual([])
    await here.sql`delete from person_block`
  }))

test('a profile, ways to be reached and a block that are sent twice at once are kept once, whole', () =>
  often(async () => {
    const maryam = await here.as('maryam')
    const html = await (await maryam.get('/account/profile')).text()
    const names = [...html.slice(html.indexOf('<main')).matchAll(/name="(\w+)"/gu)].map(([, name]) => name!)
    const form = Object.fromEntries(
      [...new Set(names)]
        .filter((name) => !['token', 'hidden'].includes(name))
        .map((name) => [name, name.endsWith('_audience') ? 'members' : 'Some words']),
    )
    const profile = {
      ...form,
      name: 'Maryam',
      languages: 'English',
      birth_year: '1990',
      neighbourhood: 'Sale',
      phone: '1',
    }
    const contact = { channel: 'email', phone: '', neutral: 'message', from: '', to: '', zone: 'Europe/London' }
    fine(
      await Promise.all([
        ...four.map(() => maryam.post('/account/profile', profile)),
        ...four.map(() => maryam.post('/account/contact', contact)),
        ...four.map(() => maryam.post(`/people/${here.ids.tom}/block`)),
      ]),
    )
    const stored = await here.sql`select field from profile_field where person_id = ${here.ids.maryam}`
    expect(stored.length).toBeGreaterThan(5)
    await here.sql`delete from person_block`
  }))

test('a connector who hands over while a steward ends it is followed by one person or by nobody', () =>
  often(async () => {
    const [joe, maryam, helen] = [await here.as('joe'), await here.as('maryam'), await here.as('helen')]
    const id = crypto.randomUUID()
    await here.sql`insert into connector (id, person_id, area, about, recognised_at, agreed_at, shown_at)
      values (${id}, ${here.ids.joe}, 'Sale', '', now(), now(), now())`
    fine(await Promise.all(four.map(() => joe.post(`/people/${here.ids.maryam}/hand-over`, { words: '' }))))
    const asked = await here.sql`select id from connector_hand_over where connector_id = ${id} and answered_at is null`
    expect(asked).toHaveLength(1)
    const answer = `/account/connector/hand-overs/${asked[0]!.id}`
    fine(
      await Promise.all([
        maryam.post(answer, { yes: '1' }),
        maryam.post(answer, { yes: '1' }),
        helen.post(`/connectors/${id}/end`),
      ]),
    )
    expect((await here.sql`select 1 from connector where ended_at is null`).length).toBeLessThan(2)
    await here.sql`delete from connector`
  }))
