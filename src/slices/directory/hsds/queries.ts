import { createReadStream } from 'node:fs'
import { readdir, readFile, stat } from 'node:fs/promises'
import path from 'node:path'
import { parse } from 'csv-parse'
import { type Table, tableNames, tableSpecs } from './fields.ts'
import type { Defect, Given } from './rules.ts'

export interface Files {
  rows: Given[]
  defects: Defect[]
  /** Files that lie there and that this import does not read. */
  notRead: string[]
}

const tableOfFile = (name: string): Table | null =>
  tableNames.find((table) => tableSpecs[table].files.includes(name)) ?? null

const toText = (value: unknown): string =>
  value === null || value === undefined ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value)

/** One CSV file as a stream. A line with too many or too few cells is read as far as it goes, and said. */
const csvRows = async (file: string, table: Table, into: Files) => {
  const name = path.basename(file)
  const parser = createReadStream(file).pipe(
    parse({
      columns: (header: string[]) => header.map((column) => column.trim().toLowerCase()),
      bom: true,
      relax_quotes: true,
      relax_column_count: true,
      skip_empty_lines: true,
      info: true,
    }),
  )
  let row = 0
  try {
    for await (const read of parser) {
      const { record, info } = read as { record: Record<string, string>; info: { error?: { code: string } } }
      row++
      const problem = 'has another number of cells than its header'
      if (info.error) into.defects.push({ file: name, row, column: null, problem, done: 'changed' })
      into.rows.push({ table, file: name, row, cells: record })
    }
  } catch (error) {
    const problem = `cannot be read from here on: ${error instanceof Error ? error.message : error}`
    into.defects.push({ file: name, row: row + 1, column: null, problem, done: 'row left out' })
  }
}

type Json = Record<string, unknown>
const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value)

const singular: Record<string, Table> = {
  organizations: 'organization',
  services: 'service',
  locations: 'location',
  addresses: 'address',
  phones: 'phone',
  schedules: 'schedule',
  cost_options: 'cost_option',
  languages: 'language',
  attributes: 'attribute',
  service_at_locations: 'service_at_location',
  organization_identifiers: 'organization_identifier',
  taxonomy_detail: 'taxonomy',
  programs: 'program',
  contacts: 'contact',
  additional_urls: 'url',
  additional_websites: 'url',
  service_areas: 'service_area',
  required_documents: 'required_document',
  capacities: 'service_capacity',
}

/** How a child names what it hangs on, where that is not by the name of its table. */
const hangsBy: Partial<Record<Table, (record: Json, table: Table) => Json>> = {
  attribute: (record, table) => ({ link_id: record.id, link_entity: table }),
  metadata: (record, table) => ({ resource_id: record.id, resource_type: table }),
}

/** `taxonomy` is a text and `url` an address inside a record; as a table they come under other names. */
const tableOfKey = (key: string): Table | null => singular[key] ?? tableNames.find((table) => table === key) ?? null

/** Deeper than any record of the standard nests; a file that goes deeper is not followed. */
const deepest = 12

/** A nested record as flat rows: children get a link to their parent, parents one to a single child. */
const flatten = (record: Json, table: Table, file: string, row: number, into: Given[], depth = 0): void => {
  const cells: Record<string, string> = {}
  for (const [key, value] of Object.entries(record)) {
    const inner = tableOfKey(key)
    if (inner && Array.isArray(value)) {
      const up = hangsBy[inner]?.(record, table) ?? { [`${table}_id`]: record.id }
      for (const child of value.filter(isObject)) {
        if (depth < deepest) flatten({ ...up, ...child }, inner, file, row, into, depth + 1)
      }
    } else if (inner && isObject(value)) {
      cells[`${inner}_id`] = toText(value.id)
      if (depth < deepest) flatten(value, inner, file, row, into, depth + 1)
    } else cells[key] = toText(value)
  }
  into.push({ table, file, row, cells })
}

const isNested = ({ file }: Given) => file.endsWith('.json')

/** The same organisation stands under each of its services, in full or in part: they are one, and what says more completes it. */
const mergeRows = (rows: readonly Given[]): Given[] => {
  const merged = new Map<string, Given>()
  for (const given of rows) {
    const key = given.cells.id ? `${given.table} ${given.cells.id}` : JSON.stringify(given)
    const there = merged.get(key)
    if (!there) merged.set(key, given)
    else for (const [column, value] of Object.entries(given.cells)) there.cells[column] ||= value
  }
  return [...merged.values()]
}

const guessed = (record: Json): Table => {
  if ('location_type' in record) return 'location'
  if ('status' in record || 'service_at_locations' in record) return 'service'
  return 'organization'
}

const jsonRows = async (file: string, into: Files) => {
  const name = path.basename(file)
  const named = tableNames.filter((table) => name.startsWith(table)).sort((a, b) => b.length - a.length)[0]
  let content: unknown
  try {
    content = JSON.parse(await readFile(file, 'utf8'))
  } catch {
    into.defects.push({ file: name, row: 0, column: null, problem: 'is no JSON', done: 'row left out' })
    return
  }
  const records = Array.isArray(content)
    ? content
    : isObject(content) && Array.isArray(content.contents)
      ? content.contents
      : [content]
  const rows: Given[] = []
  for (const [index, record] of records.entries()) {
    if (isObject(record)) flatten(record, named ?? guessed(record), name, index + 1, rows)
    else into.defects.push({ file: name, row: index + 1, column: null, problem: 'is no record', done: 'row left out' })
  }
  into.rows.push(...rows)
}

/** All rows of a folder of HSDS's tables (CSV, or JSON), or of one file of either. */
export const hsdsFiles = async (given: string): Promise<Files> => {
  const into: Files = { rows: [], defects: [], notRead: [] }
  const isFolder = (await stat(given)).isDirectory()
  const files = isFolder ? (await readdir(given)).sort().map((name) => path.join(given, name)) : [given]
  for (const file of files) {
    const { name, ext, base } = path.parse(file)
    const table = tableOfFile(name.toLowerCase())
    if (ext === '.csv' && table) await csvRows(file, table, into)
    else if (
      ext === '.json' &&
      name !== 'datapackage' &&
      (!isFolder || table || tableNames.some((one) => name.startsWith(one)))
    )
      await jsonRows(file, into)
    else into.notRead.push(base)
  }
  const [nested, flat] = [into.rows.filter(isNested), into.rows.filter((row) => !isNested(row))]
  into.rows = [...flat, ...mergeRows(nested)]
  return into
}
