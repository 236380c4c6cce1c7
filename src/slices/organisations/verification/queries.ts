import { sql } from 'kysely'
import type { Db } from '#kernel/database/database.ts'
import type { OrganisationTables } from '../tables.ts'
import { type Evidence, soonDays } from './rules.ts'

export interface Verification {
  id: string
  evidence: Evidence
  note: string | null
  verifiedAt: Date
  verifiedBy: string | null
  until: Date
}

/** The mark that an organisation bears now. */
export const maybeVerification = async (
  db: Db<OrganisationTables>,
  organisationId: string,
  now: Date,
): Promise<Verification | null> =>
  (await db
    .selectFrom('organisation_verification')
    .select(['id', 'evidence', 'note', 'verified_at as verifiedAt', 'verified_by as verifiedBy', 'until'])
    .where('organization_id', '=', organisationId)
    .where('ended_at', 'is', null)
    .where('until', '>', now)
    .executeTakeFirst()) ?? null

export interface EndingMark {
  organisationId: string
  name: string
  until: Date
}

/** Marks that end soon or have ended without a new one, those that end first on top. */
export const endingMarks = async (db: Db<OrganisationTables>, now: Date): Promise<EndingMark[]> => {
  const { rows } = await sql<EndingMark>`select o.id as "organisationId", o.name, v.until
    from organisation_verification v join organization o on o.id = v.organization_id
    where v.ended_at is null and v.until < ${now}::timestamptz + ${soonDays} * interval '1 day'
    order by v.until, o.name limit 200`.execute(db)
  return rows
}
