import { sql } from 'kysely'
import type { Tx } from '#kernel/database/database.ts'
import { newId } from '#kernel/database/id.ts'
import { type Thing, tables, touchedThing } from '../../editing/rules.ts'
import { putFound } from '../../finding/commands.ts'
import type { DirectoryTables } from '../../tables.ts'
import type { FreshnessTables } from '../tables.ts'

type Check = FreshnessTables['record_check']

interface Made {
  thing: Thing
  how: Check['how']
  outcome: Check['outcome']
  personId: string | null
  cycleId?: string | null
}

/**
 * Somebody made sure: the listing says so from now on, and whoever was to be asked about it is asked no more. In the caller's
 * transaction, after whatever was changed.
 */
export const keepCheck = async (
  tx: Tx<DirectoryTables>,
  { thing, how, outcome, personId, cycleId = null }: Made,
  now: Date,
): Promise<void> => {
  await tx
    .insertInto('record_check')
    .values({
      id: newId(),
      thing_kind: thing.kind,
      thing_id: thing.id,
      cycle_id: cycleId,
      checked_at: now,
      how,
      outcome,
      person_id: personId,
    })
    .execute()
  await sql`update ${sql.ref(tables[thing.kind])} set checked_at = ${now} where id = ${thing.id}`.execute(tx)
  await tx
    .updateTable('check_cycle')
    .set({ ended_at: now, outcome: 'elsewhere', claimed_by: null, claimed_until: null })
    .where('thing_id', '=', thing.id)
    .where('ended_at', 'is', null)
    .execute()
  await putFound(tx, touchedThing(thing), now)
}
