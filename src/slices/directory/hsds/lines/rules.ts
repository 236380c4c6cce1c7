/** A record of a CSV file: its cells, and on which line of the file it begins, from 1. */
export interface Line {
  cells: string[]
  line: number
  /** It holds a quote that nothing closes: it was read to the end of its line, as if the quote were not there. */
  openQuote?: boolean
}

/** Longer than any cell that can be kept: whoever wrote a quote and then so much forgot to close it. */
const longest = 4_000_000
/** Letters that may be looked at in vain: each open quote may cost a look far ahead. Then quotes hold together their own line alone. */
const patience = 50_000_000

interface Read {
  cells: string[]
  /** Where the next record begins. */
  next: number
  /** A quote was left out that nothing closes. */
  open: boolean
}

/** Within one line, a quote that nothing closes is left out; over several, the record waits for more of the text. */
type Reach = 'record' | 'line'

const isEnd = (letter: string | undefined) => letter === undefined || letter === '\n' || letter === '\r'

/** After a line end at `at`: both signs of Windows are one end. */
const afterEnd = (text: string, at: number) => (text[at] === '\r' && text[at + 1] === '\n' ? at + 2 : at + 1)

const bareEnd = (text: string, from: number, delimiter: string): number => {
  let at = from
  const sign = delimiter.charCodeAt(0)
  for (; at < text.length; at++) {
    const letter = text.charCodeAt(at)
    if (letter === sign || letter === 10 || letter === 13) break
  }
  return at
}

const afterSpaces = (text: string, from: number) => {
  let at = from
  while (text[at] === ' ') at++
  return at
}

/** Asked once quotes that already ran over the end of a line have a lone quote in them: was the first of them never meant to run? */
type Doubt = () => boolean

/** A cell in quotes that begins at `from`; null where nothing closes it. A quote within that closes nothing is a letter like others. */
const quotedCell = (
  text: string,
  from: number,
  delimiter: string,
  doubt: Doubt,
): { value: string; end: number } | null => {
  let [value, start, asked] = ['', from + 1, false]
  for (;;) {
    const quote = text.indexOf('"', start)
    if (quote < 0) return null
    const end = afterSpaces(text, quote + 1)
    value += text.slice(start, quote)
    if (text[end] === delimiter || isEnd(text[end])) return { value, end }
    value += '"'
    const isDouble = text[quote + 1] === '"'
    if (!isDouble && !asked && value.includes('\n')) {
      if (doubt()) return null
      asked = true
    }
    start = quote + (isDouble ? 2 : 1)
  }
}

/** One record that begins at `from`; null where a quote stays open. */
const recordAt = (text: string, from: number, delimiter: string, reach: Reach, doubt: Doubt): Read | null => {
  const cells: string[] = []
  let [at, open] = [from, false]
  for (;;) {
    const first = afterSpaces(text, at)
    const quoted = text[first] === '"' ? quotedCell(text, first, delimiter, doubt) : null
    if (text[first] === '"' && !quoted) {
      if (reach === 'record') return null
      open = true
      at = first + 1
    }
    const end = quoted?.end ?? bareEnd(text, at, delimiter)
    cells.push(quoted?.value ?? text.slice(at, end))
    if (text[end] !== delimiter) return { cells, next: afterEnd(text, end), open }
    at = end + 1
  }
}

const lineEnd = /\r\n?|\n/u

/** What stands on the line that begins at `from`, read by itself. */
const lineAt = (text: string, from: number, delimiter: string): Read => {
  const end = lineEnd.exec(text.slice(from, from + longest))
  const stop = end ? from + end.index : text.length
  return {
    ...recordAt(text.slice(from, stop), 0, delimiter, 'line', () => false)!,
    next: end ? stop + end[0].length : text.length,
  }
}

const countEnds = (text: string) => text.match(/\r\n?|\n/gu)?.length ?? 0

/**
 * Reads CSV as it comes, piece by piece. Ends of lines may be mixed; an empty line is none; a quote in the middle of a cell is a
 * letter. A quote that nothing closes costs its own line and no other: where the text that it would hold together has quotes of its
 * own and its line alone has as many cells as the header, or where it runs on too far.
 * @throws Error where a line is longer than any that could be kept
 */
export const lineReader = (delimiter: string) => {
  let [rest, line, columns, inVain] = ['', 1, 0, 0]

  /** The record at `from`, or null where the rest of it is still to come. */
  const next = (from: number, isLast: boolean): Read | null => {
    if (inVain > patience) return lineAt(rest, from, delimiter)
    let alone: Read | null = null
    let doubted = false
    const fits = () => {
      alone = lineAt(rest, from, delimiter)
      doubted = alone.cells.length === columns
      return doubted
    }
    const whole = recordAt(rest, from, delimiter, 'record', fits)
    if (whole) return whole
    if (!doubted && !isLast && rest.length - from < longest) return null
    if (!doubted) inVain += rest.length - from
    return alone ?? lineAt(rest, from, delimiter)
  }

  return (piece: string, isLast = false): Line[] => {
    rest += piece
    const lines: Line[] = []
    let from = 0
    while (from < rest.length) {
      const read = next(from, isLast)
      // A record is whole when what follows it has begun: its end, or the other half of it, may be in the next piece.
      if (!read || (!isLast && read.next >= rest.length)) break
      const { cells } = read
      if (cells.length > 1 || cells[0]) {
        lines.push({ cells, line, ...(read.open && { openQuote: true }) })
        columns ||= cells.length
      }
      line += countEnds(rest.slice(from, read.next)) || 1
      from = read.next
    }
    rest = rest.slice(from)
    if (rest.length > longest * 2) throw new Error('a record is too long')
    return lines
  }
}
