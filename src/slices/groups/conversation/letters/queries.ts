import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { AnyDb, Db, Tx } from '#kernel/database/database.ts'
import { asViewer } from '#kernel/database/viewer.ts'
import type { Actor } from '#kernel/session/actor.ts'
import { isAwake } from '#slices/people/checks/queries.ts'
import { isDiscreet, type Letters, usualChoice } from '../rules.ts'
import type { ConversationTables } from '../tables.ts'
import { maybeTalkFor, type Talk } from '../talk/queries.ts'

/** When letters about this group come to the viewer: as chosen, else as usual. */
export const ownLetters = (
  db: Db<any>,
  viewer: Pick<Actor, 'personId'>,
  talk: Pick<Talk, 'groupId' | 'confidential' | 'anonymous'>,
): Promise<Letters> =>
  asViewer(db, viewer, async (tx) => {
    const choices: Tx<ConversationTables> = tx
    const row = await choices
      .selectFrom('talk_choice')
      .select('letters')
      .where('person_id', '=', viewer.personId)
      .where('group_id', '=', talk.groupId)
      .executeTakeFirst()
    return row?.letters ?? usualChoice(isDiscreet(talk))
  })

/** The key itself stands in the letter alone. */
export const hashOfKey = (key: string): string => createHash('sha256').update(key).digest('hex')

export interface Held {
  personId: string
  talk: Talk
  letters: Letters
}

/** What the key under a letter opens: the choice of one person for one group. Null for another key, or once they have left. */
export const maybeHeld = async (db: AnyDb, key: string, now: Date): Promise<Held | null> => {
  const { rows } = await sql<{ person_id: string; group_id: string }>`
    select * from holder_of_letter_key(${hashOfKey(key)})`.execute(db)
  const row = rows[0]
  if (!row) return null
  const reader = { personId: row.person_id }
  const talk = await asViewer(db, reader, (tx) => maybeTalkFor(tx, reader, row.group_id, now))
  return talk && { ...reader, talk, letters: await ownLetters(db, reader, talk) }
}

export interface ToldAtOnce {
  personId: string
  called: boolean
}

/** Whom a post is told to at once. Asked by the program, without a viewer; whether they may see it is asked for each of them. */
export const readersAtOnce = async (tx: Tx<any>, postId: string): Promise<ToldAtOnce[]> =>
  (await sql<ToldAtOnce>`select person_id as "personId", called from readers_at_once(${postId})`.execute(tx)).rows

export const hostsToLook = async (tx: Tx<any>, postId: string, now: Date): Promise<string[]> =>
  (
    await sql<{
      id: string
    }>`select h.id from hosts_to_look(${postId}) as h(id) where ${isAwake('host', 'h.id', now)}`.execute(tx)
  ).rows.map(({ id }) => id)

export interface ToldDaily {
  groupId: string
  since: Date
}

/** Whose groups have something new for the letter of the morning. */
export const readersDaily = async (db: AnyDb, now: Date): Promise<Map<string, ToldDaily[]>> => {
  const { rows } = await sql<ToldDaily & { personId: string }>`
    select person_id as "personId", group_id as "groupId", since from readers_daily(${now})`.execute(db)
  const readers = new Map<string, ToldDaily[]>()
  for (const { personId, ...group } of rows) readers.set(personId, [...(readers.get(personId) ?? []), group])
  return readers
}
