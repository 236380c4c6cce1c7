import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { ladder } from '#app/slices.ts'
import type { Community } from '#kernel/database/database.ts'
import { allMigrations } from '#kernel/database/migrations.ts'
import { type Database, openDatabase } from '#kernel/database/open.ts'
import { connectionTo, startCluster, stopCluster } from '#kernel/database/postgres.ts'

/**
 * A PostgreSQL of one's own for a benchmark, with the settings of the program's, and one community. Loading need not be durable. What
 * lies in a `kept` folder stays there for the next run.
 */
export const benchDatabase = async (
  kept: string | null = null,
): Promise<{
  database: Database
  community: Community
  stop: () => Promise<void>
}> => {
  const folder = kept ?? mkdtempSync(path.join(tmpdir(), 'wm-bench-'))
  mkdirSync(folder, { recursive: true })
  const { reached, process } = await startCluster(path.join(folder, 'pg'), folder, {
    fsync: 'off',
    synchronous_commit: 'off',
    max_wal_size: '4GB',
    wal_level: 'minimal',
    max_wal_senders: '0',
    autovacuum: 'off',
  })
  const database = await openDatabase({ connection: connectionTo(reached), migrations: allMigrations(ladder) })
  await database.migrate()
  const community =
    (await database.community('bench')) ??
    (await database.addCommunity({ slug: 'bench', name: 'Bench', zone: 'Europe/London' }))
  const stop = async () => {
    await database.stop()
    await stopCluster(process)
    if (!kept) rmSync(folder, { recursive: true, force: true })
  }
  return { database, community, stop }
}
