import { setTimeout as wait } from 'node:timers/promises'
import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import type { AnyTx } from '#kernel/database/database.ts'
import { inTransaction } from '#kernel/database/transactions.ts'
import { parkedJobs } from '#kernel/jobs/parking.ts'
import { testDatabase } from '#test/database.ts'
import { hurry, jobsLeft, until, workerFor } from '#test/work.ts'
import { fact, type Reaction, reaction } from './facts.ts'
import { record, theProgram } from './record.ts'
import { sealFacts } from './seal.ts'
import { verifyFacts } from './verify.ts'

const BreadBaked = fact('town.BreadBaked', z.strictObject({ loaves: z.number() }))
const DoorOpened = fact('town.DoorOpened', z.strictObject({}), { auditOnly: true })

let town: Awaited<ReturnType<typeof testDatabase>>
const owner = (statement: string) => town.database.owner.query(statement)
const afterwards: (() => Promise<void>)[] = []

beforeAll(async () => {
  town = await testDatabase()
  await owner('create table c_town.shelf (loaves float8); grant all on c_town.shelf to wellmet_app')
})
afterAll(() => town.stop())
beforeEach(() =>
  owner(
    'truncate c_town.fact, c_town.reaction_done, c_town.parked_job, c_town.shelf; delete from graphile_worker._private_jobs',
  ),
)
afterEach(async () => {
  for (const end of afterwards.splice(0).reverse()) await end()
})

const bake = (loaves: number) =>
  inTransaction(town.community.write, (tx) => record(tx, theProgram, BreadBaked, { loaves }))
const shelve = (tx: AnyTx, loaves: number) => sql`insert into shelf values (${loaves})`.execute(tx)
const shelf = async () =>
  (await owner('select loaves from c_town.shelf order by loaves')).rows.map(({ loaves }) => loaves)
const seal = () => inTransaction(town.community.write, (tx) => sealFacts(tx))
const settled = () => until(async () => (await jobsLeft(town.database)) === 0)
const work = (...reactions: Reaction[]) => {
  afterwards.push(workerFor(town.database, { reactions }).stop)
}

describe('a fact', () => {
  test('and its job stand or fall with the transaction', async () => {
    await bake(3)
    await expect(
      inTransaction(town.community.write, async (tx) => {
        await record(tx, theProgram, BreadBaked, { loaves: 4 })
        throw new Error('the oven went out')
      }),
    ).rejects.toThrow('the oven')
    expect((await owner('select data, by from c_town.fact')).rows).toEqual([{ data: { loaves: 3 }, by: null }])
    expect(await jobsLeft(town.database)).toBe(1)
  })

  test('for the record alone leaves no job', async () => {
    await inTransaction(town.community.write, (tx) => record(tx, theProgram, DoorOpened, {}))
    expect(await jobsLeft(town.database)).toBe(0)
  })

  test.each([[{ loaves: 'three' }], [{ loaves: 3, baker: 'Joe' }], [{}]])(
    'of another shape is a mistake: %j',
    async (data) => {
      await expect(
        inTransaction(town.community.write, (tx) => record(tx, theProgram, BreadBaked, data as never)),
      ).rejects.toThrow()
      expect((await owner('select 1 from c_town.fact')).rows).toEqual([])
    },
  )

  test.each([
    `update fact set data = '{}'`,
    `update fact set at = now()`,
    `update fact set by = id`,
    'delete from fact',
    'truncate fact',
  ])('cannot be changed by the role that requests run under: %s', async (statement) => {
    await bake(3)
    await expect(sql.raw(statement).execute(town.community.write)).rejects.toThrow('permission denied')
  })
})

describe('the role of requests', () => {
  test.each(['select 1 from graphile_worker._private_jobs', 'select graphile_worker.add_job($$x$$)'])(
    'has no way into the queue: %s',
    async (statement) => {
      await expect(sql.raw(statement).execute(town.community.write)).rejects.toThrow('permission denied')
    },
  )
})

