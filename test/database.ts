import pg from 'pg'
import { inject } from 'vitest'
import { ladder } from '#app/slices.ts'
import type { Community } from '#kernel/database/database.ts'
import { allMigrations } from '#kernel/database/migrations.ts'
import { type Database, openDatabase } from '#kernel/database/open.ts'
import { within } from './within.ts'

let made = 0

const asAdmin = async (statement: string) => {
  const admin = new pg.Client(inject('postgres'))
  await admin.connect()
  await admin.query(statement)
  await admin.end()
}

/** A database of one's own, copied from a template, with the migrated community `town`. Call `stop` when done. */
export const testDatabase = async (
  template = inject('template'),
): Promise<{
  database: Database
  community: Community
  stop: () => Promise<void>
}> => {
  const name = `wellmet_test_${process.pid}_${++made}_${Math.random().toString(36).slice(2, 8)}`
  // Copied as files, a third of the time that writing it page by page into the log takes.
  await asAdmin(`create database ${name} template ${template} strategy file_copy`)
  const database = await openDatabase({
    connection: within(inject('postgres'), name),
    migrations: allMigrations(ladder),
  })
  const stop = async () => {
    await database.stop()
    await asAdmin(`drop database if exists ${name} with (force)`)
  }
  return { database, community: (await database.community('town'))!, stop }
}
