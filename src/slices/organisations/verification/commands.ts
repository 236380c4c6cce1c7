import type { Db, Tx } from '#kernel/database/database.ts'
import { newId } from '#kernel/database/id.ts'
import { inTransaction } from '#kernel/database/transactions.ts'
import { NotFound } from '#kernel/errors/errors.ts'
import { type Doer, record } from '#kernel/facts/record.ts'
import type { Actor } from '#kernel/session/actor.ts'
import { may } from '../access.ts'
import { OrganisationVerified, VerificationEnded } from '../facts.ts'
import type { OrganisationTables } from '../tables.ts'
import type { Evidence } from './rules.ts'

interface Seen {
  evidence: Evidence
  note: string | null
  until: Date
}

/** Writes the mark in the caller's transaction; one that held before ends with it. The organisation's row is locked against a second. */
export const keepVerification = async (
  tx: Tx<OrganisationTables>,
  doer: Doer,
  organisationId: string,
  { evidence, note, until }: Seen,
  now: Date,
): Promise<void> => {
  const there = await tx.selectFrom('organization').select('id').where('id', '=', organisationId).forUpdate().execute()
  if (!there.length) throw new NotFound()
  await tx
    .updateTable('organisation_verification')
    .set({ ended_at: now })
    .where('organization_id', '=', organisationId)
    .where('ended_at', 'is', null)
    .execute()
  const id = newId()
  await tx
    .insertInto('organisation_verification')
    .values({
      id,
      organization_id: organisationId,
      evidence,
      note,
      verified_at: now,
      verified_by: doer.personId,
      until,
      ended_at: null,
    })
    .execute()
  await record(tx, doer, OrganisationVerified, { organisationId, verificationId: id })
}

/** A steward has made sure of an organisation. @throws NotFound */
export const verifyOrganisation = (
  db: Db<OrganisationTables>,
  actor: Actor,
  organisationId: string,
  seen: Seen,
  now: Date,
): Promise<void> =>
  inTransaction(db, async (tx) => {
    if (!may.verify(actor)) throw new NotFound()
    await keepVerification(tx, actor, organisationId, seen, now)
  })

/** Takes the mark away: it was a mistake, or something is not as it was. @throws NotFound */
export const endVerification = (
  db: Db<OrganisationTables>,
  actor: Actor,
  organisationId: string,
  now: Date,
): Promise<void> =>
  inTransaction(db, async (tx) => {
    if (!may.verify(actor)) throw new NotFound()
    const ended = await tx
      .updateTable('organisation_verification')
      .set({ ended_at: now })
      .where('organization_id', '=', organisationId)
      .where('ended_at', 'is', null)
      .returning('id')
      .executeTakeFirst()
    if (!ended) throw new NotFound()
    await record(tx, actor, VerificationEnded, { organisationId, verificationId: ended.id })
  })
