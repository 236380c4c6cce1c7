import { across, acrossTx, type Db, type Tx } from '#kernel/database/database.ts'
import { inTransaction } from '#kernel/database/transactions.ts'
import { Gone, NotFound } from '#kernel/errors/errors.ts'
import { record, theProgram } from '#kernel/facts/record.ts'
import { queueMail } from '#kernel/mail/queue.ts'
import type { Actor } from '#kernel/session/actor.ts'
import { newSecret, sealed } from '#kernel/session/tokens.ts'
import { may } from '#slices/organisations/access.ts'
import { closeClaim, keepClaim } from '#slices/organisations/claims/commands.ts'
import { type Claim, claimByKey, maybeClaim, ownClaim } from '#slices/organisations/claims/queries.ts'
import { proofHours, wayOf } from '#slices/organisations/claims/rules.ts'
import { ClaimDecided, ClaimMade, ClaimProven, ClaimWithdrawn } from '#slices/organisations/facts.ts'
import { type Organisation, organisationOf } from '#slices/organisations/queries.ts'
import { isAtOwnDomain } from '#slices/organisations/rules.ts'
import { keepVerification } from '#slices/organisations/verification/commands.ts'
import { maybeVerification } from '#slices/organisations/verification/queries.ts'
import { usualDays } from '#slices/organisations/verification/rules.ts'
import { grantRole } from '#slices/people/commands.ts'
import { proofLetter } from '../organisations-letters/mails.tsx'
import { adminCount, type StaffRole, type StaffTables } from '../organisations-staff/queries.ts'

export interface Writing {
  language: string
  origin: string
  community: string
}

/** Who asks in their own name. Helpers speak for nobody's organisation. */
const self = (actor: Actor): string => {
  if (actor.personId === null || actor.actedBy !== null) throw new NotFound()
  return actor.personId
}

/** Locks the organisation, so that of two who prove themselves at once the second meets the first. */
const alone = async (tx: Tx<StaffTables>, id: string): Promise<Organisation> => {
  await tx.selectFrom('organization').select('id').where('id', '=', id).forUpdate().execute()
  return organisationOf(across(tx), id)
}

const day = 86_400_000

/** Nobody in particular decided: an address at the organisation's own domain did. */
const grantProven = async (
  tx: Tx<StaffTables>,
  claim: Pick<Claim, 'id' | 'organisationId' | 'personId'>,
  now: Date,
) => {
  const { id, organisationId, personId } = claim
  if (!(await closeClaim(acrossTx(tx), id, { state: 'granted', by: null }, now))) throw new Gone()
  await grantRole(across(tx), theProgram, { personId, role: 'admin', scope: organisationId }, now)
  if (!(await maybeVerification(across(tx), organisationId, now))) {
    const seen = { evidence: 'own_domain' as const, note: null, until: new Date(now.getTime() + usualDays * day) }
    await keepVerification(acrossTx(tx), theProgram, organisationId, seen, now)
  }
  await record(tx, { personId }, ClaimProven, { organisationId, claimId: id })
}

const sendProof = async (
  tx: Tx<StaffTables>,
  actor: Actor,
  { email, name, key }: { email: string; name: string; key: string },
  { language, origin, community }: Writing,
) => {
  const values = { person: actor.name, name, community }
  await queueMail(tx, proofLetter({ address: email, language }, values, `${origin}/organisation-proof?key=${key}`))
}

export type Claimed = 'atOnce' | 'letter' | 'decision' | 'waits' | 'already'

