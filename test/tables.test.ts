import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { root } from '#kernel/config/root.ts'
import { testDatabase } from './database.ts'

let town: Awaited<ReturnType<typeof testDatabase>>
beforeAll(async () => {
  town = await testDatabase()
})
afterAll(() => town.stop())

interface Column {
  nullable: boolean
}
type Tables = Map<string, Map<string, Column>>

const withoutComments = (text: string) => text.replace(/\/\*[\s\S]*?\*\//gu, '').replace(/\/\/.*$/gmu, '')

/** The text between a brace and its partner. */
const block = (text: string, open: number): string => {
  let depth = 0
  for (let at = open; at < text.length; at++) {
    if (text[at] === '{') depth++
    if (text[at] === '}' && --depth === 0) return text.slice(open + 1, at)
  }
  throw new Error('a brace without its partner')
}

/** Columns of a flat body: one to a line, as our tables.ts are written. */
const columnsIn = (body: string): Map<string, Column> =>
  new Map(
    [...body.replace(/\{[^{}]*\}/gu, 'object').matchAll(/(?:^|[;\n{])\s*(\w+):\s*([^;\n]+)/gu)].map(
      ([, name, type]) => [name!, { nullable: /\bnull\b/u.test(type!) }],
    ),
  )

/** Shapes that several tables share (`Provenance`), by their name. */
const sharedShapes = (texts: string[]) =>
  new Map(
    texts.flatMap((text) =>
      [...text.matchAll(/export interface (\w+)(?<!Tables) \{/gu)].map(
        (found) => [found[1]!, columnsIn(block(text, found.index + found[0].length - 1))] as const,
      ),
    ),
  )

/** The tables that a `tables.ts` says it owns: `name: { … }`, or `name: Shape & { … }`. */
const declaredIn = (text: string, shared: ReturnType<typeof sharedShapes>): Tables => {
  const tables: Tables = new Map()
  for (const found of text.matchAll(/export interface \w*Tables(?: extends [^{]+)? \{/gu)) {
    const body = block(text, found.index + found[0].length - 1)
    for (const table of body.matchAll(/(?:^|\n) {2}(\w+): ((?:\w+ & )*)\{/gu)) {
      const own = columnsIn(block(body, table.index + table[0].length - 1))
      const borrowed = table[2]!.split(' & ').flatMap((shape) => [...(shared.get(shape.trim()) ?? [])])
      tables.set(table[1]!, new Map([...borrowed, ...own]))
    }
  }
  return tables
}

const files = () => globSync(['src/kernel/*/tables.ts', 'src/slices/*/**/tables.ts'], { cwd: root }).sort()
const textOf = (file: string) => withoutComments(readFileSync(path.join(root, file), 'utf8'))

const migrated = async (): Promise<Tables> => {
  const { rows } = await town.database.owner.query<{ table: string; column: string; nullable: boolean }>(
    // A view's columns never say whether they may be null, so nothing can be held against what is written of them.
    `select table_name as table, column_name as column, is_nullable = 'YES' and table_type <> 'VIEW' as nullable
     from information_schema.columns join information_schema.tables using (table_schema, table_name) where table_schema = $1`,
    [town.community.schema],
  )
  const tables: Tables = new Map()
  for (const { table, column, nullable } of rows)
    tables.set(table, (tables.get(table) ?? new Map()).set(column, { nullable }))
  return tables
}

/** Every way in which what is written and what is migrated differ, in words. */
const differences = (declared: Tables, real: Tables): string[] =>
  [...declared].flatMap(([table, columns]) => {
    const there = real.get(table)
    if (!there) return [`${table}: there is no such table`]
    return [
      ...[...columns.keys()].filter((name) => !there.has(name)).map((name) => `${table}.${name}: only in tables.ts`),
      ...[...there.keys()].filter((name) => !columns.has(name)).map((name) => `${table}.${name}: only in the database`),
      ...[...columns]
        .filter(([name, { nullable }]) => there.get(name)?.nullable === true && !nullable)
        .map(([name]) => `${table}.${name}: may be null`),
    ]
  })

test('each tables.ts says what the migrated database has', async () => {
  const shared = sharedShapes(files().map(textOf))
  const real = await migrated()
  const declared = new Map(files().flatMap((file) => [...declaredIn(textOf(file), shared)]))
  expect(declared.size).toBeGreaterThan(15)
  expect(differences(declared, real)).toEqual([])
})

test('a table that no tables.ts knows is found', async () => {
  const shared = sharedShapes(files().map(textOf))
  const declared = new Set(files().flatMap((file) => [...declaredIn(textOf(file), shared).keys()]))
  const unknown = [...(await migrated()).keys()].filter((table) => !declared.has(table) && table !== 'migration')
  expect(unknown).toEqual([])
})

test('planted differences are caught', async () => {
  const real: Tables = new Map([
    [
      'thing',
      new Map([
        ['id', { nullable: false }],
        ['note', { nullable: true }],
        ['new', { nullable: false }],
      ]),
    ],
  ])
  const declared = declaredIn(
    'export interface PlantedTables {\n  thing: Shape & {\n    note: string\n    gone: number\n  }\n  nothing: {\n    id: string\n  }\n}',
    new Map([['Shape', new Map([['id', { nullable: false }]])]]),
  )
  expect(differences(declared, real)).toEqual([
    'thing.gone: only in tables.ts',
    'thing.new: only in the database',
    'thing.note: may be null',
    'nothing: there is no such table',
  ])
})
