import { sql } from 'kysely'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { reactions } from '#app/reactions.ts'
import { lookAs } from '#kernel/database/viewer.ts'
import { accept, bodyOf, circle, comeIn, handleOf, invite, kept } from '#test/groups.ts'
import { type Letterbox, letterbox } from '#test/letters.ts'
import { textOf, words } from '#test/talk.ts'
import { type Client, type Town, town } from '#test/town.ts'

let here: Town
let box: Letterbox
let joe: Client
let maryam: Client
let ruth: Client
let id: string
const clock = { ahead: 0 }
beforeAll(async () => {
  here = await town({ unlimited: true, now: () => new Date(Date.now() + clock.ahead) })
  box = letterbox(here, reactions)
  joe = await here.as('joe')
  ruth = await here.as('ruth')
  id = await circle(joe, 'Heron')
  maryam = await comeIn(here, joe, id, 'maryam', 'Wren')
})
afterAll(async () => {
  await box.stop()
  await here.stop()
})

const sendPicture = async (client: Client, groupId: string) => {
  const picture = await sharp({ create: { width: 6, height: 4, channels: 3, background: '#385' } })
    .png()
    .toBuffer()
  const token = /name="token" value="([^"]+)"/u.exec(await textOf(client, `/groups/${groupId}/talk`))![1]!
  const body = new FormData()
  for (const [name, value] of Object.entries({ ...words('From the window', { alt: 'A wet street' }), token }))
    body.append(name, value)
  body.append('picture', new File([new Uint8Array(picture)], 'street.png', { type: 'image/png' }))
  const headers = { origin: 'http://localhost', 'sec-fetch-site': 'same-origin' }
  expect((await client.send(`/groups/${groupId}/posts`, { method: 'POST', body, headers })).status).toBe(303)
}

const nowhere = '0190c2f8-6b1a-7c3e-9f00-0123456789ab'
const outside = [null, 'tom', 'nasreen', 'grace', 'ade', 'ruth', 'helen'] as const

