import type { Db } from '#kernel/database/database.ts'
import type { PeopleTables } from '../tables.ts'

/** Has this person a check of this kind that still holds? */
export const hasCheck = async (db: Db<PeopleTables>, personId: string, kind: string, now: Date): Promise<boolean> => {
  const row = await db
    .selectFrom('person_check')
    .select('id')
    .where('person_id', '=', personId)
    .where('kind', '=', kind)
    .where('ended_at', 'is', null)
    .where('until', '>', now)
    .executeTakeFirst()
  return row !== undefined
}

/** The checks that a role or a duty (`driving`, `mentoring`) needs here and this person lacks. None means: may do it. */
export const missingChecks = async (
  db: Db<PeopleTables>,
  personId: string,
  duty: string,
  now: Date,
): Promise<string[]> => {
  const rows = await db
    .selectFrom('role_need')
    .select('kind')
    .where('duty', '=', duty)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('person_check')
            .select('id')
            .where('person_id', '=', personId)
            .whereRef('person_check.kind', '=', 'role_need.kind')
            .where('ended_at', 'is', null)
            .where('until', '>', now),
        ),
      ),
    )
    .orderBy('kind')
    .execute()
  return rows.map(({ kind }) => kind)
}
