import { createWriteStream } from 'node:fs'
import path from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Community } from '#kernel/database/database.ts'
import { theProgram } from '#kernel/facts/record.ts'
import { discardRun, readSource, type SourceAbout, writeRun } from '../import/commands.ts'
import { missingOf } from '../import/missing/queries.ts'
import { previewOf } from '../import/preview/commands.ts'
import { type DefectKind, defectKinds, defectsOf, differencesOf, type Preview, type Run } from '../import/queries.ts'
import { slugOf } from '../import/rules.ts'
import { withUnpacked } from './archive/commands.ts'
import { type Sniff, sourcesAt } from './files/queries.ts'
import { fromIcarol, isIcarol } from './icarol/rules.ts'
import type { Defect } from './rules.ts'
import { type Chosen, columnsRead, fromSheet, isSheet, type SheetField } from './sheet/rules.ts'

export interface ImportOptions {
  /** Reads and reports what would change, and changes nothing. */
  dryRun?: boolean
  /** A file for the report, as JSON. */
  report?: string
  /** What the source is called and how it may be used; by default the folder's name, licence unknown. */
  source?: { id?: string; name?: string; url?: string; licence?: string }
  /** Of a plain sheet: which column says what, where its name does not say it. */
  columns?: Record<string, SheetField>
  progress?: (step: 'reading' | 'writing', done: number, total: number) => void
  now?: Date
}

export interface ImportReport {
  path: string
  source: string
  dryRun: boolean
  /** Why nothing at all was taken over; null where something was. */
  refused: string | null
  /** Rows taken over, by table. */
  taken: Record<string, number>
  inserted: number
  updated: number
  unchanged: number
  /** Fields that were changed here and stay so, though the source says otherwise. */
  kept: number
  differences: { kind: string; id: string; field: string; ours: string | null; theirs: string | null }[]
  /** Of a dry run: which fields would change, the first hundred. */
  changes: Preview['changes']
  /** What the source gave before and no longer gives: it stays, and stands in the checkers' queue; nothing is marked where so much is missing that it looks like a part. */
  missing: Preview['missing']
  defectCount: number
  defectKinds: DefectKind[]
  /** The first ten thousand; a report file has all. */
  defects: Defect[]
  notRead: string[]
}

const aboutOf = (given: string, source: ImportOptions['source']): SourceAbout => {
  const name = path.basename(path.resolve(given))
  return {
    id: source?.id ?? slugOf(source?.name ?? name),
    name: source?.name ?? name,
    url: source?.url ?? null,
    licence: source?.licence ?? null,
  }
}

/** Files that are no table of the standard: iCarol's export, or a plain sheet with one row a service. */
export const sniffing =
  (chosen?: Chosen): Sniff =>
  (columns, isOnly) => {
    if (isIcarol(columns)) return fromIcarol
    if (!isOnly) return null
    const read = columnsRead(columns, chosen)
    return isSheet(read) ? fromSheet(read) : null
  }

const atHand = 10_000

const someDefects = async (community: Community, runId: string) => {
  const defects: Defect[] = []
  for await (const defect of defectsOf(community.read, runId)) {
    defects.push(defect)
    if (defects.length === atHand) break
  }
  return defects
}

/** The report with all defects, written as they are read: it may be larger than memory. */
const writeReport = async (
  community: Community,
  runId: string,
  { defects: _, ...report }: ImportReport,
  file: string,
) => {
  async function* lines() {
    yield `${JSON.stringify(report, null, 2).slice(0, -2)},\n  "defects": [`
    let first = true
    for await (const defect of defectsOf(community.read, runId)) {
      yield `${first ? '' : ','}\n    ${JSON.stringify(defect)}`
      first = false
    }
    yield '\n  ]\n}\n'
  }
  await pipeline(Readable.from(lines()), createWriteStream(file))
}

const reportOf = async (
  community: Community,
  given: string,
  run: Run,
  dryRun: boolean,
  preview: Preview | null,
): Promise<ImportReport> => {
  const differences = await differencesOf(community.read, run.id)
  return {
    path: given,
    source: run.source_id,
    dryRun,
    refused: run.state === 'refused' ? run.reason : null,
    taken: run.taken,
    inserted: preview?.inserted ?? run.inserted,
    updated: preview?.updated ?? run.updated,
    unchanged: preview?.unchanged ?? run.unchanged,
    kept: preview?.kept ?? run.kept,
    differences: differences.map(({ kind, thing_id: id, field, ours, theirs }) => ({ kind, id, field, ours, theirs })),
    changes: preview?.changes ?? [],
    missing: preview?.missing ?? {
      count: run.missing,
      isPart: run.is_part,
      records: run.missing && !run.is_part ? await missingOf(community.read, run.source_id) : [],
    },
    defectCount: run.defects,
    defectKinds: await defectKinds(community.read, run.id),
    defects: await someDefects(community, run.id),
    notRead: run.not_read,
  }
}

/**
 * Takes over all of HSDS's objects from a folder of CSV or JSON, or from one file. Each defect is reported by file, row and column with
 * what was done; a bad row never stops the rest; files that do not belong together are refused whole; the same input again changes
 * nothing, what was changed here stays, and after a crash it goes on where it was.
 */
export const importHsds = async (
  given: string,
  community: Community,
  { dryRun = false, report: file, source, columns, progress = () => {}, now = new Date() }: ImportOptions = {},
): Promise<ImportReport> => {
  const about = aboutOf(given, source)
  const told = { progress, now }
  const read = await withUnpacked(given, async (at) =>
    readSource(community, await sourcesAt(at, sniffing(columns)), about, told),
  )
  const preview = dryRun && read.state === 'ready' ? await previewOf(community, read, theProgram, now) : null
  const run = dryRun || read.state === 'refused' ? read : await writeRun(community, theProgram, read, about, told)
  const report = await reportOf(community, given, run, dryRun, preview)
  if (file) await writeReport(community, run.id, report, file)
  if (dryRun) await discardRun(community.write, run.id)
  return report
}
