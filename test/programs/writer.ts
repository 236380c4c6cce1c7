// A program for tests that kill it: owns a data folder, writes rows one after another, and says each that was acknowledged.

import pg from 'pg'
import { readConfig } from '#kernel/config/config.ts'
import { ownPostgres } from '#kernel/database/embedded.ts'

const { dataFolder } = readConfig(process.env)
const say = (line: string) => process.stdout.write(`${line}\n`)

try {
  const running = await ownPostgres(dataFolder, (line) => say(`# ${line}`))
  const pool = new pg.Pool({ ...running.connection, max: 2, connectionTimeoutMillis: 2_000 })
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))
  await pool.query('create table if not exists written (n bigserial primary key, at timestamptz default now())')
  const { rows } = await pool.query<{ count: string }>('select count(*) as count from written')
  say(`ready ${rows[0]?.count}`)
  if (process.argv.includes('--once')) {
    await pool.end()
    await running.stop()
    process.exit(0)
  }
  process.on('SIGTERM', async () => {
    await pool.end()
    await running.stop()
    process.exit(0)
  })
  for (;;) {
    try {
      const { rows: written } = await pool.query<{ n: string }>('insert into written default values returning n')
      say(`wrote ${written[0]?.n}`)
    } catch (error) {
      say(`refused ${error instanceof Error && 'code' in error ? error.code : ''}`)
      await new Promise((done) => setTimeout(done, 50))
    }
  }
} catch (error) {
  say(`error ${error instanceof Error ? error.message : error}`)
  process.exit(3)
}
