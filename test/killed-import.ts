import { writeSync } from 'node:fs'
import type pg from 'pg'
import { openDatabase } from '#kernel/database/open.ts'
import { importHsds } from '#slices/directory/hsds/commands.ts'

/** A program of its own for the tests to kill: it reads a directory and says how far it is. */
const [, , connection, given, source] = process.argv as [string, string, string, string, string]
const database = await openDatabase({ connection: JSON.parse(connection) as pg.ClientConfig, migrations: [] })
await importHsds(given, (await database.community('town'))!, {
  source: { id: source },
  progress: (step, done) => writeSync(1, `${step} ${done}\n`),
})
await database.stop()
