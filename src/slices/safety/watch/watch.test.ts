import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { newId } from '#kernel/database/id.ts'
import { inTransaction } from '#kernel/database/transactions.ts'
import { type CastMember, cast, emailOf } from '#slices/people/seed.ts'
import { type Town, town } from '#test/town.ts'
import { answerReport } from '../reactions.ts'
import { escalate, tellNext } from './commands.ts'

let here: Town
let clock = new Date('2026-11-22T10:00:00Z')
beforeAll(async () => {
  here = await town({ now: () => clock, unlimited: true })
  for (const who of Object.keys(cast) as CastMember[]) await here.as(who)
  await here.sql`update session set expires_at = expires_at + interval '1 year'`
})
afterAll(() => here.stop())
beforeEach(async () => {
  clock = new Date('2026-11-22T10:00:00Z')
  await here.sql`delete from report`
  await here.sql`delete from on_call`
})

const later = (minutes: number) => {
  clock = new Date(clock.getTime() + minutes * 60_000)
}

const report = async (who: CastMember, about: CastMember, reason = 'threat') =>
  (await here.as(who)).post(`/report/person/${here.ids[about]}`, { reason, words: 'It frightened me' })

const lastReport = async () => {
  const [row] = await here.sql`select * from report order by made_at desc, id desc limit 1`
  return row!
}

const get = async (who: CastMember, path: string) => {
  const answer = await (await here.as(who)).get(path)
  return { status: answer.status, html: await answer.text() }
}

const post = async (who: CastMember, path: string, form: Record<string, string> = {}) =>
  (await here.as(who)).post(path, form)

test('the clock and the report itself at the same moment write one letter to one person', async () => {
  await report('maryam', 'joe')
  const { id } = await lastReport()
  await here.sql`delete from report_escalation`
  const told: string[] = []
  const once = () =>
    inTransaction(here.community.write, (tx) =>
      tellNext(tx, { reportId: String(id), told: 0 }, async (_tx, personId) => void told.push(personId), clock),
    )
  await Promise.all([once(), once(), once()])
  await once()
  expect(told).toHaveLength(1)
  expect(await here.sql`select count(*)::int as n from report_escalation where report_id = ${id}`).toEqual([{ n: 1 }])
})

describe('rule 35: whose turn it is', () => {
  const letters = () => {
    const told: string[] = []
    const tell = async (_: unknown, personId: string, __: string, asked: string) =>
      void told.push(`${asked} ${personId}`)
    const first = async () => {
      const { id } = await lastReport()
      await inTransaction(here.community.write, (tx) => tellNext(tx, { reportId: String(id), told: 0 }, tell, clock))
    }
    const run = () => inTransaction(here.community.write, (tx) => escalate(tx, tell, clock))
    return { told, first, run }
  }
  const [ruth, ade, helen] = ['ruth', 'ade', 'helen'] as const
  const asked = (who: CastMember, what = 'judge') => `${what} ${here.ids[who]}`

  test('while nobody takes it the next is written to, each once; when it is overdue a steward finds somebody', async () => {
    await report('maryam', 'joe')
    const { told, first, run } = letters()
    await first()
    await run()
    expect(told).toEqual([asked(ruth)])
    later(6 * 60)
    await run()
    await run()
    expect(told).toEqual([asked(ruth), asked(ade)])
    later(12 * 60)
    await run()
    expect(told).toHaveLength(2)
    later(6 * 60 + 1)
    await run()
    await run()
    expect(told).toEqual([asked(ruth), asked(ade), asked(helen, 'alarm')])
    later(24 * 60)
    await run()
    expect(told).toHaveLength(3)
    expect((await get('ruth', '/moderation')).html).toContain('Overdue')
  })

  test('taken in time, nobody else is bothered until the target time has passed', async () => {
    await report('maryam', 'joe')
    const { id } = await lastReport()
    const { told, first, run } = letters()
    await first()
    await post('ruth', `/moderation/${id}/take`)
    later(23 * 60)
    await run()
    expect(told).toEqual([asked(ruth)])
    later(61)
    await run()
    expect(told).toEqual([asked(ruth), asked(ade)])
  })

  test('on call and reported: the letter goes to the next, and where nobody else may judge, a steward is alarmed at once', async () => {
    await here.sql`insert into on_call (id, person_id, from_at, until_at)
      values (${newId()}, ${here.ids.ruth}, ${clock.toISOString()}, ${new Date(clock.getTime() + 9e8).toISOString()})`
    await report('maryam', 'ruth')
    const ofRuth = letters()
    await ofRuth.first()
    expect(ofRuth.told).toEqual([asked(ade)])
    later(1)
    await report('maryam', 'ruth', 'child')
    const grave = letters()
    await grave.first()
    expect(grave.told).toEqual([asked(helen, 'alarm')])
  })

  test('nor a guardian or helper of either side, for as long as that lasts', async () => {
    await report('maryam', 'joe')
    const { id } = await lastReport()
    await here.sql`insert into mandate (id, person_id, helper_id, kind, how, language, given_at, until)
      values (${newId()}, ${here.ids.joe}, ${here.ids.ade}, 'guardian', 'page', 'en', ${clock.toISOString()}, ${new Date(clock.getTime() + 9e8).toISOString()})`
    expect((await get('ade', `/moderation/${id}`)).status).toBe(404)
    expect((await get('ade', '/moderation')).html).not.toContain(String(id))
    expect((await get('ruth', `/moderation/${id}`)).status).toBe(200)
    await here.sql`update mandate set ended_at = now()`
    expect((await get('ade', `/moderation/${id}`)).status).toBe(200)
    await here.sql`delete from mandate`
  })

  test('whoever is on call is told by an urgent letter that names nothing and nobody', async () => {
    await report('maryam', 'joe', 'dangerMe')
    const { id } = await lastReport()
    const context = {
      factId: newId(),
      at: clock,
      by: here.ids.maryam,
      community: here.community,
      origin: 'https://town.example',
    }
    await inTransaction(here.community.write, (tx) => answerReport.run({ tx, ...context }, { reportId: id }))
    const [mail] = await here.sql`select * from mail where kind = 'safety.turn' order by id desc limit 1`
    expect(mail).toMatchObject({ urgent: true, to_address: emailOf('ruth') })
    for (const secret of ['Joe', 'Maryam', 'It frightened me', here.ids.joe, String(id)])
      expect(JSON.stringify(mail)).not.toContain(secret)
  })
})

describe('the rota', () => {
  test('puts only safeguarding leads on call, from nine in the morning there', async () => {
    const day = clock.toISOString().slice(0, 10)
    const next = new Date(clock.getTime() + 3 * 86_400_000).toISOString().slice(0, 10)
    const plan = (person: string) => post('ruth', '/safeguarding/on-call', { person, from: day, until: next })
    expect((await plan(here.ids.maryam)).status).toBe(422)
    expect((await plan(here.ids.ruth)).status).toBe(303)
    expect(await here.sql`select to_char(from_at at time zone 'Europe/London', 'HH24:MI') as at from on_call`).toEqual([
      { at: '09:00' },
    ])
    expect(
      (await post('ruth', '/safeguarding/on-call', { person: here.ids.ruth, from: next, until: day })).status,
    ).toBe(422)
    expect((await get('ade', '/safeguarding/on-call')).status).toBe(404)
  })
})
