import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { root } from '#kernel/config/root.ts'
import { demoOnly } from '#kernel/routes/access.ts'
import type { Route } from '#kernel/routes/registry.ts'
import { Actor, type Role, roles } from '#kernel/session/actor.ts'
import { actors } from './actors.ts'
import { contentsOf } from './contents.ts'
import { type Client, type Town, town } from './town.ts'

let here: Town
const clients = {} as Record<Role, Client>

beforeAll(async () => {
  here = await town({ unlimited: true })
  for (const role of roles) clients[role] = await here.as(actors[role])
  // Each is greeted once, on the first page that they open.
  for (const role of roles) await clients[role].get('/')
})
afterAll(() => here.stop())

const somebody = '0190c2f8-6b1a-7c3e-9f00-0123456789ab'
const somewhere = (route: Route) => route.path.replace(/:(\w+)/gu, somebody)

const inputKeys = (route: Route): string[] =>
  route.input && 'shape' in route.input ? Object.keys(route.input.shape as object) : ['q', 'anything']

/** Signing out or changing a password would end the session that the next row needs. */
const endsSession = (route: Route) => /sign-out|sessions|password|sign-in|second|sign-up/u.test(route.path)

const statusFor = async (role: Role, route: Route): Promise<number> => {
  const client = clients[role]
  if (route.method === 'GET') return (await client.get(somewhere(route))).status
  return (await client.post(somewhere(route), { nonsense: 'x' })).status
}

const contents = () => contentsOf(here, ['session', 'migration', 'schedule_run'])

describe('the authorisation matrix', () => {
  const file = path.join(root, 'test/matrix.md')

  test('is as it was reviewed; UPDATE_MATRIX=1 writes it anew', async () => {
    const lines: string[] = []
    for (const route of [...here.routes].sort(
      (a, b) => a.path.localeCompare(b.path) || a.method.localeCompare(b.method),
    )) {
      const cells: number[] = []
      for (const role of roles)
        cells.push(endsSession(route) && route.method !== 'GET' ? 0 : await statusFor(role, route))
      lines.push(
        `| ${route.method} ${route.path} | ${route.access.name} | ${route.effect} | ${route.shows} | ${cells.map((cell) => cell || '–').join(' | ')} |`,
      )
    }
    const text = [
      '# Who may come in',
      '',
      'Made from the registry by `UPDATE_MATRIX=1 npm test -- town`. Each cell is the status for an id that does not exist and a form that says nothing; – was not asked, because it would end the session.',
      '',
      `| route | access | effect | shows | ${roles.join(' | ')} |`,
      `| --- | --- | --- | --- | ${roles.map(() => '---').join(' | ')} |`,
      ...lines,
      '',
    ].join('\n')
    if (process.env.UPDATE_MATRIX || !existsSync(file)) writeFileSync(file, text)
    expect(text).toBe(readFileSync(file, 'utf8'))
  }, 120_000)

  test('who is refused changes nothing', async () => {
    const before = await contents()
    for (const route of here.routes.filter((one) => one.method !== 'GET' && !one.access.allows(Actor.mint(null)))) {
      const answer = await clients.visitor.post(somewhere(route), { nonsense: 'x' })
      expect([route.path, answer.status]).toEqual([
        route.path,
        expect.toSatisfy((status: number) => [303, 401, 404].includes(status)),
      ])
    }
    expect(await contents()).toEqual(before)
  }, 60_000)

  test('what may not be seen answers exactly like what does not exist', async () => {
    const plain = (html: string) => html.replaceAll(/nonce="[^"]*"|value="[^"]*"|href="[^"]*"/gu, '')
    // The navigation marks where in the site one is, so a missing neighbour is what it must be like.
    const missing = async (at: string) =>
      plain(await (await clients.member.get(`/${at.split('/')[1]}/no-such-page`)).text())
    const hidden = here.routes.filter((route) => route.kind === 'page' && route.access.name.includes('steward'))
    expect(hidden.length).toBeGreaterThan(0)
    for (const route of hidden)
      expect(plain(await (await clients.member.get(somewhere(route))).text())).toBe(await missing(somewhere(route)))
  })
})

describe('whatever changes something', () => {
  const changing = () => here.routes.filter((route) => route.method !== 'GET' && !route.withoutToken)

  test('peer 18: is refused without the form’s token', async () => {
    for (const route of changing()) {
      const answer = await clients.steward.send(somewhere(route), {
        method: route.method,
        body: new URLSearchParams({ a: '1' }),
      })
      expect([route.path, answer.status]).toEqual([route.path, 403])
    }
  })

  test('peer 18: is refused from another site, with any token', async () => {
    for (const route of changing()) {
      const foreign = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }
      const answer = await clients.visitor.post(somewhere(route), {}, foreign)
      expect([route.path, answer.status]).toEqual([route.path, 403])
    }
  })

  test('says why where it may do without a token', () => {
    for (const route of here.routes)
      if (route.withoutToken !== null) expect(route.withoutToken.length).toBeGreaterThan(20)
  })
})

