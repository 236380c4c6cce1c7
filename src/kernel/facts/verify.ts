import type { AnyDb, Db } from '#kernel/database/database.ts'
import { asSealed, beginning, sealOf } from './seal.ts'
import type { FactTables } from './tables.ts'

/** What a look along the chain found. */
export type ChainState =
  | { kind: 'whole'; sealed: number; waiting: number; head: string }
  | { kind: 'broken'; at: string; because: 'changed' | 'missing' }

const step = 5_000

/**
 * Follows the chain from its beginning and computes each seal again: `broken` names the first place that does not fit. `head` is
 * the last seal in hexadecimal: whoever notes it elsewhere can prove later that no facts were cut off at the end.
 */
export const verifyFacts = async (db: AnyDb): Promise<ChainState> => {
  const facts = db as Db<FactTables>
  let [sequence, seal] = [0n, beginning]
  for (;;) {
    const rows = await asSealed(facts.selectFrom('fact'))
      .select(['sequence', 'seal'])
      .where('sequence', '>', String(sequence))
      .orderBy('sequence')
      .limit(step)
      .execute()
    for (const row of rows) {
      sequence++
      if (row.sequence !== String(sequence)) return { kind: 'broken', at: String(sequence), because: 'missing' }
      seal = sealOf(seal, String(sequence), row)
      if (!row.seal?.equals(seal)) return { kind: 'broken', at: String(sequence), because: 'changed' }
    }
    if (rows.length < step)
      return { kind: 'whole', sealed: Number(sequence), waiting: await waitingFor(facts), head: seal.toString('hex') }
  }
}

const waitingFor = async (facts: Db<FactTables>) => {
  const { count } = await facts
    .selectFrom('fact')
    .select((of) => of.fn.countAll<string>().as('count'))
    .where('sequence', 'is', null)
    .executeTakeFirstOrThrow()
  return Number(count)
}