/** Somebody says that they speak for an organisation. How it goes on is `wayOf`'s to say. */
export const claimOrganisation = (
  db: Db<StaffTables>,
  actor: Actor,
  { organisationId, email, words }: { organisationId: string; email: string; words: string },
  writing: Writing,
  now: Date,
): Promise<Claimed> =>
  inTransaction(db, async (tx): Promise<Claimed> => {
    const personId = self(actor)
    const { name, website } = await alone(tx, organisationId)
    if (may.lookAfter(actor, organisationId)) return 'already'
    const led = (await adminCount(tx, organisationId, now)) > 0
    const way = wayOf({ email, own: actor.email, website, led })
    const key = newSecret()
    const proof = { token: sealed(key), until: new Date(now.getTime() + proofHours * 3_600_000) }
    const said = { organisationId, personId, email, words, proof: way === 'letter' ? proof : null }
    const id = await keepClaim(acrossTx(tx), said, now)
    if (!id) return 'waits'
    if (way === 'atOnce') await grantProven(tx, { id, organisationId, personId }, now)
    else await record(tx, actor, ClaimMade, { organisationId, claimId: id })
    if (way === 'letter') await sendProof(tx, actor, { email, name, key }, writing)
    return way
  })

/**
 * The claim that a letter's key opens, for whoever made it.
 * @throws NotFound where there is none, Gone where the link is over or somebody leads the organisation by now
 */
export const provableClaim = async (db: Db<StaffTables>, key: string, now: Date): Promise<Claim> => {
  const claim = await claimByKey(across(db), key)
  if (!claim) throw new NotFound()
  if (!claim.proofUntil || claim.proofUntil <= now) throw new Gone()
  return claim
}

/** Proves a claim by the key that went to the organisation's own domain: once, and only for whoever claimed. */
export const proveClaim = (db: Db<StaffTables>, actor: Actor, key: string, now: Date): Promise<string> =>
  inTransaction(db, async (tx) => {
    const claim = await provableClaim(tx, key, now)
    if (claim.personId !== self(actor)) throw new NotFound()
    const { website } = await alone(tx, claim.organisationId)
    const led = (await adminCount(tx, claim.organisationId, now)) > 0
    if (led || !isAtOwnDomain(claim.email, website)) throw new Gone()
    await grantProven(tx, claim, now)
    return claim.organisationId
  })

/** Takes one's own claim back. @throws NotFound */
export const withdrawClaim = (db: Db<StaffTables>, actor: Actor, organisationId: string, now: Date): Promise<void> =>
  inTransaction(db, async (tx) => {
    const claim = await ownClaim(across(tx), organisationId, self(actor))
    if (!claim || !(await closeClaim(acrossTx(tx), claim.id, { state: 'withdrawn', by: actor.personId }, now)))
      throw new NotFound()
    await record(tx, actor, ClaimWithdrawn, { organisationId, claimId: claim.id })
  })

/** Who decides a claim: whoever leads the organisation, and stewards; never whoever made it. */
export const mayDecide = (actor: Actor, { organisationId, personId }: Pick<Claim, 'organisationId' | 'personId'>) =>
  actor.personId !== personId && (may.bind(actor, organisationId) || may.verify(actor))

/** What a granted claim makes somebody: admin where nobody leads the organisation, else editor. */
export const becomes = async (db: Db<StaffTables>, organisationId: string, now: Date): Promise<StaffRole> =>
  (await adminCount(db, organisationId, now)) > 0 ? 'editor' : 'admin'

/** Decides a claim, once. @throws NotFound */
export const decideClaim = (
  db: Db<StaffTables>,
  actor: Actor,
  { organisationId, id, yes, reason }: { organisationId: string; id: string; yes: boolean; reason: string },
  now: Date,
): Promise<void> =>
  inTransaction(db, async (tx) => {
    const claim = await maybeClaim(across(tx), id)
    if (!claim || claim.organisationId !== organisationId || !mayDecide(actor, claim)) throw new NotFound()
    await alone(tx, organisationId)
    const closing = {
      state: yes ? ('granted' as const) : ('refused' as const),
      by: actor.personId,
      reason: reason || null,
    }
    if (!(await closeClaim(acrossTx(tx), id, closing, now))) throw new NotFound()
    const role = await becomes(tx, organisationId, now)
    if (yes) await grantRole(across(tx), actor, { personId: claim.personId, role, scope: organisationId }, now)
    await record(tx, actor, ClaimDecided, { organisationId, claimId: id, yes })
  })
