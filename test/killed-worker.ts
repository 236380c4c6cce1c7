import { sql } from 'kysely'
import type pg from 'pg'
import { z } from 'zod'
import { openDatabase } from '#kernel/database/open.ts'
import { fact, reaction } from '#kernel/facts/facts.ts'
import { workerFor } from '#test/work.ts'

/** A program of its own for the tests to kill: it starts a consequence, says so, and never ends it. */
const connection = JSON.parse(process.argv[2]!) as pg.ClientConfig
const BreadBaked = fact('town.BreadBaked', z.strictObject({ loaves: z.number() }))

workerFor(await openDatabase({ connection, migrations: [] }), {
  concurrency: 1,
  reactions: [
    reaction('test.shelve', BreadBaked, async ({ tx }, { loaves }) => {
      await sql`insert into shelf values (${loaves})`.execute(tx)
      process.stdout.write('half done\n')
      await new Promise(() => setInterval(() => {}, 1_000))
    }),
  ],
})
