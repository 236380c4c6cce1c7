import { type SqlBool, sql } from 'kysely'
import type { Db } from '#kernel/database/database.ts'
import type { PeopleTables } from '../tables.ts'
import type { CheckKind } from './rules.ts'

/**
 * Has the person in this column every check that the duty needs here? In one's own query, so that what needs a check stops with it,
 * at the next page. `duty` is a name, or the column where it stands.
 */
export const isAwake = (duty: string | { in: string }, person: string, now: Date) => {
  const wanted = typeof duty === 'string' ? sql`${duty}` : sql.ref(duty.in)
  return sql<SqlBool>`not exists (select from role_need where role_need.duty = ${wanted} and not exists (
    select from person_check where person_check.person_id = ${sql.ref(person)} and person_check.kind = role_need.kind
      and person_check.ended_at is null and person_check.until > ${now}))`
}

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

export interface RecordedCheck {
  id: string
  personId: string
  name: string
  kind: CheckKind
  issuer: string
  reference: string
  until: Date
  endedAt: Date | null
  recordedBy: string | null
  recordedById: string | null
}

/** Every check that counts or counted, those that end first on top; the ended ones are left out. */
export const recordedChecks = async (
  db: Db<PeopleTables>,
  personId: string | null = null,
): Promise<RecordedCheck[]> => {
  const rows = await db
    .selectFrom('person_check')
    .innerJoin('person', 'person.id', 'person_check.person_id')
    .leftJoin('person as recorder', 'recorder.id', 'person_check.recorded_by')
    .select([
      'person_check.id',
      'person.id as personId',
      'person.name',
      'kind',
      'issuer',
      'reference',
      'person_check.until',
      'person_check.ended_at as endedAt',
      'recorder.name as recordedBy',
      'recorder.id as recordedById',
    ])
    .where('person_check.ended_at', 'is', null)
    .$if(personId !== null, (query) => query.where('person_check.person_id', '=', personId))
    .orderBy('person_check.until')
    .limit(500)
    .execute()
  return rows.map((row) => ({ ...row, kind: row.kind as CheckKind }))
}

/** What each role and duty needs here. */
export const needsNow = async (db: Db<PeopleTables>): Promise<Map<string, string[]>> => {
  const rows = await db.selectFrom('role_need').selectAll().orderBy('kind').execute()
  const needs = new Map<string, string[]>()
  for (const { duty, kind } of rows) needs.set(duty, [...(needs.get(duty) ?? []), kind])
  return needs
}
