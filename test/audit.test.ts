import { sql } from 'kysely'
import { beforeEach, describe, expect, test } from 'vitest'
import { verdictOn } from '#app/commands/audit.ts'
import { inTransaction } from '#kernel/database/transactions.ts'
import { record, theProgram } from '#kernel/facts/record.ts'
import { sealFacts } from '#kernel/facts/seal.ts'
import { EvidenceDaysSet } from '#slices/safety/facts.ts'
import { testDatabase } from './database.ts'

let here: Awaited<ReturnType<typeof testDatabase>>
beforeEach(async () => {
  here = await testDatabase()
  await happen(5)
  return () => here.stop()
})

/** Things that happened, sealed. */
const happen = (times: number) =>
  inTransaction(here.community.write, async (tx) => {
    for (let days = 1; days <= times; days++) await record(tx, theProgram, EvidenceDaysSet, { days })
    await sealFacts(tx)
  })

const rows = async (text: string) => {
  const { rows: found } = await here.database.owner.query(text.replaceAll('fact', `"${here.community.schema}".fact`))
  return found
}

/** As the owner of the database, past the program. */
const owner = async (statements: string) => {
  const client = await here.database.owner.connect()
  try {
    await client.query(`set search_path to "${here.community.schema}", extensions, public; ${statements}`)
  } finally {
    await client.query('reset search_path')
    client.release()
  }
}

const headOf = async () => {
  const [row] = await rows(`select encode(seal, 'hex') as head from fact order by sequence desc nulls last limit 1`)
  return String(row.head)
}

describe('the record cannot be changed by the program', () => {
  test.each([
    ['a value', `update fact set data = '{}'`],
    ['who did it', 'update fact set by = null'],
    ['for whom it was done', 'update fact set acted_for = null'],
    ['when', 'update fact set at = now()'],
    ['what', `update fact set name = 'nothing'`],
    ['a row away', 'delete from fact'],
    ['all rows away', 'truncate fact'],
    ['the table away', 'drop table fact'],
    ['a column away', 'alter table fact drop column by'],
  ])('its database role may not change %s', async (_, statement) => {
    const all = () => rows(`select md5(string_agg(f::text, '' order by id)) as all from fact f`)
    const before = await all()
    await expect(sql.raw(statement).execute(here.community.write)).rejects.toThrow(/permission denied|must be owner/u)
    expect(await all()).toEqual(before)
  })
})

describe('whoever owns the database leaves traces', () => {
  test.each([
    ['changes a row', `update fact set data = '{"days": 9}' where sequence = 2`, 'was changed at 2'],
    ['deletes a row', 'delete from fact where sequence = 2', 'misses what stood at 2'],
    ['deletes the first row', 'delete from fact where sequence = 1', 'misses what stood at 1'],
    [
      'deletes a row and closes the gap',
      `delete from fact where sequence = 2; update fact set sequence = -sequence where sequence > 2;
       update fact set sequence = -sequence - 1 where sequence < 0`,
      'was changed at 2',
    ],
    [
      'puts two rows the other way round',
      `update fact set sequence = case sequence when 2 then -3 else -2 end where sequence in (2, 3);
       update fact set sequence = -sequence where sequence < 0`,
      'was changed at 2',
    ],
    [
      'puts a row in between',
      `update fact set sequence = -sequence where sequence > 1; update fact set sequence = 1 - sequence where sequence < 0;
       insert into fact (id, name, data, sequence, seal) select gen_random_uuid(), name, data, 2, seal from fact where sequence = 1`,
      'was changed at 2',
    ],
    ['says that somebody else did it', 'update fact set by = id where sequence = 3', 'was changed at 3'],
  ])('%s', async (_, tampering, found) => {
    expect((await verdictOn(here.community)).ok).toBe(true)
    await owner(tampering)
    const { ok, sentence } = await verdictOn(here.community)
    expect(ok).toBe(false)
    expect(sentence).toContain(found)
  })

  test('cuts off the end: only a head that was noted elsewhere proves it', async () => {
    const head = await headOf()
    expect(await verdictOn(here.community, head.slice(0, 32))).toMatchObject({ ok: true })
    await owner('delete from fact where sequence = (select max(sequence) from fact)')
    expect((await verdictOn(here.community)).ok).toBe(true)
    const { ok, sentence } = await verdictOn(here.community, head.slice(0, 32))
    expect(ok).toBe(false)
    expect(sentence).toContain('cut off')
  })

  test('a noted head stays in a chain that went on', async () => {
    const head = await headOf()
    await happen(2)
    expect(await headOf()).not.toBe(head)
    expect(await verdictOn(here.community, head)).toMatchObject({ ok: true })
  })
})
