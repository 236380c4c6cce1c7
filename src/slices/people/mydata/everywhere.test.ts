import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { personalDataSources } from '#app/my-data.ts'
import { testDatabase } from '#test/database.ts'
import { eraseAgain } from './commands.ts'
import { everythingAbout } from './queries.ts'

/**
 * Every table of the migrated database that points at a person gets a row about somebody, made from the catalogue: a table that is
 * added tomorrow is in here without being named. Then that person takes their data along, and is erased.
 */
let here: Awaited<ReturnType<typeof testDatabase>>
let tables: Map<string, Column[]>

interface Column {
  table: string
  name: string
  type: string
  required: boolean
  /** The table that it points at. */
  to: string | null
  /** The first of the values that a check allows, «member» where that is one. */
  allowed: string | null
  personal: boolean
}

const query = async <Row>(text: string, values: unknown[] = []): Promise<Row[]> => {
  const client = await here.database.owner.connect()
  try {
    await client.query(`set search_path to "${here.community.schema}", extensions, public`)
    return (await client.query(text, values)).rows
  } finally {
    await client.query('reset search_path')
    client.release()
  }
}

const catalogue = () =>
  query<Column>(
    `select c.relname as table, a.attname as name, t.typname as type, a.attnotnull and not a.atthasdef and a.attidentity = '' as required,
      (select f.relname from pg_constraint k join pg_class f on f.oid = k.confrelid where k.conrelid = c.oid and k.contype = 'f'
        and k.conkey[1] = a.attnum and cardinality(k.conkey) = 1 limit 1) as to,
      (select coalesce(substring(pg_get_constraintdef(k.oid) from '''(member)'''), substring(pg_get_constraintdef(k.oid) from 'ARRAY\\[''([^'']+)'''))
        from pg_constraint k where k.conrelid = c.oid and k.contype = 'c' and k.conkey = array[a.attnum]
        and pg_get_constraintdef(k.oid) like '%ARRAY%' limit 1) as allowed,
      coalesce(col_description(c.oid, a.attnum), '') ~* '^personal:' as personal
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
      join pg_type t on t.oid = a.atttypid
    where c.relnamespace = $1::regnamespace and c.relkind = 'r' order by c.relname, a.attnum`,
    [`"${here.community.schema}"`],
  )

beforeAll(async () => {
  here = await testDatabase()
  tables = Map.groupBy(await catalogue(), ({ table }) => table)
  // What makes a row sensible does not matter here, what it points at does.
  for (const { table, name } of await query<{ table: string; name: string }>(
    `select c.relname as table, k.conname as name from pg_constraint k join pg_class c on c.oid = k.conrelid
      where k.contype = 'c' and c.relnamespace = $1::regnamespace`,
    [`"${here.community.schema}"`],
  ))
    await query(`alter table "${table}" drop constraint "${name}"`)
})
afterAll(() => here.stop())

const emailOf = (personId: string) => `${personId}@everywhere.example`

const plain: Record<string, unknown> = {
  timestamptz: new Date(),
  date: '2026-11-21',
  int2: 1,
  int4: 1,
  int8: 1,
  float8: 1,
  numeric: 1,
  bool: false,
  jsonb: '{}',
  _text: '{}',
  _uuid: '{}',
  _int4: '{}',
  bytea: Buffer.from('x'),
  interval: '1 day',
  time: '10:00',
}

/** A word that stands nowhere else, so that it can be looked for. */
const canary = (table: string, column: string) => `canary-${table}-${column}`

interface About {
  /** Who is in the column that is looked at, and who in all others that point at people. */
  personId: string
  otherId: string
}

/** One row, with whatever it needs to point at; hands back the value of the column that others would point at. */
const rowIn = async (table: string, column: string | null, about: About, path: string[] = []): Promise<unknown> => {
  const columns = tables.get(table)!
  const row = new Map<string, unknown>()
  for (const one of columns) {
    const value = await valueIn(one, column, about, [...path, table])
    if (value !== undefined) row.set(one.name, value)
  }
  const names = [...row.keys()]
  const [made] = await query<Record<string, unknown>>(
    `insert into "${table}" (${names.map((name) => `"${name}"`).join(', ')})
      values (${names.map((_, at) => `$${at + 1}`).join(', ')}) returning *`,
    [...row.values()],
  )
  return made!.id ?? made![names[0]!]
}

