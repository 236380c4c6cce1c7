import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { inTransaction } from '#kernel/database/transactions.ts'
import { Paragraph } from '#kernel/mail/letter.tsx'
import { queueMail } from '#kernel/mail/queue.ts'
import { type CastMember, castMembers, emailOf } from '#slices/people/seed.ts'
import { letterbox } from '#test/letters.ts'
import { type Town, town } from '#test/town.ts'
import { answerLetterAsks } from '../reactions.ts'

const day = 86_400_000
let now = new Date()
let here: Town
beforeAll(async () => {
  here = await town({ unlimited: true, now: () => now })
  now = new Date()
})
afterAll(() => here.stop())

const text = async (who: CastMember, path: string) => (await (await here.as(who)).get(path)).text()
const status = async (who: CastMember, path: string) => (await (await here.as(who)).get(path)).status
const post = async (who: CastMember, path: string, form?: Record<string, string>) =>
  (await here.as(who)).post(path, form)
const mandate = async (who: string, kind = 'desk') =>
  (await here.sql`select id from mandate where person_id = ${who} and kind = ${kind} and ended_at is null`)[0]
    ?.id as string
const personCalled = async (name: string) =>
  (await here.sql`select id from person where name = ${name}`)[0]?.id as string
const everything = async () => [
  await here.sql`select count(*)::int from person`,
  await here.sql`select * from mandate order by id`,
  await here.sql`select count(*)::int from fact where name not in ('people.SignedIn')`,
]

const rosa = {
  name: 'Rosa',
  language: 'es',
  channel: 'phone',
  phone: '0161 496 0123',
  no_voicemail: '1',
  age: 'adult',
  how: 'phone',
  witness: 'Her daughter',
  until: '',
  agreed: '1',
}

