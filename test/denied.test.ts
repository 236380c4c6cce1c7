import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Route } from '#kernel/routes/registry.ts'
import { Actor, type Role, roles } from '#kernel/session/actor.ts'
import { actors } from './actors.ts'
import { contentsOf } from './contents.ts'
import { fittingForm } from './fitting.ts'
import { found, join } from './groups.ts'
import { listed, seedListings } from './listings.ts'
import { type Client, type Town, town } from './town.ts'

let here: Town
const clients = {} as Record<Role, Client>
let things: Record<string, string>
beforeAll(async () => {
  here = await town({ unlimited: true })
  const { hearth } = await seedListings(here, new Date())
  for (const role of roles) clients[role] = await here.as(actors[role])
  const group = await found(clients.host)
  await join(clients.member, group)
  const [report] =
    await here.sql`insert into report (id, thing_kind, thing_id, path, about_id, receipt, reason, severity, made_at, due_at, confidential)
    values (gen_random_uuid(), 'person', ${here.ids.sami}, '/', ${here.ids.sami}, 'x', 'threat', 'now', now(), now(), false) returning id`
  const [check] = await here.sql`select id from person_check limit 1`
  const [grant] = await here.sql`select id from role_grant limit 1`
  things = {
    services: listed.foodBank,
    places: listed.hall,
    organisations: hearth,
    people: here.ids.sami,
    groups: group,
    moderation: String(report!.id),
    'steward/checks': String(check!.id),
    'steward/roles': String(grant!.id),
  }
}, 60_000)
afterAll(() => here.stop())

const nobody = '0190c2f8-6b1a-7c3e-9f00-0123456789ab'

/** The address with something that is there, so that nothing but the missing right keeps it as it is. */
const real = ({ path }: Route) => {
  const thing = Object.entries(things).find(([start]) => path.startsWith(`/${start}/:`))?.[1] ?? nobody
  return path.replace(/:\w+/u, thing).replaceAll(/:\w+/gu, nobody)
}

const actorOf = (role: Role): Actor =>
  role === 'visitor'
    ? Actor.mint(null)
    : Actor.mint({
        personId: nobody,
        name: 'Somebody',
        email: null,
        sessionId: nobody,
        language: null,
        hasSecondFactor: true,
        grants:
          role === 'member'
            ? []
            : [{ role, scope: role === 'editor' || role === 'admin' ? things.organisations! : null }],
      })

/** Every row of every table, but for what a visit itself leaves. */
const contents = () => contentsOf(here, ['session', 'migration', 'schedule_run'])

describe('every denied cell of the matrix', () => {
  test.each(roles)('%s is refused and the database is, byte for byte, what it was', async (role) => {
    const actor = actorOf(role)
    const denied = here.routes.filter(({ method, access }) => method !== 'GET' && !access.allows(actor))
    expect(denied.length).toBeGreaterThan(5)
    const before = await contents()
    for (const route of denied) {
      const { status } = await clients[role].post(real(route), fittingForm(route) ?? {})
      expect([role, route.path, [303, 404].includes(status) || status]).toEqual([role, route.path, true])
      if (status === 303) expect(role).toBe('visitor')
    }
    expect(await contents()).toEqual(before)
  })
})
