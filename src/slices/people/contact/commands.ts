import type { Db } from '#kernel/database/database.ts'
import { inTransaction } from '#kernel/database/transactions.ts'
import { record } from '#kernel/facts/record.ts'
import { keepManners, type Manners } from '#kernel/mail/manners.ts'
import type { Actor } from '#kernel/session/actor.ts'
import { self } from '../account/commands.ts'
import { ContactChanged } from '../facts.ts'
import type { PeopleTables } from '../tables.ts'

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
