import type { Db } from '#kernel/database/database.ts'
import type { GroupTables } from './tables.ts'

/** Checked by the compiler alone: a neighbour's table is out of reach, so nobody can read past its face. */
export const outOfReach = (db: Db<GroupTables>) =>
  // @ts-expect-error «person» is another slice's table
  db.selectFrom('person').selectAll()
