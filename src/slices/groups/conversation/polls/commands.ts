import type { Db, Tx } from '#kernel/database/database.ts'
import { newId } from '#kernel/database/id.ts'
import { asViewer } from '#kernel/database/viewer.ts'
import { NotFound } from '#kernel/errors/errors.ts'
import type { Actor } from '#kernel/session/actor.ts'
import { addPost, changed, refusedBecause } from '../commands.ts'
import type { NewPoll } from '../fields.ts'
import { maybeRow, type TalkTables } from '../post/queries.ts'
import type { Posting } from '../rules.ts'
import { talkToWrite } from '../talk/queries.ts'

/** Asks the group a question with answers to choose from. The form sent twice asks once. */
export const askPoll = (
  db: Db<TalkTables>,
  actor: Actor,
  groupId: string,
  { text, once, options, several, days }: NewPoll,
  now: Date,
): Promise<Posting> =>
  asViewer(db, actor, async (tx) => {
    const talk = await talkToWrite(tx, actor, groupId, now)
    const because = await refusedBecause(tx, actor, talk, { locked: false, threadId: null, now })
    if (because) return because
    const posted = await addPost(tx, actor, talk, { text, once, anonymous: false, threadId: null }, now)
    const closes_at = new Date(now.getTime() + days * 24 * 3_600_000)
    const made = await tx
      .insertInto('poll')
      .values({ post_id: posted.postId, several, closes_at })
      .onConflict((conflict) => conflict.doNothing())
      .returning('post_id')
      .executeTakeFirst()
    if (made) await addOptions(tx, posted.postId, options)
    return posted
  })

const addOptions = async (tx: Tx<TalkTables>, post_id: string, options: string[]) => {
  await tx
    .insertInto('poll_option')
    .values(options.map((words, place) => ({ id: newId(), post_id, place, words })))
    .execute()
}

export type Vote = 'counted' | 'closed' | 'onlyOne'

/** Chooses, or chooses anew: earlier choices are replaced. The poll's row is held, so two answers at one moment do not add up. */
export const vote = (
  db: Db<TalkTables>,
  actor: Actor,
  { groupId, id, options }: { groupId: string; id: string; options: string[] },
  now: Date,
): Promise<Vote> =>
  asViewer(db, actor, async (tx) => {
    await talkToWrite(tx, actor, groupId, now)
    const person_id = actor.personId!
    if (!(await maybeRow(tx, person_id, groupId, id))) throw new NotFound()
    const poll = await tx.selectFrom('poll').selectAll().where('post_id', '=', id).forUpdate().executeTakeFirst()
    if (!poll) throw new NotFound()
    if (poll.closes_at && poll.closes_at <= now) return 'closed'
    if (!poll.several && options.length > 1) return 'onlyOne'
    await replaceVotes(tx, person_id, id, options)
    await changed(tx, groupId, { kind: 'change', post: id, thread: null, by: person_id })
    return 'counted'
  })

const replaceVotes = async (tx: Tx<TalkTables>, person_id: string, post_id: string, options: string[]) => {
  const known = options.length
    ? await tx
        .selectFrom('poll_option')
        .select('id')
        .where('post_id', '=', post_id)
        .where('id', 'in', options)
        .execute()
    : []
  if (known.length !== new Set(options).size) throw new NotFound()
  await tx.deleteFrom('poll_vote').where('post_id', '=', post_id).where('person_id', '=', person_id).execute()
  if (!known.length) return
  await tx
    .insertInto('poll_vote')
    .values(known.map(({ id }) => ({ option_id: id, post_id, person_id })))
    .execute()
}
