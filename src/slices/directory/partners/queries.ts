import { sql } from 'kysely'
import type { Db } from '#kernel/database/database.ts'
import { Forbidden } from '#kernel/errors/errors.ts'
import type { DirectoryTables } from '../tables.ts'
import { hashOf, keyIn } from './rules.ts'

export interface PartnerKey {
  id: string
  label: string
  url: string | null
  createdOn: Date
  usedOn: string | null
  failingSince: Date | null
}

/** An organisation's keys that still open something. */
export const keysOf = async (db: Db<DirectoryTables>, organisationId: string): Promise<PartnerKey[]> =>
  db
    .selectFrom('partner_key')
    .select(['id', 'label', 'url', 'created_at as createdOn', 'failing_since as failingSince'])
    .select(sql<string | null>`used_on::text`.as('usedOn'))
    .where('organization_id', '=', organisationId)
    .where('ended_at', 'is', null)
    .orderBy('created_at')
    .execute()

/**
 * Whose key a request carries.
 * @throws Forbidden where it is none, or an ended one: the same answer for both
 */
export const keyHolder = async (
  db: Db<DirectoryTables>,
  headers: Headers,
): Promise<{ id: string; organisationId: string }> => {
  const key = keyIn(headers.get('authorization'))
  const row =
    key &&
    (await db
      .selectFrom('partner_key')
      .select(['id', 'organization_id as organisationId'])
      .where('hash', '=', hashOf(key))
      .where('ended_at', 'is', null)
      .executeTakeFirst())
  if (!row) throw new Forbidden()
  return row
}

/** The name of an organisation, for its own page. */
export const organisationName = async (db: Db<DirectoryTables>, id: string): Promise<string | null> =>
  (await db.selectFrom('organization').select('name').where('id', '=', id).executeTakeFirst())?.name ?? null
