import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { bodyOf, found, handleOf, join, kept, neighbours, standing } from '#test/groups.ts'
import { textOf } from '#test/talk.ts'
import { type Client, type Town, town } from '#test/town.ts'

let here: Town
let joe: Client
let maryam: Client
let tom: Client
let visitor: Client
beforeAll(async () => {
  here = await town({ unlimited: true })
  joe = await here.as('joe')
  maryam = await here.as('maryam')
  tom = await here.as('tom')
  visitor = await here.as(null)
})
afterAll(() => here.stop())

const nowhere = '/groups/0190c2f8-6b1a-7c3e-9f00-0123456789ab'

describe('founding and joining', () => {
  test('whoever founds a group looks after it, and anybody can join an open one', async () => {
    const id = await found(joe)
    expect(await textOf(visitor, `/groups/${id}`)).toContain('Sign in to join')
    expect((await join(maryam, id)).status).toBe(303)
    expect(await standing(here, id)).toEqual([
      { name: 'Joe', state: 'member', host: true },
      { name: 'Maryam', state: 'member', host: false },
    ])
    const page = await textOf(maryam, `/groups/${id}`)
    expect(page).toContain('You are in')
    expect(page).toContain('2 people')
    expect((await here.sql`select taken from "group" where id = ${id}`)[0]).toEqual({ taken: 2 })
  })

  test('what a stranger may read of a group can be hung up; a group that lets nobody walk in has no poster', async () => {
    const poster = (id: string) => visitor.get(`/groups/${id}/poster.pdf`)
    const response = await poster(await found(joe))
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'application/pdf'])
    expect((await poster(await found(joe, { joining: 'invitation' }))).status).toBe(404)
    expect((await visitor.get(`${nowhere}/poster.pdf`)).status).toBe(404)
  })

  test('joining twice is joining once', async () => {
    const id = await found(joe)
    const answers = await Promise.all([join(maryam, id), join(maryam, id), join(maryam, id)])
    expect(answers.every(({ status }) => status === 303)).toBe(true)
    expect((await here.sql`select taken from "group" where id = ${id}`)[0]).toEqual({ taken: 2 })
  })

  test('a form that does not fit keeps what was typed and writes nothing', async () => {
    const before = await kept(here)
    const answer = await joe.post('/groups/new', { name: 'X', about: 'short', kind: 'interest', joining: 'open' })
    expect([answer.status, await answer.text()]).toEqual([422, expect.stringContaining('value="X"')])
    expect(await kept(here)).toBe(before)
  })

  test('60 people want 10 places at the same time: exactly 10 get in', async () => {
    const id = await found(joe, { places: '10' })
    const people = await neighbours(here, 60)
    const answers = await Promise.all(people.map((person) => join(person, id)))
    expect(answers.filter(({ status }) => status === 303)).toHaveLength(9)
    expect(answers.filter(({ status }) => status === 422)).toHaveLength(51)
    const [counted] =
      await here.sql`select taken, (select count(*)::int from group_member where group_id = ${id} and state = 'member') as members
      from "group" where id = ${id}`
    expect(counted).toEqual({ taken: 10, members: 10 })
  })

  test('by request: the hosts read the answers, let in or not, and the answers are forgotten', async () => {
    const id = await found(joe, { joining: 'request', questions: 'What would you like to bring?\nSince when here?' })
    expect(await textOf(maryam, `/groups/${id}`)).toContain('What would you like to bring?')
    expect((await join(maryam, id, { answer0: 'Lentil soup' })).status).toBe(303)
    expect((await join(tom, id, { answer0: 'A drum' })).status).toBe(303)
    expect(await textOf(maryam, `/groups/${id}`)).toContain('A host will answer you')
    expect((await maryam.get(`/groups/${id}/talk`)).status).toBe(404)
    const page = await textOf(joe, `/groups/${id}/members`)
    expect(page).toContain('Lentil soup')
    expect(page).toContain('Let Maryam in')
    const answer = async (who: 'maryam' | 'tom', yes: string) =>
      (await joe.post(`/groups/${id}/members/${await handleOf(here, id, who)}/answer`, { yes })).status
    expect([await answer('maryam', '1'), await answer('tom', '0')]).toEqual([303, 303])
    expect(await standing(here, id)).toEqual([
      { name: 'Joe', state: 'member', host: true },
      { name: 'Maryam', state: 'member', host: false },
      { name: 'Tom', state: 'refused', host: false },
    ])
    expect(await here.sql`select answers from group_member where group_id = ${id} and answers <> '{}'`).toEqual([])
    expect(await textOf(tom, '/groups')).toContain('That says nothing about you.')
    expect(await answer('tom', '1')).toBe(404)
  })

  test('rule 25: whoever turns out to be young, or to have knocked before it was for adults, is not let in by a host', async () => {
    const id = await found(joe, { joining: 'request' })
    // Two adults whose papers were seen are there: but for the group's own rule, somebody young could come in.
    for (const who of ['joe', 'maryam'] as const)
      await here.sql`insert into person_check (id, person_id, kind, issuer, reference, recorded_at, until)
        values (gen_random_uuid(), ${here.ids[who]}, 'background', 'x', '1', now(), now() + interval '1 day')`
    await here.sql`insert into group_member (group_id, person_id, state, since) values (${id}, ${here.ids.maryam}, 'member', now())`
    expect((await join(tom, id)).status).toBe(303)
    await here.sql`update "group" set adults = true where id = ${id}`
    await here.sql`insert into age_band (person_id, band, settled_at) values (${here.ids.tom}, 'minor', now())`
    await joe.post(`/groups/${id}/members/${await handleOf(here, id, 'tom')}/answer`, { yes: '1' })
    expect(await standing(here, id)).toEqual([
      { name: 'Joe', state: 'member', host: true },
      { name: 'Maryam', state: 'member', host: false },
      { name: 'Tom', state: 'asking', host: false },
    ])
    await here.sql`delete from person_check where issuer = 'x'`
    await here.sql`delete from age_band where person_id = ${here.ids.tom}`
  })

  test('what was asked can be taken back without a trace', async () => {
    const id = await found(joe, { joining: 'request' })
    await join(maryam, id)
    expect((await maryam.post(`/groups/${id}/leave`)).status).toBe(303)
    expect(await standing(here, id)).toEqual([{ name: 'Joe', state: 'member', host: true }])
  })

  test('a group by invitation shows that it is there and lets nobody walk in', async () => {
    const id = await found(joe, { joining: 'invitation' })
    expect(await textOf(maryam, `/groups/${id}`)).toContain('The hosts invite people to this group')
    expect((await join(maryam, id)).status).toBe(422)
    expect(await standing(here, id)).toHaveLength(1)
  })

  test('rule 31: the promise stands before the first word, and again when it changes', async () => {
    const id = await found(joe, { agreement: 'We let each other finish.' })
    expect(await textOf(maryam, `/groups/${id}`)).toContain('We let each other finish.')
    const without = await maryam.post(`/groups/${id}/join`, { version: '1' })
    expect(without.status).toBe(422)
    await join(maryam, id)
    const changed = { name: 'Sunday walkers', kind: 'interest', about: 'We walk and talk.', joining: 'open' }
    await joe.post(`/groups/${id}/edit`, { ...changed, agreement: 'Phones stay in the bag.' })
    expect(await textOf(maryam, `/groups/${id}`)).toContain('What we promise has changed')
    const words = { text: 'Hello', once: crypto.randomUUID(), alt: '' }
    expect((await maryam.post(`/groups/${id}/posts`, words)).status).toBe(404)
    expect((await maryam.post(`/groups/${id}/agree`, { agree: '1', version: '1' })).status).toBe(422)
    expect((await maryam.post(`/groups/${id}/agree`, { agree: '1', version: '2' })).status).toBe(303)
    expect((await maryam.post(`/groups/${id}/posts`, words)).status).toBe(303)
    const late = await join(tom, id, { version: '1' })
    expect([late.status, await late.text()]).toEqual([422, expect.stringContaining('changed while you read it')])
  })

  test('a group that has ended can be read by its members, and by nobody joined', async () => {
    const id = await found(joe)
    await join(maryam, id)
    expect((await maryam.post(`/groups/${id}/archive`)).status).toBe(404)
    expect((await joe.post(`/groups/${id}/archive`)).status).toBe(303)
    expect(await textOf(maryam, `/groups/${id}`)).toContain('This group has ended')
    expect((await tom.get(`/groups/${id}`)).status).toBe(404)
    expect((await join(tom, id)).status).toBe(404)
    await joe.post(`/groups/${id}/restore`)
    expect((await join(tom, id)).status).toBe(303)
  })

  test('fewer places than people are never kept, also when somebody comes in meanwhile', async () => {
    const id = await found(joe, { places: '20' })
    const form = { name: 'Sunday walkers', kind: 'interest', about: 'We walk and talk.', joining: 'open', places: '2' }
    await Promise.all([join(maryam, id), join(tom, id), joe.post(`/groups/${id}/edit`, form)])
    const [row] = await here.sql`select taken <= places as fits, taken from "group" where id = ${id}`
    expect(row!.fits).toBe(true)
  })
})

