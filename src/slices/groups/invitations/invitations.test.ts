import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { accept, found, handleOf, invite, join, kept, keyIn, standing } from '#test/groups.ts'
import { textOf } from '#test/talk.ts'
import { type Client, type Town, town } from '#test/town.ts'

let here: Town
let joe: Client
let maryam: Client
let tom: Client
beforeAll(async () => {
  here = await town({ unlimited: true })
  joe = await here.as('joe')
  maryam = await here.as('maryam')
  tom = await here.as('tom')
})
afterAll(() => here.stop())

const maryams = 'maryam@town.example'

describe('invitations', () => {
  test('lead into a hidden group: the letter says who and what, the page what is promised, and one button is enough', async () => {
    const id = await found(joe, { seen: 'members', joining: 'invitation', agreement: 'No phones.' })
    const link = await invite(here, joe, id, 'Maryam@Town.Example'.toLowerCase())
    const [letter] =
      await here.sql`select subject, text from mail where to_address = ${maryams} order by queued_at desc limit 1`
    expect(letter!.subject).toBe('Joe invites you to Sunday walkers')
    expect(letter!.text).toContain('drink tea afterwards')
    expect(await textOf(maryam, link)).toContain('No phones.')
    expect((await maryam.post('/groups/invitation', { key: keyIn(link) })).status).toBe(422)
    expect((await accept(maryam, link)).headers.get('location')).toContain(`/groups/${id}`)
    expect(await standing(here, id)).toHaveLength(2)
    expect(await here.sql`select email from group_invitation where group_id = ${id}`).toEqual([{ email: '' }])
  })

  test('peer 34: opening the link changes nothing, however often and by whomever', async () => {
    const id = await found(joe, { joining: 'invitation' })
    const link = await invite(here, joe, id, maryams)
    const before = await kept(here)
    for (const client of [await here.as(null), maryam, tom, maryam])
      expect((await client.send(link, { method: 'GET' })).status).toBe(200)
    expect((await maryam.send(link, { method: 'HEAD' })).status).toBe(200)
    expect(await kept(here)).toBe(before)
    expect((await accept(maryam, link)).status).toBe(303)
  })

  test('peer 26: used twenty times at once it lets one in once, and is gone afterwards', async () => {
    const id = await found(joe, { joining: 'invitation' })
    const link = await invite(here, joe, id, maryams)
    const answers = await Promise.all(Array.from({ length: 20 }, () => accept(maryam, link)))
    expect(answers.filter(({ status }) => status === 303 || status === 410)).toHaveLength(20)
    expect((await here.sql`select taken from "group" where id = ${id}`)[0]).toEqual({ taken: 2 })
    expect((await maryam.get(link)).status).toBe(410)
    expect((await accept(tom, link)).status).toBe(410)
  })

  test('are no way to write to everybody: a hundred a day over all groups, taken back or not', async () => {
    const [one, other] = [await found(tom, { joining: 'invitation' }), await found(tom, { joining: 'invitation' })]
    await here.sql`insert into group_invitation (id, group_id, token_hash, email, invited_by, made_at, expires_at, used_at)
      select gen_random_uuid(), ${one}, 'hash ' || n, n || '@elsewhere.example', ${here.ids.tom}, now(), now() + interval '1 day', now()
      from generate_series(1, 99) n`
    const ask = async (id: string, email: string) => (await tom.post(`/groups/${id}/members/invite`, { email })).status
    expect(await ask(other, 'hundredth@elsewhere.example')).toBe(303)
    expect(await ask(other, 'next@elsewhere.example')).toBe(422)
    expect(await ask(one, 'next@elsewhere.example')).toBe(422)
    expect(await here.sql`select 1 from mail where to_address = 'next@elsewhere.example'`).toEqual([])
    await here.sql`delete from group_invitation where invited_by = ${here.ids.tom}`
  })

  test('belongs to the address that it was sent to: with another account it says so and lets nobody in', async () => {
    const id = await found(joe, { joining: 'invitation' })
    const link = await invite(here, joe, id, maryams)
    const answer = await accept(tom, link)
    expect([answer.status, await answer.text()]).toEqual([422, expect.stringContaining('sent to another address')])
    expect(await standing(here, id)).toHaveLength(1)
  })

  test('ends when it is taken back, when its days are over, when a newer one is sent, and with the group', async () => {
    const id = await found(joe, { joining: 'invitation' })
    const gone = async (link: string) => [(await maryam.get(link)).status, (await accept(maryam, link)).status]

    const first = await invite(here, joe, id, maryams)
    const second = await invite(here, joe, id, maryams)
    expect(await gone(first)).toEqual([404, 404])
    const [row] = await here.sql`select id from group_invitation where group_id = ${id}`
    expect(await textOf(joe, `/groups/${id}/members`)).toContain(maryams)
    expect((await joe.post(`/groups/${id}/members/withdraw`, { invitation: String(row!.id) })).status).toBe(303)
    expect(await gone(second)).toEqual([410, 410])

    const old = await invite(here, joe, id, maryams)
    await here.sql`update group_invitation set expires_at = now() - interval '1 second' where used_at is null`
    expect(await gone(old)).toEqual([410, 410])

    const last = await invite(here, joe, id, maryams)
    await joe.post(`/groups/${id}/archive`)
    expect(await gone(last)).toEqual([410, 410])
    expect(await standing(here, id)).toHaveLength(1)
  })

  test('of a host who was removed are worth nothing any more, and whoever was removed does not come back by one', async () => {
    const id = await found(joe)
    await join(tom, id)
    const toms = await handleOf(here, id, 'tom')
    await joe.post(`/groups/${id}/members/${toms}/host`)
    const byTom = await invite(here, tom, id, maryams)
    await joe.post(`/groups/${id}/members/${toms}/remove`, { reason: 'because', days: '0' })
    expect((await accept(maryam, byTom)).status).toBe(404)
    const back = await invite(here, joe, id, 'tom@town.example')
    expect((await accept(tom, back)).status).toBe(422)
    expect(await standing(here, id)).toHaveLength(2)
  })

  test('peer 29: a line break in the address sends nothing', async () => {
    const id = await found(joe)
    const before = await kept(here)
    for (const email of ['a@town.example\r\nBcc: b@town.example', 'no address', ''])
      expect((await joe.post(`/groups/${id}/members/invite`, { email })).status).toBe(422)
    expect(await kept(here)).toBe(before)
  })

  test('rule 9: across a block nobody is written to, and to the host it looks like an invitation that nobody takes up', async () => {
    const id = await found(joe)
    const letters = () => here.sql`select id from mail where to_address = ${maryams}`
    for (const [blocker, other] of [
      [maryam, here.ids.joe],
      [joe, here.ids.maryam],
    ] as const) {
      expect((await blocker.post(`/people/${other}/block`)).status).toBe(303)
      const before = await letters()
      const answers = await Promise.all(
        [maryams, 'nobody@town.example'].map((email) => joe.post(`/groups/${id}/members/invite`, { email })),
      )
      const [toHer, toNobody] = answers.map(({ status, headers }) => [status, headers.get('location')])
      expect(toHer).toEqual(toNobody)
      expect(await letters()).toEqual(before)
      expect(await textOf(joe, `/groups/${id}/members`)).toContain(maryams)
      await here.sql`delete from person_block`
      await here.sql`delete from group_invitation where group_id = ${id}`
    }
  })

  test('a hundred wait at a time, and no more letters go out', async () => {
    const id = await found(joe)
    await here.sql`insert into group_invitation (id, group_id, token_hash, email, made_at, expires_at)
      select gen_random_uuid(), ${id}, 'h' || n, 'x' || n || '@town.example', now(), now() + interval '1 day' from generate_series(1, 100) n`
    const before = await kept(here)
    const answer = await joe.post(`/groups/${id}/members/invite`, { email: maryams })
    expect([answer.status, await answer.text()]).toEqual([422, expect.stringContaining('invitations are waiting')])
    expect(await kept(here)).toBe(before)
  })

  test('the key is stored nowhere, and a made-up one is 404', async () => {
    const id = await found(joe, { joining: 'invitation' })
    const key = keyIn(await invite(here, joe, id, maryams))
    const stored = JSON.stringify(await here.sql`select * from group_invitation`)
    expect(stored).not.toContain(key)
    expect((await maryam.get(`/groups/invitation?key=${key.split('').reverse().join('')}`)).status).toBe(404)
    expect((await maryam.get('/groups/invitation')).status).toBe(404)
  })
})
