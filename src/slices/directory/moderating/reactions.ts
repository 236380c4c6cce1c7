import { acrossTx } from '#kernel/database/database.ts'
import { type ReactionContext, reaction } from '#kernel/facts/facts.ts'
import { DecisionUndone, ThingModerated } from '#slices/safety/facts.ts'
import { putFound } from '../finding/commands.ts'
import { maybeTouched } from './queries.ts'

const findAgain = async ({ tx, at }: ReactionContext, { decisionId }: { decisionId: string }) => {
  const touched = await maybeTouched(tx, decisionId)
  if (touched) await putFound(acrossTx(tx), touched, at)
}

/** What moderators hide is found no more, and what they give back is found again. */
export const findModeratedListing = reaction('directory.find_moderated', ThingModerated, findAgain)
export const findListingGivenBack = reaction('directory.find_given_back', DecisionUndone, findAgain)
