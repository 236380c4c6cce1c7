import { type SqlBool, sql } from 'kysely'
import type { AnyTx, Tx } from '#kernel/database/database.ts'
import type { DecisionTables } from '#slices/safety/tables.ts'

type Listed = 'service' | 'place' | 'organization'

/** What moderators hid or removed has no page and is in no list. `id` is a column of the query around it. */
export const unmoderated = (kind: Listed, id: string) =>
  sql<SqlBool>`not exists (select from moderated where moderated.thing_kind = ${sql.lit(kind)} and moderated.thing_id = ${sql.ref(id)}
    and coalesce(moderated.hidden_at, moderated.removed_at) is not null)`

type Lists = 'services' | 'locations' | 'organisations'

const lists: Record<Listed, Lists> = { service: 'services', place: 'locations', organization: 'organisations' }

/** The listing that a decision is about; null where it is about something else. */
export const maybeTouched = async (tx: AnyTx, decisionId: string): Promise<Record<Lists, string[]> | null> => {
  const row = await (tx as Tx<DecisionTables>)
    .selectFrom('moderation_decision')
    .select(['thing_kind', 'thing_id'])
    .where('id', '=', decisionId)
    .executeTakeFirst()
  const list = row && lists[row.thing_kind as Listed]
  return list ? { services: [], locations: [], organisations: [], [list]: [row.thing_id] } : null
}
