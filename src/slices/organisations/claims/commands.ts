import type { Tx } from '#kernel/database/database.ts'
import { newId } from '#kernel/database/id.ts'
import type { OrganisationTables } from '../tables.ts'
import type { ClaimState } from './rules.ts'

interface Claiming {
  organisationId: string
  personId: string
  email: string
  words: string
  /** Sealed, and how long the letter's link holds, where a letter goes out. */
  proof: { token: string; until: Date } | null
}

/** Writes down that somebody speaks for an organisation. Null where the same person waits for an answer already. */
export const keepClaim = async (
  tx: Tx<OrganisationTables>,
  { organisationId, personId, email, words, proof }: Claiming,
  now: Date,
): Promise<string | null> => {
  const id = newId()
  const made = await tx
    .insertInto('organisation_claim')
    .values({
      id,
      organization_id: organisationId,
      person_id: personId,
      email,
      words,
      proof: proof?.token ?? null,
      proof_until: proof?.until ?? null,
      asked_at: now,
      decided_at: null,
      decided_by: null,
      reason: null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  return made ? id : null
}

interface Closing {
  state: Exclude<ClaimState, 'open'>
  by: string | null
  reason?: string | null
}

/** Ends an open claim, once. False where somebody else did. */
export const closeClaim = async (
  tx: Tx<OrganisationTables>,
  id: string,
  { state, by, reason = null }: Closing,
  now: Date,
): Promise<boolean> => {
  const { numUpdatedRows } = await tx
    .updateTable('organisation_claim')
    .set({ state, decided_at: now, decided_by: by, reason, proof: null, proof_until: null })
    .where('id', '=', id)
    .where('state', '=', 'open')
    .executeTakeFirst()
  return numUpdatedRows > 0n
}
