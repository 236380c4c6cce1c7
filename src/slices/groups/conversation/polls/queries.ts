import { sql } from 'kysely'
import type { Tx } from '#kernel/database/database.ts'
import { unblocked } from '#slices/people/blocks/queries.ts'
import type { ConversationTables } from '../tables.ts'

export interface Poll {
  several: boolean
  closesAt: Date | null
  closed: boolean
  votes: number
  voted: boolean
  options: { id: string; words: string; votes: number; mine: boolean }[]
}

interface Row {
  post_id: string
  id: string
  words: string
  votes: number
  mine: boolean
}

/** The polls among some posts, with numbers and never names. `votes` counts people, not ticks. */
export const pollsOf = async (
  tx: Tx<ConversationTables>,
  viewerId: string | null,
  posts: string[],
  now: Date,
): Promise<Map<string, Poll>> => {
  const polls = await tx.selectFrom('poll').selectAll().where('post_id', 'in', posts).execute()
  if (!polls.length) return new Map()
  const ids = polls.map(({ post_id }) => post_id)
  const counted = unblocked(viewerId, 'poll_vote.person_id')
  const { rows } = await sql<Row>`select poll_option.post_id, poll_option.id, poll_option.words,
      count(poll_vote.person_id)::int as votes,
      coalesce(bool_or(poll_vote.person_id is not distinct from ${viewerId}::uuid and poll_vote.person_id is not null), false) as mine
    from poll_option left join poll_vote on poll_vote.option_id = poll_option.id and ${counted}
    where poll_option.post_id = any(${ids}::uuid[])
    group by poll_option.post_id, poll_option.id, poll_option.words, poll_option.place
    order by poll_option.post_id, poll_option.place`.execute(tx)
  const voters = await sql<{ post_id: string; votes: number }>`select post_id, count(distinct person_id)::int as votes
    from poll_vote where post_id = any(${ids}::uuid[]) and ${counted} group by post_id`.execute(tx)
  const people = new Map(voters.rows.map(({ post_id, votes }) => [post_id, votes]))
  return new Map(
    polls.map(({ post_id, several, closes_at }) => {
      const options = rows.filter((row) => row.post_id === post_id).map(({ post_id: _, ...option }) => option)
      const voted = options.some((option) => option.mine)
      const closed = closes_at !== null && closes_at <= now
      return [post_id, { several, closesAt: closes_at, closed, votes: people.get(post_id) ?? 0, voted, options }]
    }),
  )
}
