import { acrossTx, type Db } from '#kernel/database/database.ts'
import { asViewer } from '#kernel/database/viewer.ts'
import { NotFound } from '#kernel/errors/errors.ts'
import type { Actor } from '#kernel/session/actor.ts'
import { isStaffOfPlace, maybeSecretPlace, type SecretPlace } from '#slices/places/secret/queries.ts'
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

/** How a place's whereabouts are kept, for its organisation's staff, and for a steward as far as hiding it goes; to others it does not exist. */
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
    return { id: place.id, organisationId: place.organization_id, confidential: place.confidential, staff, secret }
  })
