import { sql } from 'kysely'
import type { AnyTx } from '#kernel/database/database.ts'
import type { PlaceRows } from '../tables.ts'
import { splitSecrets, type Whereabouts } from './rules.ts'

/** Rows that anybody may read, and where the confidential places among them are. */
export interface OpenPart<Rows extends PlaceRows> {
  open: Rows
  secrets: Whereabouts[]
}

/**
 * What of the given rows anybody may read, and what leads to places that are confidential, here already or by their source's word: a
 * source can make a place confidential, and never less so.
 */
export const openPart = async <Rows extends PlaceRows>(tx: AnyTx, rows: Rows): Promise<OpenPart<Rows>> => {
  const known = await tx
    .selectFrom('location')
    .select('id')
    .where('id', 'in', rows.location.length ? rows.location.map(({ id }) => id) : [null])
    .where('confidential', '=', true)
    .execute()
  const said = rows.location.filter(({ confidential }) => confidential)
  return splitSecrets(rows, new Set([...known, ...said].map(({ id }) => id)))
}

/** Puts away where confidential places are; how many were new or different. */
export const sealWhereabouts = async (tx: AnyTx, secrets: readonly Whereabouts[]): Promise<number> => {
  let changed = 0
  for (const { locationId, whereabouts } of secrets) {
    const { rows } = await sql<{ sealed: boolean }>`
      select seal_location(${locationId}::uuid, ${JSON.stringify(whereabouts)}::jsonb) as sealed`.execute(tx)
    if (rows[0]!.sealed) changed++
  }
  return changed
}

/** Takes all that leads to a place out of the open tables. Whoever keeps records of it elsewhere drops them in the same transaction. */
export const hidePlace = async (tx: AnyTx, locationId: string): Promise<void> => {
  await sql`select hide_location(${locationId}::uuid)`.execute(tx)
}

/** Gives a place back to the public. Only staff who have it open can: `asViewer` says who asks. False where they have not. */
export const showPlace = async (tx: AnyTx, locationId: string): Promise<boolean> => {
  const { rows } = await sql<{ shown: boolean }>`select show_location(${locationId}::uuid) as shown`.execute(tx)
  return rows[0]!.shown
}

/** Opens where a place is to one of its staff, for some minutes; row-level security refuses whoever is not. */
export const openPlace = async (tx: AnyTx, locationId: string, personId: string, minutes: number): Promise<void> => {
  await sql`
    insert into secret_opening (location_id, person_id, until) values (${locationId}::uuid, ${personId}::uuid, now() + make_interval(mins => ${minutes}))
    on conflict (location_id, person_id) do update set until = excluded.until`.execute(tx)
}
