import { setTimeout as wait } from 'node:timers/promises'
import type { Kysely, Transaction } from 'kysely'

/** PostgreSQL's codes for «try again»: serialisation failure and deadlock. */
const again = new Set(['40001', '40P01'])
const attempts = 6

export const codeOf = (error: unknown): string | null =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null

const retried = async <Result>(work: () => Promise<Result>): Promise<Result> => {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work()
    } catch (error) {
      if (attempt === attempts || !again.has(codeOf(error) ?? '')) throw error
      await wait(2 ** attempt * 2 + Math.random() * 10 * attempt)
    }
  }
}

/**
 * One intention of a person: all of it happens or none. Runs again when PostgreSQL says that it collided with another
 * (40001, 40P01), at most six times, so `work` must have no effect outside the transaction.
 */
export const inTransaction = <Tables, Result>(
  db: Kysely<Tables>,
  work: (tx: Transaction<Tables>) => Promise<Result>,
): Promise<Result> =>
  db.isTransaction ? work(db as Transaction<Tables>) : retried(() => db.transaction().execute(work))

/** Several reads that must see the same moment: REPEATABLE READ, read-only. One read alone needs no transaction. */
export const inSnapshot = <Tables, Result>(
  db: Kysely<Tables>,
  work: (tx: Transaction<Tables>) => Promise<Result>,
): Promise<Result> =>
  retried(() => db.transaction().setIsolationLevel('repeatable read').setAccessMode('read only').execute(work))
