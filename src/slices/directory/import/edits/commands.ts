import { sql } from 'kysely'
import type { Tx } from '#kernel/database/database.ts'
import type { DirectoryTables, Listings } from '../../tables.ts'

type Row = { id: string } & Record<string, unknown>
type Tables = Exclude<keyof Listings, 'source' | 'ground' | 'given_value'>

const tablesOf = (batch: Listings) =>
  (Object.keys(batch) as (keyof Listings)[]).filter(
    (table): table is Tables => !['source', 'ground', 'given_value'].includes(table),
  )

const rowsOf = (batch: Listings, table: keyof Listings) => batch[table] as unknown as Row[]

/** Where a record comes from is no field of its own; its secrecy only ever grows. */
const silent = ['id', 'source_id', 'source_key', 'source_date', 'modified_at', 'confidential']

export interface Difference {
  id: string
  kind: string
  field: string
  ours: string | null
  theirs: string | null
}

interface Edited extends Difference {
  value: unknown
}

const editedIn = async (tx: Tx<DirectoryTables>, table: Tables, rows: readonly Row[]): Promise<Edited[]> => {
  const { rows: edited } = await sql<Edited>`
    with given as (select (raw ->> 'id')::uuid as id, raw, to_jsonb(jsonb_populate_record(null::${sql.ref(table)}, raw)) as typed
      from jsonb_array_elements(${JSON.stringify(rows)}::jsonb) raw),
    there as (select given.*, base.fields, to_jsonb(t) as mine from given
      join imported_record base on base.id = given.id join ${sql.ref(table)} t on t.id = given.id)
    select there.id::text as id, ${table}::text as kind, one.key as field, mine ->> one.key as ours, typed ->> one.key as theirs,
      mine -> one.key as value
    from there cross join lateral jsonb_object_keys(raw) one (key)
    where mine ? one.key and one.key <> all(${silent})
      and coalesce(left(md5(mine ->> one.key), 10), '') <> coalesce(fields ->> one.key, '')`.execute(tx)
  return edited
}

/** Which of these the source gave before, and whether they are still there. */
const givenBefore = async (tx: Tx<DirectoryTables>, table: Tables, rows: readonly Row[]) => {
  const { rows: found } = await sql<{ id: string; there: boolean }>`
    select base.id::text as id, exists (select from ${sql.ref(table)} t where t.id = base.id) as there from imported_record base
    where base.id = any(${rows.map(({ id }) => id)}::uuid[]) and base.kind = ${table}`.execute(tx)
  return new Map(found.map(({ id, there }) => [id, there]))
}

const remember = async (
  tx: Tx<DirectoryTables>,
  table: Tables,
  rows: readonly Row[],
  { source, runId }: { source: string; runId: string },
) => {
  await sql`
    insert into imported_record as there (id, kind, source_id, fields, digest)
    select given.id, ${table}, ${source}, coalesce((select jsonb_object_agg(one.key, left(md5(one.value), 10))
      from jsonb_each_text(to_jsonb(jsonb_populate_record(null::${sql.ref(table)}, raw))) one
      where one.value is not null and raw ? one.key and one.key <> all(${silent})), '{}'), md5(read.body::text)
    from (select (value ->> 'id')::uuid as id, value as raw from jsonb_array_elements(${JSON.stringify(rows)}::jsonb)) given
      join import_row read on read.run_id = ${runId} and read.id = given.id and read.kind = ${table}
    on conflict (id) do update set fields = excluded.fields, source_id = excluded.source_id, digest = excluded.digest
      where there.digest is distinct from excluded.digest`.execute(tx)
}

/**
 * What was changed here since the source last gave it stays, field by field; what was taken out here stays out; the rest is taken
 * over. Returns the fields in which ours and theirs differ. Changes the batch.
 */
