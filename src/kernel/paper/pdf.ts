import { setImmediate as breathe } from 'node:timers/promises'
import type { Block, Sheet } from './blocks.ts'
import { colours, drawBand } from './cloth.ts'
import { destination, drawContents, keepContents } from './contents.ts'
import {
  beginPaper,
  bottomOf,
  drawCode,
  drawLine,
  drawMark,
  gap,
  heightOf,
  isFull,
  leading,
  makeRoom,
  margin,
  newPage,
  type Pen,
  pageOf,
  type Style,
  styles,
  wrapped,
} from './pen.ts'

/** Points: the side of a code; a rule of cloth above a heading. */
const codeSize = 64
const rule = 4
/** A line between entries. */
const hairline = '#c9c4b8'

const tags = { title: 'H1', heading: 'H2', subheading: 'H3', text: 'P', small: 'P' } as const

/** A heading stands under a rule of cloth, as wide as what it heads. */
const beginHeading = (pen: Pen, text: string) => {
  if (pen.at > margin) pen.at += 14
  drawBand(pen.doc, { from: [margin, pen.at], length: pen.width, thick: rule })
  pen.at += rule + 6
  pen.doc.addNamedDestination(destination(pen.headings.length), 'XYZ', margin, pen.at - rule - 6, null)
  pen.headings.push({ text, page: pageOf(pen) })
}

const room = (as: keyof typeof styles, height: number) => {
  if (as === 'heading') return height + rule + 130
  return as === 'title' || as === 'subheading' ? height + 90 : Math.min(height, 60)
}

const drawText = (pen: Pen, as: keyof typeof styles, text: string) => {
  const style = styles[as]
  const lines = wrapped(pen, text, style, pen.width)
  makeRoom(pen, room(as, heightOf(pen, lines, style)))
  if (as === 'heading') beginHeading(pen, text)
  if (as === 'title') drawBand(pen.doc, { from: [margin, pen.at - 18], length: pen.width, thick: 8 })
  if (as === 'subheading') pen.at += pen.afterEntry ? 6 : 0
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
  pen.at += as === 'text' || as === 'small' ? 8 : 6
  pen.afterEntry = false
}

const urgent: Style = { size: 13, weight: 700 }

/** In a frame of clay, whole on its page. */
const drawUrgent = (pen: Pen, { title, lines }: Block & { as: 'urgent' }) => {
  const inside = pen.width - 34
  const left = margin + 17
  const parts = [
    { style: styles.subheading, tag: 'H2', lines: wrapped(pen, title, styles.subheading, inside) },
    ...lines.map((line) => ({ style: urgent, tag: 'P', lines: wrapped(pen, line, urgent, inside) })),
  ]
  const height = parts.reduce((sum, { style, lines: some }) => sum + heightOf(pen, some, style) + 3, 20)
  makeRoom(pen, height + gap)
  const top = pen.at + 6
  drawMark(pen, [pen.rtl ? margin + pen.width - 5 : margin, top, 5, height], colours.clay)
  drawMark(pen, [margin, top, pen.width, 0.75], colours.clay)
  drawMark(pen, [margin, top + height - 0.75, pen.width, 0.75], colours.clay)
  pen.at = top + 10
  for (const { style, tag, lines: some } of parts) {
    pen.root.add(
      pen.doc.struct(tag, {}, () => {
        for (const line of some) drawLine(pen, line, style, left, inside)
      }),
    )
    pen.at += 3
  }
  pen.at = top + height + gap
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
  if (pen.afterEntry) drawMark(pen, [margin, pen.at - gap / 2 - 1, pen.width, 0.5], hairline)
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
  pen.at = Math.max(pen.at, top + (address ? codeSize + 2 : 0)) + gap
  pen.afterEntry = true
}

const draw = (pen: Pen, block: Block, headings: readonly string[]) => {
  if (block.as === 'page') return isFull(pen, block.unless) ? newPage(pen) : undefined
  if (block.as === 'entry') return drawEntry(pen, block)
  if (block.as === 'urgent') return drawUrgent(pen, block)
  if (block.as === 'contents') {
    drawText(pen, 'subheading', block.title)
    return keepContents(pen, headings)
  }
  drawText(pen, block.as, block.text)
  if (block.as === 'title' || block.as === 'heading') pen.doc.outline.addItem(block.text)
}

/** At the foot of each page its number; over a page that goes on with a theme, which one. */
const drawEdges = (pen: Pen, foot: Sheet['foot']) => {
  const { start, count } = pen.doc.bufferedPageRange()
  const put = (text: string, at: number) => {
    pen.at = at
    for (const line of wrapped(pen, text, styles.small, pen.width)) drawLine(pen, line, styles.small, margin, pen.width)
  }
  for (let page = start; page < start + count; page++) {
    pen.doc.switchToPage(page)
    drawMark(pen, [margin, pen.height - margin - 3, pen.width, 0.5], hairline)
    pen.doc.markContent('Artifact', { type: 'Pagination' })
    const theme = pen.headings.findLast((heading) => heading.page < page)
    if (pen.kept.length && theme && !pen.headings.some((heading) => heading.page === page)) put(theme.text, 26)
    put(foot(page + 1, count), pen.height - margin + 4)
    pen.doc.endMarkedContent()
  }
}

/**
 * A sheet as PDF 1.7 on A4, tagged with its structure (headings, paragraphs, figures with their text) and its language, so that it can
 * be read aloud, searched and enlarged. Black on white.
 */
export const pdfOf = async ({ title, language, large = false, foot, blocks }: Sheet): Promise<Uint8Array> => {
  const { pen, finish } = beginPaper({ title, language }, large ? 1.5 : 1)
  const headings = blocks.flatMap((block) => (block.as === 'heading' ? [block.text] : []))
  for (const [index, block] of blocks.entries()) {
    // A whole guide takes seconds: whoever asks for a page meanwhile must not wait for it.
    if (index % 20 === 19) await breathe()
    draw(pen, block, headings)
  }
  drawContents(pen)
  drawEdges(pen, foot)
  return finish()
}
