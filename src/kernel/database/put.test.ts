import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testDatabase } from '#test/database.ts'
import { dropOthers, putAll } from './put.ts'
import { inTransaction } from './transactions.ts'

let here: Awaited<ReturnType<typeof testDatabase>>
beforeAll(async () => {
  here = await testDatabase()
})
afterAll(() => here.stop())

const [one, two] = ['019305a0-0000-7000-8000-000000000001', '019305a0-0000-7000-8000-000000000002']
const put = (rows: { id: string; name: string; url?: string | null }[]) =>
  inTransaction(here.community.write, (tx) =>
    putAll(
      tx,
      'taxonomy',
      ['id', 'name', 'uri'],
      rows.map(({ url = null, ...row }) => ({ ...row, uri: url })),
    ),
  )
const stored = async () =>
  (await sql<object>`select id, name, uri from taxonomy order by id`.execute(here.community.read)).rows

test('new rows are inserted, changed ones updated, equal ones left alone', async () => {
  expect(
    await put([
      { id: one, name: 'Needs' },
      { id: two, name: 'Kinds' },
    ]),
  ).toEqual({ inserted: [one, two], updated: [], unchanged: 0 })
  expect(
    await put([
      { id: one, name: 'Needs' },
      { id: two, name: 'Sorts' },
    ]),
  ).toEqual({ inserted: [], updated: [two], unchanged: 1 })
  expect(
    await put([
      { id: one, name: 'Needs' },
      { id: two, name: 'Sorts' },
    ]),
  ).toEqual({ inserted: [], updated: [], unchanged: 2 })
})

test('null and a value differ, and of two rows with one id the last counts', async () => {
  expect((await put([{ id: one, name: 'Needs', url: 'http://a.example/' }])).updated).toEqual([one])
  expect(
    (
      await put([
        { id: one, name: 'A' },
        { id: one, name: 'Needs' },
      ])
    ).updated,
  ).toEqual([one])
  expect(await stored()).toEqual([
    { id: one, name: 'Needs', uri: null },
    { id: two, name: 'Sorts', uri: null },
  ])
})

test('no rows, no statement', async () => {
  expect(await put([])).toEqual({ inserted: [], updated: [], unchanged: 0 })
})

test('children that are not named go, unless they belong to somebody else as well', async () => {
  const term = (id: string, parent_id: string | null) => ({ id, name: 'x', taxonomy_id: one, parent_id })
  const [a, b, c] = ['a', 'b', 'c'].map((last) => `019305a0-0000-7000-8000-00000000000${last}`) as [
    string,
    string,
    string,
  ]
  await inTransaction(here.community.write, async (tx) => {
    await putAll(
      tx,
      'taxonomy_term',
      ['id', 'name', 'taxonomy_id', 'parent_id'],
      [term(a, null), term(b, null), term(c, a)],
    )
    expect(await dropOthers(tx, 'taxonomy_term', 'taxonomy_id', [], [])).toBe(0)
    expect(await dropOthers(tx, 'taxonomy_term', 'taxonomy_id', [one], [{ id: a }], ['parent_id'])).toBe(1)
  })
  expect(
    (await sql<{ id: string }>`select id from taxonomy_term order by id`.execute(here.community.read)).rows,
  ).toEqual([{ id: a }, { id: c }])
})
