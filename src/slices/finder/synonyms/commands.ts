import type { Db } from '#kernel/database/database.ts'
import { newId } from '#kernel/database/id.ts'
import { inTransaction } from '#kernel/database/transactions.ts'
import { NotFound } from '#kernel/errors/errors.ts'
import { record } from '#kernel/facts/record.ts'
import type { Actor } from '#kernel/session/actor.ts'
import { SynonymAdded, SynonymRemoved } from '../facts.ts'
import { tokensOf } from '../fold/rules.ts'
import type { FinderTables } from '../tables.ts'
import { lexemesOf } from '../words/commands.ts'
import type { NewSynonym } from './fields.ts'

export type Added = 'added' | 'known' | 'nothingToLookFor'

/** From now on, who types the phrase also finds what the others of its meaning find. */
export const addSynonym = (
  db: Db<FinderTables>,
  actor: Actor,
  { meaning, language, phrase }: NewSynonym,
): Promise<Added> =>
  inTransaction(db, async (tx): Promise<Added> => {
    const tokens = tokensOf(phrase)
    const stems = await lexemesOf(tx, language, tokens)
    const lexemes = tokens.flatMap((token) => stems.get(token) ?? [])
    if (!lexemes.length) return 'nothingToLookFor'

    const id = newId()
    const added = await tx
      .insertInto('finder_synonym')
      .values({ id, meaning, language, phrase, tokens, lexemes })
      .onConflict((same) => same.columns(['meaning', 'language', 'phrase']).doNothing())
      .returning('id')
      .executeTakeFirst()
    if (!added) return 'known'
    await record(tx, actor, SynonymAdded, { synonymId: id })
    return 'added'
  })

/** Takes a phrase out of its meaning, and says which one it was. */
export const removeSynonym = (db: Db<FinderTables>, actor: Actor, id: string): Promise<string> =>
  inTransaction(db, async (tx) => {
    const removed = await tx.deleteFrom('finder_synonym').where('id', '=', id).returning('phrase').executeTakeFirst()
    if (!removed) throw new NotFound()
    await record(tx, actor, SynonymRemoved, { synonymId: id })
    return removed.phrase
  })
