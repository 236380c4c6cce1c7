import { across } from '#kernel/database/database.ts'
import { NotFound } from '#kernel/errors/errors.ts'
import { callsFor, mustRing } from '#slices/directory/freshness/ringing/queries.ts'
import type { AlsoHelps } from '#slices/people/account/routes.tsx'

/** How many calls wait for somebody who rings organisations: whoever has a role finds them among their work as well. */
export const callsAwaiting: AlsoHelps = async (db, actor, now) => {
  try {
    return (await callsFor(across(db), await mustRing(across(db), actor), now)).now
  } catch (error) {
    if (error instanceof NotFound) return null
    throw error
  }
}
