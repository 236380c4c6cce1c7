import { sql } from 'kysely'
import type { AnyDb } from '#kernel/database/database.ts'
import { asViewer } from '#kernel/database/viewer.ts'
import { named } from '../messages/catalogue.ts'

/** A circle has no name outside itself: not even in an export, which may lie about on a shared computer. */
const inGroup = sql`case when "group".confidential then null else "group".name end as "group"`

/** What somebody said, answered, chose and began to write in groups. */
export const readTalk = (db: AnyDb, personId: string) =>
  asViewer(db, { personId }, async (tx) => {
    const posts = await sql<
      Record<string, unknown>
    >`select ${inGroup}, post.text, post.made_at, post.edited_at, post.deleted_at,
        post.alias is not null as without_name, post_picture.alt as picture
      from post join "group" on "group".id = post.group_id left join post_picture on post_picture.post_id = post.id
      where post.author_id = ${personId}
        or post.id in (select post_id from post_alias where person_id = ${personId})
      order by post.made_at`.execute(tx)
    const answers = await sql<
      Record<string, unknown>
    >`select ${inGroup}, post_reaction.reaction, post.made_at as post_made_at
      from post_reaction join post on post.id = post_reaction.post_id join "group" on "group".id = post.group_id
      where post_reaction.person_id = ${personId} order by post.made_at`.execute(tx)
    const choices = await sql<Record<string, unknown>>`select ${inGroup}, post.text as question, poll_option.words
      from poll_vote join poll_option on poll_option.id = poll_vote.option_id join post on post.id = poll_vote.post_id
      join "group" on "group".id = post.group_id where poll_vote.person_id = ${personId} order by post.made_at`.execute(
      tx,
    )
    const settings = await sql<Record<string, unknown>>`select ${inGroup}, talk_choice.letters, talk_choice.told_to,
        read_marker.read_to, (select max(text) from post_draft where post_draft.group_id = "group".id) as draft
      from "group" left join talk_choice on talk_choice.group_id = "group".id and talk_choice.person_id = ${personId}
        left join read_marker on read_marker.group_id = "group".id and read_marker.person_id = ${personId}
      where talk_choice.person_id is not null or read_marker.person_id is not null
        or exists (select from post_draft where post_draft.group_id = "group".id)`.execute(tx)
    return [
      { title: named('dataPosts'), rows: posts.rows },
      { title: named('dataAnswers'), rows: [...answers.rows, ...choices.rows] },
      { title: named('dataSettings'), rows: settings.rows },
    ]
  })
