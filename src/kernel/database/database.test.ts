import { createHash } from 'node:crypto'
import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ladder, type Slice } from '#app/slices.ts'
import { root } from '#kernel/config/root.ts'
import { testDatabase } from '#test/database.ts'
import type { Community } from './database.ts'
import { kept } from './kept.ts'
import { allMigrations, type Migration, migrateSchema } from './migrations.ts'
import { inSnapshot, inTransaction } from './transactions.ts'

/** Whose migration made which table. */
const tableOwners = () => {
  const owners = new Map<string, string>()
  for (const file of globSync('src/**/migrations/*.sql', { cwd: root })) {
    const owner = file.startsWith('src/kernel/') ? 'kernel' : file.split('/')[2]!
    for (const [, table] of readFileSync(path.join(root, file), 'utf8').matchAll(
      /create table (?:if not exists )?"?(\w+)"?/gu,
    ))
      owners.set(table!, owner)
  }
  return owners
}

let town: Awaited<ReturnType<typeof testDatabase>>
let community: Community
beforeAll(async () => {
  town = await testDatabase()
  community = town.community
})
afterAll(() => town.stop())

test('a connection for reading refuses to write', async () => {
  await expect(sql`create table x (a int)`.execute(community.read)).rejects.toThrow(/read-only/u)
  await expect(sql`insert into migration (name, checksum) values ('a', 'b')`.execute(community.read)).rejects.toThrow(
    /read-only/u,
  )
})

test('requests run as nobody special', async () => {
  const { rows } = await sql<{ user: string; super: boolean }>`
    select current_user as user, rolsuper as super from pg_roles where rolname = current_user`.execute(community.write)
  expect(rows[0]).toEqual({ user: 'wellmet_app', super: false })
})

test('the app role changes rows, never structure', async () => {
  await expect(sql`create table x (a int)`.execute(community.write)).rejects.toThrow(/permission denied/u)
})

test('a kept look-up is planned once for each connection, and answers like any other', async () => {
  const one = (n: number) => sql<{ n: number }>`${kept} select ${n}::int as n`.execute(community.read)
  expect([(await one(1)).rows, (await one(2)).rows]).toEqual([[{ n: 1 }], [{ n: 2 }]])
  await inSnapshot(community.read, async (tx) => {
    await sql`${kept} select ${3}::int as n`.execute(tx)
    const { rows } = await sql<{ count: number }>`
      select count(*)::int as count from pg_prepared_statements where name like 'kept_%'`.execute(tx)
    expect(rows[0]!.count).toBeGreaterThan(0)
  })
})

test('what collides is tried again, and both take place', async () => {
  await town.database.owner.query(`create table "${community.schema}".counter (n int not null)`)
  await town.database.owner.query(`insert into "${community.schema}".counter values (0)`)
  await town.database.owner.query(`grant select, update on "${community.schema}".counter to wellmet_app`)
  const add = () =>
    inTransaction(community.write, async (tx) => {
      await sql`set transaction isolation level serializable`.execute(tx)
      const { rows } = await sql<{ n: number }>`select n from counter`.execute(tx)
      await sql`update counter set n = ${rows[0]!.n + 1}`.execute(tx)
    })
  await Promise.all([add(), add(), add(), add()])
  const { rows } = await sql<{ n: number }>`select n from counter`.execute(community.read)
  expect(rows[0]!.n).toBe(4)
})

test('a pool finds its way back after its connections were cut', async () => {
  await sql`select 1`.execute(community.read)
  await town.database.owner.query(
    `select pg_terminate_backend(pid) from pg_stat_activity where application_name like 'wellmet reads' and datname = current_database()`,
  )
  await new Promise((done) => setTimeout(done, 100))
  const again = () => sql<{ n: number }>`select 1 as n`.execute(community.read).then(({ rows }) => rows[0]!.n)
  expect(await again().catch(again)).toBe(1)
})

describe('migrations', () => {
  const migrated = (schema: string, migrations: Migration[]) => async () => {
    const client = await town.database.owner.connect()
    try {
      return await migrateSchema(client, schema, migrations)
    } finally {
      client.release()
    }
  }
  const step = (name: string, text: string): Migration => ({
    name,
    sql: text,
    checksum: createHash('sha256').update(text).digest('hex'),
  })

  test('two nodes that start together run each once', async () => {
    await town.database.owner.query('create schema twice')
    const steps = [step('a', 'select pg_sleep(0.2); create table a (n int)'), step('b', 'create table b (n int)')]
    const [first, second] = await Promise.all([migrated('twice', steps)(), migrated('twice', steps)()])
    expect([...first, ...second].sort()).toEqual(['a', 'b'])
  })

  test('one that fails leaves nothing half done, and the next start goes on from there', async () => {
    await town.database.owner.query('create schema half')
    const broken = [step('a', 'create table a (n int)'), step('b', 'create table b (n int); select 1 / 0')]
    await expect(migrated('half', broken)()).rejects.toThrow(/migration b: division by zero/u)
    expect(await migrated('half', [broken[0]!, step('b', 'create table b (n int)')])()).toEqual(['b'])
  })

  test('a changed file, or one from a newer program, is refused by its name', async () => {
    await town.database.owner.query('create schema changed')
    await migrated('changed', [step('a', 'select 1')])()
    await expect(migrated('changed', [step('a', 'select 2')])()).rejects.toThrow(/«a» was changed/u)
    await expect(migrated('changed', [])()).rejects.toThrow(/newer Wellmet.*«a»/u)
  })

  test('run in the order of date, then kernel before slices, then by rung', () => {
    const names = allMigrations(ladder).map(({ name }) => name)
    const rungOf = (name: string) => (name.startsWith('kernel/') ? 0 : ladder[name.split('/')[1] as Slice])
    const dated = names.map((name) => [/(\d{4}-\d\d-\d\d)/u.exec(name)![1]!, rungOf(name)] as const)
    expect(dated).toEqual([...dated].sort((a, b) => a[0].localeCompare(b[0]) || a[1] - b[1]))
    expect(names.length).toBeGreaterThan(5)
  })
})

test('a foreign key points down the ladder or to the kernel, never up', async () => {
  const { rows } = await town.database.owner.query<{ from: string; to: string }>(
    `select distinct c.conrelid::regclass::text as from, c.confrelid::regclass::text as to
     from pg_constraint c join pg_namespace n on n.oid = c.connamespace where c.contype = 'f' and n.nspname = $1`,
    [community.schema],
  )
  const owners = tableOwners()
  const plain = (name: string) => name.replace(/^.*\./u, '').replaceAll('"', '')
  const rung = (table: string) => {
    const owner = owners.get(plain(table))
    return owner === 'kernel' ? 0 : ladder[owner as Slice]
  }
  expect(rows.length).toBeGreaterThan(5)
  expect(
    rows.filter(({ from, to }) => owners.get(plain(from)) !== owners.get(plain(to)) && rung(to) >= rung(from)),
  ).toEqual([])
})

test('every column that holds personal data in an account says so', async () => {
  const { rows } = await town.database.owner.query<{ column: string }>(
    `select c.relname || '.' || a.attname as column from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = $1 and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped
       and a.attname ~ '^(name|email|to_address|recipient|ip_address|user_agent|password)$' and c.relname in ('person', 'session', 'account', 'mail')
       and col_description(c.oid, a.attnum) is null`,
    [community.schema],
  )
  expect(rows).toEqual([])
})
