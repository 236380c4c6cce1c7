import { acrossTx, type Db } from '#kernel/database/database.ts'
import { asViewer } from '#kernel/database/viewer.ts'
import { NotFound } from '#kernel/errors/errors.ts'
import type { Actor } from '#kernel/session/actor.ts'
import { isStaffOfPlace, maybeSecretPlace, type SecretPlace } from '#slices/places/secret/queries.ts'
import { recordPoweredRead } from '#slices/safety/commands.ts'
import type { DirectoryTables } from '../tables.ts'

export interface PlaceKept {
  id: string
  organisationId: string | null
  confidential: boolean
  /** May this person give it back, or only hide it? */
  staff: boolean
  /** Null unless they have it open. */
  secret: SecretPlace | null
}

/**
 * How a place's whereabouts are kept, for its organisation's staff, and for a steward as far as hiding it goes; to others it does not
 * exist. Each time the address itself is shown, that is written down in the same transaction.
 */
export const placeKept = (db: Db<DirectoryTables>, actor: Actor, locationId: string): Promise<PlaceKept> =>
  asViewer(db, actor, async (tx) => {
    const place = await tx
      .selectFrom('location')
      .select(['id', 'organization_id', 'confidential'])
      .where('id', '=', locationId)
      .executeTakeFirst()
    const staff = await isStaffOfPlace(acrossTx(tx), locationId)
    if (!place || !(staff || actor.is('steward'))) throw new NotFound()
    const secret = await maybeSecretPlace(acrossTx(tx), locationId)
    const { organization_id: organisationId, confidential } = place
    if (secret) await recordPoweredRead(acrossTx(tx), actor, { kind: 'place', id: locationId, scope: organisationId })
    return { id: place.id, organisationId, confidential, staff, secret }
  })
