import { once } from 'node:events'
import { setImmediate as breathe } from 'node:timers/promises'
import PDFDocument from 'pdfkit'
import { create } from 'qrcode'
import { direction } from '#kernel/messages/messages.ts'
import type { Block, Sheet } from './blocks.ts'
import { faces, fontOf, type Weight } from './fonts.ts'
import { asSeen, faceOf, gapBetween, linesOf, type Word } from './lines.ts'

type Document = PDFKit.PDFDocument

/** Points, 72 to the inch. */
const margin = 51
const codeSize = 64
const gap = 12
const leading = 1.35

export interface Style {
  size: number
  weight: Weight
}

export interface Pen {
  doc: Document
  rtl: boolean
  root: PDFKit.PDFStructureElement
  /** The next free line, from the top. */
  at: number
  width: number
  height: number
  scale: number
}

const styles: Record<'title' | 'heading' | 'subheading' | 'text' | 'small', Style> = {
  title: { size: 26, weight: 700 },
  heading: { size: 18, weight: 700 },
  subheading: { size: 14, weight: 700 },
  text: { size: 12, weight: 400 },
  small: { size: 10.5, weight: 400 },
}
const tags = { title: 'H1', heading: 'H2', subheading: 'H3', text: 'P', small: 'P' } as const

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

const bottomOf = ({ height }: Pen) => height - margin - 18

const newPage = (pen: Pen) => {
  pen.doc.addPage()
  pen.at = margin
}

/** Begins a new page where so much does not fit on this one. */
const makeRoom = (pen: Pen, needed: number) => {
  if (pen.at + needed > bottomOf(pen) && pen.at > margin) newPage(pen)
}

const drawText = (pen: Pen, as: keyof typeof styles, text: string) => {
  const style = styles[as]
  const lines = wrapped(pen, text, style, pen.width)
  const isHeading = as !== 'text' && as !== 'small'
  makeRoom(pen, isHeading ? heightOf(pen, lines, style) + 90 : Math.min(heightOf(pen, lines, style), 60))
  for (let from = 0; from < lines.length; ) {
    const fitting = Math.max(1, Math.floor((bottomOf(pen) - pen.at) / (style.size * pen.scale * leading)))
    const some = lines.slice(from, from + fitting)
    pen.root.add(
      pen.doc.struct(tags[as], {}, () => {
        for (const line of some) drawLine(pen, line, style, margin, pen.width)
      }),
    )
    from += some.length
    if (from < lines.length) newPage(pen)
  }
  pen.at += isHeading ? 6 : 8
}

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
    for (let column = 0; column < modules.size; column++)
      if (modules.get(row, column)) pen.doc.rect(left + column * side, top + row * side, side, side)
  pen.doc.fill('#000000')
}

const drawEntry = (pen: Pen, { title, lines, small, address }: Block & { as: 'entry' }) => {
  const width = pen.width - (address ? codeSize + gap : 0)
  const left = address && pen.rtl ? margin + codeSize + gap : margin
  const words = [
    { style: { size: 13, weight: 700 } as Style, lines: wrapped(pen, title, { size: 13, weight: 700 }, width) },
    ...lines.map((line) => ({ style: styles.text, lines: wrapped(pen, line, styles.text, width) })),
    { style: styles.small, lines: wrapped(pen, small, styles.small, width) },
  ]
  const height = words.reduce((sum, { style, lines: some }) => sum + heightOf(pen, some, style), 0)
  makeRoom(pen, Math.max(height, address ? codeSize : 0) + gap)
  const top = pen.at
  const parts = words.map(({ style, lines: some }, index) =>
    pen.doc.struct(index ? 'P' : 'H3', {}, () => {
      for (const line of some) drawLine(pen, line, style, left, width)
    }),
  )
  const code = (where: string) =>
    pen.doc.struct('Figure', { alt: where }, () =>
      drawCode(pen, where, { left: pen.rtl ? margin : margin + width + gap, top: top + 2, size: codeSize }),
    )
  // Drawn when it is added: an element that has its children is closed.
  pen.root.add(pen.doc.struct('Sect', {}, address ? [...parts, code(address)] : parts))
  pen.at = Math.max(pen.at, top + (address ? codeSize : 0)) + gap
}

const draw = (pen: Pen, block: Block) => {
  if (block.as === 'page') return pen.at > margin ? newPage(pen) : undefined
  if (block.as === 'entry') return drawEntry(pen, block)
  if (block.as === 'title' || block.as === 'heading') pen.doc.outline.addItem(block.text)
  drawText(pen, block.as, block.text)
}

const drawFeet = (pen: Pen, foot: Sheet['foot']) => {
  const { start, count } = pen.doc.bufferedPageRange()
  for (let page = start; page < start + count; page++) {
    pen.doc.switchToPage(page)
    pen.doc.markContent('Artifact', { type: 'Pagination' })
    pen.at = pen.height - margin + 4
    for (const line of wrapped(pen, foot(page + 1, count), styles.small, pen.width))
      drawLine(pen, line, styles.small, margin, pen.width)
    pen.doc.endMarkedContent()
  }
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

/**
 * A sheet as PDF 1.7 on A4, tagged with its structure (headings, paragraphs, figures with their text) and its language, so that it can
 * be read aloud, searched and enlarged. Black on white.
 */
export const pdfOf = async ({ title, language, large = false, foot, blocks }: Sheet): Promise<Uint8Array> => {
  const { pen, finish } = beginPaper({ title, language }, large ? 1.5 : 1)
  for (const [index, block] of blocks.entries()) {
    // A whole guide takes seconds: whoever asks for a page meanwhile must not wait for it.
    if (index % 20 === 19) await breathe()
    draw(pen, block)
  }
  drawFeet(pen, foot)
  return finish()
}
