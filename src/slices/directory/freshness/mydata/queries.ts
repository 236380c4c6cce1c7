import { type AnyDb, type AnyTx, acrossTx, type Db, type Tx } from '#kernel/database/database.ts'
import type { PeopleTables } from '#slices/people/tables.ts'
import type { DirectoryTables } from '../../tables.ts'

const directory = (db: AnyDb): Db<DirectoryTables> => db

const checksBy = (db: AnyDb, personId: string) =>
  directory(db)
    .selectFrom('record_check')
    .select(['thing_kind', 'thing_id', 'checked_at', 'how', 'outcome'])
    .where('person_id', '=', personId)
    .orderBy('checked_at')
    .execute()

const callsBy = async (db: AnyDb, personId: string) => {
  const since = await directory(db).selectFrom('checker').select('since').where('person_id', '=', personId).execute()
  const claims = await directory(db)
    .selectFrom('check_cycle')
    .select(['thing_kind', 'thing_id', 'claimed_until'])
    .where('claimed_by', '=', personId)
    .execute()
  const calls = await directory(db)
    .selectFrom('check_call')
    .select(['called_at', 'outcome', 'again_at'])
    .where('person_id', '=', personId)
    .orderBy('called_at')
    .execute()
  return [...since, ...claims, ...calls]
}

const addressOf = (db: AnyDb, personId: string) =>
  (db as Db<PeopleTables>).selectFrom('person').select('email').where('id', '=', personId)

const suggestionsBy = (db: AnyDb, personId: string) =>
  directory(db)
    .selectFrom('suggestion')
    .leftJoin('suggested_field', 'suggested_field.suggestion_id', 'suggestion.id')
    .select(['thing_kind', 'thing_id', 'made_at', 'email', 'note', 'field', 'proposed', 'state', 'reason'])
    .where((row) => row.or([row('person_id', '=', personId), row('email', '=', addressOf(db, personId))]))
    .orderBy('made_at')
    .execute()

const reviewsBy = (db: AnyDb, personId: string) =>
  directory(db)
    .selectFrom('suggestion')
    .select(['thing_kind', 'thing_id', 'decided_at'])
    .where('decided_by', '=', personId)
    .execute()

const noticesBy = async (db: AnyDb, personId: string) => [
  ...(await directory(db)
    .selectFrom('record_alert')
    .select(['thing_kind', 'thing_id', 'words', 'from_on', 'until_on'])
    .where('made_by', '=', personId)
    .execute()),
  ...(await directory(db)
    .selectFrom('holiday_sweep')
    .select(['name', 'opened_at'])
    .where('opened_by', '=', personId)
    .execute()),
]

/**
 * A suggestion that waits stays, for it is about a listing; where to thank them and what they wrote beside it goes, also of one
 * that they made without signing in.
 */
const forgetSuggester = async (tx: AnyTx, personId: string): Promise<void> => {
  await (acrossTx(tx) as Tx<DirectoryTables>)
    .updateTable('suggestion')
    .set({ email: null, note: null })
    .where((row) => row.or([row('person_id', '=', personId), row('email', '=', addressOf(tx, personId))]))
    .execute()
}

/** What somebody did to keep the directory true. The database takes the name off with the person (`on delete` in the migration). */
export const freshnessData = {
  name: 'directory.freshness',
  tables: ['record_check', 'check_cycle', 'check_call', 'checker', 'record_alert', 'holiday_sweep', 'suggestion'],
  read: async (db: AnyDb, personId: string) => [
    {
      title: { en: 'Listings that you checked', es: 'Fichas que revisaste', ar: 'بطاقات راجعتها' },
      rows: await checksBy(db, personId),
    },
    {
      title: { en: 'Calls that you made', es: 'Llamadas que hiciste', ar: 'مكالمات أجريتها' },
      rows: await callsBy(db, personId),
    },
    {
      title: { en: 'Corrections that you suggested', es: 'Correcciones que propusiste', ar: 'تصحيحات اقترحتها' },
      rows: await suggestionsBy(db, personId),
    },
    {
      title: { en: 'Suggestions that you reviewed', es: 'Sugerencias que revisaste', ar: 'اقتراحات راجعتها' },
      rows: await reviewsBy(db, personId),
    },
    {
      title: { en: 'Notices that you wrote', es: 'Avisos que escribiste', ar: 'تنبيهات كتبتها' },
      rows: await noticesBy(db, personId),
    },
  ],
  forget: forgetSuggester,
}
