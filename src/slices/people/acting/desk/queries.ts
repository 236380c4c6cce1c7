import { type AnyDb, across, type Db } from '#kernel/database/database.ts'
import { compose } from '#kernel/mail/compose.tsx'
import { type Manners, mannersOf } from '#kernel/mail/manners.ts'
import type { MailTables } from '#kernel/mail/tables.ts'
import { unblocked } from '../../blocks/queries.ts'
import type { PeopleTables } from '../../tables.ts'

const waiting = (db: AnyDb, viewerId: string | null) => {
  const letters: Db<MailTables & PeopleTables> = across(db)
  return letters
    .selectFrom('mail')
    .innerJoin('person', 'person.email', 'mail.to_address')
    .where('mail.by_hand_at', 'is not', null)
    .where('mail.sent_at', 'is', null)
    .where('mail.erased_at', 'is', null)
    .where(unblocked(viewerId, 'person.id'))
}

/** A letter that waits, for the list: not yet what it says. */
export interface ByHand {
  id: string
  personId: string
  name: string
  since: Date
  manners: Manners
}

/** Letters that wait to be passed on, the oldest first. */
export const lettersByHand = async (db: Db<PeopleTables>, viewerId: string | null): Promise<ByHand[]> => {
  const rows = await waiting(db, viewerId)
    .select(['mail.id', 'person.id as personId', 'person.name', 'mail.by_hand_at as since'])
    .orderBy('mail.queued_at')
    .limit(100)
    .execute()
  return Promise.all(
    rows.map(async (row) => ({ ...row, since: row.since!, manners: await mannersOf(across(db), row.personId) })),
  )
}

export interface OpenedByHand extends ByHand {
  subject: string
  text: string
  language: string
}

/** What a letter says to whoever passes it on. Who asked that letters say nothing gets them so by hand, too. */
export const maybeByHand = async (
  db: Db<PeopleTables>,
  viewerId: string | null,
  id: string,
  sender: { name: string; origin: string },
): Promise<OpenedByHand | null> => {
  const row = await waiting(db, viewerId)
    .selectAll('mail')
    .select(['person.id as personId', 'person.name'])
    .where('mail.id', '=', id)
    .executeTakeFirst()
  const composed = row && compose(row, sender)
  if (!composed) return null
  const { subject, text } = row.neutral ? composed : { subject: row.subject!, text: row.text! }
  const manners = await mannersOf(across(db), row.personId)
  const { personId, name, language } = row
  return { id, personId, name, since: row.by_hand_at!, manners, subject, text, language }
}

/** Whose letter it is, where it waits to be passed on. */
export const maybeReaderByHand = async (
  db: Db<PeopleTables>,
  viewerId: string | null,
  id: string,
): Promise<{ personId: string } | null> =>
  (await waiting(db, viewerId).select('person.id as personId').where('mail.id', '=', id).executeTakeFirst()) ?? null
