import { readFileSync } from 'node:fs'
import path from 'node:path'
import { CsvError, parse } from 'csv-parse/sync'
import { BadFile } from './number-rows.ts'

/** One row, by column, and where it stands; `short` is the file's name without its folders. */
export type CsvRow = { record: Record<string, string>; line: number; short: string }

/** The rows of a CSV file with a header; refuses columns that nobody knows. Throws `BadFile` with the line. */
export const rowsOfCsv = (file: string, columns: string[]): CsvRow[] => {
  const sheet = sheetOfCsv(file, [])
  const unknown = sheet.columns.find((column) => !columns.includes(column))
  if (unknown !== undefined)
    throw new BadFile(sheet.short, 1, `“${unknown}” is no column; there are ${columns.join(', ')}`)
  return sheet.rows
}

/**
 * A CSV file whose header names things of its own (slots, shifts); each name once, and `needed` among them. Columns stand
 * apart by commas, or by semicolons where spreadsheets save them so. Throws `BadFile` with the line.
 */
export const sheetOfCsv = (file: string, needed: string[]) => {
  const short = path.basename(file)
  const { columns, rows } = parsed(file, short)
  const nameless = columns.indexOf('')
  if (nameless >= 0) throw new BadFile(short, 1, `column ${nameless + 1} has no name`)
  const twice = columns.find((column, at) => columns.indexOf(column) < at)
  if (twice !== undefined) throw new BadFile(short, 1, `the column “${twice}” stands there twice`)
  const missing = needed.find((column) => !columns.includes(column))
  if (missing !== undefined) throw new BadFile(short, 1, `there is no column “${missing}”`)
  return { short, columns, rows: rows.map((row) => ({ ...row, short })) }
}

const parsed = (file: string, short: string) => {
  const text = readFileSync(file, 'utf8')
  let columns: string[] = []
  const header = (names: string[]) => {
    columns = names
    return names.map((name, at) => name || `column ${at + 1}`)
  }
  const options = { bom: true, columns: header, info: true, skip_empty_lines: true, trim: true } as const
  try {
    const rows = parse(text, { ...options, delimiter: delimiterOf(text) }) as unknown as {
      record: Record<string, string>
      info: { lines: number }
    }[]
    return { columns, rows: rows.map(({ record, info }) => ({ record, line: info.lines })) }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    throw new BadFile(short, Number(error.lines ?? 1), error.message.replace(/\.$/, ''))
  }
}

const delimiterOf = (text: string) => {
  const header = text.slice(0, text.search(/[\r\n]|$/))
  return !header.includes(',') && header.includes(';') ? ';' : ','
}

/** The parts of a cell that stand apart by semicolons. */
export const listIn = (cell = ''): string[] =>
  cell
    .split(';')
    .map((part) => part.trim())
    .filter(Boolean)

/** Refuses a row without a name, and a name that an earlier row has. Throws `BadFile`. */
export const namesOf = (rows: readonly CsvRow[], column = 'name'): string[] => {
  const names = new Set<string>()
  for (const { record, line, short } of rows) {
    const name = record[column]
    if (!name) throw new BadFile(short, line, `there is no ${column}`)
    if (names.has(name)) throw new BadFile(short, line, `“${name}” stands there twice`)
    names.add(name)
  }
  return [...names]
}

/** A whole number from `lowest` up; `missing` where the cell is empty. Throws `BadFile` with line and column. */
export const countIn = ({ record, line, short }: CsvRow, column: string, missing: number, lowest = 0): number => {
  const text = record[column]
  if (!text) return missing
  if (/^\d{1,6}$/.test(text) && Number(text) >= lowest) return Number(text)
  throw new BadFile(short, line, `“${text}” under ${column} is not a whole number${lowest ? ` from ${lowest} up` : ''}`)
}

const answers: Record<string, 0 | 1 | 2> = Object.fromEntries([
  ...['', '0', '-', 'n', 'no', 'لا'].map((word) => [word, 0]),
  ...['?', 'maybe', 'if need be', 'si hace falta', 'عند الحاجة'].map((word) => [word, 1]),
  ...['1', 'y', 'yes', 's', 'sí', 'si', 'x', 'نعم'].map((word) => [word, 2]),
])

/** Whether somebody can come: 2 yes, 1 if need be, 0 no or nothing said. Throws `BadFile` with line and column. */
export const answerIn = ({ record, line, short }: CsvRow, column: string): 0 | 1 | 2 => {
  const text = record[column] ?? ''
  const answer = answers[text.normalize('NFC').toLowerCase()]
  if (answer !== undefined) return answer
  throw new BadFile(short, line, `“${text}” under “${column}” is none of yes, if need be, no`)
}
