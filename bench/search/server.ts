import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { ladder } from '#app/slices.ts'
import type { Community } from '#kernel/database/database.ts'
import { allMigrations } from '#kernel/database/migrations.ts'
import { type Database, openDatabase } from '#kernel/database/open.ts'
import { connectionTo, startCluster, stopCluster } from '#kernel/database/postgres.ts'

/** A PostgreSQL of one's own for a benchmark, with the settings of the program's, and one community. Loading need not be durable. */
export const benchDatabase = async (): Promise<{
  database: Database
  community: Community
  stop: () => Promise<void>
}> => {
  const folder = mkdtempSync(path.join(tmpdir(), 'wm-bench-'))
  const { reached, process } = await startCluster(path.join(folder, 'pg'), folder, {
    fsync: 'off',
    synchronous_commit: 'off',
    max_wal_size: '4GB',
  })
  const database = await openDatabase({ connection: connectionTo(reached), migrations: allMigrations(ladder) })
  const community = await database.addCommunity({ slug: 'bench', name: 'Bench', zone: 'Europe/London' })
  const stop = async () => {
    await database.stop()
    await stopCluster(process)
    rmSync(folder, { recursive: true, force: true })
  }
  return { database, community, stop }
}