export const keepEdits = async (
  tx: Tx<DirectoryTables>,
  batch: Listings,
  run: { source: string; runId: string },
): Promise<Difference[]> => {
  const differences: Difference[] = []
  for (const table of tablesOf(batch)) {
    const rows = rowsOf(batch, table)
    if (!rows.length) continue
    const before = await givenBefore(tx, table, rows)
    const again = rows.filter(({ id }) => before.get(id))
    const edited = again.length ? await editedIn(tx, table, again) : []
    await remember(tx, table, rows, run)
    const byId = new Map(rows.map((row) => [row.id, row]))
    for (const { id, field, value, ...words } of edited) {
      // Where the source now calls a place secret, no older position of ours may stay.
      if (byId.get(id)!.confidential) continue
      byId.get(id)![field] = value
      if (words.theirs !== null && words.theirs !== words.ours && !['kind', 'zone'].includes(field))
        differences.push({ id, field, ...words })
    }
    ;(batch[table] as unknown) = rows.filter(({ id }) => before.get(id) !== false)
  }
  return differences
}

type Column = 'service_id' | 'service_at_location_id' | 'location_id' | 'organization_id' | 'contact_id' | 'phone_id'

const columns: Record<Column, Tables> = {
  service_id: 'service',
  service_at_location_id: 'service_at_location',
  location_id: 'location',
  organization_id: 'organization',
  contact_id: 'contact',
  phone_id: 'phone',
}

const children: Partial<Record<Tables, Column[]>> = {
  organization_identifier: ['organization_id'],
  address: ['location_id'],
  accessibility: ['location_id'],
  service_at_location: ['service_id'],
  contact: ['service_id', 'service_at_location_id', 'location_id', 'organization_id'],
  phone: ['service_id', 'service_at_location_id', 'location_id', 'organization_id', 'contact_id'],
  schedule: ['service_id', 'service_at_location_id', 'location_id'],
  cost_option: ['service_id'],
  language: ['service_id', 'location_id', 'phone_id', 'organization_id'],
  url: ['service_id', 'organization_id'],
  funding: ['service_id', 'organization_id'],
  service_area: ['service_id', 'service_at_location_id'],
  required_document: ['service_id'],
  service_capacity: ['service_id'],
}

/** What somebody added here to a record of the source belongs to it as well: it is written along, so that it is not taken for a leftover. */
export const keepAdditions = async (tx: Tx<DirectoryTables>, batch: Listings): Promise<void> => {
  for (const [table, owners] of Object.entries(children) as [Tables, Column[]][]) {
    const there = new Set(rowsOf(batch, table).map(({ id }) => id))
    const owned = owners
      .map((column) => [column, rowsOf(batch, columns[column]).map(({ id }) => id)] as const)
      .filter(([, ids]) => ids.length)
    if (!owned.length) continue
    const conditions = owned.map(
      ([column, ids]) => sql`(t.${sql.ref(column)} = any(${ids}::uuid[])
        and exists (select from imported_record p where p.id = t.${sql.ref(column)}))`,
    )
    const { rows } = await sql<{ row: Row }>`select to_jsonb(t) as row from ${sql.ref(table)} t
      where (${sql.join(conditions, sql` or `)}) and not exists (select from imported_record b where b.id = t.id)`.execute(
      tx,
    )
    for (const { row } of rows) if (!there.has(row.id)) rowsOf(batch, table).push(row)
  }
  await keepAttributes(tx, batch)
}

const keepAttributes = async (tx: Tx<DirectoryTables>, batch: Listings) => {
  const ids = tablesOf(batch).flatMap((table) => rowsOf(batch, table).map(({ id }) => id))
  const there = new Set(batch.attribute.map(({ id }) => id))
  const { rows } = await sql<{ row: Row }>`select to_jsonb(t) as row from attribute t
    where t.link_id = any(${ids}::uuid[]) and exists (select from imported_record p where p.id = t.link_id)
      and not exists (select from imported_record b where b.id = t.id)`.execute(tx)
  for (const { row } of rows) if (!there.has(row.id)) rowsOf(batch, 'attribute').push(row)
}

const linkColumns = [
  'service_id',
  'location_id',
  'organization_id',
  'service_at_location_id',
  'program_id',
  'link_id',
  'thing_id',
]
const things: ReadonlySet<string> = new Set(['service', 'organization', 'location', 'program'])

