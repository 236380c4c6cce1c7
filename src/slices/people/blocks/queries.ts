import { type Expression, type SqlBool, sql } from 'kysely'
import type { Db } from '#kernel/database/database.ts'
import { asViewer } from '#kernel/database/viewer.ts'
import type { PeopleTables } from '../tables.ts'

/**
 * For every query that shows people or what they wrote: true where no block stands between the viewer and the person in `column`
 * (a column reference such as `post.author_id`). A visitor has blocked nobody. The viewer's blocks are read once for a query,
 * however many rows it looks at.
 */
export const unblocked = (viewerId: string | null, column: string): Expression<SqlBool> =>
  viewerId === null
    ? sql<SqlBool>`true`
    : sql<SqlBool>`(${sql.ref(column)} is null or ${sql.ref(column)} <> all (array(
        select person_block.blocked_id from person_block where person_block.person_id = ${viewerId}
        union all select person_block.person_id from person_block where person_block.blocked_id = ${viewerId})))`

/** Two people who are not to be brought together, in no order: it does not say who asked, nor why. */
export interface AvoidedPair {
  one: string
  other: string
}

/** For the matcher alone: everybody who blocked, or does not want to meet, somebody. Never for showing. */
export const avoidedPairs = async (db: Db<PeopleTables>): Promise<AvoidedPair[]> =>
  (await sql<AvoidedPair>`select one, other from avoided_pairs()`.execute(db)).rows

export interface KeptAway {
  id: string
  name: string
  since: Date
}

/** Whom the viewer has blocked: the one place where the two still have a name, so that it can be undone. */
export const ownBlocks = async (db: Db<PeopleTables>, personId: string): Promise<KeptAway[]> =>
  await db
    .selectFrom('person_block')
    .innerJoin('person', 'person.id', 'person_block.blocked_id')
    .select(['person.id', 'person.name', 'person_block.made_at as since'])
    .where('person_block.person_id', '=', personId)
    .orderBy('person_block.made_at', 'desc')
    .orderBy('person.id')
    .execute()

/** Whom the viewer does not want to meet. Row-level security gives nobody else's rows, whatever is asked. */
export const ownAvoided = (db: Db<PeopleTables>, viewer: { personId: string | null }): Promise<KeptAway[]> =>
  asViewer(db, viewer, (tx) =>
    tx
      .selectFrom('not_meet')
      .innerJoin('person', 'person.id', 'not_meet.other_id')
      .select(['person.id', 'person.name', 'not_meet.made_at as since'])
      .where(unblocked(viewer.personId, 'person.id'))
      .orderBy('not_meet.made_at', 'desc')
      .orderBy('person.id')
      .execute(),
  )
