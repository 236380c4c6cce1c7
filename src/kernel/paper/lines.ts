/** A word, or the part of one that one typeface can write, with its direction. */
export interface Word {
  text: string
  rtl: boolean
  width: number
  /** Its place in the line as it is read. */
  at: number
  /** No space stands before it. */
  glued: boolean
}

const rightToLeft = /[\p{sc=Arab}\p{sc=Hebr}\p{sc=Syrc}\p{sc=Thaa}]/u
const leftToRight = /[\p{L}\p{N}]/u

const directionOf = (word: string, otherwise: boolean): boolean =>
  rightToLeft.test(word) ? true : leftToRight.test(word) ? false : otherwise

const arabic = '\\u0600-\\u06ff\\u0750-\\u077f\\ufb50-\\ufdff\\ufe70-\\ufeff'
const extended = '\\u0100-\\u024f\\u1e00-\\u1eff'
/** Each typeface file has its own letters: a colon after an Arabic word and the Ł of Łódź are in other files than their neighbours. */
const pieces = new RegExp(`[${arabic}]+|[${extended}]+|[^${arabic}${extended}]+`, 'gu')

/** Which of the typefaces has the letters of a piece. */
export const faceOf = (piece: string): 'latin' | 'extended' | 'arabic' =>
  new RegExp(`[${arabic}]`, 'u').test(piece)
    ? 'arabic'
    : new RegExp(`[${extended}]`, 'u').test(piece)
      ? 'extended'
      : 'latin'

/** Signs around a word of the other direction belong to the sentence: each stands by itself. */
const apart = (piece: string): string[] =>
  /^([([«“]*)(.*?)([)\]»”,.;:!?،؛؟]*)$/u.exec(piece)?.slice(1).filter(Boolean) ?? [piece]

const piecesOf = (word: string, rtl: boolean): string[] => {
  const parts = word.match(pieces) ?? []
  return rtl ? parts.flatMap((piece) => (faceOf(piece) === 'arabic' ? [piece] : apart(piece))) : parts
}

const isSign = ({ text }: Word) => !rightToLeft.test(text) && !leftToRight.test(text)

const hasLetters = ({ text, rtl }: Word) => rtl || /\p{L}/u.test(text)

/** How a word counts for the signs beside it: a number counts as the letters before it do, or as the page does (rules W7 and N1). */
const counts = (line: readonly Word[], at: number, rtl: boolean): boolean =>
  line.slice(0, at + 1).findLast((word) => !isSign(word) && hasLetters(word))?.rtl ?? rtl

/** Signs between words of one direction read with them (rule N1), others as the page does: an English address in Arabic keeps its order. */
const settled = (line: readonly Word[], rtl: boolean): Word[] =>
  line.map((word, at) => {
    if (!isSign(word)) return word
    const next = line.findIndex((one, there) => there > at && !isSign(one))
    const [before, after] = [counts(line, at, rtl), next < 0 ? rtl : counts(line, next, rtl)]
    return { ...word, rtl: before === after ? before : rtl }
  })

/** Words of a text in lines no wider than `width`; a word that is wider is cut. Empty texts have no lines. */
export const linesOf = (
  text: string,
  {
    width,
    space,
    rtl: page,
    measure,
  }: { width: number; space: number; rtl: boolean; measure: (word: string) => number },
): Word[][] => {
  // A text without a single letter from the right is one from the left, on whatever page.
  const rtl = page && rightToLeft.test(text)
  const lines: Word[][] = []
  let [line, used] = [[] as Word[], 0]
  const put = (piece: string, glued: boolean) => {
    const isRtl = directionOf(piece, rtl)
    const wide = measure(piece)
    if (line.length && !glued && used + space + wide > width) {
      lines.push(line)
      ;[line, used] = [[], 0]
    }
    used += (line.length && !glued ? space : 0) + wide
    line.push({ text: piece, rtl: isRtl, width: wide, at: line.length, glued: glued && line.length > 0 })
  }
  for (const word of text.split(/\s+/u).filter(Boolean)) {
    let rest = word
    while (measure(rest) > width && rest.length > 1) {
      let fits = rest.length - 1
      while (fits > 1 && measure(rest.slice(0, fits)) > width) fits--
      put(rest.slice(0, fits), false)
      rest = rest.slice(fits)
    }
    for (const [index, piece] of piecesOf(rest, rtl).entries()) put(piece, index > 0)
  }
  if (line.length) lines.push(line)
  return lines.map((one) => settled(one, rtl))
}

/** Neighbours of one direction: they are read together, and laid against the direction of the page where theirs is the other. */
const runsOf = (line: readonly Word[]): Word[][] => {
  const runs: Word[][] = []
  for (const word of line) {
    const last = runs.at(-1)
    if (last && last[0]!.rtl === word.rtl) last.push(word)
    else runs.push([word])
  }
  return runs
}

const mirrored: Record<string, string> = { '(': ')', ')': '(', '[': ']', ']': '[', '«': '»', '»': '«' }

/** Brackets that read from the right open to the left (rule L4). */
const asDrawn = (word: Word): Word =>
  word.rtl && !rightToLeft.test(word.text)
    ? { ...word, text: word.text.replace(/[()[\]«»]/gu, (sign) => mirrored[sign]!) }
    : word

/**
 * The words of a line from left to right as the eye meets them on the page: what reads from the right is turned round, numbers and
 * Latin words within it are not (rule L2 of Unicode's bidirectional algorithm, for whole words).
 */
export const asSeen = (line: readonly Word[], rtl: boolean): Word[] => {
  const runs = runsOf(line).map((run) => (run[0]!.rtl ? run.toReversed() : run))
  return (rtl ? runs.toReversed() : runs).flat().map(asDrawn)
}

/** The space between two words as they are seen: none where one is glued to the other. */
export const gapBetween = (left: Word, right: Word, space: number): number => {
  const later = left.at > right.at ? left : right
  return Math.abs(left.at - right.at) === 1 && later.glued ? 0 : space
}
