import { mkdir, mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { parse } from 'csv-parse/sync'
import { strFromU8, unzipSync } from 'fflate'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { theProgram } from '#kernel/facts/record.ts'
import { testDatabase } from '#test/database.ts'
import { againstObject, example, examples } from '#test/standards/hsds/standards.ts'
import { oneWhole } from '../api/queries.ts'
import { importHsds } from '../hsds/commands.ts'
import { exportDirectory, markSent } from './commands.ts'

const now = new Date('2026-11-21T12:00:00Z')
let here: Awaited<ReturnType<typeof testDatabase>>
let where = ''
beforeAll(async () => {
  here = await testDatabase()
  where = await mkdtemp(path.join(tmpdir(), 'wellmet-export-'))
  await importHsds(path.join(examples, 'csv'), here.community, {
    now,
    source: { id: 'examples', licence: 'CC BY 4.0' },
  })
})
afterAll(() => here.stop())

const table = (text: string) => parse(text, { columns: true, bom: true }) as Record<string, string>[]
const inside = (...parts: string[]) => path.join(where, ...parts)

/** What means the same is the same: a time without seconds, a moment in another zone, an address of the web with its slash. */
const meaning = (value: string): string => {
  if (/^\d\d:\d\d(:00)?Z?$/u.test(value)) return value.slice(0, 5)
  if (/^\d{4}-\d\d-\d\dT/u.test(value)) return new Date(value).toISOString()
  if (/^-?\d+(\.\d+)?$/u.test(value)) return String(Number(value))
  return value.trim().replace(/\/$/u, '')
}

type Json = Record<string, unknown>

/** Whatever the first says and the second does not, by where it stands. Lists are compared by id. */
const lostIn = (given: unknown, written: unknown, at = ''): string[] => {
  if (given === null || given === '') return []
  if (Array.isArray(given))
    return given.flatMap((one: Json) =>
      lostIn(
        one,
        (written as Json[] | undefined)?.find(({ id }) => id === one.id),
        `${at}/${one.id}`,
      ),
    )
  if (typeof given === 'object')
    return Object.entries(given as Json).flatMap(([key, value]) => {
      const there = written as Json | undefined
      return lostIn(value, there?.[key] ?? (there?.x_given as Json | undefined)?.[key], `${at}/${key}`)
    })
  return meaning(String(given)) === meaning(String(written ?? '')) ? [] : [`${at}: ${given} → ${written}`]
}

describe('the standard’s own examples', () => {
  test('come out of the export as they went in, file by file and cell by cell', async () => {
    await exportDirectory(here.community, inside('hsds'), 'hsds', now)
    const lost: string[] = []
    for (const name of (await readdir(path.join(examples, 'csv'))).filter((one) => one.endsWith('.csv'))) {
      const given = table(await readFile(path.join(examples, 'csv', name), 'utf8'))
      const written = table(await readFile(inside('hsds', name), 'utf8'))
      for (const row of given) {
        const same = written.find(({ id }) => id === row.id)
        for (const [column, value] of Object.entries(row))
          if (value !== '' && meaning(same?.[column] ?? '') !== meaning(value))
            lost.push(`${name} ${column}: ${value} → ${same?.[column]}`)
      }
    }
    expect(lost).toEqual([])
  })

  test('and into another directory again, where nothing is lost either', async () => {
    const other = await testDatabase()
    try {
      await importHsds(inside('hsds'), other.community, { now, source: { id: 'again' } })
      await exportDirectory(other.community, inside('again'), 'hsds', now)
      for (const name of ['services.csv', 'locations.csv', 'schedules.csv', 'phones.csv', 'attributes.csv'])
        expect(table(await readFile(inside('again', name), 'utf8'))).toEqual(
          table(await readFile(inside('hsds', name), 'utf8')),
        )
    } finally {
      await other.stop()
    }
  })

  test('the package says its tables, their keys, the sources and their licences', async () => {
    const about = JSON.parse(await readFile(inside('hsds', 'datapackage.json'), 'utf8'))
    expect(about.resources).toHaveLength(24)
    expect(about.sources).toMatchObject([{ licence: 'CC BY 4.0' }])
    for (const { path: file, schema } of about.resources) {
      const header = (await readFile(inside('hsds', file), 'utf8')).split('\r\n')[0]!.split(',')
      expect(schema.fields.map(({ name }: { name: string }) => name)).toEqual(header)
    }
  })

  test('as JSON, each object is as the schemas say', async () => {
    await exportDirectory(here.community, inside('json'), 'json', now)
    const services = JSON.parse(await readFile(inside('json', 'services.json'), 'utf8')) as unknown[]
    expect(services).toHaveLength(1)
    for (const service of services) expect(againstObject('service', service)).toEqual([])
  })

  test.each(['service', 'organization', 'service_at_location'])(
    'the one %s as JSON comes out as it went in, and once more from what came out',
    async (name) => {
      const other = await testDatabase()
      try {
        const given = example(`${name}_full.json`)
        const read = async (file: string) => {
          await importHsds(file, other.community, { now, source: { id: 'json', name: 'json' } })
          const id = String((given as { id: unknown }).id)
          return JSON.parse(await oneWhole(other.community.read, name as 'service', id, { now, services: 'whole' }))
        }
        const first = await read(path.join(examples, `${name}_full.json`))
        expect(lostIn(given, first)).toEqual([])
        await mkdir(inside(name))
        await writeFile(inside(name, `${name}.json`), JSON.stringify(first))
        expect(await read(inside(name, `${name}.json`))).toEqual(first)
      } finally {
        await other.stop()
      }
    },
  )

  test('as an archive, the same files', async () => {
    await exportDirectory(here.community, inside('all.zip'), 'hsds', now)
    const files = unzipSync(await readFile(inside('all.zip')))
    expect(strFromU8(files['services.csv']!)).toBe(await readFile(inside('hsds', 'services.csv'), 'utf8'))
    expect(Object.keys(files)).toHaveLength(25)
  })
})

describe('for people and for the line', () => {
  const bad = ['=1+1', '+1', '-2+3', '@SUM(A1)', '\t=1', '＝1+1', ' =1']

  test.each(bad)('peer 17: %j is no formula in a sheet for people', async (words) => {
    await sql`update service set alternate_name = null, eligibility_description = ${words}, name = ${`${words} name`}`.execute(
      here.community.write,
    )
    await exportDirectory(here.community, inside('people.csv'), 'sheet', now)
    for (const row of table(await readFile(inside('people.csv'), 'utf8')))
      for (const cell of [...Object.keys(row), ...Object.values(row)]) expect(cell).not.toMatch(/^\s*[=+\-@＝]/u)
  })

  test('the line gets agencies, sites, programs and their places, and it is noted when', async () => {
    await sql`update service set name = '=Tea', eligibility_description = null`.execute(here.community.write)
    expect(await markSent(here.community.write, theProgram, now)).toBe(1)
    await exportDirectory(here.community, inside('line.csv'), 'icarol', now)
    const rows = table(await readFile(inside('line.csv'), 'utf8'))
    expect(rows.map(({ TaxonomyLevelName }) => TaxonomyLevelName)).toEqual([
      'Agency',
      'Site',
      'Program',
      'ProgramAtSite',
    ])
    expect(rows[0]!.LastSentOn).toBe('2026-11-21')
    expect(rows[2]!.PublicName).toBe("'=Tea")
  })

  test('what the line sends back is read again', async () => {
    const other = await testDatabase()
    try {
      const report = await importHsds(inside('line.csv'), other.community, { now, source: { id: 'line' } })
      expect(report.taken).toMatchObject({ organization: 1, location: 1, service: 1, service_at_location: 1 })
      expect((await sql<{ name: string }>`select name from service`.execute(other.community.read)).rows).toEqual([
        { name: '=Tea' },
      ])
    } finally {
      await other.stop()
    }
  })
})

test('rule 1: a confidential place is in no export', async () => {
  await sql`select hide_location(id) from location`.execute(here.community.write)
  for (const format of ['hsds', 'json', 'sheet', 'icarol'] as const) {
    await exportDirectory(here.community, inside(`secret-${format}`), format, now)
    for (const name of await readdir(inside(`secret-${format}`))) {
      const text = await readFile(inside(`secret-${format}`, name), 'utf8')
      if (name === 'contacts.csv') expect(text).not.toContain('Ann Persona')
      expect([
        format,
        name,
        /1-30 Main Street|ABC 1234|Metro Station|10092008082|email@example\.com,.*Reception/u.exec(text),
      ]).toEqual([format, name, null])
    }
  }
})

test('rule 1: neither what its source wrote oddly nor the log of an address that is gone tells of a confidential place', async () => {
  const bring = async (address: string) => {
    const files = {
      'organizations.csv': 'id,name\n1,Harbour\n',
      'locations.csv': 'id,organization_id,name\n20,1,House\n',
      'addresses.csv': `id,location_id,address_1,city\n${address}\n`,
      'contacts.csv': 'id,location_id,title,email\n50,20,Warden,canary keeper\n',
      'accessibility.csv': 'id,location_id,description,url\n60,20,Ramp,canary lane\n',
    }
    const from = await mkdtemp(path.join(tmpdir(), 'wellmet-harbour-'))
    for (const [name, text] of Object.entries(files)) await writeFile(path.join(from, name), text)
    await importHsds(from, here.community, { now, source: { id: 'harbour' } })
  }
  await bring('30,20,Canary Road 1,Sale')
  await bring('30,20,Canary Road 2,Sale')
  await bring('31,20,Canary Road 2,Sale')
  const written = async () => {
    const to = await mkdtemp(path.join(tmpdir(), 'wellmet-out-'))
    await exportDirectory(here.community, to, 'hsds', now)
    return (await Promise.all((await readdir(to)).map((name) => readFile(path.join(to, name), 'utf8')))).join('\n')
  }
  expect(await written()).toMatch(/canary keeper/iu)
  await sql`select hide_location(id) from location where source_id = 'harbour'`.execute(here.community.write)
  expect(/canary/iu.exec(await written())?.input.slice(0, 300)).toBeUndefined()
})
