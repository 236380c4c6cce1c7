import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { demoPassword } from '#slices/people/seed.ts'
import { accept, found, handleOf, invite, join, neighbours, standing } from '#test/groups.ts'
import { founded, words } from '#test/talk.ts'
import { type Client, type Town, town } from '#test/town.ts'

/** How often each is tried; more finds what happens seldom: `RACES=30 vitest …`. */
const rounds = Number(process.env.RACES ?? 2)

let here: Town
let joe: Client
let tom: Client
let maryam: Client
beforeAll(async () => {
  here = await town({ unlimited: true })
  joe = await here.as('joe')
  tom = await here.as('tom')
  maryam = await here.as('maryam')
})
afterAll(() => here.stop())

const often = async (round: () => Promise<void>) => {
  for (let at = 0; at < rounds; at++) await round()
}

const counted = async (id: string) => {
  const [row] = await here.sql`select taken, places, archived_at,
    (select count(*)::int from group_member where group_id = ${id} and state = 'member') as there from "group" where id = ${id}`
  return row!
}

const statuses = (answers: Response[]) => answers.map(({ status }) => status)
const fine = (answers: Response[]) => expect(statuses(answers).filter((status) => status >= 500)).toEqual([])

test('two hosts who remove each other at once: one of them stays and looks after it', () =>
  often(async () => {
    const id = await founded(here, { members: ['maryam'], hosts: ['joe', 'tom'] })
    const [his, hers] = [await handleOf(here, id, 'tom'), await handleOf(here, id, 'joe')]
    const remove = (client: Client, handle: string) =>
      client.post(`/groups/${id}/members/${handle}/remove`, { reason: 'We disagree', days: '0' })
    fine(await Promise.all([remove(joe, his), remove(tom, hers)]))
    expect((await standing(here, id)).filter(({ host }) => host)).toHaveLength(1)
  }))

test('the two last hosts who leave, or stand down, at once', () =>
  often(async () => {
    const left = await founded(here, { members: ['maryam'], hosts: ['joe', 'tom'] })
    fine(await Promise.all([joe, tom].map((client) => client.post(`/groups/${left}/leave`))))
    expect(
      await here.sql`select 1 from fact where name = 'groups.HostsGone' and data->>'groupId' = ${left}`,
    ).toHaveLength(1)
    const down = await founded(here, { members: ['maryam'], hosts: ['joe', 'tom'] })
    fine(await Promise.all([joe, tom].map((client) => client.post(`/groups/${down}/members/stand-down`))))
    expect((await standing(here, down)).filter(({ host }) => host)).toHaveLength(1)
  }))

test('one person who joins twice at once takes one place; with the last one gone at the same moment the count still holds', () =>
  often(async () => {
    const id = await found(joe, { places: '2' })
    fine(await Promise.all([join(tom, id), join(tom, id), join(tom, id), join(maryam, id)]))
    const now = await counted(id)
    expect(now.taken).toBe(now.there)
    expect(now.there).toBe(2)
    fine(
      await Promise.all([
        joe.post(`/groups/${id}/leave`),
        tom.post(`/groups/${id}/leave`),
        join(maryam, id),
        join(tom, id),
      ]),
    )
    const after = await counted(id)
    expect(after.taken).toBe(after.there)
    expect(after.archived_at === null).toBe(Number(after.there) > 0)
  }))

test('a request answered yes and no by two hosts, and taken back, at once: one answer counts', () =>
  often(async () => {
    const id = await found(joe, { joining: 'request' })
    await join(maryam, id)
    await here.sql`insert into group_member (group_id, person_id, state, host, since) values (${id}, ${here.ids.tom}, 'member', true, now())`
    await here.sql`update "group" set taken = 2 where id = ${id}`
    const at = `/groups/${id}/members/${await handleOf(here, id, 'maryam')}/answer`
    fine(await Promise.all([joe.post(at, { yes: '1' }), tom.post(at, {}), maryam.post(`/groups/${id}/leave`)]))
    const now = await counted(id)
    expect(now.taken).toBe(now.there)
    const shared = await here.sql`select 1 from person_group where group_id = ${id} and person_id = ${here.ids.maryam}`
    const inside = (await standing(here, id)).some(({ name, state }) => name === 'Maryam' && state === 'member')
    expect(shared.length).toBe(inside ? 1 : 0)
  }))

