import { createHash } from 'node:crypto'
import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type pg from 'pg'
import { root } from '#kernel/config/root.ts'

/** A step forward of the database's shape; there is no way back but a backup. */
export interface Migration {
  name: string
  sql: string
  checksum: string
}

const dateOf = (file: string) => path.basename(file).slice(0, 10)

/** Kernel before slices, and slices by their rung, so that a foreign key finds what it points at. */
const depth = (file: string, ladder: Record<string, number>) =>
  file.includes('/kernel/') ? 0 : (ladder[/slices\/([^/]+)\//u.exec(file)?.[1] ?? ''] ?? 99)

/** All migrations of the program, in the order in which they run: by date, then by storey, then by name. */
export const allMigrations = (ladder: Record<string, number>): Migration[] =>
  globSync(['src/kernel/**/migrations/*.sql', 'src/slices/**/migrations/*.sql'], { cwd: root })
    .sort((a, b) => dateOf(a).localeCompare(dateOf(b)) || depth(a, ladder) - depth(b, ladder) || a.localeCompare(b))
    .map((file) => {
      const sql = readFileSync(path.join(root, file), 'utf8')
      return { name: file.replace(/^src\//u, ''), sql, checksum: createHash('sha256').update(sql).digest('hex') }
    })

const refuseUnknown = (applied: Map<string, string>, migrations: Migration[]) => {
  const known = new Map(migrations.map(({ name, checksum }) => [name, checksum]))
  for (const [name, checksum] of applied) {
    if (!known.has(name))
      throw new Error(`This data was used by a newer Wellmet (it has «${name}»). Start that one, or restore a backup.`)
    if (known.get(name) !== checksum)
      throw new Error(
        `The migration «${name}» was changed after it had run here. Put it back as it was and add a new one.`,
      )
  }
}

/**
 * Brings one community's schema up to date. Each file runs once, in a transaction of its own, so a kill loses at most the file
 * at hand; an advisory lock makes two nodes that start together take turns.
 */
export const migrateSchema = async (
  client: pg.ClientBase,
  schema: string,
  migrations: Migration[],
): Promise<string[]> => {
  const quoted = `"${schema}"`
  const key = `wellmet migrate ${schema}`
  await client.query('select pg_advisory_lock(hashtextextended($1, 0))', [key])
  try {
    await client.query(
      `create table if not exists ${quoted}.migration (name text primary key, checksum text not null, applied_at timestamptz not null default now())`,
    )
    const { rows } = await client.query<{ name: string; checksum: string }>(
      `select name, checksum from ${quoted}.migration`,
    )
    const applied = new Map(rows.map(({ name, checksum }) => [name, checksum]))
    refuseUnknown(applied, migrations)
    const open = migrations.filter(({ name }) => !applied.has(name))
    for (const migration of open) await applyOne(client, schema, migration)
    return open.map(({ name }) => name)
  } finally {
    await client.query('select pg_advisory_unlock(hashtextextended($1, 0))', [key])
  }
}

const applyOne = async (client: pg.ClientBase, schema: string, { name, sql, checksum }: Migration) => {
  await client.query('begin')
  try {
    await client.query(`set local search_path to "${schema}", extensions, public`)
    await client.query(sql)
    await client.query(`insert into "${schema}".migration (name, checksum) values ($1, $2)`, [name, checksum])
    await client.query('commit')
  } catch (error) {
    await client.query('rollback')
    throw new Error(`migration ${name}: ${error instanceof Error ? error.message : error}`, { cause: error })
  }
}
