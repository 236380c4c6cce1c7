import type { Db } from '#kernel/database/database.ts'
import { inTransaction } from '#kernel/database/transactions.ts'
import { NotFound } from '#kernel/errors/errors.ts'
import { record } from '#kernel/facts/record.ts'
import type { Actor } from '#kernel/session/actor.ts'
import { AgeRuleChanged, AgeSettled } from '../facts.ts'
import type { PeopleTables } from '../tables.ts'
import type { AgeRule, Band } from './rules.ts'

/** Writes the band down as it is: for seeding, and for a desk that was told «adult» or «minor» and no year. */
export const keepBand = async (db: Db<PeopleTables>, personId: string, band: Band, now: Date): Promise<void> => {
  await db
    .insertInto('age_band')
    .values({ person_id: personId, band, settled_at: now })
    .onConflict((conflict) => conflict.column('person_id').doUpdateSet({ band, settled_at: now }))
    .execute()
}

/** Somebody at the desk saw how old somebody is. The year of birth is not asked for. */
export const settleBand = (
  db: Db<PeopleTables>,
  actor: Actor,
  { personId, band }: { personId: string; band: Exclude<Band, 'under_minimum'> },
  now: Date,
): Promise<void> =>
  inTransaction(db, async (tx) => {
    if (actor.actedBy || actor.personId === personId) throw new NotFound()
    await keepBand(tx, personId, band, now)
    await record(tx, actor, AgeSettled, { personId })
  })

export const changeAgeRule = (db: Db<PeopleTables>, actor: Actor, rule: AgeRule): Promise<void> =>
  inTransaction(db, async (tx) => {
    const { minimum, unknownIsMinor } = rule
    await tx.updateTable('age_rule').set({ minimum, unknown_is_minor: unknownIsMinor }).execute()
    await record(tx, actor, AgeRuleChanged, { minimum })
  })