test('an invitation accepted while it is taken back lets somebody in or does not, and never both', () =>
  often(async () => {
    const id = await found(joe, { joining: 'invitation' })
    const link = await invite(here, joe, id, 'maryam@town.example')
    const [invitation] = await here.sql`select id from group_invitation where group_id = ${id}`
    const back = joe.post(`/groups/${id}/members/withdraw`, { invitation: String(invitation!.id) })
    fine(await Promise.all([accept(maryam, link), accept(maryam, link), back]))
    const now = await counted(id)
    expect(now.taken).toBe(now.there)
  }))

test('a group that ends while somebody joins has nobody in it who came after', () =>
  often(async () => {
    const id = await found(joe)
    fine(await Promise.all([joe.post(`/groups/${id}/archive`), join(tom, id)]))
    const now = await counted(id)
    expect(now.taken).toBe(now.there)
  }))

test('one answer to a poll sent twice, and two answers at once, are one', () =>
  often(async () => {
    const id = await founded(here, { members: ['maryam', 'tom'], hosts: ['joe'] })
    await joe.post(`/groups/${id}/polls`, {
      text: 'Which evening?',
      options: 'Monday\nTuesday',
      days: '2',
      once: randomUUID(),
    })
    const options =
      await here.sql`select poll_option.id, post_id from poll_option join post on post.id = post_id where group_id = ${id}`
    const post = options[0]!.post_id
    fine(
      await Promise.all(
        [...options, ...options].map((option) =>
          maryam.post(`/groups/${id}/posts/${post}/votes`, { option: String(option.id) }),
        ),
      ),
    )
    expect(
      await here.sql`select 1 from poll_vote where post_id = ${post} and person_id = ${here.ids.maryam}`,
    ).toHaveLength(1)
  }))

test('rule 9: a block made while a post is being written hides it, and its letter never leaves', () =>
  often(async () => {
    const id = await founded(here, { members: ['maryam', 'tom'], hosts: ['joe'] })
    const said = `A word ${randomUUID()}`
    fine(
      await Promise.all([tom.post(`/groups/${id}/posts`, words(said)), maryam.post(`/people/${here.ids.tom}/block`)]),
    )
    expect(await (await maryam.get(`/groups/${id}/talk`)).text()).not.toContain(said)
    expect(await (await joe.get(`/groups/${id}/talk`)).text()).toContain(said)
    await here.sql`delete from person_block`
  }))

test('rule 40: whoever is erased while a post of theirs arrives leaves no word of it', () =>
  often(async () => {
    const id = await founded(here, { members: ['maryam'], hosts: ['joe'], kind: 'support' })
    const [leaver] = await neighbours(here, 1)
    const [person] = await here.sql`select id from person where name = 'Neighbour 0'`
    const [hash] = await here.sql`select password from account where person_id = ${here.ids.joe}`
    await here.sql`insert into account (id, person_id, account_id, provider_id, password) values (gen_random_uuid(), ${person!.id}, ${person!.id}, 'credential', ${hash!.password})`
    await here.sql`insert into group_member (group_id, person_id, state, host, since) values (${id}, ${person!.id}, 'member', false, now())`
    await leaver!.token()
    const posts = [0, 1, 2, 3].map((at) =>
      leaver!.post(`/groups/${id}/posts`, words('A word that must go', at % 2 ? { anonymous: '1' } : {})),
    )
    fine(await Promise.all([...posts, leaver!.post('/account/data/erase', { password: demoPassword })]))
    expect(await here.sql`select 1 from person where id = ${person!.id}`).toEqual([])
    expect(await here.sql`select text from post where text <> ''  and group_id = ${id}`).toEqual([])
  }))
