import { randomBytes, randomUUID } from 'node:crypto'
import { expect } from 'vitest'
import { sessionCookie } from '#kernel/session/session.ts'
import { sealed } from '#kernel/session/tokens.ts'
import type { CastMember } from '#slices/people/seed.ts'
import type { Client, Town } from './town.ts'

const plain = {
  name: 'Sunday walkers',
  kind: 'interest',
  about: 'We walk an hour or two and drink tea afterwards.',
  joining: 'open',
}

/** Founds a group through its form and hands back its id. */
export const found = async (client: Client, wish: Record<string, string> = {}): Promise<string> => {
  const answer = await client.post('/groups/new', { ...plain, ...wish })
  expect([answer.status, answer.headers.get('location')]).toEqual([
    303,
    expect.stringMatching(/^\/groups\/[0-9a-f-]{36}/u),
  ])
  return answer.headers.get('location')!.slice('/groups/'.length, '/groups/'.length + 36)
}

export const circle = (client: Client, pseudonym = 'Heron', name = 'After the storm') =>
  found(client, { name, kind: 'support', seen: 'circle', joining: 'invitation', pseudonym })

/** Joins an open group, or asks to be let in. */
export const join = (client: Client, id: string, more: Record<string, string> = {}) =>
  client.post(`/groups/${id}/join`, { agree: '1', version: '1', ...more })

/** The handle of somebody's membership, as the roster's links carry it. */
export const handleOf = async ({ sql, ids }: Town, groupId: string, who: CastMember): Promise<string> => {
  const rows = await sql`select handle from group_member where group_id = ${groupId} and person_id = ${ids[who]}`
  return String(rows[0]!.handle)
}

/** Who is in a group, by name and standing, as it is stored. */
export const standing = ({ sql }: Town, groupId: string) =>
  sql`select p.name, m.state, m.host from group_member m join person p on p.id = m.person_id where m.group_id = ${groupId} order by p.name`

/** Invites somebody of the cast and hands back the path of the link in the letter. */
export const invite = async (here: Town, host: Client, groupId: string, email: string): Promise<string> => {
  const answer = await host.post(`/groups/${groupId}/members/invite`, { email })
  expect(answer.status).toBe(303)
  const rows =
    await here.sql`select text from mail where to_address = ${email} order by queued_at desc, id desc limit 1`
  const link = /https?:\/\/\S+/u.exec(String(rows[0]!.text))![0]
  return link.slice(new URL(link).origin.length)
}

export const keyIn = (link: string): string => new URLSearchParams(link.split('?')[1]).get('key')!

export const accept = (client: Client, link: string, pseudonym = '') =>
  client.post('/groups/invitation', { key: keyIn(link), agree: '1', pseudonym })

/** Comes into a circle by an invitation, under a name. */
export const comeIn = async (here: Town, host: Client, groupId: string, who: CastMember, pseudonym: string) => {
  const client = await here.as(who)
  const answer = await accept(client, await invite(here, host, groupId, `${who}@town.example`), pseudonym)
  expect([answer.status, answer.headers.get('location')]).toEqual([303, expect.stringContaining(`/groups/${groupId}`)])
  return client
}

/** People besides the cast, each with a session of their own. */
export const neighbours = (here: Town, count: number): Promise<Client[]> =>
  Promise.all(
    Array.from({ length: count }, async (_, at) => {
      const [id, token] = [randomUUID(), randomBytes(16).toString('hex')]
      await here.sql`insert into person (id, name, email) values (${id}, ${`Neighbour ${at}`}, ${`neighbour${at}@town.example`})`
      await here.sql`insert into session (id, person_id, token, expires_at) values (${randomUUID()}, ${id}, ${sealed(token)}, now() + interval '1 day')`
      const client = await here.as(null)
      client.cookies.set(sessionCookie(), `${token}.unsigned`)
      return client
    }),
  )

/** A page without what differs from one answer to the next: nonces, tokens, and the address that was asked for. */
export const bodyOf = async (client: Client, path: string): Promise<[number, string]> => {
  const answer = await client.get(path)
  const text = await answer.text()
  return [
    answer.status,
    text
      .replaceAll(/nonce="[^"]*"/gu, '')
      .replaceAll(/name="token" value="[^"]*"/gu, '')
      .replaceAll(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gu, 'ID'),
  ]
}

/** Everything that groups store, to see that nothing was written. */
export const kept = async ({ sql }: Town): Promise<string> =>
  JSON.stringify(
    await sql`select (select json_agg(g order by g.id) from "group" g) as groups,
      (select json_agg(m order by m.group_id, m.person_id) from group_member m) as members,
      (select json_agg(i order by i.id) from group_invitation i) as invitations, (select json_agg(b) from break_glass b) as looks,
      (select json_agg(f order by f.id) from finding f where f.kind = 'group') as findings,
      (select count(*) from fact where name like 'groups.%') as facts, (select count(*) from mail where kind like 'groups.%') as letters`,
  )
