import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { sql } from 'kysely'
import type { Community, Db } from '#kernel/database/database.ts'
import { across } from '#kernel/database/database.ts'
import { theProgram } from '#kernel/facts/record.ts'
import { refreshWords } from '#slices/finder/commands.ts'
import { importListings } from '../commands.ts'
import { inBatches } from '../listing/rules.ts'
import type { DirectoryTables } from '../tables.ts'
import { tableNames } from './fields.ts'
import { hsdsFiles } from './queries.ts'
import { type Defect, understand } from './rules.ts'

export interface ImportOptions {
  /** Reads and reports, and writes nothing. */
  dryRun?: boolean
  /** A file for the report, as JSON. */
  report?: string
  /** What the source is called and how it may be used; by default the folder's name, licence unknown. */
  source?: { id?: string; name?: string; url?: string; licence?: string }
  progress?: (done: number, total: number) => void
  now?: Date
}

export interface ImportReport {
  path: string
  dryRun: boolean
  /** Rows taken over, by table. */
  taken: Record<string, number>
  inserted: number
  updated: number
  unchanged: number
  defects: Defect[]
  notRead: string[]
}

const slug = (name: string) =>
  name
    .toLowerCase()
    .replace(/[^a-z0-9]+/gu, '-')
    .replace(/^-+|-+$/gu, '')
    .slice(0, 60) || 'import'

const knownIds = async (db: Db<DirectoryTables>): Promise<Set<string>> => {
  const tables = tableNames.filter((table) =>
    ['taxonomy', 'taxonomy_term', 'organization', 'location', 'program', 'service', 'unit', 'contact'].includes(table),
  )
  const all = sql.join(
    tables.map((table) => sql`select id::text as id from ${sql.ref(table)}`),
    sql` union all `,
  )
  const { rows } = await sql<{ id: string }>`${all}`.execute(db)
  return new Set(rows.map(({ id }) => id))
}

const sourceOf = (given: string, source: ImportOptions['source']) => ({
  id: source?.id ?? slug(path.basename(path.resolve(given))),
  name: source?.name ?? path.basename(path.resolve(given)),
  url: source?.url ?? null,
  licence: source?.licence ?? null,
  licence_url: null,
  attribution: null,
  published_on: null,
})

/**
 * Takes over all of HSDS's objects from a folder of CSV or JSON, or from one file. Each defect is reported by file, row and column with
 * what was done; a bad row never stops the rest; the same input again changes nothing. It writes in batches, each of them whole.
 */
export const importHsds = async (
  given: string,
  community: Community,
  { dryRun = false, report, source: about, progress = () => {}, now = new Date() }: ImportOptions = {},
): Promise<ImportReport> => {
  const files = await hsdsFiles(given)
  const source = sourceOf(given, about)
  const { listings, defects, taken } = understand(files.rows, {
    source: source.id,
    zone: community.zone,
    known: await knownIds(community.read),
  })
  listings.source.push(source)
  const written = { inserted: 0, updated: 0, unchanged: 0 }
  const batches = dryRun ? [] : inBatches(listings, 250)
  for (const [index, batch] of batches.entries()) {
    const some = await importListings(community.write, theProgram, batch, now)
    for (const key of ['inserted', 'updated', 'unchanged'] as const) written[key] += some[key]
    progress(index + 1, batches.length)
  }
  if (!dryRun) await refreshWords(across(community.write))
  const result = {
    path: given,
    dryRun,
    taken,
    ...written,
    defects: [...files.defects, ...defects],
    notRead: files.notRead,
  }
  if (report) await writeFile(report, `${JSON.stringify(result, null, 2)}\n`)
  return result
}