describe('bad input', () => {
  const nasty: [string, string][] = [
    ['NUL', 'a%00b'],
    ['a lone surrogate', '%ED%A0%80'],
    ['half a percent', '%'],
    ['a right-to-left override', '%E2%80%AE'],
    ['a quote', `%27%22%3B--%3Cscript%3E`],
    ['a megabyte', 'a'.repeat(1_000_000)],
    ['a list', 'x&LIST=y'],
    ['a huge number', '9'.repeat(400)],
    ['operators', '%21%26%7C%28%29%3A%2A%3C-%3E'],
  ]

  test.each(nasty)(
    '%s in any field of any page or feed is no error of ours',
    async (_, value) => {
      for (const route of here.routes.filter(({ method }) => method === 'GET')) {
        for (const key of inputKeys(route)) {
          // A longer address is refused before it is read (431).
          const given = value.replace('LIST', key).slice(0, 15_000)
          const answer = await clients.steward.get(`${somewhere(route)}?${key}=${given}`)
          expect([route.path, key, answer.status < 500 || answer.status === 503]).toEqual([route.path, key, true])
        }
      }
    },
    120_000,
  )

  test.each(nasty)(
    '%s in the fields of any form is no error of ours, with a right token and without',
    async (_, value) => {
      for (const route of here.routes.filter((one) => one.method !== 'GET' && !endsSession(one))) {
        // One megabyte tells as much as one for each field.
        const keys = value.length > 100_000 ? inputKeys(route).slice(0, 1) : inputKeys(route)
        const fields = keys.map((key) => `${key}=${value.replace('LIST', key)}`)
        const bodies = [['token='], [`token=${await clients.steward.token()}`]].map((token) => [...token, ...fields])
        for (const body of bodies) {
          const answer = await clients.steward.send(somewhere(route), {
            method: 'POST',
            headers: { 'content-type': 'application/x-www-form-urlencoded', origin: 'http://localhost' },
            body: body.join('&'),
          })
          expect([route.path, answer.status]).not.toEqual([route.path, 500])
        }
      }
    },
    120_000,
  )

  test('odd values in one field, with the others plain, are told to the person, not thrown', async () => {
    for (const route of here.routes.filter((one) => one.kind === 'action' && !endsSession(one))) {
      const keys = inputKeys(route)
      for (const odd of ['\u0000', 'x'.repeat(50_001), '‮evil', '{"a":1}']) {
        for (const key of keys) {
          const plain = Object.fromEntries(keys.map((one) => [one, 'one']))
          const answer = await clients.steward.post(somewhere(route), { ...plain, [key]: odd })
          expect([route.path, key, odd.slice(0, 5), answer.status]).not.toEqual([route.path, key, odd.slice(0, 5), 500])
        }
      }
    }
  }, 120_000)

  test('deep JSON, a wrong type and a path that climbs are no errors of ours', async () => {
    const deep = `{"a":${'['.repeat(50_000)}${']'.repeat(50_000)}}`
    for (const route of here.routes.filter(({ method }) => method !== 'GET')) {
      for (const [body, type] of [
        [deep, 'application/json'],
        ['x', 'text/plain'],
        ['%', 'multipart/form-data; boundary=x'],
      ] as const) {
        const answer = await clients.visitor.send(somewhere(route), {
          method: 'POST',
          body,
          headers: { 'content-type': type },
        })
        expect([route.path, type, answer.status]).toEqual([
          route.path,
          type,
          expect.toSatisfy((status: number) => status !== 500),
        ])
      }
    }
    for (const route of here.routes.filter(({ path: at }) => at.includes(':'))) {
      for (const bad of ['..%2f..%2fetc', '%00', 'x'.repeat(5_000), "0'or'1", '%ED%A0%80']) {
        const answer = await clients.visitor.get(route.path.replace(/:\w+/gu, bad))
        expect([route.path, bad.slice(0, 8), answer.status]).toEqual([
          route.path,
          bad.slice(0, 8),
          expect.toSatisfy((status: number) => status !== 500),
        ])
      }
    }
  }, 60_000)
})

describe('the registry', () => {
  test('every action that takes input shows its form again when it does not fit', () => {
    const actions = here.routes.filter(({ kind, input }) => kind === 'action' && input !== null && input !== undefined)
    expect(actions.filter(({ again }) => again === null).map(({ path: at }) => at)).toEqual([])
  })

  test('no public endpoint is left without words for other programs', () => {
    const silent = here.routes.filter((route) => route.path.startsWith('/api/') && !route.about)
    expect(silent.map(({ path: at }) => at)).toEqual([])
  })

  test('pages of the demo do not exist in a real community', async () => {
    await here.database.owner.query(`update wellmet.community set demo = false where slug = 'town'`)
    here.community.demo = false
    for (const route of here.routes.filter(({ access, method }) => access === demoOnly && method === 'GET')) {
      expect([route.path, (await clients.steward.get(somewhere(route))).status]).toEqual([route.path, 404])
    }
    await here.database.owner.query(`update wellmet.community set demo = true where slug = 'town'`)
    here.community.demo = true
  })
})
