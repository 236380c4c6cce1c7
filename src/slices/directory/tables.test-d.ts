import type { Db } from '#kernel/database/database.ts'
import type { DirectoryTables } from './tables.ts'

/** Checked by the compiler alone: a neighbour's table is out of reach, so nobody can read past its face. */
export const outOfReach = (db: Db<DirectoryTables>) =>
  // @ts-expect-error «finding» is another slice's table
  db.selectFrom('finding').selectAll()