describe('a confidential circle', () => {
  test('peer 32: answers everybody outside exactly like one that does not exist, and no list knows of it', async () => {
    for (const who of outside) {
      const client = await here.as(who)
      await client.get('/')
      for (const path of ['', '/members', '/edit', '/leave', '/talk'])
        expect([who, path, await bodyOf(client, `/groups/${id}${path}`)]).toEqual([
          who,
          path,
          await bodyOf(client, `/groups/${nowhere}${path}`),
        ])
      for (const path of ['/groups', '/groups?q=storm', '/find?q=storm', '/find?kind=group'])
        expect([who, path, await textOf(client, path)]).toEqual([
          who,
          path,
          expect.not.stringContaining('After the storm'),
        ])
    }
    expect(await here.sql`select from finding where id = ${id}`).toEqual([])
  })

  test('rule 30: the database itself hides it from the program where nobody who is in it looks', async () => {
    const seen = async (personId: string | null) =>
      await here.community.read.transaction().execute(async (tx) => {
        await lookAs(tx, { personId })
        const { rows } = await sql<Record<string, number>>`select
          (select count(*)::int from "group" where id = ${id}) as circle,
          (select count(*)::int from group_member where group_id = ${id}) as members,
          (select count(*)::int from group_invitation where group_id = ${id}) as invitations`.execute(tx)
        return rows[0]
      })
    const user = await sql<{ user: string }>`select current_user as user`.execute(here.community.read)
    expect(user.rows[0]!.user).toBe('wellmet_app')
    for (const who of [null, 'tom', 'ruth', 'helen'] as const)
      expect(await seen(who && here.ids[who])).toEqual({ circle: 0, members: 0, invitations: 0 })
    expect(await seen(here.ids.maryam)).toEqual({ circle: 1, members: 2, invitations: 1 })
  })

  test('in it people are known by their names for it alone, which lead to nobody', async () => {
    const page = await textOf(maryam, `/groups/${id}/members`)
    expect(page).toContain('Heron')
    for (const told of ['Joe', here.ids.joe]) expect(page).not.toContain(told)
    await joe.post(`/groups/${id}/posts`, { text: 'Good to have you here', once: crypto.randomUUID(), alt: '' })
    const talk = await textOf(maryam, `/groups/${id}`)
    expect(talk).toMatch(/Heron[\s\S]*Good to have you here/u)
    for (const told of ['Joe', here.ids.joe]) expect(talk).not.toContain(told)
    const other = await circle(joe, 'Stoat', 'Second harbour')
    await comeIn(here, joe, other, 'maryam', 'Otter')
    const there = await textOf(maryam, `/groups/${other}/members`)
    for (const told of ['Heron', 'Wren', here.ids.joe]) expect(there).not.toContain(told)
    expect(await textOf(joe, `/groups/${other}/members/${await handleOf(here, other, 'maryam')}`)).not.toContain(
      here.ids.maryam,
    )
  })

  test('nobody takes the name of somebody who was there, also of one who left', async () => {
    const own = await circle(joe, 'Kite', 'Third harbour')
    const tom = await here.as('tom')
    const link = await invite(here, joe, own, 'tom@town.example')
    for (const taken of ['kite', 'Kite', '']) {
      const answer = await accept(tom, link, taken)
      expect([taken, answer.status]).toEqual([taken, 422])
    }
    expect((await accept(tom, link, 'Lark')).status).toBe(303)
    await tom.post(`/groups/${own}/leave`)
    const grace = await here.as('grace')
    expect((await accept(grace, await invite(here, joe, own, 'grace@town.example'), 'Lark')).status).toBe(422)
    expect((await tom.post(`/groups/${own}/return`)).status).toBe(303)
    expect(await textOf(tom, `/groups/${own}/members`)).toContain('Lark')
  })

  test('rule 21: no letter, title or list outside says its name, nor who is in it', async () => {
    const letters =
      await here.sql`select subject, text, html, kind, to_name from mail where to_address = 'maryam@town.example'`
    expect(letters.length).toBeGreaterThan(0)
    for (const letter of letters) expect(JSON.stringify(letter)).not.toMatch(/After the storm|Heron|Joe|circle/u)
    const page = await textOf(maryam, `/groups/${id}`)
    expect(/<title>([^<]*)</u.exec(page)![1]).not.toContain('storm')
    await maryam.post(`/groups/${id}/leave`)
    expect(await textOf(maryam, '/groups')).toContain('You have left a circle.')
    expect(await textOf(maryam, '/groups')).not.toContain('After the storm')
    await maryam.post(`/groups/${id}/return`)
    expect(await textOf(maryam, '/groups')).toContain('After the storm')
  })

  test('peer 4: the record says of nobody that they founded, joined or left a circle', async () => {
    const facts = await here.sql`select name, by, data from fact
      where data->>'groupId' = ${id} and name ~ '^groups[.](Group|Member|Agreement|Host|Invitation)'`
    expect(facts.length).toBeGreaterThan(2)
    for (const fact of facts) {
      expect(fact.by).toBeNull()
      expect(JSON.stringify(fact.data)).not.toMatch(new RegExp(`${here.ids.maryam}|${here.ids.joe}`, 'u'))
    }
    expect(await here.sql`select founded_by from "group" where id = ${id}`).toEqual([{ founded_by: null }])
    expect(await here.sql`select from person_group where group_id = ${id}`).toEqual([])
  })

  test('rule 31: how far words stay in it is said before anybody is in', async () => {
    const link = await invite(here, joe, id, 'tom@town.example')
    expect(await textOf(await here.as('tom'), link)).toContain('What is said here stays here')
  })

  test('rule 7: no number says how many are in it', async () => {
    const page = await textOf(maryam, `/groups/${id}`)
    expect(page).not.toMatch(/\d+ (people|person)/u)
  })

  test('rule 29: whoever acts for somebody finds no circle of theirs, and founds none', async () => {
    const tom = await here.as('tom')
    const mandate = crypto.randomUUID()
    await here.sql`insert into mandate (id, person_id, helper_id, kind, how, language, given_at, until)
      values (${mandate}, ${here.ids.maryam}, ${here.ids.tom}, 'helper', 'page', 'en', now(), now() + interval '1 day')`
    await here.sql`insert into acting (session_id, mandate_id, since) select id, ${mandate}, now() from session where person_id = ${here.ids.tom}`
    expect(await textOf(tom, '/groups')).not.toMatch(/After the storm|Confidential/u)
    for (const path of ['', '/members', '/leave'])
      expect([path, (await tom.get(`/groups/${id}${path}`)).status]).toEqual([path, 404])
    const before = await kept(here)
    expect((await tom.post(`/groups/${id}/leave`)).status).toBe(404)
    const form = { name: 'Another', kind: 'support', about: 'For us alone, please.', joining: 'open', seen: 'circle' }
    expect((await tom.post('/groups/new', { ...form, pseudonym: 'Crow' })).status).toBe(404)
    expect(await kept(here)).toBe(before)
    await here.sql`delete from acting`
  })

  test('stays one: no form makes it open', async () => {
    const form = {
      name: 'After the storm',
      kind: 'support',
      about: 'Now for all to see.',
      joining: 'open',
      seen: 'everyone',
    }
    await joe.post(`/groups/${id}/edit`, form)
    const [row] = await here.sql`select confidential, hidden, joining, adults from "group" where id = ${id}`
    expect(row).toEqual({ confidential: true, hidden: true, joining: 'invitation', adults: true })
    expect(await here.sql`select from finding where id = ${id}`).toEqual([])
  })

  test('rule 25: nobody under eighteen comes in, founder or guest', async () => {
    const sami = await here.as('sami')
    const link = await invite(here, joe, id, 'sami@town.example')
    expect((await accept(sami, link, 'Pip')).status).toBe(422)
    const own = await sami.post('/groups/new', {
      name: 'Ours',
      kind: 'support',
      about: 'Only for us alone.',
      joining: 'invitation',
      seen: 'circle',
      pseudonym: 'Pip',
    })
    expect(own.status).toBe(422)
  })
})

