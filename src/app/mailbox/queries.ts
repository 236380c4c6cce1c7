import type { Db } from '#kernel/database/database.ts'
import type { StoredLetter } from '#kernel/mail/compose.tsx'
import type { MailTables } from '#kernel/mail/tables.ts'

export interface ListedLetter {
  id: string
  to: string
  subject: string
  at: Date
  sent: boolean
}

/** The newest letters of a demo, to everybody or to one address. */
export const demoLetters = async (db: Db<MailTables>, to: string | null): Promise<ListedLetter[]> => {
  const rows = await db
    .selectFrom('mail')
    .select(['id', 'to_address', 'subject', 'queued_at', 'sent_at'])
    .where('erased_at', 'is', null)
    .$if(to !== null, (query) => query.where('to_address', 'ilike', to!.replace(/[\\%_]/gu, '\\$&')))
    .orderBy('queued_at', 'desc')
    .orderBy('id', 'desc')
    .limit(100)
    .execute()
  return rows.map((row) => ({
    id: row.id,
    to: row.to_address ?? '',
    subject: row.subject ?? '',
    at: row.queued_at,
    sent: row.sent_at !== null,
  }))
}

export const maybeLetter = async (db: Db<MailTables>, id: string): Promise<StoredLetter | null> =>
  (await db.selectFrom('mail').selectAll().where('id', '=', id).where('erased_at', 'is', null).executeTakeFirst()) ??
  null
