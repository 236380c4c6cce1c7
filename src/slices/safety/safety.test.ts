import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { newId } from '#kernel/database/id.ts'
import { inTransaction } from '#kernel/database/transactions.ts'
import { theProgram } from '#kernel/facts/record.ts'
import { type CastMember, cast } from '#slices/people/seed.ts'
import { type Town, town } from '#test/town.ts'
import { recordPoweredRead } from './commands.ts'
import { endEvidence } from './queue/commands.ts'

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
  await here.sql`delete from moderation_decision`
  await here.sql`delete from moderated`
  await here.sql`delete from on_call`
  await here.sql`delete from person_block`
  await here.sql`update person set suspended_until = null`
})

const later = (minutes: number) => {
  clock = new Date(clock.getTime() + minutes * 60_000)
}

const report = async (who: CastMember | null, about: CastMember, reason = 'threat') => {
  const client = await here.as(who)
  return client.post(`/report/person/${here.ids[about]}`, { reason, words: 'It frightened me' })
}

const lastReport = async () => {
  const [row] = await here.sql`select * from report order by made_at desc, id desc limit 1`
  return row!
}

const get = async (who: CastMember | null, path: string) => {
  const answer = await (await here.as(who)).get(path)
  return { status: answer.status, html: await answer.text(), headers: answer.headers }
}

const post = async (who: CastMember, path: string, form: Record<string, string> = {}) =>
  (await here.as(who)).post(path, form)

const takeAndDecide = async (who: CastMember, id: unknown, verdict: Record<string, string>) => {
  await post(who, `/moderation/${id}/take`)
  return post(who, `/moderation/${id}/decision`, { reason: 'Not how we speak to each other', ...verdict })
}

describe('reporting', () => {
  test('needs no account for what anybody may see, keeps a sealed copy, and gives a receipt that only its holder finds', async () => {
    const answer = await report(null, 'joe')
    expect(answer.status).toBe(404)
    const signedIn = await report('maryam', 'joe')
    expect(signedIn.status).toBe(303)
    const receipt = signedIn.headers.get('location')!
    expect(receipt).toMatch(/^\/report\/receipt\/[\w-]{24}$/u)
    const shown = await get(null, receipt)
    expect(shown.status).toBe(200)
    expect(shown.html).not.toContain('Joe')
    expect(shown.headers.get('cache-control')).toBe('no-store')
    expect((await get(null, `/report/receipt/${'A'.repeat(24)}`)).status).toBe(404)
    const [row] =
      await here.sql`select report.reporter_id, copy, words from report join report_evidence on report_id = id`
    expect(row).toMatchObject({ reporter_id: here.ids.maryam, words: 'It frightened me' })
    expect(row!.copy).toContain('Joe')
    expect(JSON.stringify(await here.sql`select receipt from report`)).not.toContain(receipt.slice(-24))
  })

  test('peer 21: no other field of a report can be set by the form', async () => {
    const client = await here.as('maryam')
    for (const field of ['severity', 'assigned_to', 'reporter_id', 'about_id', 'confidential', 'closed_at', 'id']) {
      const answer = await client.post(`/report/person/${here.ids.joe}`, { reason: 'spam', [field]: here.ids.joe })
      expect([field, answer.status]).toEqual([field, 422])
    }
    expect(await here.sql`select id from report`).toEqual([])
  })

  test('peer 12: what was reported shows as text and nothing else', async () => {
    const client = await here.as('maryam')
    await client.post(`/report/person/${here.ids.joe}`, { reason: 'spam', words: '<img src=x onerror=alert(1)>' })
    const { id } = await lastReport()
    await post('ade', `/moderation/${id}/take`)
    const { html } = await get('ade', `/moderation/${id}`)
    expect(html).toContain('&lt;img src=x')
    expect(html).not.toContain('<img src=x')
  })
})

