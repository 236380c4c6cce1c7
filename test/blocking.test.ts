import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { inTransaction } from '#kernel/database/transactions.ts'
import { demoOnly } from '#kernel/routes/access.ts'
import type { Route } from '#kernel/routes/registry.ts'
import { hashPassword } from '#kernel/session/passwords.ts'
import { nobody } from '#kernel/session/session.ts'
import { seedGroups } from '#slices/groups/seed.ts'
import { addPerson } from '#slices/people/commands.ts'
import { keepProfile } from '#slices/people/profile/commands.ts'
import { ProfileForm } from '#slices/people/profile/fields.ts'
import { seedProfiles } from '#slices/people/profile/seed.ts'
import { listed, seedListings } from './listings.ts'
import { words } from './talk.ts'
import { type Client, type Town, town } from './town.ts'

let now = new Date()
let here: Town
let hearth: string
const email = 'zelda@town.example'
const password = 'two lanterns and a boat'

/** Words that only the one who comes later says: where they stand, her pages have leaked. */
const canary = /zelda|lanternfish/iu

beforeAll(async () => {
  here = await town({ unlimited: true, now: () => now })
  await seedProfiles(here.community, here.ids)
  await seedGroups(here.community, here.ids)
  hearth = (await seedListings(here, now)).hearth
  const maryam = await here.as('maryam')
  const [group] =
    await here.sql`select group_id as id from group_member where person_id = ${here.ids.maryam} and state = 'member' limit 1`
  const poll = { text: 'Which evening?', options: 'Monday\nTuesday', days: '2', once: crypto.randomUUID() }
  expect((await maryam.post(`/groups/${group!.id}/polls`, poll)).status).toBe(303)
  now = new Date()
})
afterAll(() => here.stop())

const absent = '0190c2f8-6b1a-7c3e-9f00-0123456789ab'

/** What runs for ever, shows everybody's post in a demo, or is the same file for everybody with a number made anew each time. */
const left = (route: Route) =>
  route.access === demoOnly || route.path.endsWith('/live') || /^\/(mailbox|assets)|\.pdf$/u.test(route.path)

const idsOf = async () => ({
  people: (await here.sql`select id from person where email <> ${email} order by id`).map(({ id }) => String(id)),
  groups: (await here.sql`select id from "group" order by id`).map(({ id }) => String(id)),
  posts: (await here.sql`select id, group_id from post order by id`).map(({ id, group_id }) =>
    [id, group_id].map(String),
  ),
  options: (await here.sql`select id, post_id from poll_option order by place, id`).map(({ id, post_id }) =>
    [id, post_id].map(String),
  ),
})
type Ids = Awaited<ReturnType<typeof idsOf>>

/** Every address that a route can have with what there is in the town; of what is not known here, one that leads nowhere. */
const addressesOf = ({ path }: Route, { people, groups, posts }: Ids): string[] => {
  if (!path.includes(':')) return [path]
  const rest = path.replaceAll(/:(?!id\b)\w+/gu, absent)
  if (path.startsWith('/people/:id')) return people.map((id) => rest.replace(':id', id))
  if (path.includes(':post'))
    return posts.map(([post, group]) =>
      path.replace(':id', group!).replace(':post', post!).replaceAll(/:\w+/gu, absent),
    )
  if (path.startsWith('/groups/:id')) return groups.map((id) => rest.replace(':id', id))
  if (path === '/report/:kind/:id')
    return [...people.map((id) => `/report/person/${id}`), ...posts.map(([post]) => `/report/post/${post}`)]
  const listing = Object.entries(listings).find(([start]) => path.startsWith(start))?.[1]
  return (listing ?? [absent]).map((id) => rest.replace(':id', id))
}

/** A listing of each kind, also where its staff and partners stand. */
const listings: Record<string, string[]> = {
  '/services/': [listed.foodBank, listed.walk],
  '/places/': [listed.hall, listed.library],
  '/organisations/': [listed.stranger],
  '/api/hsds/3.2/services/': [listed.foodBank],
  '/api/hsds/3.2/organizations/': [listed.stranger],
}

