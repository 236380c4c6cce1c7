import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '#kernel/database/id.ts'
import { testDatabase } from '#test/database.ts'
import { endSession, startSession } from './entry.ts'
import { hashPassword, isCommon, isPassword } from './passwords.ts'
import { sessionCookie, sessionOf } from './session.ts'
import { originFor, prepareSessions } from './settings.ts'
import { consumeToken, issueToken } from './tokens.ts'
import { forgetTries, minutesToWait, takeTry, tryKey } from './tries.ts'

let town: Awaited<ReturnType<typeof testDatabase>>
const personId = newId()

beforeAll(async () => {
  prepareSessions({ secret: 's'.repeat(40), url: 'http://localhost:3000' })
  town = await testDatabase()
  await town.community.write
    .insertInto('person')
    .values({ id: personId, name: 'Maryam', email: 'maryam@town.example' })
    .execute()
})
afterAll(() => town.stop())

const doorWith = (cookies = '') => {
  const set: string[] = []
  const headers = new Headers({ cookie: cookies, 'user-agent': 'Mozilla/5.0 (Linux; Android 14) Firefox/140' })
  return {
    community: town.community,
    headers,
    url: new URL('http://localhost:3000/sign-in'),
    setHeader: (_: string, value: string) => set.push(value),
    cookies: () => set.map((cookie) => cookie.split(';')[0]).join('; '),
    set,
  }
}

const visit = (cookies: string) => sessionOf(town.community, new Headers({ cookie: cookies }), new Date())

test('a session is made, known by its cookie, and dead after signing out, also in a copied cookie', async () => {
  const door = doorWith()
  expect(await startSession(door, personId)).toBe('signedIn')
  const actor = await visit(door.cookies())
  expect([actor.name, actor.email, actor.is('member')]).toEqual(['Maryam', 'maryam@town.example', true])
  expect(door.set[0]).toMatch(/^wellmet\.session_token=.*HttpOnly.*SameSite=Lax/iu)
  await endSession(doorWith(door.cookies()))
  expect((await visit(door.cookies())).personId).toBeNull()
})

