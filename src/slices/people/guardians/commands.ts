import type { Db, Tx } from '#kernel/database/database.ts'
import { inTransaction } from '#kernel/database/transactions.ts'
import { record } from '#kernel/facts/record.ts'
import type { Actor } from '#kernel/session/actor.ts'
import { AgeRuleChanged, AgeSettled } from '../facts.ts'
import type { PeopleTables } from '../tables.ts'
import { ageRule } from './queries.ts'
import { type AgeRule, type Band, bandOf } from './rules.ts'

/** Writes the band down as it is: for seeding, and for a desk that was told «adult» or «minor» and no year. */
export const keepBand = async (db: Db<PeopleTables>, personId: string, band: Band, now: Date): Promise<void> => {
  await db
    .insertInto('age_band')
    .values({ person_id: personId, band, settled_at: now })
    .onConflict((conflict) => conflict.column('person_id').doUpdateSet({ band, settled_at: now }))
    .execute()
}

export type AgeOutcome = { kind: 'kept'; band: Band } | { kind: 'tooYoung'; minimum: number }

/** A person tells the year of birth: only the band is kept here, and nothing at all of somebody who is too young to join. */
export const settleAge = async (
  tx: Tx<PeopleTables>,
  actor: Actor,
  { personId, birthYear }: { personId: string; birthYear: number },
  now: Date,
): Promise<AgeOutcome> => {
  const rule = await ageRule(tx)
  const band = bandOf(birthYear, now, rule)
  if (band === 'under_minimum') return { kind: 'tooYoung', minimum: rule.minimum }
  await keepBand(tx, personId, band, now)
  await record(tx, actor, AgeSettled, { personId })
  return { kind: 'kept', band }
}

export const changeAgeRule = (db: Db<PeopleTables>, actor: Actor, rule: AgeRule): Promise<void> =>
  inTransaction(db, async (tx) => {
    const { minimum, unknownIsMinor } = rule
    await tx.updateTable('age_rule').set({ minimum, unknown_is_minor: unknownIsMinor }).execute()
    await record(tx, actor, AgeRuleChanged, { minimum })
  })