describe('rule 29: people without e-mail', () => {
  test('the desk welcomes somebody who said yes by phone; what was agreed is a record in her language', async () => {
    const answer = await post('nasreen', '/desk/people', rosa)
    expect(answer.status).toBe(303)
    const id = await personCalled('Rosa')
    expect(await here.sql`select purpose, how, language, recorded_by from consent where person_id = ${id}`).toEqual([
      { purpose: 'people.desk', how: 'phone', language: 'es', recorded_by: here.ids.nasreen },
    ])
    const paper = await text('nasreen', answer.headers.get('location')!)
    for (const words of ['Lo que acordamos', 'Rosa', 'Por teléfono', 'Her daughter', 'Nasreen', 'mi nombre'])
      expect(paper).toContain(words)
    expect(await here.sql`select 1 from account where person_id = ${id}`).toEqual([])
  })

  test('without a yes nothing is kept', async () => {
    const before = await everything()
    const { agreed, ...silent } = rosa
    expect(agreed).toBe('1')
    for (const form of [silent, { ...rosa, phone: '' }, { ...rosa, how: 'page' }, { ...rosa, person_id: 'x' }])
      expect((await post('nasreen', '/desk/people', form)).status).toBe(422)
    expect(await everything()).toEqual(before)
  })

  test('nobody else learns that she is here', async () => {
    const id = await personCalled('Rosa')
    expect(await text('maryam', '/people')).not.toContain('Rosa')
    expect(await status('maryam', `/people/${id}`)).toBe(404)
  })

  test('only the desk finds these pages, and nobody else can act for her', async () => {
    const her = await mandate(await personCalled('Rosa'))
    const before = await everything()
    for (const { who, role } of castMembers) {
      if (role === 'navigator' || role === 'steward') continue
      for (const path of ['/desk/people', `/desk/people/${her}/paper`, '/desk/letters', '/desk/guardians'])
        expect([who, path, await status(who, path)]).toEqual([who, path, 404])
      for (const path of [`/desk/people/${her}/act`, `/acting/${her}/begin`, `/acting/${her}/end`])
        expect([who, path, (await post(who, path)).status]).toEqual([who, path, 404])
    }
    expect(await everything()).toEqual(before)
  })

  test('whoever acts for her is her without any role, says so on every page, and is named in the record', async () => {
    const id = await personCalled('Rosa')
    expect((await post('nasreen', `/desk/people/${await mandate(id)}/act`)).status).toBe(303)
    expect(await text('nasreen', '/')).toContain('You are acting for Rosa.<')
    expect(await status('nasreen', '/desk/people')).toBe(404)
    expect((await (await here.as('nasreen')).get('/account/password')).headers.get('location')).toBe('/acting')
    expect((await post('nasreen', '/account/contact', contact)).status).toBe(303)
    expect(await here.sql`select "by", acted_for from fact where name = 'people.ContactChanged'`).toEqual([
      { by: here.ids.nasreen, acted_for: id },
    ])
    expect(await here.sql`select neutral from mail_manners where person_id = ${id}`).toEqual([{ neutral: 'message' }])
    expect((await post('nasreen', `/people/${here.ids.joe}/act-for-me`, { until: '' })).status).toBe(404)
    expect((await post('nasreen', '/acting/stop')).headers.get('location')).toBe('/acting')
    expect(await status('nasreen', '/desk/people')).toBe(200)
  })

  test('rule 22: a letter to her waits for the desk, says as little as she asked for, and is passed on once', async () => {
    const id = await personCalled('Rosa')
    await inTransaction(here.community.write, (tx) =>
      queueMail(tx, {
        kind: 'test.secret',
        to: { address: `${id}@no-address.invalid`, name: 'Rosa' },
        subject: 'About your hearing',
        body: <Paragraph>The hearing is on Monday.</Paragraph>,
        language: 'es',
      }),
    )
    const [letter] = await here.sql`select id from mail where kind = 'test.secret'`
    for (const path of ['/desk/letters', `/desk/letters/${letter!.id}`]) {
      const page = await text('nasreen', path)
      expect(page).toContain('0161 496 0000, no voicemail')
      expect(page).not.toContain('hearing')
    }
    expect((await post('maryam', `/desk/letters/${letter!.id}/passed-on`)).status).toBe(404)
    expect((await post('nasreen', `/desk/letters/${letter!.id}/passed-on`)).status).toBe(303)
    expect((await post('nasreen', `/desk/letters/${letter!.id}/passed-on`)).status).toBe(404)
    expect(await text('nasreen', '/desk/letters')).toContain('Nothing to pass on')
  })

  test('peer 8: whoever opens her letter at the desk stands in the record each time, and the list alone says nothing of it', async () => {
    const id = await personCalled('Rosa')
    await here.sql`update mail_manners set neutral = null where person_id = ${id}`
    await inTransaction(here.community.write, (tx) =>
      queueMail(tx, {
        kind: 'test.told',
        to: { address: `${id}@no-address.invalid`, name: 'Rosa' },
        subject: 'About your garden',
        body: <Paragraph>The plot by the gate is free.</Paragraph>,
        language: 'es',
      }),
    )
    const [letter] = await here.sql`select id from mail where kind = 'test.told'`
    const read = () => here.sql`select "by", data from fact where name = 'people.LetterRead'
      and data->>'letterId' = ${letter!.id} order by id`
    expect(await text('nasreen', '/desk/letters')).not.toMatch(/garden|plot by the gate/u)
    expect(await read()).toEqual([])
    expect(await status('maryam', `/desk/letters/${letter!.id}`)).toBe(404)
    expect(await read()).toEqual([])
    for (const who of ['nasreen', 'helen', 'nasreen'] as const)
      expect(await text(who, `/desk/letters/${letter!.id}`)).toContain('The plot by the gate is free.')
    const data = { letterId: letter!.id, personId: id }
    expect(await read()).toEqual(
      ['nasreen', 'helen', 'nasreen'].map((who) => ({ by: here.ids[who as CastMember], data })),
    )
    await post('nasreen', `/desk/letters/${letter!.id}/passed-on`)
    expect(await status('nasreen', `/desk/letters/${letter!.id}`)).toBe(404)
  })

  test('rule 29: no link to come in as her is ever written, so nobody at the desk can read one', async () => {
    const id = await personCalled('Rosa')
    const email = `${id}@no-address.invalid`
    const visitor = await here.as(null)
    const letters = letterbox(here, [answerLetterAsks])
    for (const path of ['/sign-in/letter', '/password/forgotten'])
      expect((await visitor.post(path, { email })).status).toBe(303)
    await visitor.post('/sign-up', { name: 'Rosa', email, password: 'a long enough sentence' })
    const written = (await letters.to(email)).map(({ link }) => link)
    expect(written.filter((link) => link !== '')).toEqual([])
    await letters.stop()
    expect(await here.sql`select 1 from mail_token where person_id = ${id}`).toEqual([])
    expect(await here.sql`select count(*)::int as n from letter_ask where answered_at is null`).toEqual([{ n: 0 }])
  })

  test('whose role sleeps or ended acts for nobody from the next page on', async () => {
    const her = await mandate(await personCalled('Rosa'))
    await post('nasreen', `/desk/people/${her}/act`)
    await here.sql`update person_check set ended_at = now() where person_id = ${here.ids.nasreen}`
    expect(await text('nasreen', '/')).not.toContain('acting-line')
    await here.sql`update person_check set ended_at = null where person_id = ${here.ids.nasreen}`
    await post('nasreen', '/acting/stop')
  })

  test('«stop» holds at once, also in the browser that acts at this moment', async () => {
    const her = await mandate(await personCalled('Rosa'))
    await post('nasreen', `/desk/people/${her}/act`)
    expect((await post('helen', `/acting/${her}/end`)).status).toBe(303)
    expect(await text('nasreen', '/')).not.toContain('acting-line')
    expect((await post('nasreen', `/desk/people/${her}/act`)).status).toBe(404)
  })
})

