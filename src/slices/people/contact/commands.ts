import type { Db } from '#kernel/database/database.ts'
import { inTransaction } from '#kernel/database/transactions.ts'
import { record } from '#kernel/facts/record.ts'
import { keepManners, type Manners } from '#kernel/mail/manners.ts'
import { queueMail } from '#kernel/mail/queue.ts'
import type { Actor } from '#kernel/session/actor.ts'
import { self } from '../account/commands.ts'
import { ContactChanged, TestLetterAsked } from '../facts.ts'
import { maybeReader } from '../queries.ts'
import type { PeopleTables } from '../tables.ts'
import { testLetter } from './mails.tsx'

/** How the person may be reached, from now on and for every letter that waits already. */
export const changeContact = (
  db: Db<PeopleTables>,
  actor: Actor,
  manners: Manners,
  when: { zone: string; now: Date },
): Promise<void> =>
  inTransaction(db, async (tx) => {
    const personId = self(actor)
    await keepManners(tx, personId, manners, when)
    await record(tx, actor, ContactChanged, { personId })
  })

/** A letter as any other, to see how it comes: at the hours, in the words and by the way that were chosen. */
export const sendTest = (
  db: Db<PeopleTables>,
  actor: Actor,
  writing: { language: string; community: string; origin: string },
): Promise<void> =>
  inTransaction(db, async (tx) => {
    const personId = self(actor)
    const reader = await maybeReader(tx, personId)
    if (reader) await queueMail(tx, testLetter(reader, writing))
    await record(tx, actor, TestLetterAsked, { personId })
  })
