import { randomBytes } from 'node:crypto'
import { type AnyTx, acrossTx, type Db, type Tx } from '#kernel/database/database.ts'
import { asViewer } from '#kernel/database/viewer.ts'
import { Invalid, NotFound } from '#kernel/errors/errors.ts'
import type { Actor } from '#kernel/session/actor.ts'
import { self } from '../../commands.ts'
import { choicesFor, isDiscreet, type Letters } from '../rules.ts'
import type { ConversationTables } from '../tables.ts'
import { type Talk, talk } from '../talk/queries.ts'
import { hashOfKey, maybeHeld } from './queries.ts'

const keepChoice = async (tx: Tx<ConversationTables>, personId: string, talk: Talk, letters: Letters, now: Date) => {
  if (!choicesFor(isDiscreet(talk)).includes(letters)) throw new Invalid([{ field: 'letters', message: 'notAChoice' }])
  await tx
    .insertInto('talk_choice')
    .values({ person_id: personId, group_id: talk.groupId, letters, told_to: now })
    .onConflict((conflict) => conflict.columns(['person_id', 'group_id']).doUpdateSet({ letters }))
    .execute()
}

/** Sets for oneself when letters about a group come. */
export const chooseLetters = (
  db: Db<ConversationTables>,
  actor: Actor,
  { groupId, letters }: { groupId: string; letters: Letters },
  now: Date,
): Promise<void> =>
  asViewer(db, actor, async (tx) => {
    const found = await talk(tx, actor, groupId, now)
    if (!found.member) throw new NotFound()
    await keepChoice(tx, self(actor), found, letters, now)
  })

/** The same from the letter itself: whoever holds its key may, without signing in, and nothing else. */
export const chooseByKey = async (
  db: Db<ConversationTables>,
  key: string,
  letters: Letters,
  now: Date,
): Promise<void> => {
  const held = await maybeHeld(db, key, now)
  if (!held) throw new NotFound()
  await asViewer(db, held, (tx) => keepChoice(tx, held.personId, held.talk, letters, now))
}

/** The letter that carries the key, and the post that it tells of: an answer by mail names the letter. */
interface Telling {
  letterId: string
  postId: string
}

/** A new key for the link under a letter; only its hash stays. */
export const newLetterKey = async (
  any: AnyTx,
  { personId, groupId }: { personId: string; groupId: string },
  telling: Telling | null,
  now: Date,
): Promise<string> => {
  const tx: Tx<ConversationTables> = acrossTx(any)
  const key = randomBytes(24).toString('base64url')
  const about = { letter_id: telling?.letterId ?? null, post_id: telling?.postId ?? null }
  await tx
    .insertInto('letter_key')
    .values({ key_hash: hashOfKey(key), person_id: personId, group_id: groupId, made_at: now, ...about })
    .execute()
  return key
}

/** Up to now this reader knows what is new in a group. In a transaction in which they look. */
export const toldUpTo = async (any: AnyTx, personId: string, groupId: string, now: Date): Promise<void> => {
  const tx: Tx<ConversationTables> = acrossTx(any)
  await tx
    .insertInto('talk_choice')
    .values({ person_id: personId, group_id: groupId, letters: 'daily', told_to: now })
    .onConflict((conflict) => conflict.columns(['person_id', 'group_id']).doUpdateSet({ told_to: now }))
    .execute()
}