describe('what is hidden', () => {
  test('peer 32: a hidden group answers exactly like one that does not exist, to everybody outside', async () => {
    const id = await found(joe, { seen: 'members', name: 'Quiet readers of Sale' })
    for (const who of [null, 'maryam', 'helen', 'ade', 'ruth'] as const) {
      const client = await here.as(who)
      await client.get('/')
      for (const path of ['', '/members', '/edit', '/leave', '/talk'])
        expect([who, path, await bodyOf(client, `/groups/${id}${path}`)]).toEqual([
          who,
          path,
          await bodyOf(client, `${nowhere}${path}`),
        ])
      expect(await textOf(client, '/groups')).not.toContain('Quiet readers')
      expect(await textOf(client, '/find?q=quiet+readers')).not.toContain('Quiet readers of Sale')
    }
    const before = await kept(here)
    for (const [path, form] of [
      ['join', { agree: '1', version: '1' }],
      ['agree', { agree: '1', version: '1' }],
      ['leave', {}],
      ['return', {}],
      ['take-over', {}],
      ['archive', {}],
      ['members/invite', { email: 'x@town.example' }],
      ['members/stand-down', {}],
    ] as const)
      expect([path, (await maryam.post(`/groups/${id}/${path}`, form)).status]).toEqual([path, 404])
    expect(await kept(here)).toBe(before)
  })

  test('peer 2: own group with a foreign member or invitation is 404 and writes nothing', async () => {
    const own = await found(joe, { joining: 'request' })
    const foreign = await found(tom, { joining: 'request' })
    await join(maryam, foreign)
    await tom.post(`/groups/${foreign}/members/invite`, { email: 'stranger@town.example' })
    const member = await handleOf(here, foreign, 'maryam')
    const tomThere = await handleOf(here, foreign, 'tom')
    const invitation = String(
      (await here.sql`select id from group_invitation where email = 'stranger@town.example'`)[0]!.id,
    )
    const before = await kept(here)
    for (const handle of [member, tomThere]) {
      expect((await joe.get(`/groups/${own}/members/${handle}`)).status).toBe(404)
      for (const [path, form] of [
        ['answer', { yes: '1' }],
        ['remove', { reason: 'because', days: '0' }],
        ['host', {}],
      ] as const)
        expect([path, (await joe.post(`/groups/${own}/members/${handle}/${path}`, form)).status]).toEqual([path, 404])
    }
    expect((await joe.post(`/groups/${own}/members/withdraw`, { invitation })).status).toBe(404)
    expect(await kept(here)).toBe(before)
  })

  test('rule 9: who is blocked and who blocks see nothing of each other in the roster, nor can one decide about the other', async () => {
    const id = await found(joe, { joining: 'request' })
    await join(maryam, id)
    await joe.post(`/groups/${id}/members/${await handleOf(here, id, 'maryam')}/answer`, { yes: '1' })
    await join(tom, id)
    const blocked = await joe.post(`/people/${here.ids.tom}/block`)
    expect(blocked.status).toBe(303)
    const roster = await textOf(joe, `/groups/${id}/members`)
    expect(roster).toContain('Maryam')
    expect(roster).not.toContain('Tom')
    const handle = await handleOf(here, id, 'tom')
    const before = await kept(here)
    expect((await joe.post(`/groups/${id}/members/${handle}/answer`, { yes: '1' })).status).toBe(404)
    expect(await kept(here)).toBe(before)
    await here.sql`delete from person_block`
  })

  test('peer 9: outside nobody learns who is in a group, and inside a block leaves neither name nor number', async () => {
    const id = await found(joe)
    await join(maryam, id)
    for (const client of [visitor, tom]) {
      expect(await textOf(client, `/groups/${id}`)).not.toContain('Maryam')
      expect([303, 404]).toContain((await client.get(`/groups/${id}/members`)).status)
    }
    await joe.post(`/people/${here.ids.maryam}/block`)
    const roster = await textOf(joe, `/groups/${id}/members`)
    expect(roster).not.toContain('Maryam')
    expect(roster).not.toContain('And 1 more')
    expect(await textOf(joe, `/groups/${id}`)).toContain('1 person')
    await here.sql`delete from person_block`
  })

  test('rule 9: a group of somebody behind a block is there as for everybody, without their name, their number or a way that tells', async () => {
    const id = await found(tom, { name: 'Kite makers', places: '2' })
    await join(maryam, id)
    await tom.post(`/people/${here.ids.joe}/block`)
    for (const path of [`/groups/${id}`, '/groups?q=kite']) {
      const page = await textOf(joe, path)
      expect(page).toContain('Kite makers')
      expect(page).toContain('Full at present')
      expect(page).toContain('1 person')
      expect(page).not.toContain('Tom')
      expect(await textOf(visitor, path)).not.toMatch(/\d (person|people)\b/u)
    }
    await here.sql`update "group" set places = null, joining = 'request' where id = ${id}`
    await join(joe, id)
    expect(await textOf(joe, `/groups/${id}`)).not.toContain('Tom')
    expect(await textOf(tom, `/groups/${id}/members`)).not.toMatch(/Joe|ask to join/u)
    const list = await textOf(tom, '/groups')
    const card = list.slice(list.indexOf('Kite makers')).split('</article>')[0]!
    expect(card).not.toMatch(/asks? to join/u)
    await here.sql`delete from person_block`
  })

  test('a host alone sees the forms of hosts', async () => {
    const id = await found(joe)
    await join(maryam, id)
    const joes = await handleOf(here, id, 'joe')
    for (const path of ['edit', `members/${joes}`])
      expect([path, (await maryam.get(`/groups/${id}/${path}`)).status]).toEqual([path, 404])
    const before = await kept(here)
    for (const [path, form] of [
      ['edit', { name: 'Mine now', kind: 'interest', about: 'Taken over by me.', joining: 'open' }],
      ['archive', {}],
      ['members/invite', { email: 'x@town.example' }],
      ['members/stand-down', {}],
      [`members/${joes}/remove`, { reason: 'because', days: '0' }],
      [`members/${joes}/host`, {}],
    ] as const)
      expect([path, (await maryam.post(`/groups/${id}/${path}`, form)).status]).toEqual([path, 404])
    expect(await kept(here)).toBe(before)
  })
})

