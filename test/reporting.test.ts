import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { reportables } from '#app/reportables.ts'
import { inTransaction } from '#kernel/database/transactions.ts'
import { theProgram } from '#kernel/facts/record.ts'
import { importListings } from '#slices/directory/commands.ts'
import { idFor, noListings, row } from '#slices/directory/listing/rules.ts'
import { findModeratedListing } from '#slices/directory/moderating/reactions.ts'
import { seedProfiles } from '#slices/people/profile/seed.ts'
import type { CastMember } from '#slices/people/seed.ts'
import { endEvidence } from '#slices/safety/queue/commands.ts'
import { founded, words } from './talk.ts'
import { type Town, town } from './town.ts'

let here: Town
let clock = new Date('2026-11-23T10:00:00Z')
let group: string
let circle: string

const ids = { service: idFor('t', 'service', '1'), place: idFor('t', 'location', '1') }
let organisation: string

const listings = () => {
  const rows = noListings()
  const since = { source_id: 't', source_date: '2026-06-01', source_key: '1' }
  const url = { url: null, licence: 'CC0', licence_url: null, attribution: null, published_on: null }
  rows.source.push({ id: 't', name: 'A source', ...url })
  rows.organization.push(row('organization', { ...since, id: organisation, name: 'The Kettle' }))
  rows.service.push(
    row('service', {
      ...since,
      id: ids.service,
      organization_id: organisation,
      kind: 'other',
      name: 'Soup',
      status: 'active',
    }),
  )
  rows.location.push(
    row('location', {
      ...since,
      id: ids.place,
      organization_id: organisation,
      kind: 'library',
      name: 'Hall',
      zone: 'Europe/London',
      holiday_region: 'GB-EAW',
    }),
  )
  return rows
}

const say = async (who: CastMember, at: string, text: string, more = {}) => {
  await (await here.as(who)).post(`/groups/${at}/posts`, words(text, more))
  const [post] = await here.sql`select id from post where text = ${text}`
  return String(post!.id)
}

beforeAll(async () => {
  here = await town({ unlimited: true, now: () => clock })
  await seedProfiles(here.community, here.ids)
  const [grant] = await here.sql`select scope from role_grant where person_id = ${here.ids.grace} and scope is not null`
  organisation = String(grant!.scope)
  await importListings(here.community.write, theProgram, listings(), clock)
  group = await founded(here, { members: ['maryam', 'nasreen', 'ade'], hosts: ['joe'], kind: 'support' })
  circle = await founded(here, { members: ['maryam', 'nasreen', 'ade'], hosts: ['tom'], confidential: true })
  for (const who of ['maryam', 'joe', 'nasreen', 'ade', 'ruth', 'tom', 'grace'] as const)
    await (await here.as(who)).get('/about')
  await here.sql`update session set expires_at = expires_at + interval '1 year'`
})
afterAll(() => here.stop())

const get = async (who: CastMember | null, path: string) => {
  const answer = await (await here.as(who)).get(path)
  return { status: answer.status, html: await answer.text() }
}

const post = async (who: CastMember, path: string, form: Record<string, string> = {}) =>
  (await here.as(who)).post(path, form)

const report = async (who: CastMember, kind: string, id: string, reason = 'threat') => {
  const answer = await post(who, `/report/${kind}/${id}`, { reason, words: 'Please look' })
  expect([kind, answer.status]).toEqual([kind, 303])
  const [row] = await here.sql`select * from report where thing_id = ${id} order by made_at desc, id desc limit 1`
  return row!
}