/** What is asked with words, in each group that there is: who can be called, and what is counted. */
const askedIn = ({ groups, posts }: Ids) => [
  ...groups.flatMap((id) => [
    `/groups/${id}/mentions?q=`,
    `/groups/${id}/mentions?q=zel`,
    `/groups/${id}/mentions?q=Z`,
  ]),
  ...posts.map(([post, group]) => `/groups/${group}/talk?only=${post}`),
  ...posts.slice(0, 3).map(([post, group]) => `/groups/${group}/talk?before=${post}`),
]

const searches = [
  '/people?q=chess',
  '/people?q=0999',
  '/groups?q=lanternfish',
  '/find?q=zelda&kind=group',
  '/api/find?q=zelda',
  '/people?q=zelda',
  '/people?q=lanternfish',
  '/find?q=lanternfish',
  '/api/find?q=lanternfish',
]

const plain = (html: string) =>
  html
    .replaceAll(/nonce="[^"]*"/gu, 'nonce=""')
    .replaceAll(/name="(token|once)" value="[^"]*"/gu, 'name="$1" value=""')
    .replaceAll(/(\/groups\/[0-9a-f-]{36})\/(posts|replies)\/[0-9a-f-]{36}\?once=[\w-]+/gu, '$1')

/** All that somebody can see, address by address. */
const everythingSeenBy = async (client: Client, ids: Ids, below = '/') => {
  const seen = new Map<string, string>()
  const routes = here.routes.filter((route) => route.method === 'GET' && !left(route) && route.path.startsWith(below))
  const addresses = [...routes.flatMap((route) => addressesOf(route, ids)), ...askedIn(ids), ...searches]
  const look = async (address: string) => {
    const answer = await client.get(address)
    seen.set(address, `${answer.status} ${plain(await answer.text())}`)
  }
  // Some at a time, as a browser does; where each stands in the answer does not depend on which comes first.
  while (addresses.length) await Promise.all(addresses.splice(0, 6).map(look))
  return seen
}

/** Where two looks differ, with the first words that do. */
const differences = (before: Map<string, string>, after: Map<string, string>) =>
  [...before].flatMap(([address, was]) => {
    const is = after.get(address) ?? ''
    if (is === was) return []
    const at = [...was].findIndex((letter, index) => letter !== is[index])
    return [
      `${address}: «${was.slice(Math.max(0, at - 40), at + 60)}» became «${is.slice(Math.max(0, at - 40), at + 60)}»`,
    ]
  })

const signIn = async () => {
  const client = await here.as(null)
  const answer = await client.post('/sign-in', { email, password })
  expect(answer.status).toBe(303)
  return client
}

/** Somebody new: a profile for everybody, in every open group, with posts, replies, reactions and mentions. */
const comes = async () => {
  const hash = await hashPassword(password)
  const id = (await inTransaction(here.community.write, (tx) =>
    addPerson(tx, nobody, { name: 'Zelda', email, password: hash, language: null }),
  ))!
  const everyone = Object.fromEntries(
    Object.keys(ProfileForm.shape)
      .filter((key) => key.endsWith('_audience'))
      .map((key) => [key, 'everyone']),
  )
  const told = {
    about: 'I keep a lanternfish.',
    interests: 'lanternfish, chess',
    offer: 'lanternfish',
    phone: '0161 496 0999',
  }
  const blank = Object.fromEntries(Object.keys(ProfileForm.shape).map((key) => [key, '']))
  const form = ProfileForm.parse({ ...blank, ...everyone, ...told, name: 'Zelda' })
  await inTransaction(here.community.write, (tx) => keepProfile(tx, id, form, now))
  const client = await signIn()
  const ids = await idsOf()
  for (const group of ids.groups) {
    const page = await (await client.get(`/groups/${group}`)).text()
    const version = /name="version" value="(\d+)"/u.exec(page)?.[1]
    await client.post(`/groups/${group}/join`, { agree: '1', ...(version ? { version } : {}) })
    const once = crypto.randomUUID()
    await client.post(`/groups/${group}/posts`, { text: 'The lanternfish says hello to @Maryam', once })
  }
  for (const [post, group] of ids.posts) {
    const once = crypto.randomUUID()
    await client.post(`/groups/${group}/posts/${post}/replies`, { text: 'So does my lanternfish', once })
    await client.post(`/groups/${group}/posts/${post}/reactions`, { reaction: 'thanks' })
  }
  await everythingElse(client, id, ids)
  return { id, client }
}

