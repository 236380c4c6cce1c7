import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type CastMember, emailOf } from '#slices/people/seed.ts'
import { type Town, town } from '#test/town.ts'
import { seedTrust } from '../trust/seed.ts'

let here: Town
beforeAll(async () => {
  here = await town({ unlimited: true })
})
afterAll(() => here.stop())

const text = async (who: CastMember | null, path: string) => (await (await here.as(who)).get(path)).text()
const post = async (who: CastMember, path: string, form?: Record<string, string>) =>
  (await here.as(who)).post(path, form)
const stored = () => here.sql`select person_id, area, agreed_at is not null as agreed, shown_at is not null as shown,
  ended_at is not null as ended from connector order by recognised_at, id`
const idOf = async (who: CastMember) =>
  (await here.sql`select id from connector where person_id = ${here.ids[who]} and ended_at is null`)[0]?.id as string
const propose = (who: CastMember, area = 'Stretford') =>
  post('helen', '/steward/connectors', { email: emailOf(who), area })

describe('local leaders', () => {
  test('a steward asks, a letter says so, and without a yes nobody is shown', async () => {
    expect((await propose('joe')).status).toBe(303)
    expect(await here.sql`select kind, to_address from mail`).toEqual([
      { kind: 'people.connector_asked', to_address: emailOf('joe') },
    ])
    expect(await text('maryam', '/connectors')).not.toContain('Joe')
    expect(await text('joe', '/account/connector')).toContain('would you be somebody to turn to around Stretford')
  })

  test.each([
    ['steward’s own', { email: emailOf('helen'), area: 'Sale' }, 'Somebody else must recognise you'],
    ['twice', { email: emailOf('joe'), area: 'Sale' }, 'a connector already'],
    ['a street', { email: emailOf('tom'), area: '12 Elm Road' }, 'without numbers'],
    ['nobody', { email: 'no@town.example', area: 'Sale' }, 'Nobody here'],
  ])('what cannot be is refused and writes nothing: %s', async (_, form, said) => {
    const before = await stored()
    const answer = await post('helen', '/steward/connectors', form)
    expect([answer.status, (await answer.text()).includes(said)]).toEqual([422, true])
    expect(await stored()).toEqual(before)
    expect((await post('ade', '/steward/connectors', form)).status).toBe(404)
  })

  test('with a yes and a tick somebody is shown, with an area and never a point', async () => {
    await post('joe', '/account/connector/answer', { yes: '1' })
    expect(await text('maryam', '/connectors')).not.toContain('Joe')
    await post('joe', '/account/connector', { about: 'Anything about bikes', show: '1' })
    const list = await text('maryam', '/connectors')
    for (const words of ['Joe', 'Around Stretford', 'Anything about bikes']) expect(list).toContain(words)
    expect(await text(null, '/connectors')).not.toContain('Joe')
  })

  test('thanks are read by the connector and nobody else, and not by those who are gone for each other', async () => {
    const id = await idOf('joe')
    expect((await post('maryam', `/connectors/${id}/thanks`, { words: 'Thank you for the bell' })).status).toBe(303)
    expect((await post('joe', `/connectors/${id}/thanks`, { words: 'Well done me' })).status).toBe(404)
    expect(await text('joe', '/account/connector')).toContain('Thank you for the bell')
    expect(await text('tom', '/account/connector')).not.toContain('Thank you for the bell')
    await post('maryam', `/people/${here.ids.joe}/block`)
    expect(await text('maryam', '/connectors')).not.toContain('Joe')
    expect(await text('joe', '/account/connector')).not.toContain('Thank you for the bell')
    expect((await post('maryam', `/connectors/${id}/thanks`, { words: 'x' })).status).toBe(404)
    await here.sql`delete from person_block`
  })

  test('it is handed over only with a yes, in one step, with the words for whoever comes next', async () => {
    expect((await post('tom', `/people/${here.ids.grace}/hand-over`, { words: '' })).status).toBe(404)
    expect((await post('joe', `/people/${here.ids.grace}/hand-over`, { words: 'Greet Mr Patel' })).status).toBe(303)
    const [question] = await here.sql`select id from connector_hand_over`
    const path = `/account/connector/hand-overs/${question!.id}`
    expect((await post('tom', path, { yes: '1' })).status).toBe(404)
    expect(await idOf('joe')).toBeDefined()
    const answers = await Promise.all([post('grace', path, { yes: '1' }), post('grace', path, { yes: '1' })])
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 404])
    expect(await stored()).toEqual([
      { person_id: here.ids.joe, area: 'Stretford', agreed: true, shown: false, ended: true },
      { person_id: here.ids.grace, area: 'Stretford', agreed: true, shown: false, ended: false },
    ])
    expect(await text('grace', '/account/connector')).toContain('Greet Mr Patel')
  })

  test('everybody may stop, and nobody stops another', async () => {
    const id = await idOf('grace')
    expect((await post('maryam', `/connectors/${id}/end`)).status).toBe(404)
    expect((await post('grace', `/connectors/${id}/end`)).status).toBe(303)
    expect(await idOf('grace')).toBeUndefined()
  })
})

test('the story’s own trust is there once, however often it is told', async () => {
  const story = await town({ unlimited: true })
  await seedTrust(story.community, story.ids)
  await seedTrust(story.community, story.ids)
  expect(await story.sql`select kind from mandate order by kind`).toEqual([{ kind: 'desk' }, { kind: 'guardian' }])
  const html = await (await (await story.as('maryam')).get('/connectors')).text()
  expect(html).toContain('Joe')
  expect(html).not.toContain('Rosa')
})