/** A thing's own page by its path in the registry: which kind of thing it shows, where one is, and somebody who is not its writer. */
const things: Record<string, { kind: string; at: () => Promise<string>; who: CastMember | null }> = {
  '/services/:id': { kind: 'service', at: async () => `/services/${ids.service}`, who: null },
  '/places/:id': { kind: 'place', at: async () => `/places/${ids.place}`, who: null },
  '/organisations/:id': { kind: 'organization', at: async () => `/organisations/${organisation}`, who: null },
  '/people/:id': { kind: 'person', at: async () => `/people/${here.ids.joe}`, who: 'maryam' },
  '/groups/:id': { kind: 'group', at: async () => `/groups/${group}`, who: 'nasreen' },
  '/groups/:id/posts/:post': {
    kind: 'post',
    at: async () => `/groups/${group}/posts/${await say('maryam', group, `Hello ${randomUUID()}`)}`,
    who: 'nasreen',
  },
}

/** Pages that end with an id and show nobody's content to others. */
const nothingToReport: Record<string, string> = {
  '/report/:kind/:id': 'the form for reporting itself',
  '/unsubscribe/:list/:reader': 'one’s own letters',
  '/letters/:key': 'one’s own letters',
  '/groups/:id/members/:member': 'asks a host before somebody is taken out; the person has a page of their own',
  '/directory/checks/:id': 'for those who ring to check a listing, whose own page has the link',
  '/mailbox/:id': 'letters of the demo',
  '/desk/letters/:id': 'a letter that the desk passes on: Wellmet wrote it',
}

describe('everything that somebody wrote can be reported where it stands', () => {
  const own = () =>
    here.routes.filter(
      ({ kind, method, path, shows }) =>
        kind === 'page' &&
        method === 'GET' &&
        /^[^:]+\/:\w+$/u.test(path) &&
        (shows === 'public' || shows === 'personal'),
    )

  test('each page of a thing is known here: give it a link and a Reportable, or say why there is nothing to report', () => {
    const unknown = own().filter(({ path }) => !things[path] && !nothingToReport[path])
    expect(unknown.map(({ path }) => path)).toEqual([])
  })

  test('each shows «Report this», and the link opens', async () => {
    for (const [path, { kind, at, who }] of Object.entries(things)) {
      const { status, html } = await get(who, await at())
      expect([path, status]).toEqual([path, 200])
      const link = new RegExp(`href="(/report/${kind}/[0-9a-f-]{36})"`, 'u').exec(html)?.[1]
      expect([path, link]).toEqual([path, expect.any(String)])
      expect([link, (await get(who, link!)).status]).toEqual([link, 200])
    }
  })

  test('each kind that can be reported has such a page', () => {
    const linked = new Set(Object.values(things).map(({ kind }) => kind))
    expect(reportables.map(({ kind }) => kind).filter((kind) => !linked.has(kind))).toEqual([])
  })

  test('peer 32: what does not exist for somebody cannot be reported, and answers as a random id does', async () => {
    const secret = await say('maryam', circle, 'Only for us')
    const plain = (html: string) => html.replaceAll(/nonce="[^"]*"|value="[^"]*"|href="[^"]*"/gu, '')
    const random = await get('joe', `/report/post/${randomUUID()}`)
    for (const path of [`/report/post/${secret}`, `/report/group/${circle}`]) {
      const { status, html } = await get('joe', path)
      expect([path, status]).toEqual([path, 404])
      expect(plain(html)).toBe(plain(random.html))
      expect((await post('joe', path, { reason: 'spam' })).status).toBe(404)
    }
  })
})