/** A record that was merged into another here, or taken away: what the source still hangs on it follows, or goes. Changes the batch. */
export const followMerges = async (tx: Tx<DirectoryTables>, batch: Listings): Promise<void> => {
  const all = tablesOf(batch)
  const asked = new Set(
    all.flatMap((table) =>
      rowsOf(batch, table).flatMap((row) => [row.id, ...linkColumns.map((column) => row[column])]),
    ),
  )
  const { rows } = await sql<{ id: string; to: string | null }>`
    select id::text, replaced_by::text as to from deleted_record
    where id = any(${[...asked].filter((id) => typeof id === 'string')}::uuid[])`.execute(tx)
  if (!rows.length) return
  const moved = new Map(rows.map(({ id, to }) => [id, to]))
  const stays = (table: string, row: Row): boolean => {
    if (moved.has(row.id)) return false
    for (const column of linkColumns) {
      const link = row[column]
      if (typeof link !== 'string' || !moved.has(link)) continue
      row[column] = moved.get(link)
      if (row[column] === null && !things.has(table)) return false
    }
    return true
  }
  for (const table of [...all, 'given_value'] as const)
    (batch[table] as unknown) = rowsOf(batch, table).filter((row) => stays(table, row))
}

/** A place that is secret here is left alone: the source may know less about the danger than we do. Changes the batch. */
export const leaveSecrets = async (tx: Tx<DirectoryTables>, batch: Listings): Promise<number> => {
  const asked = [...batch.location.map(({ id }) => id), ...batch.address.map(({ location_id }) => location_id)]
  const { rows } = await sql<{ id: string }>`
    select id::text from location where confidential and id = any(${asked}::uuid[])`.execute(tx)
  const secret = new Set(rows.map(({ id }) => id))
  if (!secret.size) return 0
  batch.location = batch.location.filter(({ id }) => !secret.has(id))
  batch.address = batch.address.filter(({ location_id }) => !secret.has(location_id))
  batch.accessibility = batch.accessibility.filter(({ location_id }) => !secret.has(location_id))
  batch.given_value = batch.given_value.filter(({ thing_id }) => !secret.has(thing_id))
  return secret.size
}

/** A service stands at a place once: a second row that says so is the first one again. Changes the batch. */
export const joinTwins = async (tx: Tx<DirectoryTables>, batch: Listings): Promise<void> => {
  if (!batch.service_at_location.length) return
  const { rows } = await sql<{ id: string; service_id: string; location_id: string }>`
    select id::text, service_id::text, location_id::text from service_at_location
    where service_id = any(${batch.service_at_location.map(({ service_id }) => service_id)}::uuid[])`.execute(tx)
  const pairs = new Map(rows.map((row) => [`${row.service_id} ${row.location_id}`, row.id]))
  const same = new Map<string, string>()
  batch.service_at_location = batch.service_at_location.filter((row) => {
    const pair = `${row.service_id} ${row.location_id}`
    const known = pairs.get(pair) ?? row.id
    pairs.set(pair, known)
    if (known !== row.id) same.set(row.id, known)
    return known === row.id
  })
  if (!same.size) return
  for (const table of ['contact', 'phone', 'schedule', 'service_area'] as const)
    for (const row of batch[table])
      row.service_at_location_id = same.get(row.service_at_location_id ?? '') ?? row.service_at_location_id ?? null
}

const stillThere = sql`(select id from organization union all select id from service union all select id from location)`

/**
 * What the source no longer has of its records is forgotten, so that it may come again: what hung on them, and things that are gone
 * here too. Things that are still listed are for people to decide: see `noticeMissing`.
 */
export const forgetLeftovers = async (tx: Tx<DirectoryTables>, source: string, runId: string): Promise<void> => {
  await sql`delete from imported_record b where b.source_id = ${source}
    and not exists (select from import_row r where r.run_id = ${runId} and r.id = b.id) and b.id not in ${stillThere}`.execute(
    tx,
  )
}
