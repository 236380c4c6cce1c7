import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { root } from '#kernel/config/root.ts'
import type { Route } from '#kernel/routes/registry.ts'
import { type Role, roles } from '#kernel/session/actor.ts'
import type { CastMember } from '#slices/people/seed.ts'
import { circle, found, join } from './groups.ts'
import { listed, seedListings } from './listings.ts'
import { type Client, type Town, town } from './town.ts'

const actors: Record<Role, CastMember | null> = {
  visitor: null,
  member: 'maryam',
  host: 'joe',
  navigator: 'nasreen',
  editor: 'tom',
  admin: 'grace',
  moderator: 'ade',
  safeguarding: 'ruth',
  steward: 'helen',
}

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

const contents = async () => {
  const tables = await here.sql`select table_name as name from information_schema.tables
    where table_schema = current_schema() and table_type = 'BASE TABLE' order by 1`
  const counts: string[] = []
  for (const { name } of tables) {
    if (['session', 'migration', 'schedule_run', 'missed_search'].includes(String(name))) continue
    const { rows } = await here.database.owner.query(
      `select count(*)::int as n, coalesce(sum(hashtext(t::text)::bigint), 0)::text as h from "${here.community.schema}"."${name}" t`,
    )
    counts.push(`${name} ${rows[0].n} ${rows[0].h}`)
  }
  return counts
}

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
    for (const { route, standing, at } of doors()) {
      if (route.method === 'GET' || !['hidden', 'circle'].includes(standing) || kindOf(route) !== 'groups') continue
      for (const role of ['member', 'host', 'moderator', 'steward'] as const) {
        const { status } = await clients[role].post(at, { agree: '1', version: '1', text: 'x' })
        // 422 is what a form answers to anybody, before it asks whether there is such a thing.
        expect([role, at, [404, 422].includes(status)]).toEqual([role, at, true])
      }
    }
    expect(await contents()).toEqual(before)
  }, 120_000)
})