describe('rule 35: posts and groups', () => {
  test('hosts do not judge what happens in their group', async () => {
    const said = await say('nasreen', group, 'Cruel words')
    await here.sql`insert into role_grant (id, person_id, role, granted_at) values (${randomUUID()}, ${here.ids.joe}, 'moderator', now())`
    const { id } = await report('maryam', 'post', said)
    expect(await here.sql`select person_id from report_near where report_id = ${id}`).toEqual([
      { person_id: here.ids.joe },
    ])
    expect((await get('joe', `/moderation/${id}`)).status).toBe(404)
    expect((await get('ade', `/moderation/${id}`)).status).toBe(200)
    await here.sql`delete from role_grant where person_id = ${here.ids.joe} and role = 'moderator'`
  })

  test('peer 8: a moderator who may not read in the group does not see its report; of a circle not even one who may', async () => {
    const open = await report('maryam', 'post', await say('nasreen', group, 'Cruel again'))
    await here.sql`update group_member set state = 'left' where group_id = ${group} and person_id = ${here.ids.ade}`
    expect((await get('ade', `/moderation/${open.id}`)).status).toBe(404)
    await here.sql`update group_member set state = 'member' where group_id = ${group} and person_id = ${here.ids.ade}`
    expect((await get('ade', `/moderation/${open.id}`)).status).toBe(200)
    const inside = await report('maryam', 'post', await say('nasreen', circle, 'Cruel inside'))
    expect((await get('ade', `/moderation/${inside.id}`)).status).toBe(404)
    expect((await get('ruth', `/moderation/${inside.id}`)).status).toBe(200)
  })

  test('peer 8: a profile’s copy holds what all members see, though the reporter sees more; whom members do not see is the lead’s', async () => {
    const about = (field: string, audience: string, value: string) =>
      here.sql`insert into profile_field (person_id, field, value, audience) values (${here.ids.tom}, ${field}, ${value}, ${audience})
        on conflict (person_id, field) do update set value = excluded.value, audience = excluded.audience`
    await about('about', 'members', 'I mend bicycles')
    await about('offer', 'groups', 'For my group alone')
    await about('phone', 'members', '0161 496 0123')
    await here.sql`insert into person_group (person_id, group_id) values (${here.ids.tom}, ${group})`
    expect((await get('maryam', `/people/${here.ids.tom}`)).html).toContain('For my group alone')
    const copyOf = async () => {
      const { id, confidential } = await report('maryam', 'person', here.ids.tom)
      const [row] = await here.sql`select copy from report_evidence where report_id = ${id}`
      return { copy: String(row!.copy), confidential }
    }
    const { copy, confidential } = await copyOf()
    expect(copy).toContain('I mend bicycles')
    expect(copy).not.toMatch(/For my group alone|0161/u)
    expect(confidential).toBe(false)
    await here.sql`insert into person_profile (person_id, name_audience) values (${here.ids.tom}, 'groups')
      on conflict (person_id) do update set name_audience = 'groups'`
    expect((await copyOf()).confidential).toBe(true)
  })

  test('each look at the sealed copy is a reading by power, also in a form that comes back; without whom it is about', async () => {
    const { id } = await report('maryam', 'post', await say('nasreen', circle, 'More of it'))
    const looks = async () =>
      await here.sql`select by, data from fact where name = 'safety.ReadByPower' and data ->> 'id' = ${id}`
    await post('ruth', `/moderation/${id}/take`)
    expect(await looks()).toEqual([])
    expect((await get('ruth', `/moderation/${id}`)).html).toContain('More of it')
    const looked = { by: here.ids.ruth, data: { kind: 'report', id, scope: null, personId: null } }
    expect(await looks()).toEqual([looked])
    expect(await (await post('ruth', `/moderation/${id}/decision`)).text()).toContain('More of it')
    expect(await looks()).toEqual([looked, looked])
  })

  test('rule 32: who wrote without a name is told on no page, not even to whoever decides', async () => {
    const said = await say('nasreen', group, 'Without my name', { anonymous: '1' })
    expect(await here.sql`select author_id from post where id = ${said}`).toEqual([{ author_id: null }])
    const { id, about_id } = await report('maryam', 'post', said)
    expect(about_id).toBe(here.ids.nasreen)
    await post('ade', `/moderation/${id}/take`)
    const { html } = await get('ade', `/moderation/${id}`)
    expect(html).toContain('Without my name')
    expect(html).not.toContain('Nasreen')
    expect(html).not.toContain(here.ids.nasreen)
  })
})

