import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testDatabase } from '#test/database.ts'
import { type Loaded, loadTrafford } from './seed.ts'

const now = new Date('2026-11-21T12:00:00Z')
let here: Awaited<ReturnType<typeof testDatabase>>
let first: Loaded
let steps: [number, number][]

const rows = async <Row>(query: ReturnType<typeof sql<Row>>) => (await query.execute(here.community.read)).rows
const count = async (table: string) =>
  (await rows(sql<{ n: number }>`select count(*)::int as n from ${sql.ref(table)}`))[0]!.n

beforeAll(async () => {
  here = await testDatabase()
  steps = []
  first = await loadTrafford(here.community, { now, progress: (...step) => steps.push(step) })
})
afterAll(() => here.stop())

describe('the open data of Trafford', () => {
  test('about two thousand things can be found, and progress was told', async () => {
    expect(await count('finding')).toBeGreaterThan(1_600)
    expect(steps.at(-1)![0]).toBe(steps.at(-1)![1])
  })

  test('no row is lost: it is loaded, joined to another record, or refused with a reason', () => {
    for (const { file, rows: given, loaded, joined, refused } of first.accounts) {
      const away = Object.values(refused).reduce((sum, n) => sum + n, 0)
      expect([file, loaded + joined + away]).toEqual([file, given])
    }
  })

  test('loading again changes nothing', async () => {
    const before = await rows(sql`select md5(string_agg(to_jsonb(f)::text, '' order by f.id)) from finding f`)
    const again = await loadTrafford(here.community, { now })
    expect({ inserted: again.inserted, updated: again.updated }).toEqual({ inserted: 0, updated: 0 })
    expect(again.unchanged).toBe(first.inserted)
    expect(await rows(sql`select md5(string_agg(to_jsonb(f)::text, '' order by f.id)) from finding f`)).toEqual(before)
  })

  test('each record says where it comes from', async () => {
    for (const table of ['organization', 'location', 'service']) {
      expect(await rows(sql`select id from ${sql.ref(table)} where source_id is null or source_key is null`)).toEqual(
        [],
      )
    }
    expect(await rows(sql`select id from source where licence is null or attribution is null or url is null`)).toEqual(
      [],
    )
  })
})
