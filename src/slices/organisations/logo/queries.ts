import type { Db } from '#kernel/database/database.ts'
import type { OrganisationTables } from '../tables.ts'

export interface Logo {
  hash: string
  alt: string
}

/** The picture by which an organisation is known, if it has given one. */
export const maybeLogo = async (db: Db<OrganisationTables>, organisationId: string): Promise<Logo | null> =>
  (await db
    .selectFrom('organisation_logo')
    .select(['file_hash as hash', 'alt'])
    .where('organization_id', '=', organisationId)
    .executeTakeFirst()) ?? null
