import type { AnyDb, Db } from '#kernel/database/database.ts'
import type { SafetyTables } from './tables.ts'

export type { Reportable, Resolved } from './rules.ts'

/** What moderation did to a thing; a thing that is not in the map is as its owner left it. */
export interface Moderated {
  hidden: boolean
  locked: boolean
  slowSeconds: number | null
  removed: boolean
}

/** The state of several things of one kind, by id. */
export const stateOf = async (db: AnyDb, kind: string, ids: string[]): Promise<Map<string, Moderated>> => {
  if (!ids.length) return new Map()
  const rows = await (db as Db<SafetyTables>)
    .selectFrom('moderated')
    .selectAll()
    .where('thing_kind', '=', kind)
    .where('thing_id', 'in', ids)
    .execute()
  return new Map(
    rows.map((row) => [
      row.thing_id,
      {
        hidden: row.hidden_at !== null,
        locked: row.locked_at !== null,
        slowSeconds: row.slow_seconds,
        removed: row.removed_at !== null,
      },
    ]),
  )
}
