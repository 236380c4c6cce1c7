import type { Tx } from '#kernel/database/database.ts'
import { newId } from '#kernel/database/id.ts'
import { NotFound } from '#kernel/errors/errors.ts'
import { record } from '#kernel/facts/record.ts'
import type { Actor } from '#kernel/session/actor.ts'
import { may } from '../access.ts'
import { HandOverAsked } from '../facts.ts'
import type { OrganisationTables } from '../tables.ts'

/** The last admin wants to go and knows nobody to name: a steward is asked, once. */
export const askForHandOver = async (
  tx: Tx<OrganisationTables>,
  actor: Actor,
  organisationId: string,
  now: Date,
): Promise<void> => {
  if (!may.bind(actor, organisationId) || actor.personId === null) throw new NotFound()
  const made = await tx
    .insertInto('handing_over')
    .values({
      id: newId(),
      organization_id: organisationId,
      person_id: actor.personId,
      asked_at: now,
      ended_at: null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  if (made) await record(tx, actor, HandOverAsked, { organisationId })
}

/** Somebody is found, or nobody wants to go any more. */
export const endHandOver = async (tx: Tx<OrganisationTables>, organisationId: string, now: Date): Promise<void> => {
  await tx
    .updateTable('handing_over')
    .set({ ended_at: now })
    .where('organization_id', '=', organisationId)
    .where('ended_at', 'is', null)
    .execute()
}
