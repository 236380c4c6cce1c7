import type { AnyDb } from '#kernel/database/database.ts'
import type { Actor } from '#kernel/session/actor.ts'
import type { Knows } from '#slices/safety/audit/queries.ts'
import { maybeReportable } from '../reportables.ts'

/** Which kind of thing a fact names under which key. */
const kinds: Record<string, string> = { groupId: 'group', postId: 'post' }

/** What the record names is shown to those for whom its own page exists. Kinds that nobody can report yet hide nothing. */
export const knownFor = (db: AnyDb, actor: Actor, now: Date): Knows =>
  Object.fromEntries(
    Object.entries(kinds).flatMap(([key, kind]) => {
      const reportable = maybeReportable(kind)
      if (!reportable) return []
      return [[key, async (id: string) => (await reportable.resolve(db, actor, id, now)) !== null]]
    }),
  )
