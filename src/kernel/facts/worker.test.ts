import { setTimeout as wait } from 'node:timers/promises'
import pino from 'pino'
import { afterEach, expect, test } from 'vitest'
import { z } from 'zod'
import { inTransaction } from '#kernel/database/transactions.ts'
import { startWorker } from '#kernel/jobs/worker.ts'
import { testDatabase } from '#test/database.ts'
import { fact, reaction } from './facts.ts'
import { record, theProgram } from './record.ts'

const BreadBaked = fact('town.BreadBaked', z.strictObject({ loaves: z.number().int() }))

const afterwards: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const end of afterwards.splice(0).reverse()) await end()
})

test('a consequence happens', async () => {
  const town = await testDatabase()
  afterwards.push(town.stop)
  const seen: unknown[] = []
  const worker = startWorker(town.database, {
    concurrency: 2,
    reactions: [
      reaction('town.tell', BreadBaked, async ({ community }, { loaves }) => {
        seen.push([community.slug, loaves])
      }),
    ],
    tasks: [],
    schedule: [],
    originOf: () => 'http://town.example',
    log: pino({ level: 'debug' }),
    pollInterval: 100,
  })
  afterwards.push(worker.stop)
  await inTransaction(town.community.write, (tx) => record(tx, theProgram, BreadBaked, { loaves: 3 }))
  while (!seen.length) await wait(50)
  expect(seen).toEqual([['town', 3]])
})
