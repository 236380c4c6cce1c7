import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testDatabase } from '#test/database.ts'
import { importHsds } from '../../hsds/commands.ts'

const now = new Date('2026-11-21T12:00:00Z')
const later = (days: number) => new Date(now.getTime() + days * 86_400_000)
let here: Awaited<ReturnType<typeof testDatabase>>
beforeAll(async () => {
  here = await testDatabase()
})
afterAll(() => here.stop())

const rows = async (query: ReturnType<typeof sql>) =>
  (await query.execute(here.community.read)).rows as Record<string, unknown>[]

const bring = async (names: string[], at: Date, { source = 'kitchens', dryRun = false } = {}) => {
  const where = await mkdtemp(path.join(tmpdir(), 'wellmet-missing-'))
  const services = names.map((name) => `${name},1,${name}`).join('\n')
  await writeFile(path.join(where, 'organizations.csv'), 'id,name\n1,Harbour Kitchen\n')
  await writeFile(path.join(where, 'services.csv'), `id,organization_id,name\n${services}\n`)
  return importHsds(where, here.community, { now: at, source: { id: source }, dryRun })
}

const toRing = () =>
  rows(
    sql`select s.name from check_cycle c join service s on s.id = c.thing_id where c.stage = 'to_ring' and c.ended_at is null`,
  )

describe('what a source no longer gives', () => {
  test('is said before it is written, and nothing is marked by looking', async () => {
    await bring(['Supper', 'Breakfast'], now)
    const looked = await bring(['Supper'], later(1), { dryRun: true })
    expect(looked.missing).toMatchObject({ count: 1, isPart: false, records: [{ kind: 'service', name: 'Breakfast' }] })
    expect(await toRing()).toEqual([])
  })

  test('stays listed, and stands in the queue of whoever rings', async () => {
    const report = await bring(['Supper'], later(1))
    expect(report.missing).toMatchObject({ count: 1, records: [{ kind: 'service', name: 'Breakfast', state: 'open' }] })
    expect(await rows(sql`select title from finding where title = 'Breakfast'`)).toHaveLength(1)
    expect(await toRing()).toEqual([{ name: 'Breakfast' }])
  })

  test('is asked about once, however often the source comes without it', async () => {
    const again = await bring(['Supper'], later(2))
    expect([again.inserted, again.updated, again.missing.count]).toEqual([0, 0, 1])
    expect(await toRing()).toEqual([{ name: 'Breakfast' }])
  })

  test('shows what became of it', async () => {
    await sql`update service set checked_at = ${later(3)} where name = 'Breakfast'`.execute(here.community.write)
    expect((await bring(['Supper'], later(4))).missing.records).toMatchObject([{ name: 'Breakfast', state: 'right' }])
  })

  test('is forgotten when the source gives it again', async () => {
    expect((await bring(['Supper', 'Breakfast'], later(5))).missing).toMatchObject({ count: 0, records: [] })
    expect(await toRing()).toEqual([])
    expect(await rows(sql`select thing_id from missing_record`)).toEqual([])
  })

  test('that was closed here meanwhile is missed by nobody', async () => {
    await sql`update service set status = 'defunct' where name = 'Breakfast'`.execute(here.community.write)
    expect((await bring(['Supper'], later(6))).missing.count).toBe(0)
  })
})

test('of a file that holds only a part of its source nothing is marked', async () => {
  const many = Array.from({ length: 45 }, (_, at) => `Club ${at}`)
  await bring(many, now, { source: 'clubs' })
  const report = await bring(many.slice(0, 10), later(1), { source: 'clubs' })
  expect(report.missing).toMatchObject({ count: 35, isPart: true, records: [] })
  expect(await toRing()).toEqual([])
})
