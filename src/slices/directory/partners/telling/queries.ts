import { sql } from 'kysely'
import type { Db } from '#kernel/database/database.ts'
import type { DirectoryTables } from '../../tables.ts'

/** One record that changed, by its id alone: what it says now is read from the open data. */
export interface ChangeTold {
  resource_type: 'organization' | 'service' | 'location'
  id: string
  last_modified: string
  deleted: boolean
}

const most = 500

interface Row {
  type: ChangeTold['resource_type']
  id: string
  at: Date
  exact: string
  deleted: boolean
}

/**
 * What changed after one moment and before another, oldest first, no more than can be told at once, and the moment of the last of them:
 * to the microsecond as the database has it, since a millisecond less would tell it again. What changed at one moment is told together.
 */
export const changesBetween = async (
  db: Db<DirectoryTables>,
  after: string,
  until: Date,
): Promise<{ changes: ChangeTold[]; last: string | null }> => {
  const within = (column: string) => sql`${sql.ref(column)} > ${after}::timestamptz and ${sql.ref(column)} <= ${until}`
  const { rows } = await sql<Row>`
    select *, at::text as exact from (
      select 'service' as type, id::text, modified_at as at, false as deleted from service where ${within('modified_at')}
      union all select 'organization', id::text, modified_at, false from organization where ${within('modified_at')}
      union all select 'location', id::text, modified_at, false from public_location where ${within('modified_at')}
      union all select resource_type, id::text, deleted_at, true from deleted_record
        where ${within('deleted_at')} and resource_type in ('service', 'organization', 'location')
    ) change order by at fetch first ${sql.lit(most)} rows with ties`.execute(db)
  const changes = rows.map(({ type, id, at, deleted }) => ({
    resource_type: type,
    id,
    last_modified: at.toISOString(),
    deleted,
  }))
  return { changes, last: rows.at(-1)?.exact ?? null }
}

export interface Listener {
  id: string
  hash: string
  url: string
  /** As the database has it, to the microsecond. */
  toldUntil: string
  failures: number
}

/** Programs that may be told something now. */
export const listeners = async (db: Db<DirectoryTables>, now: Date): Promise<Listener[]> =>
  db
    .selectFrom('partner_key')
    .select(['id', 'hash', 'failures'])
    .select([sql<string>`url`.as('url'), sql<string>`told_until::text`.as('toldUntil')])
    .where('url', 'is not', null)
    .where('ended_at', 'is', null)
    .where('try_at', '<=', now)
    .orderBy('try_at')
    .limit(50)
    .execute()
