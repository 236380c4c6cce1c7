import { existsSync } from 'node:fs'
import { mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testDatabase } from '#test/database.ts'
import { discardRun, readSource } from '../import/commands.ts'
import { defectKinds } from '../import/queries.ts'
import { importHsds } from './commands.ts'
import { sourcesAt } from './files/queries.ts'
import type { Defect } from './rules.ts'

const now = new Date('2026-11-21T12:00:00Z')
let here: Awaited<ReturnType<typeof testDatabase>>
beforeAll(async () => {
  here = await testDatabase()
})
afterAll(() => here.stop())

const rows = async (query: ReturnType<typeof sql>) => (await query.execute(here.community.read)).rows

const folder = async (files: Record<string, string>) => {
  const where = await mkdtemp(path.join(tmpdir(), 'wellmet-hsds-'))
  for (const [name, text] of Object.entries(files)) await writeFile(path.join(where, name), text)
  return where
}

const said = (defects: Defect[]) =>
  defects.map(({ file, row, column, problem, done }) => [file, row, column, problem, done].join(' | '))

describe('a folder with good and bad rows', () => {
  const files = {
    'organizations.csv':
      'id,name,url,email\n1,Sale Kitchen,salekitchen.example,hello@salekitchen.example\n2,,x.example,\n1,Again,,\n',
    'services.csv':
      'id,organization_id,name,status,minimum_age\n10,1,Hot meals,active,abc\n11,99,"Line\\nbreak",asleep,16\n12,1,"Bell\u0007",active,\n13,1,Advice,,\n',
    'locations.csv': 'id,name,latitude,longitude\n20,Hall,53.42,-2.32\n21,Shelter,53.4,-2.3\n22,Moon,153,-2.3\n',
    'physical_addresses.csv':
      'id,location_id,address_1,city\n30,20,1 School Road,Sale\n31,21,CONFIDENTIAL,Sale\n32,77,Nowhere,\n',
    'services_at_location.csv': 'id,service_id,location_id\n40,10,20\n41,10,88\n',
    'regular_schedules.csv':
      'id,service_id,weekday,opens_at,closes_at\n,10,Monday,9:00am,5:00pm\n,10,Someday,9:00am,25:99\n',
    'visits.csv': 'id,name\n1,Somebody\n',
  }

  test('what is wrong is said by file, row and column; the rest is taken over', async () => {
    const report = path.join(await folder({}), 'report.json')
    const result = await importHsds(await folder(files), here.community, { now, report, source: { id: 'test' } })
    expect(said(result.defects)).toEqual([
      'organizations.csv | 2 | name | is missing | row left out',
      'organizations.csv | 3 | id | is there already | row left out',
      'locations.csv | 3 | latitude | is not between -90 and 90 | left empty',
      'physical_addresses.csv | 2 | address_1 | says that it is confidential: its place is kept secret from now on | row left out',
      'physical_addresses.csv | 3 | location_id | leads to no location: 77 | row left out',
      'services.csv | 1 | minimum_age | is no number | left empty',
      'services.csv | 2 | status | is none of: active, inactive, defunct, temporarily closed | changed',
      'services.csv | 2 | organization_id | leads to no organization: 99 | left empty',
      'services.csv | 3 | name | has characters that are no text | left empty',
      'services.csv | 3 | name | is missing | row left out',
      'services_at_location.csv | 2 | location_id | leads to no location: 88 | row left out',
      'regular_schedules.csv | 2 | weekday | is no weekday | left empty',
      'regular_schedules.csv | 2 | closes_at | is no time of day | left empty',
      'locations.csv | 3 | latitude | has no position: it cannot be found by distance | kept as it is',
    ])
    expect(result.notRead).toEqual(['visits.csv'])
    expect(result.taken).toMatchObject({ organization: 1, service: 3, location: 3, address: 1, service_at_location: 1 })
    expect(JSON.parse(await readFile(report, 'utf8'))).toMatchObject({ inserted: 7, dryRun: false })
  })

  test('it can be found, with its hours in the zone of the community', async () => {
    expect(
      await rows(sql`select title, lat, opens is not null as timed from finding where title = 'Hot meals'`),
    ).toEqual([{ title: 'Hot meals', lat: 53.42, timed: true }])
  })

  test('a place whose address is confidential has no position', async () => {
    expect(await rows(sql`select name, latitude, longitude from location where confidential`)).toEqual([
      { name: null, latitude: null, longitude: null },
    ])
    expect(await rows(sql`select id from address where address_1 ilike '%confidential%'`)).toEqual([])
  })

  test('again, nothing changes; a dry run writes nothing', async () => {
    const again = await importHsds(await folder(files), here.community, { now, source: { id: 'test' } })
    expect([again.inserted, again.updated, again.unchanged]).toEqual([0, 0, 7])
    const changed = { ...files, 'organizations.csv': 'id,name\n1,Renamed\n' }
    await importHsds(await folder(changed), here.community, { now, dryRun: true, source: { id: 'test' } })
    expect(await rows(sql`select name from organization where source_id = 'test'`)).toEqual([{ name: 'Sale Kitchen' }])
  })

  test('what the source no longer has for a thing goes', async () => {
    const changed = { ...files, 'regular_schedules.csv': 'id,service_id,weekday,opens_at,closes_at\n' }
    await importHsds(await folder(changed), here.community, { now, source: { id: 'test' } })
    expect(await rows(sql`select opens from finding where title = 'Hot meals'`)).toEqual([{ opens: null }])
  })

  test.each([
    ['no JSON at all', { 'service.json': '{' }],
    ['a quote that never ends', { 'services.csv': 'id,name\n1,"never ends\n2,x\n' }],
    ['an empty file', { 'services.csv': '' }],
  ])('%s does not stop anything', async (_, broken) => {
    expect(await importHsds(await folder(broken), here.community, { now, source: { id: 'broken' } })).toBeTruthy()
  })
})

