import { existsSync, globSync } from 'node:fs'
import { Kysely, PostgresDialect } from 'kysely'
import type { Community } from '#kernel/database/database.ts'
import { communityPool } from '#kernel/database/pools.ts'

export interface Statement {
  sql: string
  parameters: readonly unknown[]
}

/** The same community, with every statement that reads it written down. */
export const recording = (community: Community, connection: object) => {
  const statements: Statement[] = []
  const pool = communityPool(connection, community.schema, { readOnly: true, max: 2 })
  const read = new Kysely<any>({
    dialect: new PostgresDialect({ pool }),
    log: ({ query: { sql, parameters } }) => {
      // A named statement travels as an object; what it says is its text.
      const text: unknown = sql
      statements.push({ sql: typeof text === 'string' ? text : (text as { text: string }).text, parameters })
    },
  })
  return { statements, community: { ...community, read } }
}

const literal = (value: unknown): string => {
  if (value === null || value === undefined) return 'null'
  if (typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value))) return String(value)
  const text =
    value instanceof Date
      ? value.toISOString()
      : Array.isArray(value)
        ? `{${value.map((part) => JSON.stringify(String(part))).join(',')}}`
        : String(value)
  return `'${text.replaceAll("'", "''")}'`
}

/** pgbench takes whole statements on one line each; in simple mode it leaves a `:A` of a text search alone. */
export const scriptOf = (statements: Statement[]) =>
  `${statements
    .map(({ sql, parameters }) =>
      sql.replace(/\$(\d+)/gu, (_, at) => literal(parameters[Number(at) - 1])).replace(/\s+/gu, ' '),
    )
    .join(';\n')};\n`

export const findPgbench = () =>
  globSync('/usr/lib/postgresql/*/bin/pgbench').at(-1) ??
  ['/usr/bin/pgbench', '/usr/local/bin/pgbench'].find(existsSync) ??
  null
