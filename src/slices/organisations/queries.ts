import type { Db } from '#kernel/database/database.ts'
import { NotFound } from '#kernel/errors/errors.ts'
import type { OrganisationTables } from './tables.ts'

export interface Organisation {
  id: string
  name: string
  website: string | null
  email: string | null
}

/** The organisation by its id. @throws NotFound */
export const organisationOf = async (db: Db<OrganisationTables>, id: string): Promise<Organisation> => {
  const found = await db
    .selectFrom('organization')
    .select(['id', 'name', 'website', 'email'])
    .where('id', '=', id)
    .executeTakeFirst()
  if (!found) throw new NotFound()
  return found
}

export const organisationNames = async (
  db: Db<OrganisationTables>,
  ids: readonly string[],
): Promise<Map<string, string>> => {
  if (!ids.length) return new Map()
  const rows = await db.selectFrom('organization').select(['id', 'name']).where('id', 'in', ids).execute()
  return new Map(rows.map(({ id, name }) => [id, name]))
}

/** Organisations whose name is, or else holds, what was typed; the nearest first, ten at most. */
export const organisationsNamed = async (
  db: Db<OrganisationTables>,
  typed: string,
): Promise<{ id: string; name: string }[]> => {
  const like = typed.replace(/[\\%_]/gu, '\\$&')
  const named = (pattern: string) =>
    db
      .selectFrom('organization')
      .select(['id', 'name'])
      .where('name', 'ilike', pattern)
      .orderBy('name')
      .orderBy('id')
      .limit(10)
      .execute()
  const exact = await named(like)
  return exact.length ? exact : named(`%${like}%`)
}
