import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { root } from '#kernel/config/root.ts'
import { newId } from '#kernel/database/id.ts'
import type { Route } from '#kernel/routes/registry.ts'
import { type Role, roles } from '#kernel/session/actor.ts'
import { actors } from './actors.ts'
import { contentsOf } from './contents.ts'
import { fittingForm } from './fitting.ts'
import { circle, found, handleOf, join } from './groups.ts'
import { listed, seedListings } from './listings.ts'
import { words } from './talk.ts'
import { type Client, type Town, town } from './town.ts'

/**
 * Whose things are asked for: `own` are Joe's group with Maryam in it, the listings of Tom's and Grace's organisation, the profile of
 * Maryam; `other` are those of a stranger to them; `hidden` must not be known to exist, except to whoever is in it.
 */
const standings = ['own', 'other', 'hidden', 'circle'] as const
type Standing = (typeof standings)[number]

let here: Town
const clients = {} as Record<Role, Client>
let things: Record<string, Partial<Record<Standing, string>>>

beforeAll(async () => {
  here = await town({ unlimited: true })
  const { hearth } = await seedListings(here, new Date())
  for (const role of roles) clients[role] = await here.as(actors[role])
  const group = await found(clients.host)
  await join(clients.member, group)
  const others = { name: 'Morning tea', joining: 'request' }
  things = {
    services: { own: listed.foodBank, other: listed.walk },
    places: { own: listed.hall, other: listed.library, hidden: listed.refuge },
    organisations: { own: hearth, other: listed.stranger },
    people: { own: here.ids.maryam, other: here.ids.sami },
    groups: {
      own: group,
      other: await found(clients.navigator, others),
      hidden: await found(clients.navigator, { name: 'Behind the curtain', seen: 'members', joining: 'invitation' }),
      circle: await circle(clients.navigator, 'Heron', 'Under the willow'),
    },
  }
}, 120_000)
afterAll(() => here.stop())

const kindOf = ({ path: at }: Route) => at.split('/')[1] ?? ''
const nobody = '0190c2f8-6b1a-7c3e-9f00-0123456789ab'

/** The path with the thing as the first id, and for a second one an id that does not exist: a foreign child of a known parent. */
const pathTo = (route: Route, standing: Standing): string | null => {
  const thing = things[kindOf(route)]?.[standing]
  if (!thing || !/^\/[a-z]+\/:/u.test(route.path)) return null
  return route.path.replace(/:\w+/u, thing).replaceAll(/:\w+/gu, nobody)
}

const endless = ({ path: at }: Route) => /live|stream|events/u.test(at)

const doors = () =>
  here.routes
    .filter((route) => !endless(route))
    .flatMap((route) => standings.map((standing) => ({ route, standing, at: pathTo(route, standing) })))
    .filter((door): door is { route: Route; standing: Standing; at: string } => door.at !== null)
    .sort((a, b) => a.route.path.localeCompare(b.route.path) || a.route.method.localeCompare(b.route.method))

const contents = () => contentsOf(here, ['session', 'migration', 'schedule_run', 'missed_search'])

