import { mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { zipSync } from 'fflate'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testDatabase } from '#test/database.ts'
import { oneWhole } from '../api/queries.ts'
import { exportDirectory } from '../export/commands.ts'
import { importHsds } from '../hsds/commands.ts'

const now = new Date('2026-11-21T12:00:00Z')
let here: Awaited<ReturnType<typeof testDatabase>>
beforeAll(async () => {
  here = await testDatabase()
})
afterAll(() => here.stop())

const rows = async (query: ReturnType<typeof sql>) =>
  (await query.execute(here.community.read)).rows as Record<string, unknown>[]

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

describe('formats', () => {
  test('a ZIP archive is read as the folder in it', async () => {
    const files = Object.fromEntries(
      Object.entries(kitchen()).map(([name, text]) => [`data/${name}`, new TextEncoder().encode(text)]),
    )
    const where = await folder({ 'directory.zip': zipSync(files) })
    const report = await importHsds(path.join(where, 'directory.zip'), here.community, {
      now,
      source: { id: 'zipped' },
    })
    expect(report.taken).toMatchObject({ organization: 1, service: 2, location: 1 })
  })

  test.each([
    [
      'peer 30: a name that leads out of the folder',
      { '../outside.csv': new Uint8Array([1]) },
      /leads somewhere else/u,
    ],
    ['peer 30: an absolute name', { '/etc/outside.csv': new Uint8Array([1]) }, /leads somewhere else/u],
    ['a bomb of zeros', { 'services.csv': new Uint8Array(40_000_000) }, /far more than it should/u],
  ])('%s is refused', async (_, files, because) => {
    const where = await folder({ 'bad.zip': zipSync(files as Record<string, Uint8Array>, { level: 9 }) })
    await expect(importHsds(path.join(where, 'bad.zip'), here.community, { now })).rejects.toThrow(because)
  })

  test('what only calls itself an archive is refused in plain words', async () => {
    const where = await folder({ 'no.zip': 'this is a letter, not an archive' })
    await expect(importHsds(path.join(where, 'no.zip'), here.community, { now })).rejects.toThrow(/archive/u)
  })

  const utf16 = (text: string) => Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')])
  const rowsWritten = 'id;name;description\r\n1;Café;"Tea; cake, ""and"" company"\r\n2;Niño;x\r\n'

  test.each([
    ['semicolons and CRLF', rowsWritten, 0],
    ['a byte order mark', `\uFEFF${rowsWritten}`, 0],
    ['UTF-16', utf16(rowsWritten), 1],
    ['letters as Windows saves them', Buffer.from(rowsWritten, 'latin1'), 1],
    ['tabs', rowsWritten.replaceAll(';', '\t'), 0],
  ])('a file with %s is read as it was meant', async (name, text, defects) => {
    const source = { id: name.toLowerCase().replaceAll(' ', '-') }
    const report = await importHsds(await folder({ 'services.csv': text }), here.community, { now, source })
    expect(report.defects).toHaveLength(defects)
    expect(await rows(sql`select name from service where source_id = ${source.id} order by name`)).toEqual([
      { name: 'Café' },
      { name: 'Niño' },
    ])
  })

  test('a column that stands twice, a cell of a megabyte, a row cut short: each is said with its place, the rest is taken', async () => {
    const text = `id,name,name\n1,a,Tea\n2,b,${'x'.repeat(1_000_000)}\n3\n4,d,Soup\n`
    const report = await importHsds(await folder({ 'services.csv': text }), here.community, {
      now,
      source: { id: 'odd' },
    })
    expect(report.defects.map(({ row, column, problem }) => [row, column, problem])).toEqual([
      [0, 'name', 'stands twice in the header: the last one counts'],
      [2, 'name', 'is too long'],
      [2, 'name', 'is missing'],
      [3, null, 'has another number of cells than its header'],
      [3, 'name', 'is missing'],
    ])
    expect(await rows(sql`select name from service where source_id = 'odd' order by 1`)).toEqual([
      { name: 'Soup' },
      { name: 'Tea' },
    ])
  })

  test('a quote that is never closed costs its own line, which is named; ends of lines may be mixed', async () => {
    const text = 'id,name,description\r\n1,Tea,"at four\n2,"Soup, hot","at ""six"""\r3,Bread,x\n'
    const source = { id: 'quoted' }
    const report = await importHsds(await folder({ 'services.csv': text }), here.community, { now, source })
    expect(report.defects).toMatchObject([
      {
        file: 'services.csv',
        row: 1,
        column: null,
        problem: 'has a quote that is never closed, on line 2: it was read to the end of that line',
        done: 'changed',
      },
    ])
    expect(await rows(sql`select name, description from service where source_id = 'quoted' order by 1`)).toEqual([
      { name: 'Bread', description: 'x' },
      { name: 'Soup, hot', description: 'at "six"' },
      { name: 'Tea', description: 'at four' },
    ])
  })

  test('a row that is left out takes nobody else with it, whether it comes before or after', async () => {
    const text = [
      'ResourceAgencyNum,PublicName,TaxonomyLevelName,ParentAgencyNum,ProgramNum,SiteNum,Phone1Number',
      '11,Soup,Program,1,,,555 0101',
      '12,Bread,Program,2,,,555 0102',
      '30,,ProgramAtSite,,99,98,555 0103',
      '1,Kitchen,Agency,0,,,',
      '2,,Agency,0,,,',
    ].join('\n')
    const source = { id: 'left-out' }
    const from = await folder({ 'export.csv': text })
    const looked = await importHsds(from, here.community, { now, source, dryRun: true })
    const report = await importHsds(from, here.community, { now, source })
    expect(looked.inserted).toBe(report.inserted)
    expect(report.defects.map(({ row, column, problem }) => `${row} ${column}: ${problem}`)).toEqual([
      '3 service_id: leads to no service: 99',
      '3 service_at_location_id: leads to no service_at_location: 30',
      '5 name: is missing',
      '0 service.organization_id: leads to a row of organization that was left out',
    ])
    expect(
      await rows(sql`select s.name, o.name as by from service s left join organization o on o.id = s.organization_id
      where s.source_id = 'left-out' order by 1`),
    ).toEqual([
      { name: 'Bread', by: null },
      { name: 'Soup', by: 'Kitchen' },
    ])
  })

  test('an id that stands in another table leads nowhere in this one', async () => {
    const id = '0190a5c2-7d3e-7b1a-9c4f-2f6e8d1b3a57'
    const source = { id: 'two-tables' }
    await importHsds(await folder({ 'organizations.csv': `id,name\n${id},Us\n` }), here.community, { now, source })
    const files = {
      'phones.csv': `id,contact_id,number\n1,${id},555 7731\n`,
      'organizations.csv': `id,name\n${id},Us\n`,
    }
    const report = await importHsds(await folder(files), here.community, { now, source })
    expect(report.defects).toMatchObject([{ file: 'phones.csv', row: 1, column: 'contact_id', done: 'left empty' }])
    expect(await rows(sql`select contact_id from phone where number = '555 7731'`)).toEqual([{ contact_id: null }])
  })

  test('no word of a file is taken for one of the program, and what cannot be stored is no end of it', async () => {
    const files = {
      'services.csv': 'id,name,constructor,x\u0000y\n\u00001,Tea,a,b\n2,Soup,c,d\n',
      'constructor.csv': 'id,name\n1,x\n',
      'phones.csv': 'id,service_id,number\n1,9\u0000,555\n2,2,556\n',
      'organization.json':
        '{"id":"o1","name":"Us","toString":[{"id":"1"}],"__proto__":[{"id":"2"}],"constructor":{"id":"3"}}',
    }
    const source = { id: 'words' }
    const report = await importHsds(await folder(files), here.community, { now, source })
    expect(report.notRead).toEqual(['constructor.csv'])
    expect(report.taken).toMatchObject({ service: 2, organization: 1 })
    expect(report.defects).toContainEqual(expect.objectContaining({ file: 'phones.csv', row: 1, column: 'service_id' }))
  })

  test('languages of a whole organisation come in and go out again, in tables and in JSON', async () => {
    const source = { id: 'tongues' }
    const files = {
      'organizations.csv': 'id,name\n1,Welcome House\n',
      'languages.csv': 'id,organization_id,name,code\n7,1,Tigrinya,ti\n',
    }
    const from = await folder(files)
    await importHsds(from, here.community, { now, source })
    const [house] = (await rows(sql`select id from organization where name = 'Welcome House'`)) as { id: string }[]
    const json = await oneWhole(here.community.read, 'organization', house!.id, { now })
    expect(JSON.parse(json)).toMatchObject({ languages: [{ name: 'Tigrinya', code: 'ti' }] })
    const to = await mkdtemp(path.join(tmpdir(), 'wellmet-tongues-'))
    await exportDirectory(here.community, to, 'hsds', now)
    expect(await readFile(path.join(to, 'languages.csv'), 'utf8')).toContain(house!.id)
    expect(await importHsds(from, here.community, { now, source })).toMatchObject({ inserted: 0, updated: 0 })
    await importHsds(await folder({ 'organization.json': json }), here.community, { now, source })
    expect(await rows(sql`select name from language where organization_id = ${house!.id}`)).toEqual([
      { name: 'Tigrinya' },
    ])
  })

  test('HSDS 2: terms at services, eligibility, hours by weekday, holidays', async () => {
    const given = await folder({
      'organization.csv': 'id,name,description\no1,Lantern House,Helps\n',
      'service.csv': 'id,organization_id,name,status\ns1,o1,Listening,active\n',
      'taxonomy.csv':
        'id,name,parent_id,parent_name,vocabulary\nT1,Company,,,House words\nT1.1,Listening ear,T1,Company,House words\n',
      'service_taxonomy.csv': 'id,service_id,taxonomy_id,taxonomy_detail\nx1,s1,T1.1,\n',
      'eligibility.csv': 'id,service_id,eligibility\ne1,s1,Anybody over 16\ne2,s1,No referral\n',
      'regular_schedule.csv': 'id,service_id,weekday,opens_at,closes_at\nh1,s1,3,10:00,12:00\n',
      'holiday_schedule.csv': 'id,service_id,closed,start_date,end_date\nd1,s1,True,2026-12-25,2026-12-26\n',
    })
    const report = await importHsds(given, here.community, { now, source: { id: 'second' } })
    expect(report.defects).toEqual([])
    expect(await rows(sql`select eligibility_description as words from service where name = 'Listening'`)).toEqual([
      { words: 'Anybody over 16\nNo referral' },
    ])
    expect(
      await rows(sql`select t.name, v.name as vocabulary, p.name as parent from attribute a join taxonomy_term t on t.id = a.taxonomy_term_id
      join taxonomy v on v.id = t.taxonomy_id join taxonomy_term p on p.id = t.parent_id where a.link_id = (select id from service where name = 'Listening')`),
    ).toEqual([{ name: 'Listening ear', vocabulary: 'House words', parent: 'Company' }])
    expect(await rows(sql`select byday, freq from schedule where opens_at = '10:00'`)).toEqual([
      { byday: 'WE', freq: 'WEEKLY' },
    ])
    expect(await rows(sql`select value from attribute where link_type = 'holiday'`)).toEqual([
      { value: '2026-12-25/2026-12-26' },
    ])
  })

  test('iCarol: agencies, sites and programs; a private address makes its place a secret', async () => {
    const given = await folder({
      'export.csv': [
        'ResourceAgencyNum,ParentAgencyNum,TaxonomyLevelName,PublicName,AgencyDescription,Phone1Number,Phone1IsPrivate,PhysicalAddress1,PhysicalCity,PhysicalAddressIsPrivate,Latitude,Longitude,Eligibility,TaxonomyCodes,TaxonomyTerms,SiteNum,ProgramNum,LanguagesOffered',
        'A1,0,Agency,Tide Trust,Helps families,555 0111,FALSE,,,,,,,,,,,',
        'A2,A1,Site,Tide Hall,,,,4 Mole Row,Sale,FALSE,53.4,-2.3,,,,,,',
        'A3,A1,Site,Safe House,,,,7 Hidden Lane,Sale,TRUE,53.5,-2.4,,,,,,',
        'A4,A1,Program,Family meals,Food for families,555 0112,TRUE,,,,,,Families,Q1;Q2,Meals;Company,,,English; Urdu',
        'A5,A1,ProgramAtSite,Family meals at Tide Hall,,,,,,,,,,,,A2,A4,',
      ].join('\n'),
    })
    const report = await importHsds(given, here.community, { now, source: { id: 'tide' } })
    expect(report.taken).toMatchObject({
      organization: 1,
      location: 2,
      service: 1,
      service_at_location: 1,
      taxonomy_term: 2,
      language: 2,
    })
    expect(
      await rows(
        sql`select number from phone where organization_id is not null or service_id = (select id from service where name = 'Family meals')`,
      ),
    ).toEqual([{ number: '555 0111' }])
    expect(await rows(sql`select confidential, latitude from location where source_key = 'A3'`)).toEqual([
      { confidential: true, latitude: null },
    ])
    expect(await rows(sql`select id from address where address_1 like '%Hidden%'`)).toEqual([])
  })

  test('a plain sheet: columns by their names, others by what they are said to be', async () => {
    const sheet =
      'Group name,Run by,Address,Post code,Tel,Weekday and time,Category,X-factor\nChess,Sale Library,9 Hope Road,M33 1AA,555 0120,Tuesdays 2 pm,Games; Company,7\nKnitting,Sale Library,9 Hope Road,M33 1AA,,Fridays,Company,\n'
    const given = path.join(await folder({ 'clubs.csv': sheet }), 'clubs.csv')
    const report = await importHsds(given, here.community, {
      now,
      source: { id: 'clubs' },
      columns: { 'Group name': 'name', 'Weekday and time': 'hours' },
    })
    expect(report.taken).toMatchObject({
      organization: 1,
      service: 2,
      location: 1,
      phone: 1,
      schedule: 2,
      taxonomy_term: 2,
    })
    expect(
      await rows(sql`select s.name, l.name as place, h.description as hours from service s join service_at_location x on x.service_id = s.id join location l on l.id = x.location_id
      left join schedule h on h.service_id = s.id where s.source_id = 'clubs' order by 1`),
    ).toEqual([
      { name: 'Chess', place: 'Chess', hours: 'Tuesdays 2 pm' },
      { name: 'Knitting', place: 'Chess', hours: 'Fridays' },
    ])
  })
})
