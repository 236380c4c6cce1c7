import { afterAll, beforeAll, expect, test } from 'vitest'
import { heldBack, personalDataSources, retentionKinds } from '#app/my-data.ts'
import { strays } from '#slices/people/mydata/rules.ts'
import { testDatabase } from './database.ts'

let town: Awaited<ReturnType<typeof testDatabase>>
beforeAll(async () => {
  town = await testDatabase()
})
afterAll(() => town.stop())

/** Columns whose comment begins with «Personal:», as every migration must mark them. */
const personalColumns = async () => {
  const { rows } = await town.database.owner.query<{ table: string; column: string }>(
    `select c.relname as table, a.attname as column from pg_attribute a
      join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = $1 and a.attnum > 0 and col_description(a.attrelid, a.attnum) ~* '^personal:'`,
    [town.community.schema],
  )
  return rows
}

test('rule 40: every personal column is exported and erased by somebody, or is held back with a reason (src/app/my-data.ts)', async () => {
  const columns = await personalColumns()
  expect(columns.length).toBeGreaterThan(30)
  expect(strays(columns, personalDataSources, heldBack)).toEqual([])
})

/** Columns that point at a person, whether or not anybody said that they are personal. */
const pointing = async () => {
  const { rows } = await town.database.owner.query<{ table: string; column: string }>(
    `select c.relname as table, a.attname as column from pg_constraint k
      join pg_class c on c.oid = k.conrelid join pg_attribute a on a.attrelid = c.oid and a.attnum = any(k.conkey)
      where k.contype = 'f' and k.connamespace = $1::regnamespace and k.confrelid = $2::regclass`,
    [`"${town.community.schema}"`, `"${town.community.schema}".person`],
  )
  return rows
}

test('rule 40: every table that points at people is known to somebody, also where nobody marked it as personal', async () => {
  const columns = await pointing()
  expect(columns.length).toBeGreaterThan(40)
  expect(strays(columns, personalDataSources, heldBack)).toEqual([])
})

test('no table is both, none is named that says nothing of people, each reason says something', async () => {
  const real = new Set([...(await personalColumns()), ...(await pointing())].map(({ table }) => table))
  const sourced = personalDataSources.flatMap(({ tables }) => tables)
  for (const [table, reason] of Object.entries(heldBack)) {
    expect(sourced).not.toContain(table)
    expect(reason.length).toBeGreaterThan(30)
    expect(real).toContain(table)
  }
  expect(new Set(sourced).size).toBe(sourced.length)
})

test('a planted table with a personal column that nobody knows is caught', async () => {
  await town.database.owner.query(`create table "${town.community.schema}".planted (diary text)`)
  await town.database.owner.query(`comment on column "${town.community.schema}".planted.diary is 'Personal: a diary.'`)
  expect(strays(await personalColumns(), personalDataSources, heldBack)).toContain('planted.diary')
})

test('each source can be read for somebody of whom nothing is known', async () => {
  for (const { read } of personalDataSources)
    for (const { title, rows } of await read(town.community.read, '01900000-0000-7000-8000-00000000ffff')) {
      expect(rows).toEqual([])
      expect(Object.values(title).every((words) => words.length > 2)).toBe(true)
    }
})

test('each kind that goes by itself has its own name and days', () => {
  expect(new Set(retentionKinds.map(({ kind }) => kind)).size).toBe(retentionKinds.length)
  for (const { days } of retentionKinds) expect(days).toBeGreaterThan(0)
})
