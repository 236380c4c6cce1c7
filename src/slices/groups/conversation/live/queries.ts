import { sql } from 'kysely'
import type { AnyDb } from '#kernel/database/database.ts'
import type { Looker } from '#kernel/live/rooms.ts'

/**
 * Which of these sessions may still listen to a group, and whether news by somebody is for them: the session lives, the person is
 * still a member, and no block stands between them and any of those whom the news is of (who wrote it, who began the thread). One
 * query for all who listen.
 */
export const listenersOf = async (
  db: AnyDb,
  groupId: string,
  lookers: Looker[],
  { of, now }: { of: string[]; now: Date },
): Promise<Map<string, boolean>> => {
  const sessions = lookers.map(({ sessionId }) => sessionId)
  const { rows } = await sql<{ session: string; hears: boolean }>`
    select session.id as session, not exists (select from person_block
        where (person_block.person_id = session.person_id and person_block.blocked_id = any(${of}::uuid[]))
          or (person_block.blocked_id = session.person_id and person_block.person_id = any(${of}::uuid[]))) as hears
    from session
    where session.id = any(${sessions}::uuid[]) and session.expires_at > ${now}
      and listens_to(${groupId}::uuid, session.person_id)`.execute(db)
  return new Map(rows.map(({ session, hears }) => [session, hears]))
}