describe('rule 40: somebody without e-mail is erased on their word', () => {
  test('by the desk alone, with a yes, wholly; and nobody who has an account is', async () => {
    await post('nasreen', '/desk/people', { ...rosa, name: 'Abuela' })
    const id = await personCalled('Abuela')
    const path = `/desk/people/${await mandate(id)}/erase`
    const before = await everything()
    expect((await post('maryam', path, { asked: '1' })).status).toBe(404)
    expect((await post('nasreen', path, {})).status).toBe(422)
    await post('maryam', `/people/${here.ids.tom}/act-for-me`, { until: '' })
    const helper = await mandate(here.ids.maryam, 'helper')
    expect((await post('nasreen', `/desk/people/${helper}/erase`, { asked: '1' })).status).toBe(404)
    await post('maryam', `/acting/${helper}/end`)
    await here.sql`delete from mail where kind like 'people.mandate%'`
    expect((await everything())[0]).toEqual(before[0])
    expect((await post('nasreen', path, { asked: '1' })).status).toBe(303)
    expect(await personCalled('Abuela')).toBeUndefined()
    expect(await here.sql`select 1 from consent where person_id = ${id}`).toEqual([])
    expect(await here.sql`select "by" from fact where name = 'people.PersonErased'`).toEqual([{ by: here.ids.nasreen }])
  })
})

const contact = {
  channel: 'phone',
  phone: '0161 496 0000',
  no_voicemail: '1',
  neutral: 'message',
  from: '',
  to: '',
  zone: 'Europe/London',
}