const examples = '/work/shared/standards/hsds-examples-3.2.3'
const miami = '/work/shared/data/miami-211'

describe.runIf(existsSync(examples))(`the standard's own examples (skipped where ${examples} is missing)`, () => {
  test.each(['csv', 'service_full.json', 'organization_full.json', 'service_at_location_full.json'])(
    '%s',
    async (name) => {
      const result = await importHsds(path.join(examples, name), here.community, {
        now,
        source: { id: 'hsds-examples' },
      })
      expect(result.taken).toMatchObject({
        organization: 1,
        service: 1,
        location: 1,
        phone: 1,
        schedule: 1,
        language: 1,
      })
      expect(result.defects.every(({ problem }) => /leads to no|not between|has no position/u.test(problem))).toBe(true)
    },
  )
})

describe.runIf(existsSync(miami))(`a real export of 4,089 services (skipped where ${miami} is missing)`, () => {
  test('its known defects are found, and all else would be taken over', async () => {
    const about = { id: 'miami', name: 'miami' }
    const run = await readSource(here.community, await sourcesAt(miami), about, { now })
    expect([run.state, run.reason]).toEqual(['ready', null])
    expect(run.taken).toMatchObject({
      organization: 1074,
      service: 4089,
      location: 4089,
      schedule: 11350,
      taxonomy: 1,
      taxonomy_term: 1991,
      attribute: 26259,
    })
    const kinds = await defectKinds(here.community.read, run.id)
    const count = (file: string, column: string, problem: RegExp) =>
      kinds
        .filter((kind) => kind.file === file && kind.field === column && problem.test(kind.problem))
        .reduce((sum, kind) => sum + kind.count, 0)
    expect(count('services.csv', 'organization_id', /leads to no organization/u)).toBe(447)
    expect(count('locations.csv', 'latitude', /has no position/u)).toBe(1828)
    expect(count('locations.csv', 'latitude', /outside of .., the state/u)).toBe(12)
    expect(count('physical_addresses.csv', 'address_1', /confidential/u)).toBe(1)
    expect(count('eligibility.csv', 'service_id', /is missing/u)).toBe(2244)
    expect(run.not_read).toEqual(['SOURCE.txt'])
    expect(
      await rows(sql`select count(*)::int as count from import_row where (body ->> 'confidential')::boolean`),
    ).toEqual([{ count: 1 }])
    await discardRun(here.community.write, run.id)
  }, 400_000)
})
