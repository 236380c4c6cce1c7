import { text } from '#kernel/text/text.ts'

/** What became of UTF-8 punctuation that a program of the eighties read as its own (code page 437, accents lost). */
const mangled = new Map([
  ['GÇÖ', '’'],
  ['GÇÿ', '‘'],
  ['GÇ£', '“'],
  ['GÇ¥', '”'],
  ['GÇô', '–'],
  ['GÇö', '—'],
  ['GÇó', '•'],
  ['GÇª', '…'],
])
const isMangled = /GÇ[ÖÿŒ£¥ôöóª]/gu
/** UTF-8 that was read as Latin 1: a lead byte, shown as Â, Ã or â, and what follows it. */
const isTwice = /[ÂÃ][\u0080-\u00bf]|â[\u0080-\u00bf]{2}/u
const isMarker = /#{3}[A-Z]{2,10}#{3}/gu

/** A sheet for people keeps what looks like a formula from running by an apostrophe: it is no part of the text. */
const isDisarmed = /^'[=+\-@]/u

/** Texts as programs left them → as they were meant: marks of other programs gone, punctuation read twice put right. */
export const mended = (given: string): string => {
  const written = isDisarmed.test(given) ? given.slice(1) : given
  const plain = written.replace(isMangled, (found) => mangled.get(found) ?? found)
  const once = isTwice.test(plain) ? decodedOnce(plain) : plain
  return once.replace(isMarker, ' ').trim()
}

const decodedOnce = (written: string): string => {
  const bytes = Uint8Array.from(written, (letter) => letter.charCodeAt(0))
  if ([...written].some((letter) => letter.charCodeAt(0) > 255)) return written
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return written
  }
}

const longText = text({ max: 50_000 })

export interface Plain {
  value: string | null
  problem?: string
  /** Said, though the value is kept: it was put right. */
  mended?: boolean
}

/** Text as people stored it: with `\n` for line ends and padding. Control characters and lone surrogates make it unreadable. */
export const plain = (cell: string | undefined): Plain => {
  // Most cells are short and plain ASCII: nothing in them can be wrong, and there are hundreds of thousands.
  if (!cell || (/^[ !-[\]-~]{1,500}$/u.test(cell) && !cell.includes('###') && !isDisarmed.test(cell)))
    return { value: cell?.trim() || null }
  const known = longText.safeParse(cell.replaceAll('\\n', '\n'))
  if (!known.success) {
    const tooLong = known.error.issues[0]!.message === 'tooLong'
    return { value: null, problem: tooLong ? 'is too long' : 'has characters that are no text' }
  }
  const value = mended(known.data)
  return value === known.data ? { value: value || null } : { value: value || null, mended: true }
}

/** «305-573-4200 x57471» → the number, and what to dial after it. */
export const splitNumber = (written: string): { number: string; extension: string | null } => {
  const [, number, extension] = /^(.{5,40}?\d)\s*(?:x|ext\.?|extension)\s*#?(\d{1,8})$/iu.exec(written.trim()) ?? []
  return number ? { number, extension: extension! } : { number: written, extension: null }
}

/** A line of an address that says that the address is a secret. */
export const saysConfidential = (line: unknown): boolean =>
  /\b(confidential|undisclosed|not disclosed|non-?disclosed|address withheld|unlisted address|secret (address|location)|private (address|location))\b/iu.test(
    String(line ?? ''),
  )