describe('rule 29: somebody lets somebody act', () => {
  const let_ = (until = '') => post('maryam', `/people/${here.ids.joe}/act-for-me`, { until })

  test('the helper is told, acts, and the one for whom sees what was done, and by whom', async () => {
    expect((await let_()).status).toBe(303)
    expect(await here.sql`select to_address from mail where kind = 'people.mandate_given'`).toEqual([
      { to_address: emailOf('joe') },
    ])
    const id = await mandate(here.ids.maryam, 'helper')
    expect((await post('joe', `/acting/${id}/begin`)).status).toBe(303)
    await post('joe', '/account/contact', { ...contact, channel: 'email', neutral: '' })
    await post('joe', '/acting/stop')
    const seen = await text('maryam', '/acting')
    expect(seen).toMatch(/\d things? on /u)
    expect(seen).toContain('by Joe')
  })

  test('nobody else uses it, the helper gives it to nobody, and never sees what was told in confidence', async () => {
    const id = await mandate(here.ids.maryam, 'helper')
    const before = await everything()
    expect((await post('sami', `/acting/${id}/begin`)).status).toBe(404)
    expect((await post('helen', `/acting/${id}/end`)).status).toBe(404)
    expect((await post('maryam', `/acting/${id}/begin`)).status).toBe(404)
    expect(await everything()).toEqual(before)
    await post('joe', `/acting/${id}/begin`)
    for (const path of ['/account/not-meet', '/account/data/export.json', '/account/email', '/account/agreed'])
      expect([path, (await (await here.as('joe')).get(path)).status === 200]).toEqual([path, false])
    expect((await post('joe', `/people/${here.ids.ade}/act-for-me`, { until: '' })).status).toBe(404)
    expect((await post('joe', `/acting/${id}/end`)).status).toBe(404)
    await post('joe', '/acting/stop')
  })

  test('it ends by its day, by either side, and with a block', async () => {
    const id = await mandate(here.ids.maryam, 'helper')
    await post('joe', `/acting/${id}/begin`)
    const then = now
    await here.sql`update session set expires_at = ${new Date(now.getTime() + 500 * day)}`
    now = new Date(now.getTime() + 366 * day)
    expect(await text('joe', '/')).not.toContain('acting-line')
    now = then
    expect(await text('joe', '/')).toContain('acting-line')
    expect((await post('maryam', `/acting/${id}/end`)).status).toBe(303)
    expect(await text('joe', '/')).not.toContain('acting-line')
    await let_()
    await post('maryam', `/people/${here.ids.joe}/block`)
    expect(await mandate(here.ids.maryam, 'helper')).toBeUndefined()
    expect(await text('joe', '/acting')).not.toContain('Maryam')
    await here.sql`delete from person_block`
  })

  test.each(['2001-01-01', 'soon'])('a day that cannot be is refused: %s', async (until) => {
    const before = await everything()
    expect((await let_(until)).status).toBe(422)
    expect(await everything()).toEqual(before)
  })
})

describe('rule 28: guardians', () => {
  const family = {
    young: emailOf('sami'),
    guardian: emailOf('joe'),
    how: 'in-person',
    witness: '',
    until: '',
    agreed: '1',
  }

  test('somebody else writes it down, both are told, and the guardian’s yes is a consent', async () => {
    expect((await post('nasreen', '/desk/guardians', family)).status).toBe(303)
    expect(await here.sql`select to_address from mail where kind = 'people.guardian_kept' order by 1`).toEqual([
      { to_address: emailOf('joe') },
      { to_address: emailOf('sami') },
    ])
    expect(await here.sql`select person_id, scope from consent where purpose = 'people.guardian'`).toEqual([
      { person_id: here.ids.joe, scope: here.ids.sami },
    ])
    expect((await post('joe', `/acting/${await mandate(here.ids.sami, 'guardian')}/begin`)).status).toBe(303)
    await post('joe', '/acting/stop')
  })

  test.each([
    [{ guardian: emailOf('sami') }, 'the same person'],
    [{ guardian: emailOf('nasreen') }, 'Somebody else must write this down'],
    [{ young: emailOf('maryam'), guardian: emailOf('sami') }, '18 or older'],
    [{ young: 'nobody@town.example' }, 'Nobody here has this address'],
    [{ agreed: '' }, 'Ask first'],
  ])('what cannot be is refused and writes nothing: %j', async (given, said) => {
    const before = await everything()
    const answer = await post('nasreen', '/desk/guardians', { ...family, ...given })
    expect(answer.status).toBe(422)
    expect(await answer.text()).toContain(said)
    expect(await everything()).toEqual(before)
  })

  test('the young person can end it', async () => {
    expect((await post('sami', `/acting/${await mandate(here.ids.sami, 'guardian')}/end`)).status).toBe(303)
    expect(await mandate(here.ids.sami, 'guardian')).toBeUndefined()
  })
})
