import type { Db } from '#kernel/database/database.ts'
import type { OrganisationTables } from './tables.ts'

/** Checked by the compiler alone: a neighbour's table is out of reach, so nobody can read past its face. */
export const outOfReach = (db: Db<OrganisationTables>) =>
  // @ts-expect-error «location» is another slice's table
  db.selectFrom('location').selectAll()
