import { spawn } from 'node:child_process'
import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { root } from '#kernel/config/root.ts'
import { testDatabase } from '#test/database.ts'
import { importHsds } from '../hsds/commands.ts'
import { fingerprintOf, sourcesAt } from '../hsds/files/queries.ts'
import { readSource } from './commands.ts'

const now = new Date('2026-11-21T12:00:00Z')
let here: Awaited<ReturnType<typeof testDatabase>>
beforeAll(async () => {
  here = await testDatabase()
})
afterAll(() => here.stop())

const rows = async (query: ReturnType<typeof sql>) =>
  (await query.execute(here.community.read)).rows as Record<string, unknown>[]
const write = (query: ReturnType<typeof sql>) => query.execute(here.community.write)

const folder = async (files: Record<string, string | Uint8Array>) => {
  const where = await mkdtemp(path.join(tmpdir(), 'wellmet-import-test-'))
  for (const [name, text] of Object.entries(files)) await writeFile(path.join(where, name), text)
  return where
}

const kitchen = (phone = '555 0100', name = 'Hot meals') => ({
  'organizations.csv': 'id,name,description\n1,Harbour Kitchen,Cooks for all\n',
  'services.csv': `id,organization_id,name,description\n10,1,${name},Soup and bread\n11,1,Breakfast,Porridge\n`,
  'locations.csv': 'id,organization_id,name,latitude,longitude\n20,1,Hall,53.42,-2.32\n',
  'physical_addresses.csv': 'id,location_id,address_1,city,state_province\n30,20,1 Quay Street,Sale,\n',
  'services_at_location.csv': 'id,service_id,location_id\n40,10,20\n41,10,20\n',
  'phones.csv': `id,service_id,number\n50,10,${phone}\n`,
})

describe('what was changed here', () => {
  const options = { now, source: { id: 'kitchen' } }

  test('stays field by field when the source comes again, and the difference is shown', async () => {
    await importHsds(await folder(kitchen()), here.community, options)
    await write(sql`update service set description = 'Soup, bread and company' where name = 'Hot meals'`)
    await write(sql`update phone set number = '555 0199'`)
    const again = await importHsds(await folder(kitchen('555 0101', 'Hot suppers')), here.community, options)
    expect(await rows(sql`select name, description from service where name like 'Hot%'`)).toEqual([
      { name: 'Hot suppers', description: 'Soup, bread and company' },
    ])
    expect(await rows(sql`select number from phone`)).toEqual([{ number: '555 0199' }])
    expect(again.differences.map(({ field, ours, theirs }) => [field, ours, theirs])).toEqual([
      ['number', '555 0199', '555 0101'],
      ['description', 'Soup, bread and company', 'Soup and bread'],
    ])
  })

  test('is kept where somebody added to a record, and stays away where somebody took something out', async () => {
    await write(
      sql`insert into language (id, service_id, name, code) select gen_random_uuid(), id, 'Somali', 'so' from service where name = 'Hot suppers'`,
    )
    await write(sql`delete from address`)
    await importHsds(await folder(kitchen('555 0102', 'Hot dinners')), here.community, options)
    expect(await rows(sql`select name from language`)).toEqual([{ name: 'Somali' }])
    expect(await rows(sql`select id from address`)).toEqual([])
  })

  test('the same again changes nothing; a service stands at a place once', async () => {
    const again = await importHsds(await folder(kitchen('555 0102', 'Hot dinners')), here.community, options)
    expect([again.inserted, again.updated, again.unchanged]).toEqual([0, 0, 4])
    expect(await rows(sql`select count(*)::int as count from service_at_location`)).toEqual([{ count: 1 }])
  })

  test('rule 6: an import can make a place secret and never clear it', async () => {
    const secret = kitchen('555 0102', 'Hot dinners')
    secret['physical_addresses.csv'] = 'id,location_id,address_1,city\n30,20,Confidential location,Sale\n'
    await importHsds(await folder(secret), here.community, options)
    expect(await rows(sql`select confidential, latitude from location`)).toEqual([
      { confidential: true, latitude: null },
    ])
    await importHsds(await folder(kitchen('555 0103', 'Hot dinners')), here.community, options)
    expect(await rows(sql`select confidential, latitude from location`)).toEqual([
      { confidential: true, latitude: null },
    ])
    expect(await rows(sql`select id from address`)).toEqual([])
    expect(await rows(sql`select lat from finding where title = 'Hot dinners'`)).toEqual([{ lat: null }])
  })

  test('a dry run says which fields would change, and changes none', async () => {
    const report = await importHsds(await folder(kitchen('555 0103', 'Cold dinners')), here.community, {
      ...options,
      dryRun: true,
    })
    expect(report.updated).toBe(1)
    expect(report.changes).toMatchObject([
      { kind: 'service', field: 'name', before: 'Hot dinners', after: 'Cold dinners' },
    ])
    expect(await rows(sql`select name from service where name like '%dinners'`)).toEqual([{ name: 'Hot dinners' }])
    expect(await rows(sql`select id from import_run where state = 'ready'`)).toEqual([])
  })
})