describe('the list', () => {
  test('my own first, then what is near me or what I like, by kind and by words, page by page', async () => {
    await here.sql`insert into profile_field (person_id, field, value, audience) values (${here.ids.grace}, 'neighbourhood', 'Flixton', 'nobody')`
    await found(joe, { name: 'Aquarium friends', kind: 'interest' })
    const near = await found(joe, { name: 'Zebra crossing patrol', kind: 'neighbourhood', area: 'Flixton' })
    const grace = await here.as('grace')
    const page = await textOf(grace, '/groups')
    expect(page.indexOf('Zebra crossing patrol')).toBeLessThan(page.indexOf('Aquarium friends'))
    expect(page).toContain('Near you')
    expect(await textOf(grace, '/groups?kind=neighbourhood')).not.toContain('Aquarium friends')
    expect(await textOf(grace, '/groups?q=zebra')).toContain('Zebra crossing patrol')
    expect(await textOf(grace, '/groups?q=%25')).toContain('No such group yet')
    await join(grace, near)
    const mine = await textOf(grace, '/groups')
    expect(mine.indexOf('Your groups')).toBeLessThan(mine.indexOf('Zebra crossing patrol'))
    expect(mine.indexOf('Zebra crossing patrol')).toBeLessThan(mine.indexOf('Groups you can join'))
  })
})