describe('the matrix of things', () => {
  const file = path.join(root, 'test/matrix-objects.md')

  test('is as it was reviewed; UPDATE_MATRIX=1 writes it anew', async () => {
    const lines: string[] = []
    for (const { route, standing, at } of doors().filter((door) => door.route.method === 'GET')) {
      const cells: number[] = []
      for (const role of roles) cells.push((await clients[role].get(at)).status)
      lines.push(`| ${route.path} | ${standing} | ${cells.join(' | ')} |`)
    }
    const text = [
      '# Who sees whose things',
      '',
      'Made from the registry by `UPDATE_MATRIX=1 npm test -- town`: the status of each page about one thing, for each role. `own` belongs to the organisation of the editor and the admin, to the host, or to the member; `other` to a stranger; `hidden` and `circle` are known to the navigator alone, who founded them. What belongs to another community is in communities.test.ts.',
      '',
      `| route | thing | ${roles.join(' | ')} |`,
      `| --- | --- | ${roles.map(() => '---').join(' | ')} |`,
      ...lines,
      '',
    ].join('\n')
    if (process.env.UPDATE_MATRIX || !existsSync(file)) writeFileSync(file, text)
    expect(text).toBe(readFileSync(file, 'utf8'))
  }, 180_000)

  /** Real children of the other group and of the stranger, by the name that routes give them. */
  const foreignChildren = async (): Promise<Record<string, string>> => {
    const { other } = things.groups!
    const [partnership, grant, claim, invitation] = [newId(), newId(), newId(), newId()]
    const nasreen = clients.navigator
    await nasreen.post(`/groups/${other}/posts`, words('A post of the other group'))
    await nasreen.post(`/groups/${other}/pins`, { title: 'Where we meet', url: '', note: '' })
    const [made] = await here.sql`select (select id from post where group_id = ${other} limit 1) as post,
      (select id from pinned where group_id = ${other} limit 1) as pin`
    await here.sql`insert into partnership (id, one_id, other_id, kind, words, since, review_on, open, proposed_at)
      values (${partnership}, ${listed.stranger}, ${await third()}, 'referrals', 'We send people to each other.', '2026-01-01', '2027-01-01', true, now())`
    await here.sql`insert into role_grant (id, person_id, role, scope) values (${grant}, ${here.ids.sami}, 'editor', ${listed.stranger})`
    await here.sql`insert into organisation_claim (id, organization_id, person_id, email, words, asked_at)
      values (${claim}, ${listed.stranger}, ${here.ids.maryam}, 'm@strangers.example', 'I work there', now())`
    await here.sql`insert into role_invitation (id, token, email, role, scope, invited_by, invited_at, expires_at)
      values (${invitation}, 'sealed', 'x@strangers.example', 'editor', ${listed.stranger}, ${here.ids.sami}, now(), now() + interval '1 day')`
    const known = { partnership, grant, claim, invitation, post: String(made!.post), pin: String(made!.pin) }
    return { ...known, member: await handleOf(here, other!, 'nasreen') }
  }

  const third = async () => {
    const id = newId()
    await here.sql`insert into organization (id, name) values (${id}, 'A third one')`
    return id
  }

  test('peer 2: what really hangs on one thing is not reached through another that is one’s own', async () => {
    const children = await foreignChildren()
    const before = await contents()
    const tried = new Set<string>()
    for (const route of here.routes) {
      const [, parent, child] = /^\/(groups|organisations)\/:id\/.*:(\w+)/u.exec(route.path) ?? []
      if (!parent || !child) continue
      expect([route.path, child, Object.keys(children).includes(child)]).toEqual([route.path, child, true])
      const at = route.path.replace(':id', things[parent]!.own!).replace(`:${child}`, children[child]!)
      const form = fittingForm(route)
      expect([route.path, form]).not.toEqual([route.path, null])
      for (const role of ['host', 'member', 'admin', 'editor', 'steward', 'safeguarding'] as const) {
        const answer = route.method === 'GET' ? await clients[role].get(at) : await clients[role].post(at, form!)
        expect([role, route.method, route.path, answer.status]).toEqual([role, route.method, route.path, 404])
      }
      tried.add(child)
    }
    expect([...tried].sort()).toEqual(Object.keys(children).sort())
    expect(await contents()).toEqual(before)
  }, 120_000)

  const outside = roles.filter((role) => role !== 'navigator')

  test('peer 1 and 3: what must not be known to exist opens to nobody outside it, whatever the role', async () => {
    for (const { route, standing, at } of doors()) {
      if (kindOf(route) !== 'groups' || !['hidden', 'circle'].includes(standing) || route.method !== 'GET') continue
      for (const role of outside) {
        const { status } = await clients[role].get(at)
        expect([role, at, [303, 404].includes(status)]).toEqual([role, at, true])
      }
    }
  }, 120_000)

  test('peer 2: a foreign child of a known parent is not there, and writes nothing', async () => {
    const before = await contents()
    for (const { route, at } of doors()) {
      if (route.method === 'GET' || (route.path.match(/:/gu) ?? []).length < 2) continue
      for (const role of ['member', 'host', 'steward'] as const) {
        const { status } = await clients[role].post(at, { nonsense: 'x' })
        expect([role, at, [303, 403, 404, 410, 422].includes(status)]).toEqual([role, at, true])
      }
    }
    expect(await contents()).toEqual(before)
  }, 120_000)

  test('whoever is outside changes nothing hidden, and the database is as it was', async () => {
    const before = await contents()
    const fitted = new Set<string>()
    for (const { route, standing, at } of doors()) {
      if (route.method === 'GET' || !['hidden', 'circle'].includes(standing) || kindOf(route) !== 'groups') continue
      for (const role of ['member', 'host', 'moderator', 'steward'] as const) {
        const { status } = await clients[role].post(at, fittingForm(route) ?? { agree: '1', version: '1', text: 'x' })
        // Whom a form does not fit may hear that first, before anybody asks whether there is such a thing.
        const refused = fittingForm(route) ? [404] : [404, 422]
        if (refused.length === 1) fitted.add(route.path)
        expect([role, at, refused.includes(status) || status]).toEqual([role, at, true])
      }
    }
    expect(fitted.size).toBeGreaterThan(15)
    expect(await contents()).toEqual(before)
  }, 120_000)
})
