import { CsvError, type Options, parse } from 'csv-parse/sync'

/** A record of a CSV file: its cells, and on which line of the file it begins, from 1. */
export interface Line {
  cells: string[]
  line: number
  /** It holds a quote that nothing closes: it was read to the end of its line, as if the quote were not there. */
  openQuote?: boolean
}

/** `end`: the byte at which the next one begins. */
type Read = Omit<Line, 'line'> & { end: number }

/** Longer than any cell that can be kept: whoever wrote a quote and then so much forgot to close it. */
const longest = 4_000_000
/** Stands for a quote that is a letter, so that the parser takes it for one. Texts hold no such sign: it is for use within programs. */
const letterQuote = '\uffff'

/** Finds quotes that are letters: within a cell (5" pipe), or around words after a comma (a, "b" c). None of well-formed CSV is. */
const letterQuotes = (delimiter: string) => {
  const [end, space] = [`[${delimiter}\r\n]`, '[^\\S\r\n]*']
  const closesNothing = `"(?!"|${space}(?:${end}|$))`
  const within = `(?<!"|(?:^|${end})${space})((?:"")*)${closesNothing}`
  return new RegExp(`${within}|(?<=[${delimiter}] +)"(?=[^"${delimiter}\r\n]+${closesNothing})`, 'gu')
}

const firstRecord = (bytes: Buffer, options: Options): Read => {
  let read: Read = { cells: [], end: bytes.length }
  const on_record: Options['on_record'] = (cells: string[], { bytes: end }) => {
    read = { cells, end }
  }
  parse(bytes, { ...options, to: 1, on_record })
  return read
}

/** The first line by itself. If a quote in it stays open, the last is left out; if that does not help, all are. */
const firstLine = (bytes: Buffer, options: Options): Read => {
  const { cells, end } = firstRecord(bytes, { ...options, quote: false })
  const line = bytes.toString('utf8', 0, end)
  for (const text of [line, line.replace(/"(?=[^"]*$)/u, '')])
    try {
      const read = firstRecord(Buffer.from(text), { ...options, relax_quotes: true })
      return { cells: read.cells, end, openQuote: text !== line }
    } catch (error) {
      if (!(error instanceof CsvError)) throw error
    }
  return { cells: cells.map((cell) => cell.replaceAll('"', '')), end, openQuote: true }
}

/**
 * Reads CSV as it comes, piece by piece. Ends of lines may be mixed; an empty line is none; a quote in the middle of a cell is a
 * letter. A quote that nothing closes costs its own line and no other: there csv-parse gives up the rest of the file, so it is
 * begun anew after that line.
 * @throws Error where a line is longer than any that could be kept
 */
export const lineReader = (delimiter: string) => {
  const options = { delimiter, trim: true, relax_column_count: true, record_delimiter: ['\r\n', '\n', '\r'] }
  const letters = letterQuotes(delimiter)
  let [rest, line, columns] = ['', 1, 0]

  /** Quotes ran over the end of a line and met one that is a letter: was the first of them never meant to run? */
  const isTorn = (cells: string[], bytes: Buffer) =>
    cells.some((cell) => /[\r\n][^\uffff]*\uffff/u.test(cell)) && firstLine(bytes, options).cells.length === columns

  /** The record at which the parser gave up; null where more of the text may help. */
  const recovered = (bytes: Buffer, error: unknown, isLast: boolean): Read | null => {
    if (!(error instanceof CsvError)) throw error
    if (error.code === 'CSV_QUOTE_NOT_CLOSED' && !isLast && bytes.length < longest) return null
    if (error.code !== 'INVALID_OPENING_QUOTE') return firstLine(bytes, options)
    try {
      return firstRecord(bytes, { ...options, relax_quotes: true })
    } catch (again) {
      return recovered(bytes, again, isLast)
    }
  }

  return (piece: string, isLast = false): Line[] => {
    rest += piece
    if (rest.length > longest * 2) throw new Error('a record is too long')
    if (!isLast && !/[\r\n]/u.test(piece)) return []
    const bytes = Buffer.from(rest.replace(letters, `$1${letterQuote}`))
    const lines: Line[] = []
    let from = 0
    // A record is whole when what follows it has begun: its end, or the other half of it, may be in the next piece.
    const isWhole = (end: number) => isLast || end < bytes.length
    const take = ({ cells: read, end, openQuote }: Read) => {
      const cells = read.map((cell) => cell.replaceAll(letterQuote, '"'))
      if (cells.length > 1 || cells[0]) {
        lines.push({ cells, line, ...(openQuote && { openQuote }) })
        columns ||= cells.length
      }
      line += bytes.toString('utf8', from, end).match(/\r\n?|\n/gu)?.length ?? 1
      from = end
    }
    const readFrom = (begin: number) => {
      const on_record: Options['on_record'] = (cells: string[], info) => {
        const end = begin + info.bytes
        if (isTorn(cells, bytes.subarray(from))) throw new CsvError('CSV_INVALID_CLOSING_QUOTE', 'was not meant to run')
        if (isWhole(end)) take({ cells, end })
      }
      parse(bytes.subarray(begin), { ...options, on_record })
    }
    while (from < bytes.length)
      try {
        readFrom(from)
        break
      } catch (error) {
        const read = recovered(bytes.subarray(from), error, isLast)
        if (!read || !isWhole(from + read.end)) break
        take({ ...read, end: from + read.end })
      }
    rest = bytes.toString('utf8', from)
    return lines
  }
}
