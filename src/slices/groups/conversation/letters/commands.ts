import type { Db } from '#kernel/database/database.ts'
import { asViewer } from '#kernel/database/viewer.ts'
import { Invalid, NotFound } from '#kernel/errors/errors.ts'
import type { Actor } from '#kernel/session/actor.ts'
import { choicesFor, type Letters } from '../rules.ts'
import type { ConversationTables } from '../tables.ts'
import { talk } from '../talk/queries.ts'

/** Sets for oneself when letters about a group come. */
export const chooseLetters = (
  db: Db<ConversationTables>,
  actor: Actor,
  { groupId, letters }: { groupId: string; letters: Letters },
  now: Date,
): Promise<void> =>
  asViewer(db, actor, async (tx) => {
    const { confidential, member } = await talk(tx, actor, groupId, now)
    if (!member || actor.personId === null) throw new NotFound()
    if (!choicesFor(confidential).includes(letters)) throw new Invalid([{ field: 'letters', message: 'notAChoice' }])
    await tx
      .insertInto('talk_choice')
      .values({ person_id: actor.personId, group_id: groupId, letters, told_to: now })
      .onConflict((conflict) => conflict.columns(['person_id', 'group_id']).doUpdateSet({ letters }))
      .execute()
  })
