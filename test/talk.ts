import { randomUUID } from 'node:crypto'
import { expect } from 'vitest'
import type { CastMember } from '#slices/people/seed.ts'
import type { Client, Town } from './town.ts'

interface Wish {
  members: CastMember[]
  hosts?: CastMember[]
  kind?: string
  confidential?: boolean
}

/** A group with its members, as the group's own forms would leave it. */
export const founded = async (
  { sql, ids }: Town,
  { members, hosts = [], kind = 'interest', confidential = false }: Wish,
) => {
  const id = randomUUID()
  await sql`insert into "group" (id, kind, name, about, joining, hidden, confidential, adults, questions, agreement, agreement_version, founded_at)
    values (${id}, ${kind}, ${confidential ? 'Wednesday circle' : 'Allotment friends'}, '', ${confidential ? 'invitation' : 'open'}, ${confidential}, ${confidential}, false, '{}', '', 0, now())`
  for (const who of [...members, ...hosts]) {
    await sql`insert into group_member (group_id, person_id, state, host, pseudonym, since)
      values (${id}, ${ids[who]}, 'member', ${hosts.includes(who)}, ${confidential ? `Alias of ${who}` : null}, now())`
    await sql`insert into person_group (person_id, group_id) values (${ids[who]}, ${id}) on conflict do nothing`
  }
  return id
}

export const words = (text: string, more: Record<string, string> = {}) => ({
  text,
  once: randomUUID(),
  alt: '',
  ...more,
})

export const textOf = async (client: Client, path: string) => {
  const response = await client.get(path)
  expect([path, response.status]).toEqual([path, 200])
  return response.text()
}

export const posts = ({ sql }: Town) =>
  sql`select id, text, thread_id, author_id, alias, mail_held_at from post order by made_at, id`

/** Everything of the conversation that is stored, to see that nothing was written. */
export const stored = async ({ sql }: Town) =>
  JSON.stringify(
    await sql`select (select json_agg(p order by p.id) from post p) as posts, (select json_agg(r) from post_reaction r) as reactions,
      (select json_agg(v) from poll_vote v) as votes, (select json_agg(p) from pinned p) as pins, (select count(*) from fact where name like 'groups.%') as facts`,
  )
