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

export interface ByHand {
  id: string
  personId: string
  name: string
  since: Date
  subject: string
  text: string
  language: string
  manners: Manners
}

/** Letters that wait to be passed on, the oldest first. Who asked that letters say nothing gets them so by hand, too. */
export const lettersByHand = async (
  db: Db<PeopleTables>,
  viewerId: string | null,
  sender: { name: string; origin: string },
): Promise<ByHand[]> => {
  const rows = await waiting(db, viewerId)
    .selectAll('mail')
    .select(['person.id as person_id', 'person.name as person_name'])
    .orderBy('mail.queued_at')
    .limit(100)
    .execute()
  const known = await Promise.all(
    rows.map(async ({ person_id, person_name, ...letter }) => {
      const composed = compose(letter, sender)
      if (!composed) return []
      const shown = letter.neutral ? composed : { subject: letter.subject!, text: letter.text! }
      return {
        id: letter.id,
        personId: person_id,
        name: person_name,
        since: letter.by_hand_at!,
        subject: shown.subject,
        text: shown.text,
        language: letter.language,
        manners: await mannersOf(across(db), person_id),
      }
    }),
  )
  return known.flat()
}

export const maybeByHand = async (
  db: Db<PeopleTables>,
  viewerId: string | null,
  id: string,
): Promise<{ personId: string } | null> =>
  (await waiting(db, viewerId).select('person.id as personId').where('mail.id', '=', id).executeTakeFirst()) ?? null
