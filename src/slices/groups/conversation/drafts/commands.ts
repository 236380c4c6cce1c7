import type { Db, Tx } from '#kernel/database/database.ts'
import { asViewer } from '#kernel/database/viewer.ts'
import { NotFound } from '#kernel/errors/errors.ts'
import type { Actor } from '#kernel/session/actor.ts'
import { self } from '../../commands.ts'
import { maybeRow, type TalkTables } from '../post/queries.ts'
import type { ConversationTables } from '../tables.ts'
import { talkToWrite } from '../talk/queries.ts'

type DraftTx = Tx<ConversationTables>

/** Keeps words that could not be posted, for their writer alone. Empty words forget the draft. */
export const keepDraft = async (
  tx: DraftTx,
  actor: Actor,
  groupId: string,
  { threadId, text }: { threadId: string | null; text: string },
  now: Date,
): Promise<void> => {
  const key = { person_id: self(actor), group_id: groupId, thread_key: threadId ?? groupId }
  if (!text) return await dropDraft(tx, key.person_id, groupId, key.thread_key)
  await tx
    .insertInto('post_draft')
    .values({ ...key, text, kept_at: now })
    .onConflict((conflict) =>
      conflict.columns(['person_id', 'group_id', 'thread_key']).doUpdateSet({ text, kept_at: now }),
    )
    .execute()
}

export const dropDraft = async (tx: DraftTx, personId: string, groupId: string, key: string) => {
  await tx
    .deleteFrom('post_draft')
    .where('person_id', '=', personId)
    .where('group_id', '=', groupId)
    .where('thread_key', '=', key)
    .execute()
}

/** Words kept while they are written. Only where one could post them: a thread that does not exist keeps nothing. */
export const keepWords = (
  db: Db<TalkTables>,
  actor: Actor,
  groupId: string,
  words: { threadId: string | null; text: string },
  now: Date,
): Promise<void> =>
  asViewer(db, actor, async (tx) => {
    await talkToWrite(tx, actor, groupId, now)
    if (words.threadId && !(await maybeRow(tx, self(actor), groupId, words.threadId))) throw new NotFound()
    await keepDraft(tx, actor, groupId, words, now)
  })
