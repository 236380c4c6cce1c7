import { sql } from 'kysely'
import { type AnyTx, acrossTx, type Tx } from '#kernel/database/database.ts'
import { lookAs } from '#kernel/database/viewer.ts'
import { named } from '../messages/catalogue.ts'
import { emptyAround } from '../own/commands.ts'
import type { TalkTables } from '../post/queries.ts'
import { sealedDays } from '../rules.ts'
import { readTalk } from './queries.ts'

/** One's words become empty places, so that others' answers still stand under something; all else goes with the person. */
const forgetTalk = async (any: AnyTx, personId: string, now: Date): Promise<void> => {
  const tx: Tx<TalkTables> = acrossTx(any)
  await lookAs(tx, { personId })
  const { rows } = await sql<{ id: string }>`select id from post where author_id = ${personId}
    or id in (select post_id from post_alias where person_id = ${personId})`.execute(tx)
  const ids = rows.map(({ id }) => id)
  await sql`update post set text = '', deleted_at = coalesce(deleted_at, ${now}) where id = any(${ids}::uuid[])`.execute(
    tx,
  )
  await sql`select forget_sealed_of(${ids}::uuid[])`.execute(tx)
  await emptyAround(tx, ids)
}

/** What the conversation knows about people: see `PersonalDataSource` of people/mydata. */
export const talkData = {
  name: 'groups.conversation',
  tables: [
    'post',
    'post_alias',
    'sealed_post',
    'post_mention',
    'post_picture',
    'post_reaction',
    'poll_vote',
    'pinned',
    'post_draft',
    'read_marker',
    'talk_choice',
    'letter_key',
  ],
  read: readTalk,
  forget: forgetTalk,
  remains: named('remainsPlaces'),
}

/** What goes by itself: words that were deleted, drafts that nobody sent, keys of old letters. */
export const talkClocks = [
  {
    kind: 'groups.sealed_posts',
    title: named('clockSealed'),
    since: named('clockSealedSince'),
    days: sealedDays,
    forget: async (tx: AnyTx, before: Date) => {
      await sql`select forget_sealed_before(${before})`.execute(tx)
    },
  },
  {
    kind: 'groups.drafts',
    title: named('clockDrafts'),
    since: named('clockDraftsSince'),
    days: 30,
    forget: async (tx: AnyTx, before: Date) => {
      await sql`select forget_drafts(${before})`.execute(tx)
    },
  },
  {
    kind: 'groups.letter_keys',
    title: named('clockKeys'),
    since: named('clockKeysSince'),
    days: 90,
    forget: async (tx: AnyTx, before: Date) => {
      await sql`select forget_letter_keys(${before})`.execute(tx)
    },
  },
]
