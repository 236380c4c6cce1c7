import type { AnyDb, Db } from '#kernel/database/database.ts'
import { asSealed, beginning, sealOf } from './seal.ts'
import type { FactTables } from './tables.ts'

/** What a look along the chain found. */
export type ChainState =
  | { kind: 'whole'; sealed: number; waiting: number; head: string }
  | { kind: 'broken'; at: string; because: 'changed' | 'missing' | 'cut' }

const step = 5_000

/**
 * Follows the chain from its beginning and computes each seal again: `broken` names the first place that does not fit. `head` is
 * the last seal in hexadecimal. Whoever notes it elsewhere gives it (or its beginning) as `noted` later: where no seal begins so, facts
 * were cut off at the end.
 */
export const verifyFacts = async (db: AnyDb, noted = ''): Promise<ChainState> => {
  const facts = db as Db<FactTables>
  let [sequence, seal] = [0n, beginning]
  let isThere = noted === ''
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
      isThere ||= seal.toString('hex').startsWith(noted)
    }
    if (rows.length < step) {
      if (!isThere) return { kind: 'broken', at: String(sequence + 1n), because: 'cut' }
      return { kind: 'whole', sealed: Number(sequence), waiting: await waitingFor(facts), head: seal.toString('hex') }
    }
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
