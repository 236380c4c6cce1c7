import { sql } from 'kysely'
import type { Db, Tx } from '#kernel/database/database.ts'
import { newId } from '#kernel/database/id.ts'
import { inTransaction } from '#kernel/database/transactions.ts'
import { NotFound } from '#kernel/errors/errors.ts'
import { type Doer, record, theProgram } from '#kernel/facts/record.ts'
import type { Actor } from '#kernel/session/actor.ts'
import { may } from '../access.ts'
import {
  PartnershipAnswered,
  PartnershipEnded,
  PartnershipHidden,
  PartnershipProposed,
  PartnershipReviewDue,
  PartnershipReviewed,
  PartnershipWithdrawn,
} from '../facts.ts'
import type { OrganisationTables } from '../tables.ts'
import { reviewsToRemind } from './queries.ts'
import type { PartnershipKind } from './rules.ts'

interface Proposal {
  partnerId: string
  kind: PartnershipKind
  words: string
  since: string
  review_on: string
  open: boolean
}

type Side = { organisationId: string; id: string }

const mustBind = (actor: Actor, organisationId: string) => {
  if (!may.bind(actor, organisationId)) throw new NotFound()
}

/**
 * Writes a proposal. Null where one of the two has already asked the other and no answer came yet: the index decides when both
 * propose at the same moment.
 */
export const keepProposal = async (
  tx: Tx<OrganisationTables>,
  doer: Doer,
  organisationId: string,
  { partnerId, ...said }: Proposal,
  now: Date,
): Promise<string | null> => {
  const id = newId()
  const made = await tx
    .insertInto('partnership')
    .values({
      id,
      one_id: organisationId,
      other_id: partnerId,
      ...said,
      proposed_at: now,
      proposed_by: doer.personId,
      answered_at: null,
      answered_by: null,
      reviewed_at: null,
      reminded_for: null,
      ended_at: null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!made) return null
  await record(tx, doer, PartnershipProposed, { partnershipId: id })
  return id
}

export type Proposing = { kind: 'proposed'; id: string } | { kind: 'alreadyAsked' } | { kind: 'oneself' }

/** Asks another organisation to say yes to what both do together. @throws NotFound */
export const proposePartnership = (
  db: Db<OrganisationTables>,
  actor: Actor,
  organisationId: string,
  wanted: Proposal,
  now: Date,
): Promise<Proposing> =>
  inTransaction(db, async (tx): Promise<Proposing> => {
    mustBind(actor, organisationId)
    if (wanted.partnerId === organisationId) return { kind: 'oneself' }
    const there = await tx.selectFrom('organization').select('id').where('id', '=', wanted.partnerId).executeTakeFirst()
    if (!there) throw new NotFound()
    const id = await keepProposal(tx, actor, organisationId, wanted, now)
    return id ? { kind: 'proposed', id } : { kind: 'alreadyAsked' }
  })

/** The other side says yes or no; once, and never the side that asked. @throws NotFound */
export const answerPartnership = (
  db: Db<OrganisationTables>,
  actor: Actor,
  { organisationId, id }: Side,
  yes: boolean,
  now: Date,
): Promise<void> =>
  inTransaction(db, async (tx) => {
    mustBind(actor, organisationId)
    const answered = await tx
      .updateTable('partnership')
      .set({ state: yes ? 'confirmed' : 'declined', answered_at: now, answered_by: actor.personId })
      .where('id', '=', id)
      .where('other_id', '=', organisationId)
      .where('state', '=', 'proposed')
      .executeTakeFirst()
    if (!answered.numUpdatedRows) throw new NotFound()
    await record(tx, actor, PartnershipAnswered, { partnershipId: id, yes })
  })

/** Takes a proposal back that nobody has answered. @throws NotFound */
export const withdrawPartnership = (
  db: Db<OrganisationTables>,
  actor: Actor,
  { organisationId, id }: Side,
  now: Date,
): Promise<void> =>
  inTransaction(db, async (tx) => {
    mustBind(actor, organisationId)
    const gone = await tx
      .updateTable('partnership')
      .set({ state: 'withdrawn', ended_at: now })
      .where('id', '=', id)
      .where('one_id', '=', organisationId)
      .where('state', '=', 'proposed')
      .executeTakeFirst()
    if (!gone.numUpdatedRows) throw new NotFound()
    await record(tx, actor, PartnershipWithdrawn, { partnershipId: id })
  })

/** A partnership that holds, for either side that it binds. */
const holding = (tx: Tx<OrganisationTables>, { organisationId, id }: Side) =>
  tx
    .updateTable('partnership')
    .where('id', '=', id)
    .where('state', '=', 'confirmed')
    .where((of) => of.or([of('one_id', '=', organisationId), of('other_id', '=', organisationId)]))

/** It still holds: looked at today, and again on the given day. @throws NotFound */
export const reviewPartnership = (
  db: Db<OrganisationTables>,
  actor: Actor,
  side: Side,
  reviewOn: string,
  now: Date,
): Promise<void> =>
  inTransaction(db, async (tx) => {
    mustBind(actor, side.organisationId)
    const reviewed = await holding(tx, side)
      .set({ review_on: reviewOn, reviewed_at: now, reminded_for: null })
      .executeTakeFirst()
    if (!reviewed.numUpdatedRows) throw new NotFound()
    await record(tx, actor, PartnershipReviewed, { partnershipId: side.id })
  })

/** Everybody knew of it; from now on only the two. @throws NotFound */
export const hidePartnership = (db: Db<OrganisationTables>, actor: Actor, side: Side): Promise<void> =>
  inTransaction(db, async (tx) => {
    mustBind(actor, side.organisationId)
    const hidden = await holding(tx, side).where('open', '=', true).set({ open: false }).executeTakeFirst()
    if (!hidden.numUpdatedRows) throw new NotFound()
    await record(tx, actor, PartnershipHidden, { partnershipId: side.id })
  })

/** Either side may end it, without the other. It stays known to both that it was. @throws NotFound */
export const endPartnership = (db: Db<OrganisationTables>, actor: Actor, side: Side, now: Date): Promise<void> =>
  inTransaction(db, async (tx) => {
    mustBind(actor, side.organisationId)
    const ended = await holding(tx, side).set({ state: 'ended', ended_at: now }).executeTakeFirst()
    if (!ended.numUpdatedRows) throw new NotFound()
    await record(tx, actor, PartnershipEnded, { partnershipId: side.id, by: side.organisationId })
  })

/** Reminds both sides of each partnership that is to be looked at again, once for each review day. */
export const remindOfReviews = async (tx: Tx<OrganisationTables>, today: string): Promise<void> => {
  for (const id of await reviewsToRemind(tx, today)) {
    await tx.updateTable('partnership').set({ reminded_for: sql<string>`review_on` }).where('id', '=', id).execute()
    await record(tx, theProgram, PartnershipReviewDue, { partnershipId: id })
  }
}
