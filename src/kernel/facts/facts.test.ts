import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { inTransaction } from '#kernel/database/transactions.ts'
import { testDatabase } from '#test/database.ts'
import { fact } from './facts.ts'
import { record, theProgram } from './record.ts'

const BreadBaked = fact('town.BreadBaked', z.strictObject({ loaves: z.number().int() }))

let town: Awaited<ReturnType<typeof testDatabase>>
beforeAll(async () => {
  town = await testDatabase()
})
afterAll(() => town.stop())

test('a fact and its job stand or fall with the transaction', async () => {
  const { community, database } = town
  await inTransaction(community.write, (tx) => record(tx, theProgram, BreadBaked, { loaves: 3 }))
  await expect(
    inTransaction(community.write, async (tx) => {
      await record(tx, theProgram, BreadBaked, { loaves: 4 })
      throw new Error('the oven went out')
    }),
  ).rejects.toThrow('the oven')
  const { rows } = await database.owner.query('select data from c_town.fact')
  expect(rows).toEqual([{ data: { loaves: 3 } }])
  const jobs = await database.owner.query('select task_identifier from graphile_worker.jobs')
  expect(jobs.rows).toEqual([{ task_identifier: 'facts.consequences' }])
})