const valueIn = async (one: Column, column: string | null, about: About, path: string[]): Promise<unknown> => {
  const { table, name, type, required, to, allowed } = one
  if (to === 'person') return name === column ? about.personId : required ? about.otherId : undefined
  if (to) return path.includes(to) ? undefined : rowIn(to, memberColumn(to), about, path)
  if (isAddress(one)) return emailOf(about.personId)
  if (type === 'uuid') return required ? randomUUID() : undefined
  if (type === 'text')
    return allowed ?? (required || one.personal ? canary(table, name) + randomUUID().slice(0, 8) : undefined)
  return required ? plain[type] : undefined
}

/** Columns that name whose the row is; others name who wrote it down, or judged it. */
const isOwner = ({ name, to }: Pick<Column, 'name' | 'to'>) =>
  to === 'person' && /^((person|author|reporter|about)_id|invited_by)$/u.test(name)

/** Where a row that is only pointed at names its own person. */
const memberColumn = (table: string) => tables.get(table)!.find(isOwner)?.name ?? null

/** Somebody's e-mail address leads to them as their id does. */
const isAddress = ({ name, type, personal }: Column) =>
  personal && type === 'text' && /^(email|to_address)$/u.test(name)

const somebody = async () => {
  const id = randomUUID()
  await query(`insert into person (id, name, email) values ($1, $2, $3)`, [id, `Somebody ${id}`, emailOf(id)])
  return id
}

/** Which of these words stand in a table. */
const standingIn = async (table: string, words: string[]) =>
  (
    await query<{ word: string }>(
      `select distinct word from unnest($1::text[]) word where exists (select from "${table}" t where strpos(t::text, word) > 0)`,
      [words],
    )
  ).map(({ word }) => word)

/** What outlives somebody, for a reason that the page about erasure says: the id in a sealed log, and in the list for old backups. */
const outlives = ['erased_person', 'fact']

/** What is theirs and not in the copy, and why. */
const notHandedOver: Record<string, string> = {
  'passkey.credential_id': 'the number of a key; the name that they gave it is in the copy',
  'letter_ask.name': 'a request of one day; the name that counts is in the account',
}

/** An address that is somebody else's to name, though it is the same. */
const othersToKeep: Record<string, string> = {
  'organisation_claim.email': 'where a colleague said that they work; it goes with the colleague, or with their claim',
}

/** A row for each column that points at people, each about somebody else; and for each address that is kept. Whose, by what. */
const filled = async (): Promise<Map<string, { table: string; column: string; own: boolean }>> => {
  const owners = new Map<string, { table: string; column: string; own: boolean }>()
  const columns = [...tables.values()].flat().filter(({ table, to }) => to === 'person' && table !== 'person')
  expect(columns.length).toBeGreaterThan(40)
  const addresses = [...tables.values()]
    .flat()
    .filter((one) => isAddress(one) && one.table !== 'person' && !(`${one.table}.${one.name}` in othersToKeep))
  for (const one of [...columns, ...addresses]) {
    const personId = await somebody()
    owners.set(personId, { table: one.table, column: one.name, own: isOwner(one) })
    await rowIn(one.table, one.name, { personId, otherId: await somebody() })
  }
  return owners
}

describe('rule 40: whatever the database knows about somebody', () => {
  test('is handed over whole, and gone after an erasure, from every table that points at people or keeps addresses', async () => {
    const owners = await filled()
    const missing: string[] = []
    for (const [personId, { table, own }] of owners) {
      if (!own) continue
      const copy = JSON.stringify(await everythingAbout(here.community.read, personalDataSources, personId))
      for (const column of tables.get(table)!) {
        const { name, personal, type, allowed, to } = column
        if (!personal || type !== 'text' || allowed || to || `${table}.${name}` in notHandedOver) continue
        if (!copy.includes(isAddress(column) ? emailOf(personId) : canary(table, name)))
          missing.push(`${table}.${name}`)
      }
    }
    expect([...new Set(missing)], 'not in the copy that they take along: see src/app/my-data.ts').toEqual([])

    const ids = [...owners.keys()]
    await eraseAgain(here.community.write, personalDataSources, ids, new Date())
    const left: string[] = []
    for (const table of [...tables.keys()].filter((one) => !outlives.includes(one)))
      for (const id of await standingIn(table, ids)) {
        const { table: of, column } = owners.get(id)!
        left.push(`${of}.${column}: still in ${table}`)
      }
    expect(left, 'not erased: see src/app/my-data.ts').toEqual([])
  }, 60_000)
})
