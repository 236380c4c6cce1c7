import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Db } from '#kernel/database/database.ts'
import { asViewer } from '#kernel/database/viewer.ts'
import type { Actor } from '#kernel/session/actor.ts'
import type { GroupTables } from '../tables.ts'

/** The same key always gives the same hash; the key itself is kept nowhere. */
export const hashOf = (key: string): string => createHash('sha256').update(key).digest('hex')

export interface Invitation {
  id: string
  group_id: string
  email: string
  name: string
  confidential: boolean
  /** Used, taken back, too old, or its group is over. */
  ended: boolean
  agreement: string
  agreement_version: number
  about: string
  adults: boolean
}

/** What the key of an invitation opens. Null where there is none such. */
export const maybeInvitation = async (db: Db<GroupTables>, key: string, now: Date): Promise<Invitation | null> => {
  const { rows } = await sql<Invitation>`select * from invitation_for(${hashOf(key)}, ${now})`.execute(db)
  return rows[0] ?? null
}

export interface OpenInvitation {
  id: string
  email: string
  expires_at: Date
}

/** Invitations that wait to be used, for the hosts. */
export const openInvitations = (
  db: Db<GroupTables>,
  actor: Pick<Actor, 'personId'>,
  groupId: string,
  now: Date,
): Promise<OpenInvitation[]> =>
  asViewer(db, actor, (tx) =>
    tx
      .selectFrom('group_invitation')
      .select(['id', 'email', 'expires_at'])
      .where('group_id', '=', groupId)
      .where('used_at', 'is', null)
      .where('expires_at', '>', now)
      .orderBy('made_at', 'desc')
      .limit(200)
      .execute(),
  )
