import { type Kysely, sql, type Transaction } from 'kysely'
import { inTransaction } from './transactions.ts'

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/iu

interface Viewer {
  personId: string | null
}

/**
 * Tells PostgreSQL for the rest of the transaction who looks, so that row-level security shows what is theirs alone. Policies read
 * `nullif(current_setting('wellmet.viewer', true), '')::uuid`; without a viewer it is null, and confidential tables are empty.
 * `set local` takes no parameters, therefore the id is checked and written out (a `set_config` would not reach the nodes of a Citus cluster).
 */
export const lookAs = async (tx: Transaction<any>, { personId }: Viewer): Promise<void> => {
  if (personId !== null && !uuid.test(personId)) throw new Error('a viewer is known by a UUID')
  await sql`set local wellmet.viewer = ${sql.lit(personId ?? '')}`.execute(tx)
}

/** One transaction in which row-level security knows who looks. Reads through `community.read` stay read-only. */
export const asViewer = <Tables, Result>(
  db: Kysely<Tables>,
  viewer: Viewer,
  work: (tx: Transaction<Tables>) => Promise<Result>,
): Promise<Result> =>
  inTransaction(db, async (tx) => {
    await lookAs(tx, viewer)
    return await work(tx)
  })
