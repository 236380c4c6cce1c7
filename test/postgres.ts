import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { ladder } from '#app/slices.ts'
import { allMigrations } from '#kernel/database/migrations.ts'
import { openDatabase } from '#kernel/database/open.ts'
import { connectionTo, startCluster, stopCluster } from '#kernel/database/postgres.ts'
import { within } from './within.ts'

declare module 'vitest' {
  interface ProvidedContext {
    postgres: pg.ClientConfig
    template: string
  }
}

/** Fast and forgetful: a test's database need not survive anything. Durability has its own tests on its own servers. */
const forgetful = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  max_connections: '200',
  wal_level: 'minimal',
  max_wal_senders: '0',
}

const embedded = async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'wm-'))
  const { reached, process } = await startCluster(path.join(folder, 'pg'), folder, forgetful)
  const stop = async () => {
    await stopCluster(process)
    rmSync(folder, { recursive: true, force: true })
  }
  return { connection: connectionTo(reached), stop }
}

const external = (url: string) => ({ connection: { connectionString: url }, stop: async () => {} })

/** A database with one migrated community, that each test file copies in about 50 ms. */
const makeTemplate = async (connection: pg.ClientConfig, template: string) => {
  const admin = new pg.Client(connection)
  await admin.connect()
  await admin.query(`create database ${template}`)
  await admin.end()
  const database = await openDatabase({ connection: within(connection, template), migrations: allMigrations(ladder) })
  await database.addCommunity({ slug: 'town', name: 'Town', zone: 'Europe/London', demo: true })
  await database.stop()
}

/** One PostgreSQL for a whole test run: our own, or the server that DATABASE_URL names. */
export default async function setup(project: TestProject) {
  const url = process.env.DATABASE_URL
  const { connection, stop } = url ? external(url) : await embedded()
  const template = `wellmet_template_${process.pid}_${Date.now()}`
  await makeTemplate(connection, template)
  project.provide('postgres', connection)
  project.provide('template', template)
  return async () => {
    if (url) {
      const admin = new pg.Client(connection)
      await admin.connect()
      await admin.query(`drop database if exists ${template} with (force)`)
      await admin.end()
    }
    await stop()
  }
}
