import type { AnyDb, Db } from '#kernel/database/database.ts'
import type { PersonalDataSource } from '#slices/people/mydata/rules.ts'
import { ownNoticesOf } from '#slices/safety/notices/queries.ts'
import { ownReports } from '#slices/safety/queries.ts'
import type { SafetyTables } from '#slices/safety/tables.ts'

const watchesOf = (db: AnyDb, personId: string) =>
  (db as Db<SafetyTables>)
    .selectFrom('on_call')
    .select(['from_at', 'until_at'])
    .where('person_id', '=', personId)
    .orderBy('from_at')
    .execute()

/**
 * What somebody reported, what was decided about them, and when they were on call. What others reported about them is not
 * theirs to see: it would name the reporter. The database forgets it with the person (`on delete` in the migration).
 */
export const safetyData: PersonalDataSource = {
  name: 'safety',
  tables: ['report', 'report_near', 'report_escalation', 'moderation_decision', 'appeal', 'on_call', 'crisis_line'],
  read: async (db, personId) => [
    {
      title: { en: 'What you reported', es: 'De qué avisaste', ar: 'ما أبلغت عنه' },
      rows: (await ownReports(db, personId)).map((report) => ({ ...report })),
    },
    {
      title: { en: 'Decisions about you', es: 'Decisiones sobre ti', ar: 'قرارات تخصك' },
      rows: (await ownNoticesOf(db, personId)).map(({ appeal, ...notice }) => ({
        ...notice,
        appeal: appeal?.words ?? null,
        answer: appeal?.answer ?? null,
      })),
    },
    {
      title: { en: 'When you were on call', es: 'Cuándo estuviste de guardia', ar: 'أوقات مناوبتك' },
      rows: await watchesOf(db, personId),
    },
  ],
  forget: async () => undefined,
}
