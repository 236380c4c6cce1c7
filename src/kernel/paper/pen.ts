import { once } from 'node:events'
import PDFDocument from 'pdfkit'
import { create } from 'qrcode'
import { direction } from '#kernel/messages/messages.ts'
import type { Sheet } from './blocks.ts'
import { faces, fontOf, type Weight } from './fonts.ts'
import { asSeen, faceOf, gapBetween, linesOf, type Word } from './lines.ts'

/** Points, 72 to the inch. */
export const margin = 51
export const gap = 12
export const leading = 1.35

export interface Style {
  size: number
  weight: Weight
}

export interface Pen {
  doc: PDFKit.PDFDocument
  rtl: boolean
  root: PDFKit.PDFStructureElement
  /** The next free line, from the top. */
  at: number
  width: number
  height: number
  scale: number
  /** Where each heading stands, in their order; pages count from 0. */
  headings: { text: string; page: number }[]
  /** Lines kept for the headings, until it is known where they stand. */
  kept: { page: number; at: number }[]
  contents: PDFKit.PDFStructureElement | null
  /** Whether an entry stands right above. */
  afterEntry: boolean
}

export const styles: Record<'title' | 'heading' | 'subheading' | 'text' | 'small', Style> = {
  title: { size: 26, weight: 700 },
  heading: { size: 18, weight: 700 },
  subheading: { size: 14, weight: 700 },
  text: { size: 12, weight: 400 },
  small: { size: 10.5, weight: 400 },
}
/** A letter that no typeface has is left out. */
const drawable = (text: string) =>
  text.replace(/[^\p{sc=Latin}\p{sc=Arab}\p{M}\p{N}\p{P}\p{S}\s]/gu, '').replace(/\p{Extended_Pictographic}/gu, '')

const useFace = ({ doc, scale }: Pen, word: string, { size, weight }: Style) =>
  doc.font(`${faceOf(word)}${weight}`).fontSize(size * scale)

export const wrapped = (pen: Pen, text: string, style: Style, width: number): Word[][] => {
  const space = useFace(pen, ' ', style).widthOfString(' ')
  const measure = (word: string) => useFace(pen, word, style).widthOfString(word)
  return linesOf(drawable(text), { width, space, rtl: pen.rtl, measure })
}

export const heightOf = ({ scale }: Pen, lines: readonly Word[][], { size }: Style) =>
  lines.length * size * scale * leading

/** Words of one line that stand in one face are written at once: a reader aloud and a search find them whole. */
export const drawLine = (pen: Pen, line: readonly Word[], style: Style, left: number, width: number) => {
  const space = useFace(pen, ' ', style).widthOfString(' ')
  const seen = asSeen(line, pen.rtl)
  const gaps = seen.map((word, index) => (index ? gapBetween(seen[index - 1]!, word, space) : 0))
  const used = seen.reduce((sum, word, index) => sum + word.width + gaps[index]!, 0)
  const baseline = pen.at + style.size * pen.scale
  let x = pen.rtl ? left + width - used : left
  for (const [index, word] of seen.entries()) {
    x += gaps[index]!
    // Typefaces have their tops at different heights, and one line under all of them.
    useFace(pen, word.text, style).text(word.text, x, baseline, { lineBreak: false, baseline: 'alphabetic' })
    x += word.width
  }
  pen.at += style.size * pen.scale * leading
}

export const bottomOf = ({ height }: Pen) => height - margin - 18

export const newPage = (pen: Pen) => {
  pen.doc.addPage()
  pen.at = margin
  pen.afterEntry = false
}

export const pageOf = ({ doc }: Pen) => doc.bufferedPageRange().count - 1

/** Lines and bars that say nothing: a reader aloud passes them. */
export const drawMark = ({ doc }: Pen, [x, y, wide, high]: [number, number, number, number], colour: string) => {
  doc.markContent('Artifact', { type: 'Layout' })
  doc.rect(x, y, wide, high).fill(colour).fillColor('#000000')
  doc.endMarkedContent()
}

/** Begins a new page where so much does not fit on this one. */
export const makeRoom = (pen: Pen, needed: number) => {
  if (pen.at + needed > bottomOf(pen) && pen.at > margin) newPage(pen)
}

/** Whether less than this share of a page is free; without one, whether anything stands on it. */
export const isFull = (pen: Pen, unless = 1) =>
  pen.at > margin && bottomOf(pen) - pen.at < unless * (bottomOf(pen) - margin)

interface CodePlace {
  left: number
  top: number
  size: number
}

/** A square code of an address, drawn as black squares on white. */
export const drawCode = (pen: Pen, address: string, { left, top, size }: CodePlace) => {
  const { modules } = create(address, { errorCorrectionLevel: 'M' })
  const side = size / modules.size
  for (let row = 0; row < modules.size; row++)
    for (let column = 0; column < modules.size; column++) {
      const from = column
      while (column < modules.size && modules.get(row, column)) column++
      // Squares side by side are one: a whole guide has half a million.
      if (column > from) pen.doc.rect(left + from * side, top + row * side, (column - from) * side, side)
    }
  pen.doc.fill('#000000')
}

interface Paper {
  pen: Pen
  /** Closes the file and gives its bytes. */
  finish: () => Promise<Uint8Array>
}

/** An empty page: PDF 1.7 on A4, tagged, with its language and our typefaces. */
export const beginPaper = ({ title, language }: Pick<Sheet, 'title' | 'language'>, scale: number): Paper => {
  const doc = new PDFDocument({
    size: 'A4',
    margin: 0,
    bufferPages: true,
    pdfVersion: '1.7',
    tagged: true,
    lang: language,
    displayTitle: true,
    info: { Title: title },
  })
  for (const face of faces)
    for (const weight of [400, 700] as const) doc.registerFont(`${face}${weight}`, fontOf(face, weight))
  const root = doc.struct('Document')
  doc.addStructure(root)
  const { width, height } = doc.page
  const pen: Pen = {
    doc,
    rtl: direction(language) === 'rtl',
    root,
    at: margin,
    width: width - 2 * margin,
    height,
    scale,
    headings: [],
    kept: [],
    contents: null,
    afterEntry: false,
  }
  const parts: Uint8Array[] = []
  doc.on('data', (part: Uint8Array) => parts.push(part))
  const done = once(doc, 'end')
  const finish = async () => {
    root.end()
    doc.end()
    await done
    return Buffer.concat(parts)
  }
  return { pen, finish }
}
