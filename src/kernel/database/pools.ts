import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import { appRole } from './platform.ts'

const time = 20_000

/**
 * A pool whose connections lie in one community's schema as the app role. A lost connection is replaced by the next request: the
 * error handler is what keeps a database restart from ending the program.
 */
export const communityPool = (
  connection: pg.ClientConfig,
  schema: string,
  { readOnly, max }: { readOnly: boolean; max: number },
): pg.Pool => {
  const pool = new pg.Pool({
    ...connection,
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
      ...(readOnly ? ['-c default_transaction_read_only=on'] : []),
    ].join(' '),
  })
  pool.on('error', () => {})
  return pool
}

export const kyselyOn = (pool: pg.Pool): Kysely<any> => new Kysely({ dialect: new PostgresDialect({ pool }) })
