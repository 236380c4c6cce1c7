import type { Generated } from 'kysely'
import type { Letters, Reaction } from './rules.ts'

/** What is said in groups. */
export interface ConversationTables {
  post: {
    id: string
    group_id: string
    /** The post that this one replies to; null for the beginning of a thread. */
    thread_id: string | null
    /** Null for an anonymous post, and once its writer is erased. */
    author_id: string | null
    /** The number of an anonymous writer in this thread. */
    alias: number | null
    /** Of a thread's first post: how many anonymous writers it has had. */
    aliases: Generated<number>
    text: string
    made_at: Date
    active_at: Date
    edited_at: Date | null
    deleted_at: Date | null
    /** A newcomer's first post: on the page at once, but in no letter until somebody has looked at it. */
    mail_held_at: Date | null
    approved_by: string | null
    approved_at: Date | null
    /** Of the form that it came with: a form sent twice makes one post. */
    once: string
    confidential: boolean
  }
  post_alias: { post_id: string; thread_id: string; person_id: string; alias: number }
  sealed_post: { post_id: string; text: string; sealed_at: Date; keep_until: Date }
  post_mention: { post_id: string; person_id: string }
  post_picture: { post_id: string; hash: string; alt: string; width: number; height: number }
  post_reaction: { post_id: string; person_id: string; reaction: Reaction }
  poll: { post_id: string; several: boolean; closes_at: Date | null }
  poll_option: { id: string; post_id: string; place: number; words: string }
  poll_vote: { option_id: string; post_id: string; person_id: string }
  pinned: {
    id: string
    group_id: string
    title: string
    url: string | null
    note: string
    pinned_by: string | null
    pinned_at: Date
  }
  post_draft: { person_id: string; group_id: string; thread_key: string; text: string; kept_at: Date }
  read_marker: { person_id: string; group_id: string; read_to: Date }
  letter_key: {
    key_hash: string
    person_id: string
    group_id: string
    made_at: Date
    letter_id: string | null
    post_id: string | null
  }
  talk_choice: { person_id: string; group_id: string; letters: Letters; told_to: Date }
}
