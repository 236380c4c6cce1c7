import type { Db } from '#kernel/database/database.ts'
import type { PlaceTables } from './tables.ts'

/** Checked by the compiler alone: a neighbour's table is out of reach, so nobody can read past its face. */
export const outOfReach = (db: Db<PlaceTables>) =>
  // @ts-expect-error «service» is another slice's table
  db.selectFrom('service').selectAll()