test('over https the cookie is tied to this very host', async () => {
  prepareSessions({ secret: 's'.repeat(40), url: 'https://town.example' })
  try {
    const door = doorWith()
    await startSession(door, personId)
    expect(door.set[0]).toMatch(/^__Host-wellmet\.session_token=/u)
    expect(door.set[0]).toMatch(/; Path=\//u)
    expect(door.set[0]).toMatch(/; Secure/u)
    expect(door.set[0]).not.toMatch(/Domain/iu)
    expect((await visit(door.cookies())).name).toBe('Maryam')
    await endSession(doorWith(door.cookies()))
  } finally {
    prepareSessions({ secret: 's'.repeat(40), url: 'http://localhost:3000' })
  }
})

test('the table holds the hash of the token alone', async () => {
  const door = doorWith()
  await startSession(door, personId)
  const token = new RegExp(`${sessionCookie()}=([A-Za-z0-9]+)`, 'u').exec(door.cookies())![1]!
  const { rows } = await sql<{ token: string }>`select token from session`.execute(town.community.read)
  expect(rows.map((row) => row.token)).toEqual([createHash('sha256').update(token).digest('base64url')])
  expect(JSON.stringify(rows)).not.toContain(token)
  expect((await visit(`${sessionCookie()}=${rows[0]!.token}.x`)).personId).toBeNull()
})

test('roles come with the session, ended ones do not', async () => {
  const scope = newId()
  const grants = [
    { id: newId(), person_id: personId, role: 'editor', scope },
    {
      id: newId(),
      person_id: personId,
      role: 'steward',
      scope: null,
      granted_at: new Date('2026-01-01'),
      until: new Date('2026-02-01'),
    },
  ]
  await town.community.write.insertInto('role_grant').values(grants).execute()
  const door = doorWith()
  await startSession(door, personId)
  const actor = await visit(door.cookies())
  expect([actor.is('editor', scope), actor.is('editor'), actor.holds('editor'), actor.holds('steward')]).toEqual([
    true,
    false,
    true,
    false,
  ])
})

test('a visitor without a cookie costs no query', async () => {
  const nowhere = { ...town.community, read: null as never }
  expect((await sessionOf(nowhere, new Headers(), new Date())).personId).toBeNull()
  expect(
    (await sessionOf(nowhere, new Headers({ cookie: `${sessionCookie()}=nonsense` }), new Date())).personId,
  ).toBeNull()
})

test('peer 26: of twenty who use one link at once, one gets in', async () => {
  const wanted = { purpose: 'sign-in' as const, personId, askId: null, email: 'maryam@town.example', next: null }
  const now = new Date()
  const key = await town.community.write.transaction().execute((tx) => issueToken(tx, wanted, now))
  const tries = Array.from({ length: 20 }, () =>
    town.community.write.transaction().execute((tx) => consumeToken(tx, 'sign-in', key, now)),
  )
  expect((await Promise.all(tries)).filter(Boolean)).toHaveLength(1)
})

test('peer 24: a link runs out after an hour and serves only its own purpose', async () => {
  const wanted = { purpose: 'reset' as const, personId, askId: null, email: 'maryam@town.example', next: null }
  const now = new Date('2026-11-21T10:00:00Z')
  const key = await town.community.write.transaction().execute((tx) => issueToken(tx, wanted, now))
  const use = (purpose: 'reset' | 'sign-in', at: string) =>
    town.community.write.transaction().execute((tx) => consumeToken(tx, purpose, key, new Date(at)))
  expect(await use('sign-in', '2026-11-21T10:01:00Z')).toBeNull()
  expect(await use('reset', '2026-11-21T11:00:01Z')).toBeNull()
  expect(await use('reset', '2026-11-21T10:59:59Z')).toMatchObject({ personId })
})

test('peer 27: ten tries are free, also when twenty come at once; then waits grow', async () => {
  const key = tryKey(new Headers(), 'town', 'joe@town.example')
  const at = (minutes: number) => new Date(Date.parse('2026-11-21T10:00:00Z') + minutes * 60_000)
  const taken = await Promise.all(Array.from({ length: 20 }, () => takeTry(town.community.write, key, at(0))))
  expect(taken.filter(Boolean)).toHaveLength(10)
  expect([await takeTry(town.community.write, key, at(0.9)), await takeTry(town.community.write, key, at(1))]).toEqual([
    false,
    true,
  ])
  expect([await takeTry(town.community.write, key, at(2)), await takeTry(town.community.write, key, at(3))]).toEqual([
    false,
    true,
  ])
  expect([10, 11, 12, 13, 14, 99].map(minutesToWait)).toEqual([1, 2, 4, 8, 15, 15])
  await forgetTries(town.community.write, key)
  expect(await takeTry(town.community.write, key, at(3))).toBe(true)
})

test('links in letters lead to names of ours only, whatever Host a request claims', () => {
  const community = { slug: 'town', hosts: ['town.example'] }
  const origin = (url: string) => originFor(community, new URL(url))
  expect(origin('https://evil.example/x')).toBe('http://localhost:3000')
  expect(origin('https://town.example/x')).toBe('https://town.example')
  expect(origin('http://town.localhost:3000/x')).toBe('http://town.localhost:3000')
  expect(origin('http://town.localhost.evil.example/x')).toBe('http://localhost:3000')
})

test('passwords are kept by argon2id, each with its own salt', async () => {
  const hash = await hashPassword('three words together')
  expect(hash).toMatch(/^argon2id\$m=19456,t=2,p=1\$/u)
  expect(await hashPassword('three words together')).not.toBe(hash)
  expect(await isPassword('three words together', hash)).toBe(true)
  expect(await isPassword('three words togethe', hash)).toBe(false)
  expect(await isPassword('three words together', null)).toBe(false)
})

test('the commonest passwords are known, however they are cased', () => {
  expect(['password', 'PassWord', 'football1', 'qwertyuiop'].map(isCommon)).toEqual([true, true, true, true])
  expect(isCommon('three words together')).toBe(false)
})