describe('rule 35: who looks into it', () => {
  test('nobody looks into a report about themselves or by themselves, and cannot tell that there is one', async () => {
    await report('maryam', 'ade')
    const { id } = await lastReport()
    expect((await get('ade', `/moderation/${id}`)).status).toBe(404)
    expect((await get('ade', '/moderation')).html).not.toContain(String(id))
    expect((await post('ade', `/moderation/${id}/take`)).status).toBe(404)
    expect((await lastReport()).assigned_to).toBeNull()
    expect((await get('ruth', `/moderation/${id}`)).status).toBe(200)

    await report('ade', 'joe')
    const own = await lastReport()
    expect((await get('ade', `/moderation/${own.id}`)).status).toBe(404)
  })

  test('nor somebody with a block to either side', async () => {
    await report('maryam', 'joe')
    const { id } = await lastReport()
    await here.sql`insert into person_block (person_id, blocked_id) values (${here.ids.joe}, ${here.ids.ade})`
    expect((await get('ade', `/moderation/${id}`)).status).toBe(404)
    expect((await get('ruth', `/moderation/${id}`)).status).toBe(200)
  })

  test('a life or a child is for the safeguarding lead alone', async () => {
    await report('maryam', 'joe', 'child')
    const { id, severity } = await lastReport()
    expect(severity).toBe('now')
    expect((await get('ade', `/moderation/${id}`)).status).toBe(404)
    expect((await get('ruth', `/moderation/${id}`)).status).toBe(200)
  })

  test('the copy opens to whoever took it, to nobody else, and the database sees to it', async () => {
    await report('maryam', 'joe')
    const { id } = await lastReport()
    expect((await get('ruth', `/moderation/${id}`)).html).not.toContain('It frightened me')
    await post('ade', `/moderation/${id}/take`)
    expect((await get('ade', `/moderation/${id}`)).html).toContain('It frightened me')
    expect((await get('ruth', `/moderation/${id}`)).html).not.toContain('It frightened me')
    const read = await here.sql`select "by" from fact where name = 'safety.ReadByPower' and data->>'id' = ${id}`
    expect(read).toEqual([{ by: here.ids.ade }])
    expect((await post('ruth', `/moderation/${id}/decision`, { kind: 'none', reason: 'because' })).status).toBe(404)
    expect((await lastReport()).closed_at).toBeNull()
    const rows = await here.community.write
      .selectFrom('report_evidence' as never)
      .selectAll()
      .execute()
    expect(rows).toEqual([])
  })

  test('the reported one never learns who reported; the reporter learns the outcome', async () => {
    const receipt = (await report('maryam', 'joe')).headers.get('location')!
    const { id } = await lastReport()
    expect((await takeAndDecide('ade', id, { kind: 'warn' })).status).toBe(303)
    const { html } = await get('joe', '/account/notices')
    expect(html).toContain('Not how we speak to each other')
    expect(html).not.toContain('Maryam')
    expect(html).not.toContain(here.ids.maryam)
    expect((await get(null, receipt)).html).toContain('did something about it')
    expect((await get('maryam', '/account/reports')).html).toContain('did something about it')
    expect((await get('maryam', '/account/notices')).html).toContain('There are none')
  })
})