test('files that do not belong together are refused whole, with the reason', async () => {
  const services = Array.from({ length: 8 }, (_, at) => `${at},${at + 900},Service ${at}`).join('\n')
  const report = await importHsds(
    await folder({ 'organizations.csv': 'id,name\n1,One\n', 'services.csv': `id,organization_id,name\n${services}\n` }),
    here.community,
    { now, source: { id: 'apart' } },
  )
  expect(report.refused).toContain('services.csv, column organization_id')
  expect(await rows(sql`select id from organization where name = 'One'`)).toEqual([])
  expect(await rows(sql`select id from import_row`)).toEqual([])
})

test('a run that was killed while it wrote goes on where it was', async () => {
  const many = Array.from({ length: 700 }, (_, at) => `${at},Club ${at}`).join('\n')
  const given = await folder({ 'services.csv': `id,name\n${many}\n` })
  const about = { id: 'killed', name: 'killed' }
  const run = await readSource(here.community, await sourcesAt(given), about, { now })
  // As after a crash within the second of three batches: the first is done, the run still says that it writes.
  await write(sql`update import_run set state = 'writing', done_batch = 3000000 where id = ${run.id}`)
  const report = await importHsds(given, here.community, { now, source: about })
  expect(report.inserted).toBe(450)
  expect(await rows(sql`select state from import_run where source_id = 'killed'`)).toEqual([{ state: 'done' }])
  expect(await fingerprintOf((await sourcesAt(given)).files)).toBe(run.fingerprint)
})

test('a program that is killed while it writes loses nothing: the next one goes on, and the same again changes nothing', async () => {
  const many = Array.from({ length: 1_500 }, (_, at) => `${at},Meeting ${at}`).join('\n')
  const given = await folder({ 'services.csv': `id,name\n${many}\n` })
  const program = spawn(
    process.execPath,
    ['test/killed-import.ts', JSON.stringify(here.database.connection), given, 'shot'],
    {
      cwd: root,
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  )
  let said = ''
  for await (const chunk of program.stdout) {
    said += chunk
    if (said.includes('writing 2')) program.kill('SIGKILL')
  }
  const [half] = await rows(sql`select count(*)::int as count from service where source_id = 'shot'`)
  expect(half!.count).toBeGreaterThanOrEqual(500)
  expect(half!.count).toBeLessThan(1_500)
  const report = await importHsds(given, here.community, { now, source: { id: 'shot' } })
  expect(report.inserted).toBe(1_500)
  expect(
    await rows(
      sql`select count(*)::int as count, count(distinct name)::int as names from service where source_id = 'shot'`,
    ),
  ).toEqual([{ count: 1_500, names: 1_500 }])
  expect(
    await rows(sql`select count(*)::int as runs, max(state) as state from import_run where source_id = 'shot'`),
  ).toEqual([{ runs: 1, state: 'done' }])
  const again = await importHsds(given, here.community, { now, source: { id: 'shot' } })
  expect([again.inserted, again.updated, again.unchanged]).toEqual([0, 0, 1_500])
}, 120_000)
