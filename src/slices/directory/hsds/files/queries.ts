import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readdir, readFile, stat } from 'node:fs/promises'
import path from 'node:path'
import type { Readable } from 'node:stream'
import { type Table, tableNames } from '../fields.ts'
import { type Line, lineReader } from '../lines/rules.ts'
import type { Made } from '../older/rules.ts'
import type { Defect, Given } from '../rules.ts'
import { textOf } from '../text/queries.ts'
import { delimiterOf, flatten, isLedTo, isObject, leadsAnywhere, tableOfFile, tableOfRecord, turnOf } from './rules.ts'

export interface SourceFile {
  name: string
  path: string
  /** Where in the order of reading it stands. */
  order: number
  /** Whether rows elsewhere may lead to one of it. */
  ledTo: boolean
  /** Of a CSV file: how its rows become ours. JSON says so itself. */
  turn: ((cells: Record<string, string>) => Made[]) | null
}

export interface Sources {
  files: SourceFile[]
  /** Files that lie there and that this import does not read. */
  notRead: string[]
}

/** How a CSV file that is no table of the standard is read: asked by its header, and whether it is the only one. */
export type Sniff = (columns: string[], isOnly: boolean) => ((cells: Record<string, string>) => Made[]) | null

/** A name of a column as it can be kept and shown: NUL and halves of letters are none. */
const named = (column: string) => column.replaceAll('\0', '').toWellFormed().trim()

const tidy = (header: string[]) => header.map((column) => named(column).toLowerCase())

async function* linesOf({ text, first }: { text: Readable; first: string }): AsyncGenerator<Line> {
  const read = lineReader(delimiterOf(first))
  text.setEncoding('utf8')
  for await (const piece of text) yield* read(piece as string)
  yield* read('', true)
}

/** The first line of a CSV file, as names of columns. */
export const headerOf = async (file: string): Promise<string[]> => {
  for await (const { cells } of linesOf(await textOf(file, { end: 1_000_000 }))) return cells.map(named)
  return []
}

interface Resource {
  name?: unknown
  path?: unknown
}

/** Names of tables by file, as a data package says them. What leads out of the folder is not followed. */
const packaged = async (folder: string): Promise<Map<string, string>> => {
  try {
    const { resources } = JSON.parse(await readFile(path.join(folder, 'datapackage.json'), 'utf8')) as {
      resources?: Resource[]
    }
    const named = (resources ?? []).filter(({ name, path: at }) => typeof name === 'string' && typeof at === 'string')
    return new Map(
      named
        .map(({ name, path: at }) => [path.resolve(folder, at as string), name as string] as const)
        .filter(([file]) => file.startsWith(`${path.resolve(folder)}${path.sep}`)),
    )
  } catch {
    return new Map()
  }
}

const isCsv = /\.(csv|tsv)$/iu

const sourceFile = async (
  file: string,
  table: string | undefined,
  alone: boolean,
  sniff: Sniff,
  isOnly: boolean,
): Promise<(SourceFile & { anywhere: boolean }) | null> => {
  const { name, ext, base } = path.parse(file)
  const known = table ?? name.toLowerCase()
  const order = tableNames.indexOf(tableOfFile(known) as Table)
  if (/^\.(json|ndjson|jsonl)$/iu.test(ext)) {
    const reads = name !== 'datapackage' && (alone || tableNames.some((one) => known.startsWith(one)))
    return reads ? { name: base, path: file, order, turn: null, ledTo: true, anywhere: true } : null
  }
  if (!isCsv.test(ext)) return null
  const columns = await headerOf(file)
  const turn = turnOf(known, tidy(columns)) ?? sniff(columns, isOnly)
  const leads = { ledTo: isLedTo(known), anywhere: leadsAnywhere(known) }
  return turn ? { name: base, path: file, order: order < 0 ? 99 : order, turn, ...leads } : null
}

