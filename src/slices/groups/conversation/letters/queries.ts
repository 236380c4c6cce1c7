import type { Db, Tx } from '#kernel/database/database.ts'
import { asViewer } from '#kernel/database/viewer.ts'
import type { Actor } from '#kernel/session/actor.ts'
import { type Letters, usualChoice } from '../rules.ts'
import type { ConversationTables } from '../tables.ts'
import type { Talk } from '../talk/queries.ts'

/** When letters about this group come to the viewer: as chosen, else as usual. */
export const ownLetters = (
  db: Db<any>,
  viewer: Pick<Actor, 'personId'>,
  talk: Pick<Talk, 'groupId' | 'confidential'>,
): Promise<Letters> =>
  asViewer(db, viewer, async (tx) => {
    const choices: Tx<ConversationTables> = tx
    const row = await choices
      .selectFrom('talk_choice')
      .select('letters')
      .where('person_id', '=', viewer.personId)
      .where('group_id', '=', talk.groupId)
      .executeTakeFirst()
    return row?.letters ?? usualChoice(talk.confidential)
  })