describe('rule 36: decisions', () => {
  test('a suspended person reads but writes nothing, keeps their account, and writes again when it is over', async () => {
    await report('maryam', 'nasreen')
    const { id } = await lastReport()
    await takeAndDecide('ade', id, { kind: 'suspend', days: '3' })
    expect((await get('nasreen', '/account')).status).toBe(200)
    const refused = await post('nasreen', '/account/name', { name: 'Somebody else', language: '' })
    expect([refused.status, refused.headers.get('location')]).toEqual([303, '/account/notices'])
    expect(await here.sql`select name from person where id = ${here.ids.nasreen}`).toEqual([{ name: 'Nasreen' }])
    expect((await get('nasreen', '/account/notices')).html).toContain('You cannot write until')
    later(3 * 24 * 60 + 1)
    const allowed = await post('nasreen', '/account/name', { name: 'Nasreen', language: '' })
    expect(allowed.headers.get('location')).toBe('/account')
  })

  test('everything decided has a reason, is written down, and can be taken back', async () => {
    await report('maryam', 'joe')
    const { id } = await lastReport()
    await post('ade', `/moderation/${id}/take`)
    expect((await post('ade', `/moderation/${id}/decision`, { kind: 'hide', reason: ' ' })).status).toBe(422)
    await post('ade', `/moderation/${id}/decision`, { kind: 'hide', reason: 'Until it is put right' })
    expect(await here.sql`select hidden_at is not null as hidden from moderated`).toEqual([{ hidden: true }])
    const [decision] = await here.sql`select id from moderation_decision`
    const wrong = await post('ruth', `/moderation/${id}/decisions/${newId()}/undo`, { because: 'Put right' })
    expect(wrong.status).toBe(404)
    await post('ruth', `/moderation/${id}/decisions/${decision!.id}/undo`, { because: 'Put right' })
    expect(await here.sql`select hidden_at from moderated`).toEqual([{ hidden_at: null }])
    expect(
      await here.sql`select name, by from fact where name in ('safety.ThingModerated', 'safety.DecisionUndone')
        and data ->> 'decisionId' = ${decision!.id} order by name`,
    ).toEqual([
      { name: 'safety.DecisionUndone', by: here.ids.ruth },
      { name: 'safety.ThingModerated', by: here.ids.ade },
    ])
  })

  test('peer 2: own report with a foreign decision is 404 and writes nothing', async () => {
    await report('maryam', 'joe')
    const first = await lastReport()
    await takeAndDecide('ade', first.id, { kind: 'hide' })
    later(1)
    await report('maryam', 'nasreen')
    const second = await lastReport()
    const [decision] = await here.sql`select id from moderation_decision`
    const answer = await post('ade', `/moderation/${second.id}/decisions/${decision!.id}/undo`, { because: 'mixed up' })
    expect(answer.status).toBe(404)
    expect(await here.sql`select undone_at from moderation_decision`).toEqual([{ undone_at: null }])
  })

  test('two who take, or decide, one report at once: one of them does, once', async () => {
    const rounds = Number(process.env.RACES ?? 2)
    for (let round = 0; round < rounds; round++) {
      await report('maryam', 'joe')
      const { id } = await lastReport()
      const takes = await Promise.all((['ade', 'ruth'] as const).map((who) => post(who, `/moderation/${id}/take`)))
      expect(takes.map(({ status }) => status).filter((status) => status >= 500)).toEqual([])
      const { assigned_to } = await lastReport()
      const mine = assigned_to === here.ids.ade ? 'ade' : 'ruth'
      const verdict = { kind: 'warn', reason: 'Not how we speak to each other' }
      const decide = () => post(mine, `/moderation/${id}/decision`, verdict)
      const answers = await Promise.all([decide(), decide(), decide(), post(mine, `/moderation/${id}/give-back`)])
      expect(answers.map(({ status }) => status).filter((status) => status >= 500)).toEqual([])
      const { closed_at } = await lastReport()
      const decisions = await here.sql`select 1 from moderation_decision where report_id = ${id}`
      expect(decisions).toHaveLength(closed_at ? 1 : 0)
      const taken = await here.sql`select 1 from fact where name = 'safety.ReportTaken' and data->>'reportId' = ${id}`
      expect(taken).toHaveLength(1)
    }
  })

  test('an appeal is made once, answered by another person, and an overturned decision is gone', async () => {
    await report('maryam', 'nasreen')
    const { id } = await lastReport()
    await takeAndDecide('ade', id, { kind: 'suspend', days: '30' })
    const [decision] = await here.sql`select id from moderation_decision`
    const path = `/account/notices/${decision!.id}`
    expect((await post('joe', path, { words: 'Not mine at all' })).status).toBe(404)
    const both = await Promise.all([1, 2].map(() => post('nasreen', path, { words: 'I never wrote that' })))
    expect(both.map(({ status }) => status)).toEqual([303, 303])
    const appeals = await here.sql`select id from appeal`
    expect(appeals).toHaveLength(1)
    const appeal = `/moderation/appeals/${appeals[0]!.id}`
    expect((await get('ade', appeal)).status).toBe(404)
    expect((await post('ade', `${appeal}/take`)).status).toBe(404)
    await post('ruth', `${appeal}/take`)
    expect((await get('ruth', appeal)).html).toContain('It frightened me')
    await post('ruth', `${appeal}/answer`, { outcome: 'overturned', answer: 'You are right, it was not you' })
    expect(await here.sql`select suspended_until from person where id = ${here.ids.nasreen}`).toEqual([
      { suspended_until: null },
    ])
    expect((await get('nasreen', '/account/notices')).html).toContain('You are right, it was not you')
  })
})

