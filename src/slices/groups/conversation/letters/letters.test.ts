import { describe, expect, onTestFinished, test } from 'vitest'
import { workOf } from '#app/reactions.ts'
import { compose } from '#kernel/mail/compose.tsx'
import { openPost } from '#kernel/mail/post.ts'
import { sendingTask } from '#kernel/mail/send.ts'
import { emailOf } from '#slices/people/seed.ts'
import { letterbox } from '#test/letters.ts'
import { headerOf, openSink } from '#test/mail-sink.ts'
import { founded, posts, stored, textOf, words } from '#test/talk.ts'
import { type Town, town } from '#test/town.ts'
import { digestEachMorning } from './reactions.ts'

const boxOf = (here: Town) => {
  const box = letterbox(here, workOf(here.config).reactions)
  onTestFinished(box.stop)
  return box
}

/** Nobody here is new: what they say goes to mail at once. */
const known = async ({ sql, ids }: Town, group: string, ...who: ('maryam' | 'joe' | 'tom')[]) => {
  for (const one of who)
    await sql`insert into post (id, group_id, author_id, text, made_at, active_at, once, confidential)
      values (gen_random_uuid(), ${group}, ${ids[one]}, 'Hello', now() - interval '9 days', now() - interval '9 days', gen_random_uuid(), false)`
}

const choose = async (here: Town, who: 'maryam' | 'joe' | 'tom', group: string, letters: string) =>
  expect((await (await here.as(who)).post(`/groups/${group}/letters`, { letters })).status).toBe(303)

const morning = (here: Town, now: Date) =>
  digestEachMorning.run({ community: here.community, origin: here.config.url, now, log: undefined as never })