const filesIn = async (folder: string): Promise<string[]> => {
  const found = await readdir(folder, { recursive: true, withFileTypes: true })
  return found.filter((one) => one.isFile()).map((one) => path.join(one.parentPath, one.name))
}

/** The one sheet that lies there, packed or not; null where there are several or none. */
export const onlySheetAt = async (given: string): Promise<string | null> => {
  const found = (await stat(given)).isDirectory() ? await filesIn(given) : [given]
  const sheets = found.filter((file) => isCsv.test(file))
  return sheets.length === 1 ? sheets[0]! : null
}

/** The files of a folder of HSDS's tables (CSV, or JSON), or one file of either, in the order in which rows refer to each other. */
export const sourcesAt = async (given: string, sniff: Sniff = () => null): Promise<Sources> => {
  const isFolder = (await stat(given)).isDirectory()
  const found = isFolder ? (await filesIn(given)).sort() : [given]
  const names = isFolder ? await packaged(given) : new Map<string, string>()
  const files: (SourceFile & { anywhere: boolean })[] = []
  const notRead: string[] = []
  const isOnly = found.filter((file) => isCsv.test(file)).length === 1
  for (const file of found) {
    const read = await sourceFile(file, names.get(path.resolve(file)), !isFolder, sniff, isOnly)
    if (read) files.push(read)
    else if (path.basename(file) !== 'datapackage.json')
      notRead.push(isFolder ? path.relative(given, file) : path.basename(file))
  }
  const someLeadAnywhere = files.some(({ anywhere }) => anywhere)
  return {
    files: files
      .map(({ anywhere: _, ...file }) => ({ ...file, ledTo: file.ledTo || someLeadAnywhere }))
      .sort((a, b) => a.order - b.order || (a.name < b.name ? -1 : 1)),
    notRead,
  }
}

type Say = (defect: Defect) => void

/** The cells of a line by the names of their columns; of columns with the same name the last counts. */
const byColumn = (header: readonly string[], line: readonly string[]): Record<string, string> => {
  const cells: Record<string, string> = {}
  for (let at = 0; at < header.length && at < line.length; at++) cells[header[at]!] = line[at]!
  return cells
}

/** What is odd about a whole CSV file, before its first row. */
const oddities = (encoding: string, header: readonly string[]): Pick<Defect, 'column' | 'problem'>[] => [
  ...(encoding === 'utf-8' ? [] : [{ column: null, problem: `is written in ${encoding}, and was read so` }]),
  ...header
    .filter((column, at) => column && header.indexOf(column) < at)
    .map((column) => ({ column, problem: 'stands twice in the header: the last one counts' })),
]

/** What is odd about one line: a quote left open, too many cells or too few. */
const oddityOf = ({ cells, line, openQuote }: Line, columns: number): string | null =>
  openQuote
    ? `has a quote that is never closed, on line ${line}: it was read to the end of that line`
    : cells.length !== columns
      ? 'has another number of cells than its header'
      : null

/** One CSV file as a stream. A line with too many or too few cells is read as far as it goes, and said. */
async function* csvRows({ name, path: file, turn }: SourceFile, say: Say): AsyncGenerator<Given> {
  const opened = await textOf(file)
  let header: string[] | null = null
  let row = 0
  try {
    for await (const read of linesOf(opened)) {
      if (!header) {
        header = tidy(read.cells)
        for (const odd of oddities(opened.encoding, header)) say({ file: name, row: 0, ...odd, done: 'changed' })
        continue
      }
      row++
      const problem = oddityOf(read, header.length)
      if (problem) say({ file: name, row, column: null, problem, done: 'changed' })
      for (const made of turn!(byColumn(header, read.cells))) yield { ...made, file: name, row }
    }
  } catch (error) {
    const problem = `cannot be read from here on: ${error instanceof Error ? error.message : error}`
    say({ file: name, row: row + 1, column: null, problem, done: 'row left out' })
  }
}