describe('rule 36: what moderators do to a post', () => {
  const decided = async (text: string, kind: string, more: Record<string, string> = {}) => {
    const said = await say('nasreen', group, text)
    const { id } = await report('maryam', 'post', said)
    await post('ade', `/moderation/${id}/take`)
    const answer = await post('ade', `/moderation/${id}/decision`, { kind, reason: 'As we agreed', ...more })
    expect(answer.status).toBe(303)
    const [decision] = await here.sql`select id from moderation_decision where report_id = ${id}`
    const undo = () => post('ade', `/moderation/${id}/decisions/${decision!.id}/undo`, { because: 'It was put right' })
    return { said, id, undo }
  }
  const talk = () => `/groups/${group}/talk`

  test('hidden is gone for others and told to its writer; undone, it is back', async () => {
    const { undo } = await decided('Hide this please', 'hide')
    expect((await get('maryam', talk())).html).not.toContain('Hide this please')
    expect((await get('nasreen', talk())).html).toContain('Hide this please')
    await undo()
    expect((await get('maryam', talk())).html).toContain('Hide this please')
  })

  test('locked takes no more answers until undone', async () => {
    const { said, undo } = await decided('Lock this please', 'lock')
    const answer = () => post('maryam', `/groups/${group}/posts/${said}/replies`, words('One more'))
    const count = async () => (await here.sql`select id from post where thread_id = ${said}`).length
    await answer()
    expect(await count()).toBe(0)
    await undo()
    await answer()
    expect(await count()).toBe(1)
  })

  test('slowed, each waits between two answers', async () => {
    const { said } = await decided('Slow this please', 'slow', { minutes: '30' })
    const answer = () => post('joe', `/groups/${group}/posts/${said}/replies`, words(`Quick ${randomUUID()}`))
    const count = async () => (await here.sql`select id from post where thread_id = ${said}`).length
    await answer()
    await answer()
    expect(await count()).toBe(1)
    clock = new Date(clock.getTime() + 31 * 60_000)
    await answer()
    expect(await count()).toBe(2)
  })

  test('rule 37: removed is sealed for its days, then gone for good, also in the table of posts', async () => {
    const { said, id } = await decided('Remove this please', 'remove')
    expect((await get('maryam', talk())).html).not.toContain('Remove this please')
    const run = () =>
      inTransaction(here.community.write, (tx) =>
        endEvidence(
          tx,
          theProgram,
          async (within, thing) => reportables.find(({ kind }) => kind === thing.kind)?.erase?.(within, thing.id),
          clock,
        ),
      )
    await run()
    expect(await here.sql`select text from post where id = ${said}`).toEqual([{ text: 'Remove this please' }])
    clock = new Date(clock.getTime() + 91 * 24 * 3_600_000)
    await run()
    expect(await here.sql`select text from post where id = ${said}`).toEqual([{ text: '' }])
    expect(await here.sql`select report_id from report_evidence where report_id = ${id}`).toEqual([])
  })
})

