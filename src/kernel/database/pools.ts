import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import { KeepingClient } from './kept.ts'
import { appRole } from './platform.ts'

const time = 20_000

/** A connection that is lost while idle, or while somebody holds it between two queries, must not end the program. */
export const survivor = (pool: pg.Pool): pg.Pool => {
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))
  return pool
}

/**
 * A pool whose connections lie in one community's schema as the app role. A lost connection is replaced by
 * the next request.
 */
export const communityPool = (
  connection: pg.ClientConfig,
  schema: string,
  { readOnly, max }: { readOnly: boolean; max: number },
): pg.Pool => {
  const pool = new pg.Pool({
    ...connection,
    Client: KeepingClient,
    max,
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 60_000,
    allowExitOnIdle: true,
    application_name: readOnly ? 'wellmet reads' : 'wellmet writes',
    options: [
      `-c search_path="${schema}",extensions,public`,
      `-c role=${appRole}`,
      `-c statement_timeout=${time}`,
      `-c idle_in_transaction_session_timeout=${time}`,
      `-c lock_timeout=10000`,
      // Compiling costs more than it gains where a statement reads few rows, and a server of one's own may have it on.
      '-c jit=off',
      ...(readOnly ? ['-c default_transaction_read_only=on'] : []),
    ].join(' '),
  })
  return survivor(pool)
}

export const kyselyOn = (pool: pg.Pool): Kysely<any> => new Kysely({ dialect: new PostgresDialect({ pool }) })