describe('what follows from a fact', () => {
  test('happens in its community, with the fact at hand', async () => {
    const seen: unknown[] = []
    work(
      reaction('test.see', BreadBaked, async ({ community, origin, factId, by, tx }, { loaves }) => {
        await shelve(tx, loaves)
        seen.push({ slug: community.slug, origin, factId, by })
      }),
    )
    const factId = await bake(3)
    await settled()
    expect(seen).toEqual([{ slug: 'town', origin: 'https://town.example', factId, by: null }])
    expect(await shelf()).toEqual([3])
  })

  test('has its effect exactly once, though the job runs twice and fails in between', async () => {
    let runs = 0
    work(
      reaction('test.shelve', BreadBaked, async ({ tx }, { loaves }) => {
        await shelve(tx, loaves)
        if (++runs === 1) throw new Error('tripped on the way')
      }),
    )
    const id = await bake(3)
    await until(async () => {
      await hurry(town.database)
      return runs === 2
    })
    await settled()
    for (const task of ['facts.consequences', 'facts.react'])
      await owner(
        `select graphile_worker.add_job('${task}', '{"schema":"c_town","data":{"fact":"${id}","reaction":"test.shelve"}}'::json)`,
      )
    await settled()
    expect(await shelf()).toEqual([3])
  })

  test('twenty facts at once, two consequences each: none is lost, none is doubled', async () => {
    const plus = (more: number) =>
      reaction(`test.plus_${more}`, BreadBaked, ({ tx }, { loaves }) => shelve(tx, loaves + more).then(() => {}))
    work(plus(100), plus(200))
    await Promise.all(Array.from({ length: 20 }, (_, loaves) => bake(loaves)))
    await settled()
    const expected = Array.from({ length: 20 }, (_, loaves) => [100 + loaves, 200 + loaves]).flat()
    expect(await shelf()).toEqual(expected.sort((a, b) => a - b))
  })

  test('that fails does not keep the others from happening, and is parked in the end', async () => {
    work(
      reaction('test.fail', BreadBaked, async () => {
        throw new Error('no shelf here')
      }),
      reaction('test.shelve', BreadBaked, ({ tx }, { loaves }) => shelve(tx, loaves).then(() => {})),
    )
    await bake(5)
    await until(async () => {
      await hurry(town.database)
      return (await parkedJobs(town.community.read)).length === 1
    }, 60)
    expect(await shelf()).toEqual([5])
    expect((await parkedJobs(town.community.read))[0]).toMatchObject({
      task: 'facts.react',
      lastError: 'Error: no shelf here',
    })
    await settled()
  })
})

describe('the chain', () => {
  test('is whole after facts were sealed in batches, by two sealers at once', async () => {
    for (let round = 0; round < 3; round++) {
      await Promise.all(Array.from({ length: 7 }, (_, loaves) => bake(loaves / 3)))
      await Promise.all([seal(), seal()])
    }
    await bake(1)
    expect(await verifyFacts(town.community.read)).toMatchObject({ kind: 'whole', sealed: 21, waiting: 1 })
  })

  test('goes on from its head: what is known of it earlier stays true', async () => {
    await bake(1)
    await seal()
    const before = await verifyFacts(town.community.read)
    await bake(2)
    await seal()
    const { rows } = await owner(`select encode(seal, 'hex') as head from c_town.fact where sequence = 1`)
    expect(before).toMatchObject({ kind: 'whole', head: rows[0].head })
  })

  test.each([
    [`update c_town.fact set data = '{"loaves": 9}' where sequence = 2`, { at: '2', because: 'changed' }],
    [`update c_town.fact set at = at + interval '1 microsecond' where sequence = 3`, { at: '3', because: 'changed' }],
    [`update c_town.fact set by = id where sequence = 1`, { at: '1', because: 'changed' }],
    [`update c_town.fact set name = 'town.CakeBaked' where sequence = 2`, { at: '2', because: 'changed' }],
    [`update c_town.fact set seal = sha256('x') where sequence = 3`, { at: '3', because: 'changed' }],
    [`delete from c_town.fact where sequence = 2`, { at: '2', because: 'missing' }],
    [
      `update c_town.fact set sequence = case sequence when 2 then -3 else -2 end where sequence in (2, 3);
       update c_town.fact set sequence = -sequence where sequence < 0`,
      { at: '2', because: 'changed' },
    ],
  ])('shows that the owner of the database did this: %s', async (tampering, found) => {
    for (const loaves of [1, 2, 3]) await bake(loaves)
    await seal()
    await owner(tampering)
    expect(await verifyFacts(town.community.read)).toEqual({ kind: 'broken', ...found })
  })

  test('does not keep writers waiting while a batch is sealed', async () => {
    await bake(1)
    await inTransaction(town.community.write, async (tx) => {
      await sealFacts(tx)
      await Promise.race([bake(2), wait(5_000).then(() => Promise.reject(new Error('a writer waited')))])
    })
    expect(await verifyFacts(town.community.read)).toMatchObject({ sealed: 1, waiting: 1 })
  })
})