describe('rule 36: what moderators do to listings and profiles', () => {
  const undo = async (id: unknown) => {
    const [decision] = await here.sql`select id from moderation_decision where report_id = ${id}`
    return post('ade', `/moderation/${id}/decisions/${decision!.id}/undo`, { because: 'It was put right' })
  }

  const decide = async (kind: string, thing: string, verdict: string) => {
    const { id } = await report('maryam', kind, thing, 'wrong')
    await post('ade', `/moderation/${id}/take`)
    expect((await post('ade', `/moderation/${id}/decision`, { kind: verdict, reason: 'As we agreed' })).status).toBe(
      303,
    )
    const [decision] = await here.sql`select id from moderation_decision where report_id = ${id}`
    return { id, decisionId: String(decision!.id) }
  }

  /** What the worker does when the fact reaches it. */
  const findAgain = (decisionId: string) =>
    inTransaction(here.community.write, (tx) =>
      findModeratedListing.run(
        { tx, factId: randomUUID(), at: clock, by: null, community: here.community, origin: 'https://town.example' },
        { decisionId },
      ),
    )

  test.each([
    ['service', () => ids.service, () => `/services/${ids.service}`, 'Soup'],
    ['place', () => ids.place, () => `/places/${ids.place}`, 'Hall'],
    ['organization', () => organisation, () => `/organisations/${organisation}`, 'The Kettle'],
  ])('a hidden %s has no page, is in no list and is not found; given back, it is', async (kind, thing, at, name) => {
    const found = async () =>
      (await Promise.all(['/places', '/organisations', `/find?q=${name}`, '/guide'].map((list) => get(null, list))))
        .map(({ html }) => html.includes(`${at()}"`))
        .includes(true)
    expect([(await get(null, at())).status, await found()]).toEqual([200, true])
    const { id, decisionId } = await decide(kind, thing(), 'hide')
    await findAgain(decisionId)
    expect([(await get(null, at())).status, await found()]).toEqual([404, false])
    const desk = async () => (await get('grace', `/organisations/${organisation}/desk`)).html
    expect(await desk()).toMatch(new RegExp(`Moderators have hidden .*${name}[\\s\\S]*As we agreed`, 'u'))
    expect((await get('grace', `${at()}/edit`)).status).toBe(200)
    await undo(id)
    expect(await desk()).not.toContain('Moderators have hidden')
    await findAgain(decisionId)
    expect([(await get(null, at())).status, await found()]).toEqual([200, true])
  })

  test('of a hidden profile others see the name alone; the person sees all, and why', async () => {
    const path = `/people/${here.ids.joe}`
    const words = 'Retired bus driver'
    expect((await get('maryam', path)).html).toContain(words)
    const { id } = await decide('person', here.ids.joe, 'hide')
    const seen = await get('maryam', path)
    expect([seen.status, seen.html.includes('Joe'), seen.html.includes(words)]).toEqual([200, true, false])
    expect((await get('maryam', `/people?q=${encodeURIComponent('allotment')}`)).html).not.toContain('Joe')
    expect((await get('joe', path)).html).toContain(words)
    expect((await get('joe', '/account/notices')).html).toContain('As we agreed')
    await undo(id)
    expect((await get('maryam', path)).html).toContain(words)
  })
})

describe('a newcomer’s first post', () => {
  test('waits for a host or moderator before it goes to mail, in one list for all groups', async () => {
    await here.sql`update group_member set state = 'left' where person_id = ${here.ids.ade}`
    await here.sql`insert into group_member (group_id, person_id, handle, state, host, since)
      values (${group}, ${here.ids.ruth}, ${randomUUID()}, 'member', false, now())`
    const first = await say('ruth', group, 'I am new here')
    expect((await get('joe', '/moderation/first-posts')).html).toContain('I am new here')
    for (const who of ['ade', 'maryam', 'ruth'] as const)
      expect([who, (await get(who, '/moderation/first-posts')).html.includes('I am new here')]).toEqual([who, false])
    const form = { group, post: first }
    for (const who of ['ade', 'maryam', 'ruth'] as const)
      expect([who, (await post(who, '/moderation/first-posts', form)).status]).toEqual([who, 404])
    expect((await post('joe', '/moderation/first-posts', { group: circle, post: first })).status).toBe(404)
    expect(await here.sql`select mail_held_at is not null as held from post where id = ${first}`).toEqual([
      { held: true },
    ])
    await here.sql`update group_member set state = 'member' where person_id = ${here.ids.ade}`
    expect((await get('ade', '/moderation/first-posts')).html).toContain('I am new here')
    expect((await post('joe', '/moderation/first-posts', form)).status).toBe(303)
    expect(await here.sql`select mail_held_at from post where id = ${first}`).toEqual([{ mail_held_at: null }])
    expect((await get('joe', '/moderation/first-posts')).html).not.toContain('I am new here')
    expect(await here.sql`select by from fact where name = 'groups.FirstPostApproved'`).toEqual([{ by: here.ids.joe }])
  })
})