describe('rule 34: crisis lines', () => {
  test('are shown though stale; a steward rings one and says so; another number must be rung first', async () => {
    expect((await get(null, '/help-now')).html).toContain('116 123')
    expect((await get('helen', '/steward/crisis-lines')).html).toContain('Nobody of us has rung it yet')
    const on = clock.toISOString().slice(0, 10)
    await post('helen', '/steward/crisis-lines/calls', { line: 'gb-samaritans', on })
    expect((await get(null, '/help-now')).html).toContain('Last checked')
    later(200 * 24 * 60)
    const stale = await get('helen', '/steward/crisis-lines')
    expect(stale.html).toContain('Not rung for half a year')
    const form = { name: 'Samaritans', language: 'en', answers: 'listening', source: 'https://www.samaritans.org' }
    await post('helen', '/steward/crisis-lines', { line: 'gb-samaritans', number: '116 124', ...form })
    const shown = await get(null, '/help-now')
    expect(shown.html).toContain('116 124')
    expect(shown.html).not.toContain('Last checked')
    await post('helen', '/steward/crisis-lines/removals', { line: 'gb-samaritans' })
    expect((await get(null, '/help-now')).html).not.toContain('116 124')
    await here.sql`delete from crisis_line`
  })

  test('stand at the foot of every page, also where no database answers any more', async () => {
    const lost = await town()
    const visitor = await lost.as(null)
    expect(await (await visitor.get('/about')).text()).toContain('116 123')
    await lost.database.owner.query(`drop schema "${lost.community.schema}" cascade`)
    for (const at of ['/', '/find?q=food', '/help-now', '/no-such-page']) {
      const answer = await visitor.get(at)
      expect([at, answer.status >= 400]).toEqual([at, true])
      const html = await answer.text()
      for (const number of ['tel:999', 'tel:116123']) expect([at, html.includes(number)]).toEqual([at, true])
    }
  })

  test('a day to come or a made-up line is refused, and nothing is written', async () => {
    const wrong = await post('helen', '/steward/crisis-lines/calls', { line: 'gb-samaritans', on: '2099-01-01' })
    expect(wrong.status).toBe(422)
    const none = await post('helen', '/steward/crisis-lines/calls', { line: 'gb-nobody', on: '2026-11-01' })
    expect(none.status).toBe(404)
    expect(await here.sql`select id from crisis_line`).toEqual([])
  })
})

describe('rule 20 and 21: staying safe', () => {
  test.each(['en', 'es', 'ar'])(
    'what quick exit cannot do is said in %s, and quick exit leads there',
    async (language) => {
      const { html, headers, status } = await get(null, `/safety?lang=${language}`)
      expect(status).toBe(200)
      expect(html).toContain('href="/safety"')
      expect(html.match(/<li>/gu)!.length).toBeGreaterThan(9)
      expect(headers.get('cache-control')).toBe('no-store')
    },
  )
})

describe('the record', () => {
  test('peer 4: rows about oneself are absent for the safeguarding lead whom they are about', async () => {
    await report('maryam', 'ruth')
    const hidden = await lastReport()
    await report('maryam', 'joe')
    const other = await lastReport()
    const { html } = await get('ruth', '/safeguarding/audit')
    expect(html).toContain(String(other.id))
    expect(html).not.toContain(String(hidden.id))
    for (const who of ['ade', 'helen', 'maryam', null] as const)
      expect([who, (await get(who, '/safeguarding/audit')).status]).toEqual([who, 404])
  })

  test('can be filtered, and holds no names or texts', async () => {
    await report('maryam', 'joe')
    const { html } = await get('ruth', `/safeguarding/audit?kind=safety.ReportFiled&by=${here.ids.maryam}`)
    expect(html).toContain('safety.ReportFiled')
    expect(html).not.toContain('people.SignedIn')
    expect(html).not.toContain('It frightened me')
  })

  test('nobody who serves requests can change or delete it', async () => {
    const write = here.community.write
    await expect(sql`update fact set by = null`.execute(write)).rejects.toThrow('permission denied')
    await expect(sql`delete from fact`.execute(write)).rejects.toThrow('permission denied')
  })

  test('a reading by power is a fact', async () => {
    const report = { kind: 'post', id: newId(), scope: newId() }
    await inTransaction(here.community.write, (tx) => recordPoweredRead(tx, theProgram as never, report))
    const rows = await here.sql`select data from fact where name = 'safety.ReadByPower'`
    expect(rows.map(({ data }) => data)).toContainEqual({ ...report, personId: null })
  })
})

describe('rule 37: what was removed', () => {
  test('stays sealed for its days, then goes; not while a second opinion waits', async () => {
    await report('maryam', 'nasreen')
    const { id } = await lastReport()
    await takeAndDecide('ade', id, { kind: 'suspend', days: '1' })
    const [decision] = await here.sql`select id from moderation_decision`
    await post('nasreen', `/account/notices/${decision!.id}`, { words: 'Please look again' })
    const run = () =>
      inTransaction(here.community.write, (tx) => endEvidence(tx, theProgram, async () => undefined, clock))
    later(89 * 24 * 60)
    expect(await run()).toBe(0)
    later(2 * 24 * 60)
    expect(await run()).toBe(0)
    await here.sql`update appeal set answered_at = now(), outcome = 'stands'`
    expect(await run()).toBe(1)
    expect(await here.sql`select copy from report_evidence`).toEqual([])
  })
})