const longestRecord = 8_000_000

/** Where a reader stands within JSON: how deep, in which list records lie, and what of a record was read. */
interface Place {
  depth: number
  /** Depth of the list whose elements are the records; 0 where records stand by themselves, one a line; -1 not yet known. */
  base: number
  quoted: boolean
  escaped: boolean
  /** What of the current record lies in earlier chunks; null between records. */
  record: string | null
}

const isContents = /"contents"\s*:\s*$/u

/** Reads on over one chunk and gives the records that end in it. */
const recordsIn = (chunk: string, place: Place): string[] => {
  const found: string[] = []
  let from = 0
  for (let at = 0; at < chunk.length; at++) {
    const letter = chunk.charCodeAt(at)
    if (place.quoted) {
      if (place.escaped) place.escaped = false
      else if (letter === 92) place.escaped = true
      else if (letter === 34) place.quoted = false
    } else if (letter === 34) place.quoted = true
    else if (letter === 91) {
      if (place.base < 0 && place.record === null) place.base = 1
      else if (
        place.record !== null &&
        place.depth === 1 &&
        isContents.test((place.record + chunk.slice(from, at)).slice(-40))
      )
        Object.assign(place, { base: 2, record: null })
      place.depth++
    } else if (letter === 123) {
      if (place.base < 0) place.base = 0
      if (place.record === null && place.depth === place.base) [place.record, from] = ['', at]
      place.depth++
    } else if (letter === 93 || letter === 125) {
      place.depth--
      if (letter === 125 && place.record !== null && place.depth === place.base) {
        found.push(place.record + chunk.slice(from, at + 1))
        place.record = null
      }
    }
  }
  if (place.record !== null) place.record += chunk.slice(from)
  return found
}

/**
 * The text of each record of a JSON file, one after another, without reading it whole: a list, a page of a list («contents»), one
 * record, or one a line.
 */
async function* jsonTexts(file: string): AsyncGenerator<string> {
  const place: Place = { depth: 0, base: -1, quoted: false, escaped: false, record: null }
  const { text } = await textOf(file)
  text.setEncoding('utf8')
  for await (const chunk of text) {
    yield* recordsIn(chunk as string, place)
    if ((place.record?.length ?? 0) > longestRecord) throw new Error('a record is too long')
  }
  if (place.record !== null) throw new Error('the file ends within a record')
}

async function* jsonRows({ name, path: file }: SourceFile, say: Say): AsyncGenerator<Given> {
  let row = 0
  const bad = (problem: string) => say({ file: name, row, column: null, problem, done: 'row left out' })
  try {
    for await (const text of jsonTexts(file)) {
      row++
      let record: unknown
      try {
        record = JSON.parse(text)
      } catch {
        bad('is no JSON')
        continue
      }
      if (!isObject(record)) continue
      for (const made of flatten(record, tableOfRecord(name.toLowerCase(), record)))
        yield { ...made, file: name, row, nested: true }
    }
    if (row === 0) bad('holds no record')
  } catch (error) {
    row++
    bad(`cannot be read from here on: ${error instanceof Error ? error.message : error}`)
  }
}

/** All rows of a file, one after another: memory stays the same however long it is. */
export const rowsOf = (file: SourceFile, say: Say): AsyncGenerator<Given> =>
  file.turn ? csvRows(file, say) : jsonRows(file, say)

/** How many lines a file has: about as many as rows. */
export const linesIn = async (file: string): Promise<number> => {
  let lines = 0
  for await (const chunk of createReadStream(file)) for (const byte of chunk as Buffer) if (byte === 10) lines++
  return lines
}

/** A digest of all that would be read, to know the same input again. */
export const fingerprintOf = async (files: readonly SourceFile[]): Promise<string> => {
  const hash = createHash('sha256')
  for (const { name, path: file } of files) {
    hash.update(`\n${name}\n`)
    for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer)
  }
  return hash.digest('hex')
}