/** What leaves traces beside words: a poll of hers and votes in others', work for an organisation, a connector's place, thanks. */
const everythingElse = async (client: Client, id: string, { groups, posts, options }: Ids) => {
  const groupOf = new Map(posts.map(([post, group]) => [post, group]))
  expect(options.length).toBeGreaterThan(1)
  for (const [option, post] of options)
    await client.post(`/groups/${groupOf.get(post!)}/posts/${post}/votes`, { option: option! })
  for (const group of groups) {
    const poll = { text: 'Whose lanternfish?', options: 'Mine\nZelda’s', days: '2', once: crypto.randomUUID() }
    await client.post(`/groups/${group}/polls`, poll)
    await client.post(`/groups/${group}/posts`, words('lanternfish of @Joe and @Maryam'))
  }
  await here.sql`insert into role_grant (id, person_id, role, scope) values (gen_random_uuid(), ${id}, 'editor', ${hearth})`
  await here.sql`insert into connector (id, person_id, area, about, recognised_at, agreed_at, shown_at)
    values (gen_random_uuid(), ${id}, 'Sale', 'I know every lanternfish.', now(), now(), now())`
  await client.post(`/suggestions/service/${listed.walk}`, { about: 'other', words: 'A lanternfish lives there' })
}

describe('rule 9: a block is mutual invisibility, and nobody can tell it from not existing', () => {
  test('every page that B sees after A blocked B is what it was before A existed, and the other way round', async () => {
    const maryam = await here.as('maryam')
    await maryam.get('/account')
    const ids = await idsOf()
    const before = await everythingSeenBy(maryam, ids)
    const joe = await here.as('joe')
    await joe.get('/account')
    const hosted = await everythingSeenBy(joe, ids, '/groups')
    expect(before.size).toBeGreaterThan(100)
    expect([...before.values()].filter((page) => /^5\d\d/u.test(page))).toEqual([])

    const zelda = await comes()
    const between = await everythingSeenBy(maryam, ids, '/people')
    expect([...between.values()].some((page) => canary.test(page))).toBe(true)

    expect((await zelda.client.post(`/people/${here.ids.maryam}/block`)).status).toBe(303)
    const after = await everythingSeenBy(maryam, ids)
    expect(
      [...after].filter(([address, page]) => !address.includes('?') && canary.test(page)).map(([at]) => at),
    ).toEqual([])
    expect(differences(before, after)).toEqual([])
    await everyWayToHerIsShut(maryam, zelda.id)
    expect((await zelda.client.post(`/people/${here.ids.joe}/block`)).status).toBe(303)
    expect(differences(hosted, await everythingSeenBy(joe, ids, '/groups'))).toEqual([])

    await here.sql`delete from person_block`
    await maryam.post(`/people/${zelda.id}/block`)
    await maryam.get('/account')
    const reversed = await everythingSeenBy(maryam, ids)
    const own = /^\/account\/(blocks|data\/export)/u
    expect(differences(before, reversed).filter((line) => !own.test(line))).toEqual([])
    await everyWayToHerIsShut(maryam, zelda.id)
  }, 240_000)
})

/** Her own addresses answer as those of somebody who was never here. */
const everyWayToHerIsShut = async (client: Client, zelda: string) => {
  const hers = await here.sql`select id, group_id from post where author_id = ${zelda}`
  expect(hers.length).toBeGreaterThan(2)
  const nowhere = async (address: string, like: string) => {
    const [real, random] = await Promise.all([client.get(address), client.get(like)])
    expect([address, real.status]).toEqual([address, random.status])
    expect(
      plain(await real.text())
        .replaceAll(zelda, absent)
        .replaceAll(/[0-9a-f-]{36}/gu, absent),
    ).toBe(plain(await random.text()).replaceAll(/[0-9a-f-]{36}/gu, absent))
  }
  for (const path of ['', '/block', '/not-meet', '/act-for-me'])
    await nowhere(`/people/${zelda}${path}`, `/people/${absent}${path}`)
  await nowhere(`/report/person/${zelda}`, `/report/person/${absent}`)
  for (const { id, group_id } of hers)
    await nowhere(`/groups/${group_id}/posts/${id}`, `/groups/${group_id}/posts/${absent}`)
}
