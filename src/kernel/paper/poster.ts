import { colours, drawBand, type Thread } from './cloth.ts'
import { beginPaper, drawCode, drawLine, heightOf, type Pen, type Style, wrapped } from './pen.ts'

/** One page to hang up: read from two steps away, with one thing to do. */
export interface Poster {
  title: string
  /** BCP 47: sets the direction, and what a reader aloud speaks. */
  language: string
  /** Whose wall it might hang on. */
  top: string
  lead: string
  facts: readonly { label: string; thread: Thread; lines: readonly string[] }[]
  /** The thing to do, in the largest letters after the title. */
  call: string
  /** Where the square code leads, and the words before its address. */
  address: string
  addressWords: string
  small: readonly string[]
}

/** Points. */
const edge = 22
const band = 11
const left = 58
const code = 124
const labelWidth = 104
const leastRoom = 10
/** Where there is little to say it is said large. */
const largest = 1.45

const title: Style = { size: 46, weight: 700 }
const top: Style = { size: 13, weight: 700 }
const lead: Style = { size: 20, weight: 400 }
const label: Style = { size: 15, weight: 700 }
const fact: Style = { size: 16, weight: 400 }
const call: Style = { size: 26, weight: 700 }
const small: Style = { size: 10.5, weight: 400 }

const drawBorder = ({ doc }: Pen) => {
  const { width, height } = doc.page
  const across = { length: width - 2 * edge, thick: band }
  const up = { length: height - 2 * edge - 2 * band, thick: band, isUpright: true }
  drawBand(doc, { from: [edge, edge], ...across })
  drawBand(doc, { from: [edge, height - edge - band], ...across })
  drawBand(doc, { from: [edge, edge + band], ...up })
  drawBand(doc, { from: [width - edge - band, edge + band], ...up })
}

type Tag = 'H1' | 'P'

const drawText = (pen: Pen, tag: Tag, text: string, style: Style) => {
  if (!text) return
  const lines = wrapped(pen, text, style, pen.width)
  pen.root.add(
    pen.doc.struct(tag, {}, () => {
      for (const line of lines) drawLine(pen, line, style, left, pen.width)
    }),
  )
}

const factWidth = (pen: Pen) => pen.width - labelWidth * pen.scale

const factLines = (pen: Pen, { lines }: Poster['facts'][number]) =>
  lines.flatMap((line) => wrapped(pen, line, fact, factWidth(pen)))

const factHeight = (pen: Pen, one: Poster['facts'][number]) =>
  Math.max(heightOf(pen, factLines(pen, one), fact), label.size * pen.scale * 1.35) + 12 * pen.scale

const drawFact = (pen: Pen, one: Poster['facts'][number]) => {
  const { doc, scale, rtl, width } = pen
  const start = pen.at
  const next = start + factHeight(pen, one)
  doc.markContent('Artifact', { type: 'Layout' })
  doc.rect(rtl ? left + width - 5 : left, start, 5, next - start - 12 * scale).fill(colours[one.thread])
  doc.fill('#000000')
  doc.endMarkedContent()
  const words = labelWidth * scale - 14
  const named = doc.struct('P', {}, () => {
    for (const line of wrapped(pen, one.label, label, words))
      drawLine(pen, line, label, rtl ? left + width - labelWidth * scale : left + 14, words)
  })
  const told = doc.struct('P', {}, () => {
    pen.at = start
    for (const line of factLines(pen, one))
      drawLine(pen, line, fact, rtl ? left : left + labelWidth * scale, factWidth(pen))
  })
  pen.root.add(doc.struct('Sect', {}, [named, told]))
  pen.at = next
}

const drawBottom = (pen: Pen, { call: toDo, address, addressWords, small: print }: Poster, height: number) => {
  const { doc, rtl, width } = pen
  const words = width - code - 20
  const from = rtl ? left + code + 20 : left
  pen.at = height
  const parts = [
    { text: toDo, style: wholeWords(pen, toDo, call, words) },
    { text: `${addressWords} ${address.replace(/^https?:\/\//u, '')}`, style: small },
    ...print.map((text) => ({ text, style: small })),
  ].map(({ text, style }) =>
    doc.struct('P', {}, () => {
      for (const line of wrapped(pen, text, style, words)) drawLine(pen, line, style, from, words)
      pen.at += 4
    }),
  )
  const figure = doc.struct('Figure', { alt: address }, () =>
    drawCode(pen, address, { left: rtl ? left : left + words + 20, top: height, size: code }),
  )
  pen.root.add(doc.struct('Sect', {}, [...parts, figure]))
}

/** As large as it may be with its longest word still whole: nobody reads «foodbank.org. uk». */
const wholeWords = (pen: Pen, text: string, style: Style, width: number): Style => {
  const widest = Math.max(
    ...text.split(/\s+/u).map((word) =>
      wrapped(pen, word, style, Number.POSITIVE_INFINITY)
        .flat()
        .reduce((sum, part) => sum + part.width, 0),
    ),
  )
  return widest > width ? { ...style, size: style.size * (width / widest) * 0.99 } : style
}

/** How high all above the code stands at a scale. */
const heightAt = (pen: Pen, poster: Poster): number =>
  [
    ...[poster.top, poster.title, poster.lead].map((text, at) => {
      const style = [top, wholeWords(pen, poster.title, title, pen.width), lead][at]!
      return heightOf(pen, wrapped(pen, text, style, pen.width), style)
    }),
    ...poster.facts.map((one) => factHeight(pen, one)),
  ].reduce((sum, height) => sum + height, 44 * pen.scale)

/** A poster on one page of A4, tagged like every sheet of ours; where there is much to say the letters become smaller, never two pages. */
export const posterOf = async (poster: Poster): Promise<Uint8Array> => {
  const { pen, finish } = beginPaper(poster, largest)
  const { width, height } = pen.doc.page
  pen.width = width - 2 * left
  const [first, bottom] = [62, height - edge - band - 26 - code]
  while (pen.scale > 0.4 && first + heightAt(pen, poster) > bottom - leastRoom) pen.scale *= 0.92
  const { scale } = pen
  drawBorder(pen)
  pen.at = first
  drawText(pen, 'P', poster.top, top)
  pen.at += 10 * scale
  drawText(pen, 'H1', poster.title, wholeWords(pen, poster.title, title, pen.width))
  pen.at += 10 * scale
  drawText(pen, 'P', poster.lead, lead)
  pen.at += 24 * scale
  for (const one of poster.facts) drawFact(pen, one)
  pen.scale = 1
  drawBottom(pen, poster, bottom)
  return finish()
}
