import type { Word } from './lines.ts'
import { drawLine, makeRoom, margin, type Pen, pageOf, styles, wrapped } from './pen.ts'

/** Points from one line of the contents to the next. */
const lineHeight = 19

export const destination = (index: number) => `heading-${index}`

const widthOf = (line: readonly Word[]) => line.reduce((sum, word) => sum + word.width + 4, 0)

/** Leads the eye from a name to its page; a reader aloud passes it. */
const drawDots = ({ doc }: Pen, [from, to]: [number, number], at: number) => {
  doc.markContent('Artifact', { type: 'Layout' })
  doc.moveTo(from, at).lineTo(to, at).lineWidth(0.75).dash(0.75, { space: 3 }).stroke('#6b6f73').undash()
  doc.endMarkedContent()
}

/** Room for one line for each heading: on which pages they will stand is only known at the end. */
export const keepContents = (pen: Pen, headings: readonly string[]) => {
  pen.contents = pen.doc.struct('TOC')
  pen.root.add(pen.contents)
  for (const _ of headings) {
    makeRoom(pen, lineHeight * pen.scale)
    pen.kept.push({ page: pageOf(pen), at: pen.at })
    pen.at += lineHeight * pen.scale
  }
}

/** «Food ………… 12» on the line kept for it, and a press leads there. */
const drawRow = (pen: Pen, index: number, contents: PDFKit.PDFStructureElement) => {
  const [{ at, page }, heading] = [pen.kept[index]!, pen.headings[index]!]
  const { doc, rtl, width } = pen
  doc.switchToPage(page)
  const number = wrapped(pen, String(heading.page + 1), styles.text, width)[0]!
  const name = wrapped(pen, heading.text, styles.text, width - widthOf(number) - 40)[0] ?? []
  const [before, after] = rtl ? [number, name] : [name, number]
  contents.add(
    doc.struct('TOCI', {}, () => {
      pen.at = at
      drawLine(pen, name, styles.text, margin, width)
      pen.at = at
      // A number has no direction of its own: it stands where the line ends.
      drawLine({ ...pen, rtl: !rtl }, number, styles.text, margin, width)
    }),
  )
  drawDots(pen, [margin + widthOf(before) + 6, margin + width - widthOf(after) - 6], at + 11 * pen.scale)
  doc.goTo(margin, at, width, lineHeight * pen.scale, destination(index))
}

export const drawContents = (pen: Pen) => {
  if (!pen.contents) return
  for (const index of pen.kept.keys()) drawRow(pen, index, pen.contents)
  pen.contents.end()
}