describe('looking in', () => {
  const form = { circle: '', reason: 'A report says that a child is in danger tonight.', hours: '2' }

  test('peer 8: is for the safeguarding lead alone; moderators, navigators and stewards find no door', async () => {
    const before = await kept(here)
    for (const who of outside.filter((one) => one !== 'ruth')) {
      const client = await here.as(who)
      expect([who, (await client.get('/safeguarding/circles')).status]).not.toEqual([who, 200])
      expect([who, (await client.post('/safeguarding/circles', { ...form, circle: id })).status]).toEqual([
        who,
        who ? 404 : expect.any(Number),
      ])
    }
    expect(await kept(here)).toBe(before)
  })

  test('rule 35: a report from inside leads the lead there, and shows nobody else that there is a circle', async () => {
    const told = { reason: 'child', words: 'Somebody here speaks of hurting a child.' }
    expect((await maryam.post(`/report/group/${id}`, told)).status).toBe(303)
    expect((await (await here.as('tom')).get(`/report/group/${id}`)).status).toBe(404)
    const [report] = await here.sql`select id from report order by made_at desc limit 1`
    const path = `/moderation/${report!.id}`
    for (const who of ['ade', 'helen'] as const) expect((await (await here.as(who)).get(path)).status).toBe(404)
    expect((await ruth.post(`${path}/take`)).status).toBe(303)
    const link = /\/safeguarding\/circles\?circle=[0-9a-f-]{36}/u.exec(await textOf(ruth, path))![0]
    expect(await textOf(ruth, link)).toContain(`value="${id}"`)
    expect((await ruth.get(`/groups/${id}`)).status).toBe(404)
  })

  test('needs a reason and knows open groups, other groups and made-up numbers alike: not', async () => {
    const before = await kept(here)
    expect((await ruth.post('/safeguarding/circles', { ...form, circle: id, reason: 'curious' })).status).toBe(422)
    expect((await ruth.post('/safeguarding/circles', { ...form, circle: id, hours: '48' })).status).toBe(422)
    expect((await ruth.post('/safeguarding/circles', { ...form, circle: nowhere })).status).toBe(404)
    expect(await kept(here)).toBe(before)
  })

  test('rule 30: every page, picture and form that shows something of it to the lead is in the record, one by one', async () => {
    await sendPicture(maryam, id)
    const [post] = await here.sql`select id from post where text = 'From the window'`
    await ruth.post('/safeguarding/circles', { ...form, circle: id })

    const looks = async () =>
      (
        await here.sql`select by, data from fact where name = 'safety.ReadByPower' and data->>'kind' ~ '^circle' order by id`
      ).map(({ by, data }) => {
        const { kind, id: thing, scope } = data as Record<string, string>
        expect([by, scope]).toEqual([here.ids.ruth, id])
        return [kind, thing]
      })
    const pages = here.routes.filter(({ method, path }) => method === 'GET' && /^\/(groups\/:id|report\/)/u.test(path))
    const shown: string[] = []
    for (const { path } of pages) {
      const before = (await looks()).length
      const at = path
        .replace(':id', id)
        .replace(':post', String(post!.id))
        .replace(':kind', 'group')
        .replace(/:\w+/u, nowhere)
      const { status } = await ruth.get(at)
      expect([path, status, (await looks()).length - before]).toEqual([path, status, status === 200 ? 1 : 0])
      if (status === 200) shown.push(path)
    }
    expect(shown.sort()).toEqual(
      ['', '/members', '/posts/:post', '/posts/:post/picture', '/talk']
        .map((at) => `/groups/:id${at}`)
        .concat('/report/:kind/:id'),
    )
    expect(await looks()).toContainEqual(['circle-posts-picture', post!.id])
    const before = (await looks()).length
    expect(await (await ruth.post(`/groups/${id}/posts`, { once: 'x' })).text()).toContain('From the window')
    expect((await looks()).length).toBe(before + 1)
    await textOf(joe, `/groups/${id}`)
    expect((await looks()).length).toBe(before + 1)
    await here.sql`delete from break_glass`
  })

  test('rule 30: another lead sees in the record that somebody looked in, when and at what kind of page, not into which circle', async () => {
    await ruth.post('/safeguarding/circles', { ...form, circle: id })
    await textOf(ruth, `/groups/${id}/talk`)
    await here.sql`insert into role_grant (id, person_id, role, granted_at) values (${crypto.randomUUID()}, ${here.ids.ade}, 'safeguarding', now())`
    await here.sql`insert into person_check (id, person_id, kind, issuer, reference, until, recorded_by, recorded_at)
      select gen_random_uuid(), ${here.ids.ade}, kind, issuer, reference, until, recorded_by, recorded_at from person_check where person_id = ${here.ids.ruth}`
    const record = await textOf(await here.as('ade'), '/safeguarding/audit')
    expect(record).toMatch(/groups\.GlassBroken[\s\S]*Ruth/u)
    expect(record).toContain('circle-talk')
    expect(record).not.toContain(id)
    await here.sql`delete from role_grant where person_id = ${here.ids.ade} and role = 'safeguarding'`
    await here.sql`delete from break_glass`
  })

  test('rule 30: opens it for hours, to read alone; the record says so, the hosts are told, the members see why', async () => {
    expect((await ruth.get(`/groups/${id}`)).status).toBe(404)
    expect((await ruth.post('/safeguarding/circles', { ...form, circle: id })).headers.get('location')).toContain(id)
    expect(await textOf(ruth, `/groups/${id}`)).toContain('You look into this circle as safeguarding lead')
    const roster = await textOf(ruth, `/groups/${id}/members`)
    expect(roster).toContain('Wren')
    expect(roster).not.toContain(here.ids.maryam)
    expect((await ruth.get(`/groups/${id}/edit`)).status).toBe(404)
    expect((await ruth.post(`/groups/${id}/posts`, { text: 'x', once: nowhere, alt: '' })).status).toBe(404)

    const [fact] = await here.sql`select by, data from fact where name = 'groups.GlassBroken'`
    expect(fact).toEqual({ by: here.ids.ruth, data: expect.objectContaining({ groupId: id, hours: 2 }) })
    const letter = await box.newest('joe@town.example')
    expect(letter.subject).toBe('A message for you')
    expect(await textOf(joe, letter.link)).toContain('a child is in danger tonight')
    expect(await textOf(maryam, `/groups/${id}`)).toContain('a child is in danger tonight')

    clock.ahead = 2 * 3_600_000 + 1_000
    expect((await ruth.get(`/groups/${id}`)).status).toBe(404)
    expect((await ruth.get(`/groups/${id}/talk`)).status).toBe(404)
  })
})
