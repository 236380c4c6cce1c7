import type { Db } from '#kernel/database/database.ts'
import { Gone } from '#kernel/errors/errors.ts'
import { sealed } from '#kernel/session/tokens.ts'
import { type RecordShown, recordOf } from '../../editing/queries.ts'
import type { RecordKind, Thing } from '../../editing/rules.ts'
import type { DirectoryTables } from '../../tables.ts'

export interface Linked {
  cycleId: string
  thing: Thing
}

/**
 * What a key from a letter is about, while nobody has answered. Unknown, used up and too old are the same to whoever holds it.
 * @throws Gone
 */
export const linkedBy = async (db: Db<DirectoryTables>, key: string, now: Date): Promise<Linked> => {
  const row = await db
    .selectFrom('check_link')
    .innerJoin('check_cycle', 'check_cycle.id', 'check_link.cycle_id')
    .select(['check_cycle.id', 'thing_kind', 'thing_id'])
    .where('token', '=', sealed(key))
    .where('expires_at', '>', now)
    .where('ended_at', 'is', null)
    .executeTakeFirst()
  if (!row) throw new Gone()
  return { cycleId: row.id, thing: { kind: row.thing_kind as RecordKind, id: row.thing_id } }
}

export const recordLinkedBy = async (db: Db<DirectoryTables>, key: string, now: Date): Promise<RecordShown> =>
  recordOf(db, (await linkedBy(db, key, now)).thing)
