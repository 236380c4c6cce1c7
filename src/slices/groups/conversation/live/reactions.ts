import { sql } from 'kysely'
import type { AnyTx } from '#kernel/database/database.ts'
import { reaction } from '#kernel/facts/facts.ts'
import { tell } from '#kernel/live/hearing.ts'
import { DecisionUndone, ThingModerated } from '#slices/safety/facts.ts'
import { maybeDecided } from '#slices/safety/queries.ts'
import { topicOf } from '../commands.ts'

/** What moderation did to a post shows at once wherever it is looked at. */
const showAgain = async (tx: AnyTx, decisionId: string) => {
  const thing = await maybeDecided(tx, decisionId)
  if (thing?.kind !== 'post') return
  const { rows } = await sql<{ group_id: string; thread_id: string }>`select * from place_of_post(${thing.id})`.execute(
    tx,
  )
  const place = rows[0]
  if (!place) return
  const news = { kind: 'change', post: thing.id, thread: place.thread_id, by: null, begun: null }
  await tell(tx, topicOf(place.group_id), news)
}

export const showModerated = reaction('groups.show_moderated', ThingModerated, ({ tx }, { decisionId }) =>
  showAgain(tx, decisionId),
)

export const showGivenBack = reaction('groups.show_given_back', DecisionUndone, ({ tx }, { decisionId }) =>
  showAgain(tx, decisionId),
)
