import pg from 'pg'
import type { Running } from './embedded.ts'

const oldest = 150_000

/**
 * The server that DATABASE_URL names.
 * @throws Error saying what is wrong with it: out of reach, too old
 */
export const externalPostgres = async (url: string): Promise<Running> => {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 })
  try {
    await client.connect()
    const { rows } = await client.query<{ number: string; version: string }>(
      `select current_setting('server_version_num') as number, current_setting('server_version') as version`,
    )
    if (Number(rows[0]?.number) < oldest) {
      throw new Error(`DATABASE_URL leads to PostgreSQL ${rows[0]?.version}. Wellmet needs 15 or newer.`)
    }
    return { connection: { connectionString: url }, stop: async () => {} }
  } finally {
    await client.end().catch(() => {})
  }
}
