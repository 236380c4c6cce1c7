import { sql } from 'kysely'
import type { Db } from '#kernel/database/database.ts'
import { listLines } from '../api/queries.ts'
import { unhidden as unhiddenLog } from '../api/shapes/queries.ts'
import { type Table, tableNames, tableSpecs } from '../hsds/fields.ts'
import type { DirectoryTables } from '../tables.ts'
import { columnsOf, dataPackage, fileOf, type Origin } from './rules.ts'
import { csvLine } from './sheets/rules.ts'

/** A file that is written as it is read: never more than a page of it is in memory. */
export interface ExportFile {
  name: string
  lines: AsyncGenerator<string>
}

/** What anybody may read: places and addresses through the views that keep secret ones out, contacts without names where they must. */
const readFrom: Partial<Record<Table, string>> = {
  location: 'public_location',
  address: 'public_address',
  contact: 'public_contact',
}

const shown = (kind: string, id: string) =>
  `not exists (select from moderated m where m.thing_kind = '${kind}' and m.thing_id = ${id} and coalesce(m.hidden_at, m.removed_at) is not null)`

const shownParents = (table: Table): string => {
  const columns = tableSpecs[table].columns
  const conditions = (['service', 'organization'] as const)
    .filter((kind) => `${kind}_id` in columns && table !== 'service')
    .map((kind) => `(t.${kind}_id is null or ${shown(kind, `t.${kind}_id`)})`)
  return ['true', ...conditions].join(' and ')
}

const unhidden: Partial<Record<Table, string>> = {
  service: shown('service', 't.id'),
  organization: shown('organization', 't.id'),
  attribute: `${shown('service', 't.link_id')} and ${shown('organization', 't.link_id')}`,
  metadata: unhiddenLog('t'),
}

/** What a source wrote and no column of ours holds, given back; nothing of a secret place. */
const given = (table: Table) =>
  `(select jsonb_object_agg(g.field, g.value) from public_given g where g.thing_id = t.id and g.thing_type = '${table}')`

const written = (table: Table, column: string): string => {
  const spec = tableSpecs[table].columns[column]
  if (spec?.as === 'datetime') return `to_char(t."${column}" at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`
  return `t."${column}"`
}

const size = 1_000
const before = '00000000-0000-0000-0000-000000000000'

async function* tableLines(db: Db<DirectoryTables>, table: Table): AsyncGenerator<string> {
  const columns = columnsOf(table)
  yield csvLine(columns)
  const cells = sql.raw(columns.map((column) => `'${column}', ${written(table, column)}`).join(', '))
  const conditions = sql.raw(`${unhidden[table] ?? 'true'} and ${shownParents(table)}`)
  for (let after = before; ; ) {
    const { rows } = await sql<{ row: Record<string, unknown>; given: Record<string, unknown> | null }>`
      select jsonb_build_object(${cells}) as row, ${sql.raw(given(table))} as given
      from ${sql.raw(readFrom[table] ?? table)} t where t.id > ${after}::uuid and ${conditions} order by t.id limit ${size}`.execute(
      db,
    )
    if (rows.length)
      yield rows.map(({ row, given: kept }) => csvLine(columns.map((column) => row[column] ?? kept?.[column]))).join('')
    if (rows.length < size) return
    after = String(rows.at(-1)!.row.id)
  }
}

async function* one(text: string): AsyncGenerator<string> {
  yield text
}

const origins = async (db: Db<DirectoryTables>): Promise<Origin[]> => {
  const { rows } =
    await sql<Origin>`select name, url, licence, licence_url, attribution from source order by name`.execute(db)
  return rows
}

/** The whole directory as HSDS 3.2 in tables, with its data package. For programs: values as they are. */
export const tabularFiles = async (db: Db<DirectoryTables>, community: string, now: Date): Promise<ExportFile[]> => [
  {
    name: 'datapackage.json',
    lines: one(`${JSON.stringify(dataPackage(community, await origins(db), now), null, 2)}\n`),
  },
  ...tableNames.map((table) => ({ name: fileOf(table), lines: tableLines(db, table) })),
]

const everything = { page: 1, format: 'ndjson' as const }

async function* jsonLines(lines: Promise<ReadableStream<Uint8Array>>): AsyncGenerator<string> {
  yield '['
  let first = true
  for await (const chunk of await lines) {
    const some = new TextDecoder().decode(chunk).trimEnd().replaceAll('\n', ',\n')
    yield `${first ? '\n' : ',\n'}${some}`
    first = false
  }
  yield '\n]\n'
}

/** The whole directory as HSDS 3.2 in JSON: services with all that hangs on them, organisations, and the vocabularies. */
export const jsonFiles = (db: Db<DirectoryTables>, now: Date): ExportFile[] => [
  {
    name: 'services.json',
    lines: jsonLines(listLines(db, 'service', { ...everything, minimal: false, full: true }, now)),
  },
  {
    name: 'organizations.json',
    lines: jsonLines(listLines(db, 'organization', { ...everything, full: true, full_service: false }, now)),
  },
  { name: 'taxonomies.json', lines: jsonLines(listLines(db, 'taxonomy', everything, now)) },
  {
    name: 'taxonomy_terms.json',
    lines: jsonLines(listLines(db, 'taxonomy_term', { ...everything, top_only: false }, now)),
  },
]
