import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { Config } from '#kernel/config/config.ts'
import { root } from '#kernel/config/root.ts'
import { connect } from '#kernel/database/connect.ts'
import { allMigrations } from '#kernel/database/migrations.ts'
import { type Database, openDatabase } from '#kernel/database/open.ts'
import { ladder } from './slices.ts'

export const version = (JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as { version: string })
  .version

/** Opens the database that the settings name. `serve` owns the data folder; `join` takes part in whoever does. */
export const openStore = async (
  config: Config,
  how: 'serve' | 'join',
  tell?: (line: string) => void,
): Promise<Database> => {
  const running = await connect(config, how, tell)
  try {
    return await openDatabase({ connection: running.connection, migrations: allMigrations(ladder), stop: running.stop })
  } catch (error) {
    await running.stop()
    throw error
  }
}
