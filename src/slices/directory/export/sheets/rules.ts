/** What a spreadsheet would take for a formula, also in full-width letters: an apostrophe in front makes it text. */
const isFormula = /^[\s\u200b\ufeff]*[=+\-@＝＋－＠\t\r]/u

/**
 * A cell of a sheet for people. What could run as a formula is made harmless; numbers that a machine wrote stay numbers. Never for
 * files that programs read: there, -2.32 is a longitude.
 */
export const harmless = (value: unknown): string => {
  if (typeof value === 'number') return String(value)
  const text = value === null || value === undefined ? '' : String(value)
  return isFormula.test(text) ? `'${text}` : text
}

/** One line of a CSV file (RFC 4180). */
export const csvLine = (cells: readonly unknown[]): string =>
  `${cells
    .map((value) => {
      const text = value === null || value === undefined ? '' : String(value)
      return /[",\r\n]/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text
    })
    .join(',')}\r\n`

/** The same for people: harmless, header included. */
export const sheetLine = (cells: readonly unknown[]): string => csvLine(cells.map(harmless))

/** Spreadsheets know UTF-8 by this mark at the beginning. */
export const byteOrderMark = '\ufeff'

/** The same for a file that a program reads and a person may open: a phone number keeps its plus, a number its minus. */
export const importLine = (cells: readonly unknown[]): string =>
  csvLine(cells.map((value) => (/^[+-][\d\s().-]*$/u.test(String(value ?? '')) ? value : harmless(value))))
