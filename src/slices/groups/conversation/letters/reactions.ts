import { type AnyTx, across, acrossTx } from '#kernel/database/database.ts'
import { newId } from '#kernel/database/id.ts'
import { inTransaction } from '#kernel/database/transactions.ts'
import { lookAs } from '#kernel/database/viewer.ts'
import { type ReactionContext, reaction } from '#kernel/facts/facts.ts'
import { longScheduled } from '#kernel/jobs/tasks.ts'
import { queueMail } from '#kernel/mail/queue.ts'
import { maybeReader } from '#slices/people/queries.ts'
import { FirstPostApproved, PostMade } from '../facts.ts'
import { postsSince } from '../post/queries.ts'
import { maybePost } from '../queries.ts'
import { maybeTalkFor } from '../talk/queries.ts'
import { newLetterKey, toldUpTo } from './commands.ts'
import { type DigestPart, digestLetter, heldLetter, postLetter, type Reader } from './mails.tsx'
import { hostsToLook, readersAtOnce, readersDaily, type ToldDaily } from './queries.ts'
import { threadFor } from './rules.ts'

interface House {
  community: { name: string; language: string }
  origin: string
}

const readerOf = async (tx: AnyTx, { community }: House, personId: string): Promise<Reader | null> => {
  const reader = await maybeReader(across(tx), personId)
  return reader && { ...reader, language: reader.language ?? community.language }
}

/** The post as one of its readers would see it now; null where it does not exist for them. */
const seenBy = async (any: AnyTx, personId: string, groupId: string, postId: string, now: Date) => {
  const tx = acrossTx(any)
  await lookAs(tx, { personId })
  const talk = await maybeTalkFor(tx, { personId }, groupId, now)
  const post = talk && (await maybePost(across(tx), { personId }, talk, postId, now))
  return post && !post.deleted && !post.hidden ? { talk: talk!, post } : null
}

const tellAtOnce = async (context: ReactionContext, { groupId, postId }: { groupId: string; postId: string }) => {
  const { tx, community, origin, at: now } = context
  for (const { personId, called } of await readersAtOnce(acrossTx(tx), postId)) {
    const reader = await readerOf(tx, context, personId)
    const seen = reader && (await seenBy(tx, personId, groupId, postId, now))
    if (!seen) continue
    const letterId = newId()
    const letterKey = await newLetterKey(tx, { personId, groupId }, { letterId, postId }, now)
    const thread = threadFor(personId, seen.post.threadId ?? seen.post.id)
    const about = { ...seen, called, letterKey, thread, community: community.name, origin }
    await queueMail(tx, { ...postLetter(reader!, about), id: letterId })
  }
}

/** Who wishes each post at once, and whoever is called by name. */
export const tellOfPost = reaction('groups.tell_of_post', PostMade, tellAtOnce)

/** The same for a newcomer's first post, once somebody has looked at it. */
export const tellOfFirstPost = reaction('groups.tell_of_first_post', FirstPostApproved, tellAtOnce)

/** Hosts learn that a newcomer's first words wait for them. */
export const askHostsToLook = reaction('groups.ask_hosts_to_look', PostMade, async (context, { groupId, postId }) => {
  const { tx, community, origin } = context
  for (const personId of await hostsToLook(acrossTx(tx), postId, context.at)) {
    const reader = await readerOf(tx, context, personId)
    const seen = reader && (await seenBy(tx, personId, groupId, postId, context.at))
    if (seen) await queueMail(tx, heldLetter(reader!, { ...seen, community: community.name, origin }))
  }
})

const partOf = async (
  tx: AnyTx,
  personId: string,
  { groupId, since }: ToldDaily,
  now: Date,
): Promise<DigestPart | null> => {
  const talk = await maybeTalkFor(acrossTx(tx), { personId }, groupId, now)
  if (!talk) return null
  const { posts, count } = await postsSince(acrossTx(tx), { personId }, talk, { since, now })
  if (!count) return null
  await toldUpTo(tx, personId, groupId, now)
  return { talk, posts, count, letterKey: await newLetterKey(tx, { personId, groupId }, null, now) }
}

const writeDigest = async (tx: AnyTx, house: House, personId: string, groups: ToldDaily[], now: Date) => {
  const reader = await readerOf(tx, house, personId)
  if (!reader) return
  await lookAs(acrossTx(tx), { personId })
  const parts: DigestPart[] = []
  for (const group of groups) {
    const part = await partOf(tx, personId, group, now)
    if (part) parts.push(part)
  }
  if (parts.length)
    await queueMail(tx, digestLetter(reader, parts, { community: house.community.name, origin: house.origin }))
}

/** Each morning, one letter for each reader. Broken off and run again, nobody gets it twice: each has a transaction of their own. */
export const digestEachMorning = longScheduled(
  'groups.digest',
  { daily: '07:30' },
  async ({ community, origin, now }) => {
    for (const [personId, groups] of await readersDaily(across(community.write), now)) {
      await inTransaction(community.write, (tx) =>
        writeDigest(acrossTx(tx), { community, origin }, personId, groups, now),
      )
    }
  },
)
