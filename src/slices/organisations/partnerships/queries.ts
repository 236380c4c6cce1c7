import { sql } from 'kysely'
import type { Db } from '#kernel/database/database.ts'
import { NotFound } from '#kernel/errors/errors.ts'
import type { OrganisationTables } from '../tables.ts'
import { type PartnershipKind, type PartnershipState, remindDays } from './rules.ts'

/** A partnership between whoever proposed it and the other. */
export interface Partnership {
  id: string
  one: { id: string; name: string }
  other: { id: string; name: string }
  kind: PartnershipKind
  words: string
  since: string
  reviewOn: string
  open: boolean
  state: PartnershipState
  proposedAt: Date
  answeredAt: Date | null
  reviewedAt: Date | null
  endedAt: Date | null
}

const partnerships = (db: Db<OrganisationTables>) =>
  db
    .selectFrom('partnership')
    .innerJoin('organization as one', 'one.id', 'partnership.one_id')
    .innerJoin('organization as other', 'other.id', 'partnership.other_id')
    .select([
      'partnership.id',
      'partnership.kind',
      'partnership.words',
      'partnership.open',
      'partnership.state',
      'partnership.proposed_at as proposedAt',
      'partnership.answered_at as answeredAt',
      'partnership.reviewed_at as reviewedAt',
      'partnership.ended_at as endedAt',
    ])
    .select([
      sql<string>`partnership.since::text`.as('since'),
      sql<string>`partnership.review_on::text`.as('reviewOn'),
      sql<Partnership['one']>`jsonb_build_object('id', one.id, 'name', one.name)`.as('one'),
      sql<Partnership['other']>`jsonb_build_object('id', other.id, 'name', other.name)`.as('other'),
    ])
    .orderBy('partnership.proposed_at', 'desc')
    .orderBy('partnership.id')

/** All that an organisation has to do with others, for its own staff. */
export const partnershipsOf = (db: Db<OrganisationTables>, id: string): Promise<Partnership[]> =>
  partnerships(db)
    .where((of) => of.or([of('one_id', '=', id), of('other_id', '=', id)]))
    .execute()

/** One of an organisation's own. @throws NotFound where it is another's, as where there is none */
export const partnershipOf = async (
  db: Db<OrganisationTables>,
  organisationId: string,
  id: string,
): Promise<Partnership> => {
  const found = await partnerships(db)
    .where('partnership.id', '=', id)
    .where((of) => of.or([of('one_id', '=', organisationId), of('other_id', '=', organisationId)]))
    .executeTakeFirst()
  if (!found) throw new NotFound()
  return found
}

export const maybePartnership = async (db: Db<OrganisationTables>, id: string): Promise<Partnership | null> =>
  (await partnerships(db).where('partnership.id', '=', id).executeTakeFirst()) ?? null

/** What everybody may know: of one organisation, or the whole network. */
export const openPartnerships = (db: Db<OrganisationTables>, organisationId?: string): Promise<Partnership[]> =>
  partnerships(db)
    .where('state', '=', 'confirmed')
    .where('open', '=', true)
    .$if(organisationId !== undefined, (query) =>
      query.where((of) => of.or([of('one_id', '=', organisationId!), of('other_id', '=', organisationId!)])),
    )
    .execute()

/** Partnerships to look at again soon, of whose day nobody was reminded yet. */
export const reviewsToRemind = async (db: Db<OrganisationTables>, today: string): Promise<string[]> => {
  const { rows } = await sql<{ id: string }>`select id from partnership
    where state = 'confirmed' and review_on <= ${today}::date + ${remindDays}::int and reminded_for is distinct from review_on
    order by review_on, id limit 500`.execute(db)
  return rows.map(({ id }) => id)
}