describe('letters about what is said', () => {
  test('at once to whoever wishes so and to whoever is called; set from the letter itself, by its button alone', async () => {
    const here = await town()
    const group = await founded(here, { members: ['maryam', 'tom'], hosts: ['joe'] })
    await known(here, group, 'tom')
    await choose(here, 'maryam', group, 'at_once')
    await (await here.as('tom')).post(`/groups/${group}/posts`, words('The gate is mended, @Joe'))
    const box = boxOf(here)
    const letter = await box.newest(emailOf('maryam'))
    expect(letter.subject).toBe('Allotment friends: Tom wrote')
    expect(letter.text).toContain('The gate is mended')
    expect((await box.newest(emailOf('joe'))).subject).toBe('Allotment friends: Tom calls you')
    expect(await box.to(emailOf('tom'))).toEqual([])
    const link = /\/letters\/[\w-]+/u.exec(letter.text)![0]
    const reader = await here.as(null)
    const before = await here.sql`select * from talk_choice`
    expect(await textOf(reader, link)).toContain('Letters about Allotment friends')
    expect(await here.sql`select * from talk_choice`).toEqual(before)
    expect((await reader.post(link, { letters: 'never' })).status).toBe(303)
    expect(await here.sql`select letters from talk_choice where person_id = ${here.ids.maryam}`).toEqual([
      { letters: 'never' },
    ])
    expect((await reader.get(`${link.slice(0, -1)}${link.endsWith('A') ? 'B' : 'A'}`)).status).toBe(404)
    await (await here.as('tom')).post(`/groups/${group}/posts`, words('And the shed, @Maryam'))
    expect(await box.to(emailOf('maryam'))).toHaveLength(1)
  })

  test('an answer by mail would find its place: the Message-ID leads to reader and post, and a thread’s letters lie together', async () => {
    const here = await town()
    const group = await founded(here, { members: ['maryam', 'tom'], hosts: ['joe'], kind: 'support' })
    await known(here, group, 'tom')
    for (const who of ['maryam', 'joe'] as const) await choose(here, who, group, 'at_once')
    const tom = await here.as('tom')
    await tom.post(`/groups/${group}/posts`, words('A first word'))
    const first = (await posts(here)).find(({ text }) => text === 'A first word')!
    await tom.post(`/groups/${group}/posts/${first.id}/replies`, words('And a second'))
    await tom.post(`/groups/${group}/posts`, words('Something else'))
    await boxOf(here).to(emailOf('maryam'))
    const { taken, url, stop } = await openSink()
    onTestFinished(stop)
    const send = sendingTask({ post: openPost(url), from: 'hello@town.example' })
    const letters = await here.sql`select id, to_address from mail where kind = 'groups.post' order by queued_at, id`
    for (const { id } of letters) await send.run({ ...here, origin: here.config.url } as never, { mail: String(id) })
    const threads = new Map<string, string[]>()
    for (const { raw, to } of taken) {
      const letter = /^<([0-9a-f-]{36})@town\.example>$/u.exec(headerOf(raw, 'Message-ID')!)![1]!
      const [answered] = await here.sql`select * from answered_letter(${letter})`
      expect(answered).toMatchObject({
        person_id: here.ids[to[0]!.startsWith('joe') ? 'joe' : 'maryam'],
        group_id: group,
      })
      const [post] = await here.sql`select text from post where id = ${answered!.post_id}`
      const thread = headerOf(raw, 'References')!
      expect(headerOf(raw, 'In-Reply-To')).toBe(thread)
      expect(raw).not.toContain(here.ids.tom)
      threads.set(thread, [...(threads.get(thread) ?? []), String(post!.text)])
    }
    expect([...threads.values()].map((texts) => texts.sort()).sort()).toEqual([
      ['A first word', 'And a second'],
      ['A first word', 'And a second'],
      ['Something else'],
      ['Something else'],
    ])
  })

  test('a newcomer’s first post is in no letter until a host has looked at it', async () => {
    const here = await town()
    const group = await founded(here, { members: ['maryam', 'tom'], hosts: ['joe'] })
    await choose(here, 'maryam', group, 'at_once')
    await (await here.as('tom')).post(`/groups/${group}/posts`, words('My first words, @Maryam'))
    const box = boxOf(here)
    expect((await box.newest(emailOf('joe'))).subject).toBe('Allotment friends: a first post to look at')
    expect(await box.to(emailOf('maryam'))).toEqual([])
    await morning(here, new Date())
    expect(await box.to(emailOf('maryam'))).toEqual([])
    const [post] = await posts(here)
    const approve = `/groups/${group}/posts/${post!.id}/approve`
    const before = await stored(here)
    for (const who of ['tom', 'maryam', 'ade'] as const)
      expect((await (await here.as(who)).post(approve)).status).toBe(404)
    expect(await stored(here)).toBe(before)
    expect(await textOf(await here.as('joe'), `/groups/${group}/talk`)).toContain('One first post waits')
    expect((await (await here.as('joe')).post(approve)).status).toBe(303)
    expect((await box.newest(emailOf('maryam'))).text).toContain('My first words')
  })

  test('once a day, all groups in one letter, and nothing twice', async () => {
    const here = await town()
    const [one, two] = [
      await founded(here, { members: ['maryam', 'tom'] }),
      await founded(here, { members: ['maryam'], hosts: ['joe'] }),
    ]
    await known(here, one, 'tom', 'joe')
    await (await here.as('tom')).post(`/groups/${one}/posts`, words('Soup on Friday'))
    await (await here.as('joe')).post(`/groups/${two}/posts`, words('Seeds are here'))
    const box = boxOf(here)
    await morning(here, new Date())
    await morning(here, new Date(Date.now() + 60_000))
    const letters = await box.to(emailOf('maryam'))
    expect(letters).toHaveLength(1)
    expect(letters[0]).toMatchObject({ kind: 'groups.digest', subject: 'Town: 2 new posts in your groups' })
    for (const words of ['Tom: Soup on Friday', 'Joe: Seeds are here']) expect(letters[0]!.text).toContain(words)
    expect(await box.to(emailOf('tom'))).toEqual([])
  })

  test('rule 9: no letter tells of somebody who stands behind a block, nor counts them', async () => {
    const here = await town()
    const group = await founded(here, { members: ['maryam', 'tom'] })
    await known(here, group, 'tom')
    await choose(here, 'maryam', group, 'at_once')
    await here.sql`insert into person_block (person_id, blocked_id) values (${here.ids.maryam}, ${here.ids.tom})`
    await (await here.as('tom')).post(`/groups/${group}/posts`, words('Hello @Maryam'))
    const box = boxOf(here)
    await here.sql`update talk_choice set letters = 'daily'`
    await morning(here, new Date())
    expect(await box.to(emailOf('maryam'))).toEqual([])
  })

  test.each([
    ['a circle', { confidential: true }],
    ['a support group', { kind: 'support' }],
  ])('rule 30: letters of %s say neither its name nor a word of it, and it is in no digest', async (_, wish) => {
    const here = await town()
    const group = await founded(here, { members: ['maryam', 'tom'], ...wish })
    await known(here, group, 'tom')
    await here.sql`update post set confidential = ${'confidential' in wish}`
    await (await here.as('tom')).post(`/groups/${group}/posts`, words('A heavy week'))
    const box = boxOf(here)
    await morning(here, new Date())
    expect(await box.to(emailOf('maryam'))).toEqual([])
    expect((await (await here.as('maryam')).post(`/groups/${group}/letters`, { letters: 'daily' })).status).toBe(422)
    await choose(here, 'maryam', group, 'at_once')
    await (await here.as('tom')).post(`/groups/${group}/posts`, words('A heavy night'))
    const letter = await box.newest(emailOf('maryam'))
    for (const secret of ['Wednesday', 'Allotment', 'heavy', 'Tom', 'Alias'])
      expect([secret, `${letter.subject} ${letter.text} ${letter.html}`.includes(secret)]).toEqual([secret, false])
    const link = /\/letters\/[\w-]+/u.exec(letter.text)![0]
    expect(await textOf(await here.as(null), link)).not.toMatch(/Wednesday|Allotment/u)
  })

  test('peer 34: the mail program’s own «unsubscribe» (RFC 8058) ends them for this group alone; opening the address changes nothing', async () => {
    const here = await town()
    const [group, other] = [
      await founded(here, { members: ['maryam', 'tom'] }),
      await founded(here, { members: ['maryam', 'tom'] }),
    ]
    await known(here, group, 'tom')
    for (const id of [group, other]) await choose(here, 'maryam', id, 'at_once')
    const tom = await here.as('tom')
    await tom.post(`/groups/${group}/posts`, words('One'))
    const box = boxOf(here)
    await box.newest(emailOf('maryam'))
    const [stored] = await here.sql`select * from mail where to_address = ${emailOf('maryam')}`
    const refuseAt = compose(stored as never, { name: 'Town', origin: 'http://localhost' })!.refuseAt!
    expect(refuseAt).toMatch(/^http:\/\/localhost\/letters\/[\w-]{32}\/never$/u)
    const choices = () =>
      here.sql`select letters from talk_choice where group_id = ${group} and person_id = ${here.ids.maryam}`
    for (const method of ['GET', 'HEAD']) {
      const answer = await here.app.request(refuseAt, { method, headers: { host: 'localhost' } })
      expect([answer.status, answer.headers.get('location')]).toEqual([303, refuseAt.slice(16).replace('/never', '')])
    }
    expect(await choices()).toEqual([{ letters: 'at_once' }])
    const body = new URLSearchParams({ 'List-Unsubscribe': 'One-Click' })
    const press = () => here.app.request(refuseAt, { method: 'POST', body, headers: { host: 'localhost' } })
    for (let round = 0; round < 2; round++) expect((await press()).status).toBe(200)
    expect(await choices()).toEqual([{ letters: 'never' }])
    for (const id of [group, other]) await tom.post(`/groups/${id}/posts`, words('Two @Maryam'))
    expect((await box.to(emailOf('maryam'))).length).toBe(2)
    const nobody = refuseAt.replace(/letters\/[\w-]{32}/u, `letters/${'x'.repeat(32)}`)
    expect((await here.app.request(nobody, { method: 'POST', body, headers: { host: 'localhost' } })).status).toBe(404)
  })

  test('whoever has left gets no letter, and their key opens nothing', async () => {
    const here = await town()
    const group = await founded(here, { members: ['maryam', 'tom'] })
    await known(here, group, 'tom')
    await choose(here, 'maryam', group, 'at_once')
    await (await here.as('tom')).post(`/groups/${group}/posts`, words('Before'))
    const box = boxOf(here)
    const letter = await box.newest(emailOf('maryam'))
    const link = /\/letters\/[\w-]+/u.exec(letter.text)![0]
    await here.sql`update group_member set state = 'left' where person_id = ${here.ids.maryam}`
    await (await here.as('tom')).post(`/groups/${group}/posts`, words('After'))
    expect(await box.to(emailOf('maryam'))).toHaveLength(1)
    expect((await (await here.as(null)).get(link)).status).toBe(404)
  })
})
