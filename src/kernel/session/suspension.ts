import { type AnyTx, acrossTx, type Tx } from '#kernel/database/database.ts'
import type { SessionTables } from './tables.ts'

/** Lets somebody read but not write until then; `null` lets them write again. Sessions stay: whoever reads the reason must be signed in. */
export const suspendPerson = async (tx: AnyTx, personId: string, until: Date | null): Promise<void> => {
  await (acrossTx(tx) as Tx<SessionTables>)
    .updateTable('person')
    .set({ suspended_until: until })
    .where('id', '=', personId)
    .execute()
}
